package metric

// pattern computes regularly, stopped and started_again, which depend on how many events lie further
// back than certain distances.
func (f *Folder) pattern(d *defined) (float64, int64) {
	s := &f.defined
	s.rows = f.picked(s.rows, &d.pick, 0)
	s.ts = s.ts[:0]
	for _, row := range s.rows {
		s.ts = append(s.ts, f.h.TS[row])
	}
	c := crossing{ts: s.ts, off: d.offsets, k: s.room(len(d.offsets))}
	n := len(s.ts)
	switch d.verb {
	case stoppedVerb:
		return c.follow(f.t, func(k []int) float64 { return flag(n == k[0] && k[0] > k[1]) })
	case againVerb:
		return c.follow(f.t, func(k []int) float64 { return flag(n > k[0] && k[0] == k[1] && k[1] > 0) })
	default:
		return c.follow(f.t, func(k []int) float64 { return d.regular(n, k) })
	}
}

// room returns n counts.
func (s *definedScratch) room(n int) []int {
	for len(s.counts) < n {
		s.counts = append(s.counts, 0)
	}
	return s.counts[:n]
}

// regular is the value of regularly: k[i] of n events are i+1 periods ago or longer.
func (d *defined) regular(n int, k []int) float64 {
	met := 0
	for _, before := range k {
		if n-before >= d.times {
			met++
		}
		n = before
	}
	return flag(met >= d.need)
}

// sequence counts the first events that were followed in time, or that were not.
func (f *Folder) sequence(d *defined) (float64, int64) {
	s := &f.defined
	s.rows = f.picked(s.rows, &d.pick, 0)
	s.others = f.picked(s.others, &d.then, 0)
	s.ts = s.ts[:0]
	next := 0
	for _, row := range s.rows {
		ts := f.h.TS[row]
		for next < len(s.others) && f.h.TS[s.others[next]] < ts {
			next++
		}
		b := next
		if b < len(s.others) && s.others[b] == row { // an event does not follow itself
			b++
		}
		followed := b < len(s.others) && f.h.TS[s.others[b]] <= ts+d.within
		if followed == (d.verb == thenVerb) && ts > timeless {
			s.ts = append(s.ts, ts)
		}
	}
	c := crossing{ts: s.ts, off: d.offsets, k: s.room(len(d.offsets))}
	n := len(s.ts)
	if d.verb == thenVerb {
		if d.window == 0 {
			return float64(n), Never
		}
		return c.follow(f.t, func(k []int) float64 { return float64(n - k[0]) })
	}
	if d.window == 0 {
		return c.follow(f.t, func(k []int) float64 { return float64(k[0]) })
	}
	return c.follow(f.t, func(k []int) float64 { return float64(k[0] - k[1]) })
}
