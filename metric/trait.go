package metric

import (
	"fmt"

	"limner/event"
)

// trait takes in a fact about the contact: the last one said holds.
func (f *Folder) trait(row int) {
	if len(f.traits) == 0 {
		return // and the names need not be there
	}
	i := f.c.traitOf(f.h.Name[row])
	if i < 0 {
		return
	}
	if f.c.settings.Traits[i].Numeric {
		f.traits[i] = f.h.Value[row]
	} else if s := f.h.Subject[row]; s != 0 {
		f.traits[i] = float64(s)
	} else {
		f.traits[i] = missing() // told that there is none
	}
}

// traitOf is the place of a trait in Settings.Traits, or -1.
func (c *Catalogue) traitOf(name event.Code) int {
	if uint64(name) < uint64(len(c.traitIndex)) {
		return int(c.traitIndex[name]) - 1
	}
	return -1
}

// mostNames bounds trait codes: names are dictionary codes, which are dense.
const mostNames = 1 << 24

// indexTraits prepares traitOf.
func (c *Catalogue) indexTraits() error {
	for i, t := range c.settings.Traits {
		if t.Name <= 0 || t.Name >= mostNames {
			return fmt.Errorf("metric: trait %d has the name code %d, which is no code of the dictionary of names", i+1, t.Name)
		}
		for len(c.traitIndex) <= int(t.Name) {
			c.traitIndex = append(c.traitIndex, 0)
		}
		if c.traitIndex[t.Name] != 0 {
			return fmt.Errorf("metric: the trait with the name code %d is listed twice", t.Name)
		}
		c.traitIndex[t.Name] = int16(i + 1)
	}
	return nil
}

// traitDefinitions describes the traits of Settings.
func traitDefinitions(s *Settings, dict Dictionaries) []Definition {
	defs := make([]Definition, len(s.Traits))
	for i, t := range s.Traits {
		text := dict.Text(event.Names, t.Name)
		defs[i] = Definition{
			Name: "trait_" + snake(text), Title: text, Unit: Text, Dictionary: event.Subjects,
			Doc: fmt.Sprintf("What the last event of kind trait named %q says, at or before the instant.", text),
			because: func(_ *Folder, h event.History, _ []float64) []int {
				for row := h.To - 1; row >= h.From; row-- {
					if h.Kind[row] == event.Trait && h.Name[row] == t.Name {
						return []int{row}
					}
				}
				return nil
			},
		}
		if t.Numeric {
			defs[i].Unit, defs[i].Dictionary, defs[i].Shape = Number, 0, true
		}
	}
	return defs
}
