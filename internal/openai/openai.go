// Package openai asks an endpoint that speaks OpenAI's chat completions, whoever runs it, for one answer.
//
// The contract is https://platform.openai.com/docs/api-reference/chat/create.
package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Client is an endpoint and how to ask it.
type Client struct {
	URL     string // "https://api.openai.com/v1", or another that serves /chat/completions below it
	Model   string
	Key     string        // "" sends none
	Timeout time.Duration // of each of the two attempts
}

// The longest answer read, and the longest wait that an endpoint may ask for.
const (
	mostBytes   = 1 << 20
	longestWait = 30 * time.Second
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type request struct {
	Model       string    `json:"model"`
	Messages    []message `json:"messages"`
	Temperature float64   `json:"temperature"`
}

type response struct {
	Choices []struct {
		Message      message `json:"message"`
		FinishReason string  `json:"finish_reason"`
	} `json:"choices"`
}

// Complete asks once, and once more when the endpoint is busy or failed (429, 5xx), after the time it asks for.
func (c Client) Complete(ctx context.Context, system, user string) (string, error) {
	body, err := json.Marshal(request{Model: c.Model, Messages: []message{{"system", system}, {"user", user}}})
	if err != nil {
		return "", err
	}
	text, wait, err := c.ask(ctx, body)
	if wait < 0 {
		return text, err
	}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(wait):
	}
	text, _, err = c.ask(ctx, body)
	return text, err
}

// ask makes one attempt; wait is how long to wait before another, negative when there is no use in one.
func (c Client) ask(ctx context.Context, body []byte) (text string, wait time.Duration, err error) {
	ctx, stop := context.WithTimeout(ctx, c.Timeout)
	defer stop()
	url := strings.TrimSuffix(c.URL, "/")
	if !strings.HasSuffix(url, "/chat/completions") {
		url += "/chat/completions"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return "", -1, fmt.Errorf("the model's address: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.Key)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return "", -1, fmt.Errorf("asking the model: %w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, mostBytes+1))
	switch {
	case err != nil:
		return "", -1, fmt.Errorf("reading the model's answer: %w", err)
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode >= 500:
		return "", retryAfter(res.Header.Get("Retry-After"), time.Now()), fmt.Errorf("the model's endpoint answers %s", res.Status)
	case res.StatusCode != http.StatusOK:
		return "", -1, fmt.Errorf("the model's endpoint answers %s", res.Status)
	case len(answer) > mostBytes:
		return "", -1, fmt.Errorf("the model's answer is longer than %d bytes", mostBytes)
	}
	text, err = read(answer)
	return text, -1, err
}

// read takes the text out of an answer.
func read(answer []byte) (string, error) {
	var r response
	if err := json.Unmarshal(answer, &r); err != nil {
		return "", fmt.Errorf("the model's answer is no chat completion: %w", err)
	}
	switch {
	case len(r.Choices) == 0, strings.TrimSpace(r.Choices[0].Message.Content) == "":
		return "", errors.New("the model answered nothing")
	case r.Choices[0].FinishReason == "length":
		return "", errors.New("the model's answer was cut off")
	}
	return r.Choices[0].Message.Content, nil
}

// retryAfter reads the header: seconds, or a date (RFC 9110, 10.2.3). Without one it is a second.
func retryAfter(header string, now time.Time) time.Duration {
	wait := time.Second
	if s, err := strconv.Atoi(header); err == nil {
		wait = time.Duration(s) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), longestWait)
}
