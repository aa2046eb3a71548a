package metric

// crossing walks through the instants at which the events of a sorted list come to lie further back
// than some distances. A value that depends only on how many lie further back than each can be
// followed exactly: nothing happens to it in between.
type crossing struct {
	ts  []int64 // ascending
	off []int64 // distances back from now
	k   []int   // how many events are off[i] ago or longer, to begin with as of t
}

// start counts as of t.
func (c *crossing) start(t int64) {
	for i, off := range c.off {
		lo, hi := 0, len(c.ts)
		for lo < hi {
			if mid := int(uint(lo+hi) >> 1); c.ts[mid] <= t-off {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		c.k[i] = lo
	}
}

// next moves on to the next instant at which a count grows; Never when there is none.
func (c *crossing) next() int64 {
	u := int64(Never)
	for i, off := range c.off {
		if c.k[i] < len(c.ts) {
			u = min(u, c.ts[c.k[i]]+off)
		}
	}
	if u == Never {
		return u
	}
	for i, off := range c.off {
		for c.k[i] < len(c.ts) && c.ts[c.k[i]]+off == u {
			c.k[i]++
		}
	}
	return u
}

// follow returns the value as of t and when it becomes another.
func (c *crossing) follow(t int64, value func(k []int) float64) (float64, int64) {
	c.start(t)
	now := value(c.k)
	for {
		u := c.next()
		if u == Never || !same(value(c.k), now) {
			return now, u
		}
	}
}
