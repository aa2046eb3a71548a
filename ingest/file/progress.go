package file

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// meter writes progress: one line that is written over on a terminal, a plain line every few seconds
// elsewhere.
type meter struct {
	w        io.Writer
	terminal bool
	last     time.Duration
	shown    bool
}

// plainEvery is how often a plain line is written.
const plainEvery = 3 * time.Second

func (m *meter) show(p Progress) {
	if m.terminal && p.Landing {
		fmt.Fprintf(m.w, "\r\x1b[K%s", p)
		m.shown = true
		return
	}
	if m.terminal {
		fmt.Fprintf(m.w, "\r\x1b[K%s", p.bar(24))
		m.shown = true
		return
	}
	if p.Elapsed-m.last >= plainEvery || p.Landing && m.last > 0 {
		m.last = p.Elapsed
		fmt.Fprintln(m.w, p)
	}
}

// clear takes the line off the terminal.
func (m *meter) clear() {
	if m.shown {
		fmt.Fprint(m.w, "\r\x1b[K")
		m.shown = false
	}
	m.last = 0
}

// share is how much of the file was read, 0 to 1.
func (p Progress) share() float64 {
	if p.Size <= 0 {
		return 0
	}
	return min(float64(p.Read)/float64(p.Size), 1)
}

// String is the progress as a plain line.
func (p Progress) String() string {
	if p.Landing {
		return fmt.Sprintf("%s: %s rows checked, landing them", p.Name, thousands(p.Rows))
	}
	s := fmt.Sprintf("%s: %3.0f%%, %s rows, %s rows/s", p.Name, 100*p.share(), thousands(p.Rows), thousands(p.rate()))
	if eta, ok := p.eta(); ok {
		s += ", " + eta.String() + " left"
	}
	return s
}

// bar is the progress as a bar of the given width, with rate and time left.
func (p Progress) bar(width int) string {
	done := int(p.share() * float64(width))
	return fmt.Sprintf("%s [%s%s]%s", p.Name, strings.Repeat("=", done), strings.Repeat(" ", width-done), strings.TrimPrefix(p.String(), p.Name+":"))
}

func (p Progress) rate() int64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return int64(float64(p.Rows) / p.Elapsed.Seconds())
}

// eta is the time left at the pace so far, once there is a pace.
func (p Progress) eta() (time.Duration, bool) {
	share := p.share()
	if share < 0.01 || p.Elapsed < time.Second || share >= 1 {
		return 0, false
	}
	left := time.Duration(float64(p.Elapsed) * (1 - share) / share)
	return left.Round(time.Second), true
}
