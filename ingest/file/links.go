package file

import (
	"context"
	"encoding/json"
	"runtime"
)

// links says which anonymous ids turned out to be which users, as far as the file itself tells: a call
// that carries both ids joins them, and so does an alias call. What other files tell is for the identity
// package, which sees them all.
type links map[string]string

// several stands for more than one user: a shared device. Such an id stays by itself.
const several = "\x00several"

// find is the user of an id: "" for unknown. Aliases are followed a few steps.
func (l links) find(id string) string {
	for range 8 {
		to, ok := l[id]
		switch {
		case !ok:
			return ""
		case to == several:
			return several
		}
		if _, more := l[to]; !more {
			return to
		}
		id = to
	}
	return ""
}

// join notes that an id is a user's.
func (l links) join(id, user string) {
	if id == "" || user == "" || id == user {
		return
	}
	if had, ok := l[id]; ok && had != user {
		user = several
	}
	l[id] = user
}

// learn reads the whole file for ids that belong together, and for the currencies of its amounts.
func (p *plan) learn(ctx context.Context, in *Input) error {
	src, err := in.blocks(p)
	if err != nil {
		return err
	}
	defer src.Close()
	p.links = make(links)
	coins := make(map[currency]int64)
	type found struct {
		pairs []string
		coins map[currency]int64
	}
	newWork := func() func(block) found {
		return func(in block) found {
			f := found{coins: make(map[currency]int64)}
			row := &records{data: in.data}
			for row.end < len(row.data) {
				var c call
				if json.Unmarshal(row.nextLine(), &c) == nil {
					f.pairs = c.pairs(f.pairs, f.coins)
				}
			}
			return f
		}
	}
	err = each(ctx, src.cutter, runtime.GOMAXPROCS(0), newWork, func(f found) error {
		for i := 0; i < len(f.pairs); i += 2 {
			p.links.join(f.pairs[i], f.pairs[i+1])
		}
		for c, n := range f.coins {
			coins[c] += n
		}
		return nil
	})
	if p.base == (currency{}) {
		p.base = commonest(coins)
	}
	return err
}

// pairs lists the ids a call joins, and counts its currency.
func (c *call) pairs(to []string, coins map[currency]int64) []string {
	for _, inner := range c.Batch {
		var one call
		if json.Unmarshal(inner, &one) == nil {
			to = one.pairs(to, coins)
		}
	}
	c.tidy()
	if c.Type == "alias" {
		return append(to, string(c.Previous), string(c.UserID))
	}
	var p struct {
		Currency text1 `json:"currency"`
	}
	if len(c.Properties) > 0 && json.Unmarshal(c.Properties, &p) == nil && isCode([]byte(p.Currency)) {
		coins[upper([]byte(p.Currency))]++
	}
	if c.UserID != "" && c.Anonymous != "" {
		to = append(to, string(c.Anonymous), string(c.UserID))
	}
	return to
}

// commonest is the currency met most often; of equals the first by name.
func commonest(coins map[currency]int64) currency {
	var best currency
	for c, n := range coins {
		if n > coins[best] || n == coins[best] && c.String() < best.String() {
			best = c
		}
	}
	return best
}
