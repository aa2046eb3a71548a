package report

import "limner/persona"

// A persona takes two sheets of A4, whatever there is to say. Where that is much, it is printed smaller, and
// the second sheet has fewer rows of what is only the strongest of many anyway.
const (
	manyLetters = 1750 // of narrative and actions
	muchSpace   = 1250 // of the second sheet, in letters of a note
	fewTraits   = 5
	fewFlows    = 2
)

// wordy reports whether narrative and actions are too long for the usual size of print.
func (n *notes) wordy() bool {
	sum := 0
	for _, pieces := range n.told {
		sum += lettersOf(pieces)
	}
	for _, a := range n.todo {
		sum += lettersOf(a.Pieces) + len(a.Because)
	}
	return sum > manyLetters
}

func lettersOf(pieces []piece) int {
	sum := 0
	for _, p := range pieces {
		sum += len(p.Text)
	}
	return sum
}

// heavy reports whether notes and archetypes are too long for the usual size of print.
func (n *notes) heavy(x *persona.Persona) bool {
	sum := 0
	for _, note := range n.list {
		sum += len(note.Figure) + len(note.Text) + 10
	}
	for _, o := range x.Archetypes[:min(len(x.Archetypes), mostOverlaps)] {
		sum += 120 + len(o.Definition)
	}
	return sum > muchSpace
}
