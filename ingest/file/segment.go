package file

import (
	"encoding/json"
	"strings"

	"limner/event"
)

// call is one call of a Segment library, as its specification has it (segmentio/segment-docs,
// src/connections/spec/common.md). Exports of warehouses write the names with underscores.
type call struct {
	Type       string          `json:"type"`
	Event      string          `json:"event"`
	Name       string          `json:"name"`
	Category   string          `json:"category"`
	UserID     text1           `json:"userId"`
	User       text1           `json:"user_id"`
	Anonymous  text1           `json:"anonymousId"`
	Anon       text1           `json:"anonymous_id"`
	Previous   text1           `json:"previousId"`
	GroupID    text1           `json:"groupId"`
	MessageID  text1           `json:"messageId"`
	Message    text1           `json:"message_id"`
	Timestamp  text1           `json:"timestamp"`
	Original   text1           `json:"originalTimestamp"`
	SentAt     text1           `json:"sentAt"`
	ReceivedAt text1           `json:"receivedAt"`
	Properties json.RawMessage `json:"properties"`
	Traits     json.RawMessage `json:"traits"`
	Context    json.RawMessage `json:"context"`
	Batch      []json.RawMessage
}

// text1 is a string, or a number written as one.
type text1 string

// UnmarshalJSON takes strings, numbers and null.
func (t *text1) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		var s string
		err := json.Unmarshal(b, &s)
		*t = text1(strings.TrimSpace(s))
		return err
	}
	if string(b) != "null" {
		*t = text1(b)
	}
	return nil
}

// tidy takes the names of either writing.
func (c *call) tidy() {
	for _, f := range []struct{ to, from *text1 }{{&c.UserID, &c.User}, {&c.Anonymous, &c.Anon}, {&c.MessageID, &c.Message}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	c.Type = strings.ToLower(c.Type)
}

// calls reads a block of Segment calls.
func (b *builder) calls(in block) {
	row := &records{data: in.data}
	for row.end < len(row.data) {
		line := row.nextLine()
		if len(line) == 0 {
			continue
		}
		b.h.records++
		b.scratch, b.pending = b.scratch[:0], b.pending[:0]
		if why, detail := b.envelope(line, nil); why != fine {
			b.reject(row, why, nil, detail)
			continue
		}
		for i := range b.pending {
			b.emit(&b.pending[i])
		}
	}
	b.h.newlines = int64(row.lines)
}

// envelope reads a call, or all calls of a batch; the times of the batch are those of its calls unless
// they say otherwise.
func (b *builder) envelope(text []byte, outer *call) (Reason, string) {
	var c call
	if err := json.Unmarshal(text, &c); err != nil {
		return badJSON, err.Error()
	}
	c.tidy()
	if outer != nil {
		for _, f := range []struct{ to, from *text1 }{{&c.SentAt, &outer.SentAt}, {&c.ReceivedAt, &outer.ReceivedAt}} {
			if *f.to == "" {
				*f.to = *f.from
			}
		}
		if len(c.Context) == 0 {
			c.Context = outer.Context
		}
	}
	if len(c.Batch) > 0 && outer == nil {
		for _, inner := range c.Batch {
			if why, detail := b.envelope(inner, &c); why != fine {
				return why, detail
			}
		}
		return fine, ""
	}
	return b.call(&c)
}

// call turns a call into events.
func (b *builder) call(c *call) (Reason, string) {
	contact, why, detail := b.who(c)
	if why != fine {
		return why, detail
	}
	t, why, detail := b.callTime(c)
	if why != fine {
		return why, detail
	}
	e := event.Event{
		ID: string(c.MessageID), Contact: event.Key(contact), Anonymous: string(c.Anonymous), Time: event.At(t), Value: event.None(),
		Props: compact(c.Properties), Channel: contextChannel(c.Context),
	}
	switch c.Type {
	case "track":
		if c.Event == "" {
			return noEvent, ""
		}
		return b.track(c, &e)
	case "page", "screen":
		b.page(c, &e)
	case "identify":
		e.Kind, e.Name, e.Props = event.Identify, "identify", compact(c.Traits)
		b.pending = append(b.pending, e)
		b.traits(c, &e)
		return fine, ""
	case "group":
		e.Kind, e.Name, e.Subject, e.Props, e.Channel = event.Other, "group", string(c.GroupID), compact(c.Traits), ""
		b.h.groups++
	case "alias":
		return fine, "" // who is who was learned before; see links
	default:
		return badCall, c.Type
	}
	b.pending = append(b.pending, e)
	return fine, ""
}

// who is the contact of a call: the user, or the one the anonymous id was found to belong to, or the
// anonymous id itself.
func (b *builder) who(c *call) (string, Reason, string) {
	id := string(c.UserID)
	if id == "" && c.Anonymous != "" {
		known := b.p.links.find(string(c.Anonymous))
		switch known {
		case "":
			b.h.anonymous++
			id = string(c.Anonymous)
		case several:
			b.h.unresolved++
			id = string(c.Anonymous)
		default:
			id = known
		}
	}
	if id == "" && c.Type == "alias" {
		id = string(c.Previous)
	}
	switch {
	case id == "":
		return "", noContact, "neither userId nor anonymousId"
	case len(id) > 500:
		return "", longContact, ""
	}
	if known := b.p.links.find(id); known != "" && known != several {
		id = known
	}
	return string(b.address([]byte(id))), fine, ""
}

// callTime is when a call happened. A device's clock may be wrong, so when the call says when it was
// made and sent by that clock and when it was received by a right one, the difference is taken off:
// timestamp = receivedAt - (sentAt - originalTimestamp).
func (b *builder) callTime(c *call) (int64, Reason, string) {
	read := func(t text1) (int64, bool) {
		if t == "" {
			return 0, false
		}
		for _, f := range [...]dateForm{isoDate, epochForm(string(t))} {
			if k, ok := readDate(f, []byte(t)); ok {
				if !k.zoned {
					return b.wall.instant(k.micros), true
				}
				return k.utc(), true
			}
		}
		return 0, false
	}
	t, ok := read(c.Timestamp)
	original, ok1 := read(c.Original)
	sent, ok2 := read(c.SentAt)
	received, ok3 := read(c.ReceivedAt)
	switch {
	case ok: // corrected already
	case ok1 && ok2 && ok3:
		t = received - (sent - original)
	case ok1:
		t = original
	case ok3:
		t = received
	case ok2:
		t = sent
	case c.Timestamp != "" || c.Original != "":
		return 0, badTime, string(c.Timestamp + c.Original)
	default:
		return 0, noTime, "none of timestamp, originalTimestamp, receivedAt, sentAt"
	}
	switch {
	case t > b.p.now+day:
		return t, futureTime, event.At(t).Format("2006-01-02 15:04")
	case t < 0:
		return t, ancientTime, event.At(t).Format("2006-01-02 15:04")
	}
	return t, fine, ""
}

// epochForm is the unit of a count since 1970, by its length.
func epochForm(s string) dateForm {
	switch n := strings.IndexByte(s+".", '.'); {
	case n <= 10:
		return seconds
	case n <= 13:
		return millis
	case n <= 16:
		return micros
	}
	return nanos
}

// compact is a JSON object without blanks, "" for an empty one.
func compact(raw json.RawMessage) string {
	if len(raw) == 0 || raw[0] != '{' {
		return ""
	}
	var v map[string]json.RawMessage
	if json.Unmarshal(raw, &v) != nil || len(v) == 0 {
		return ""
	}
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}

// contextChannel guesses where a call was made from its library.
func contextChannel(raw json.RawMessage) string {
	var c struct {
		Library struct{ Name string }
		Page    json.RawMessage
		Device  json.RawMessage
		App     json.RawMessage
	}
	if len(raw) == 0 || json.Unmarshal(raw, &c) != nil {
		return ""
	}
	switch name := strings.ToLower(c.Library.Name); {
	case strings.Contains(name, "ios"), strings.Contains(name, "android"), strings.Contains(name, "swift"),
		strings.Contains(name, "kotlin"), strings.Contains(name, "react-native"), strings.Contains(name, "flutter"):
		return "app"
	case strings.Contains(name, "analytics.js"), len(c.Page) > 0:
		return "web"
	}
	return ""
}
