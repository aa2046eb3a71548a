package duckdb

import (
	"context"
	"fmt"
	"math"
	"sync"

	"limner/event"
)

// dictionary holds the texts behind codes, all in memory: names, subjects, categories, channels.
type dictionary struct {
	mu    sync.RWMutex
	texts [4][]string // by code; index 0 is ""
	codes [4]map[string]event.Code
}

// term is a text newly given a code, to be stored.
type term struct {
	dictionary event.Dictionary
	code       event.Code
	text       string
}

func (w *Warehouse) loadDictionary(ctx context.Context) (*dictionary, error) {
	d := &dictionary{}
	for i := range d.codes {
		d.texts[i] = []string{""}
		d.codes[i] = map[string]event.Code{"": 0}
	}
	for code, text := range event.KnownChannels[1:] {
		d.put(term{event.Channels, event.Code(code + 1), text})
	}
	rows, err := w.db.QueryContext(ctx, `SELECT dictionary, code, text FROM terms ORDER BY dictionary, code`)
	if err != nil {
		return nil, fmt.Errorf("duckdb: reading the dictionaries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t term
		if err := rows.Scan(&t.dictionary, &t.code, &t.text); err != nil {
			return nil, err
		}
		d.put(t)
	}
	return d, rows.Err()
}

func (d *dictionary) put(t term) {
	texts := d.texts[t.dictionary]
	for int(t.code) >= len(texts) {
		texts = append(texts, "")
	}
	texts[t.code] = t.text
	d.texts[t.dictionary] = texts
	d.codes[t.dictionary][t.text] = t.code
}

// Code is the code of a text, false when no event has it.
func (w *Warehouse) Code(d event.Dictionary, text string) (event.Code, bool) {
	w.dict.mu.RLock()
	defer w.dict.mu.RUnlock()
	c, ok := w.dict.codes[d][text]
	return c, ok
}

// Text is the text of a code, "" for a code nobody gave.
func (w *Warehouse) Text(d event.Dictionary, c event.Code) string {
	w.dict.mu.RLock()
	defer w.dict.mu.RUnlock()
	if c < 0 || int(c) >= len(w.dict.texts[d]) {
		return ""
	}
	return w.dict.texts[d][c]
}

// Texts lists a dictionary by code, index 0 being "".
func (w *Warehouse) Texts(d event.Dictionary) []string {
	w.dict.mu.RLock()
	defer w.dict.mu.RUnlock()
	return append([]string(nil), w.dict.texts[d]...)
}

// pending is the terms a Load has added: they join the dictionary when it commits.
type pending struct {
	base  *dictionary
	terms []term
	codes [4]map[string]event.Code
	next  [4]event.Code
}

func (d *dictionary) extend() *pending {
	d.mu.RLock()
	defer d.mu.RUnlock()
	p := &pending{base: d}
	for i := range p.codes {
		p.codes[i] = map[string]event.Code{}
		p.next[i] = event.Code(len(d.texts[i]))
	}
	return p
}

// code is the code of a text, a new one if need be.
func (p *pending) code(d event.Dictionary, text string) (event.Code, error) {
	p.base.mu.RLock()
	c, ok := p.base.codes[d][text]
	p.base.mu.RUnlock()
	if ok {
		return c, nil
	}
	if c, ok := p.codes[d][text]; ok {
		return c, nil
	}
	c = p.next[d]
	if d == event.Channels && c > math.MaxUint8 {
		return 0, fmt.Errorf("more than %d channels; %q is one too many: is the right column mapped as the channel?", math.MaxUint8, text)
	}
	p.next[d]++
	p.codes[d][text] = c
	p.terms = append(p.terms, term{d, c, text})
	return c, nil
}

// join makes the pending terms part of the dictionary.
func (p *pending) join() {
	p.base.mu.Lock()
	defer p.base.mu.Unlock()
	for _, t := range p.terms {
		p.base.put(t)
	}
}
