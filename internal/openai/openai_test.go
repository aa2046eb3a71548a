package openai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func served(t *testing.T, h http.HandlerFunc) Client {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return Client{URL: s.URL + "/v1", Model: "m", Key: "secret", Timeout: 300 * time.Millisecond}
}

const answer = `{"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}`

func TestCompleteAsksAsTheReferenceSays(t *testing.T) {
	c := served(t, func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer secret" ||
			body["model"] != "m" || body["temperature"] != 0.0 || len(body["messages"].([]any)) != 2 {
			t.Errorf("%s %s %v %v", r.Method, r.URL.Path, r.Header, body)
		}
		fmt.Fprint(w, answer)
	})
	if got, err := c.Complete(t.Context(), "s", "u"); got != "Hello." || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCompleteTriesOnceMore(t *testing.T) {
	for _, c := range []struct {
		status, fails, asked int
		ok                   bool
	}{{429, 1, 2, true}, {503, 1, 2, true}, {500, 9, 2, false}, {400, 9, 1, false}, {401, 9, 1, false}, {302, 9, 1, false}} {
		asked := 0
		client := served(t, func(w http.ResponseWriter, _ *http.Request) {
			if asked++; asked <= c.fails {
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(c.status)
				return
			}
			fmt.Fprint(w, answer)
		})
		if _, err := client.Complete(t.Context(), "s", "u"); (err == nil) != c.ok || asked != c.asked {
			t.Errorf("%d %d times: asked %d times, %v", c.status, c.fails, asked, err)
		}
	}
}

func TestBadAnswersAreErrors(t *testing.T) {
	for says, body := range map[string]string{
		"no chat completion": "<html>Gateway</html>",
		"answered nothing":   `{"choices":[]}`,
		"nothing":            `{"choices":[{"message":{"content":"  "}}]}`,
		"cut off":            `{"choices":[{"message":{"content":"They"},"finish_reason":"length"}]}`,
		"longer than":        `{"choices":[{"message":{"content":"` + strings.Repeat("x", mostBytes) + `"}}]}`,
	} {
		c := served(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
		c.Timeout = 10 * time.Second
		if text, err := c.Complete(t.Context(), "s", "u"); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%.40s: %q, %v", body, text, err)
		}
	}
	done := make(chan struct{})
	hangs := served(t, func(http.ResponseWriter, *http.Request) { <-done })
	defer close(done)
	if _, err := hangs.Complete(t.Context(), "s", "u"); err == nil {
		t.Error("an endpoint that hangs answers")
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{"": time.Second, "7": 7 * time.Second, "-3": 0, "86400": longestWait, "Wed, 01 Jan 2025 00:00:05 GMT": 5 * time.Second, "soon": time.Second} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
}
