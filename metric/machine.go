package metric

import "limner/event"

// A machine opens or clicks within machineDelay of the send (the delay Mautic's bot filter uses), or
// clicks machineBurst times or more on one message within that time: scanners follow every link.
const (
	machineDelay = 2 * second
	machineBurst = 3
)

// lookAround bounds how many rows before or after one are looked at, whatever stands at its instant.
const lookAround = 64

// machine reports whether an open or click was a machine's, and remembers it for evidence.
func (f *Folder) machine(row int, s *send) bool {
	ts := f.h.TS[row]
	quick := s != nil && ts-s.ts <= machineDelay
	if !quick && (f.h.Kind[row] != event.Clicked || !f.burst(row)) || f.clock.dated(ts) {
		return false
	}
	f.mailing.machines = append(f.mailing.machines, row)
	return true
}

// burst reports whether a click is one of three of its message within machineDelay. It looks at no
// more than the two before and the two after.
func (f *Folder) burst(row int) bool {
	before, nb := f.neighbours(row, -1)
	after, na := f.neighbours(row, +1)
	switch {
	case nb == machineBurst-1, na == machineBurst-1:
		return true
	default:
		return nb == 1 && na == 1 && after-before <= machineDelay
	}
}

// neighbours counts, up to two, the clicks of the same message within machineDelay of a row on one
// side, and returns the time of the nearest.
func (f *Folder) neighbours(row, step int) (nearest int64, n int) {
	h := &f.h
	for i, left := row+step, lookAround; i >= h.From && i < h.To && left > 0; i, left = i+step, left-1 {
		if d := h.TS[i] - h.TS[row]; d > machineDelay || d < -machineDelay {
			break
		}
		if h.Kind[i] != event.Clicked || !f.byEmail(i) || f.messageKey(i) != f.messageKey(row) {
			continue
		}
		if n++; n == 1 {
			nearest = h.TS[i]
		} else {
			break
		}
	}
	return nearest, n
}
