package event_test

import (
	"strings"
	"testing"

	"limner/event"
)

func TestKindsHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for i, k := range event.Kinds() {
		word := k.String()
		back, err := event.ParseKind(word)
		if err != nil || back != k || seen[word] {
			t.Errorf("kind %d is %q, which reads as %v, %v", k, word, back, err)
		}
		seen[word] = true
		if i > 0 && event.Kinds()[i-1] >= k {
			t.Errorf("%v stands after %v", k, event.Kinds()[i-1])
		}
	}
	if _, err := event.ParseKind("ordr"); err == nil || !strings.Contains(err.Error(), "order, refund") {
		t.Errorf("an unknown word is answered with %v, not with the kinds", err)
	}
}

// The numbers are in every warehouse: they never change.
func TestKindsKeepTheirNumbers(t *testing.T) {
	for k, number := range map[event.Kind]uint8{
		event.Other: 0, event.Order: 1, event.Refund: 2, event.OrderLine: 6, event.Sent: 10, event.Opened: 12, event.Complaint: 16,
		event.Visit: 20, event.SignedUp: 30, event.Cancelled: 37, event.Ticket: 40, event.NPS: 43, event.Trait: 50, event.Identify: 51,
	} {
		if uint8(k) != number {
			t.Errorf("%v has the number %d, want %d", k, k, number)
		}
	}
}

func TestActs(t *testing.T) {
	for _, k := range event.Kinds() {
		told := map[event.Kind]bool{event.Sent: true, event.Delivered: true, event.Bounced: true, event.OrderLine: true, event.Refund: true,
			event.TicketSolved: true, event.TrialEnd: true, event.Note: true, event.Trait: true, event.Identify: true}[k]
		if k.Act() == told {
			t.Errorf("%v: act %v", k, k.Act())
		}
	}
}
