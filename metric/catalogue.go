package metric

import (
	"fmt"
	"slices"
	"strings"

	"limner/event"
)

// Where each family's metrics begin; core features, traits and defined metrics follow the built-in.
const (
	valueBase     = 0
	rhythmBase    = valueBase + valueMetrics
	discountBase  = rhythmBase + rhythmMetrics
	emailBase     = discountBase + discountMetrics
	productBase   = emailBase + emailMetrics
	contentBase   = productBase + productMetrics
	activityBase  = contentBase + contentMetrics
	lifecycleBase = activityBase + activityMetrics
	changeBase    = lifecycleBase + lifecycleMetrics
	voiceBase     = changeBase + changeMetrics
	builtIn       = voiceBase + voiceMetrics
)

// Catalogue is every metric of a workspace: the built-in ones, one for each core feature and trait of
// its Settings, and those it defined. It does not change once made and may be shared.
type Catalogue struct {
	settings   Settings
	zone       *zone
	alarm      alarm
	defs       []Definition
	index      map[string]int
	empty      []float64 // the values of a contact to whom nothing happened
	never      []int64
	act        [256]bool
	traitIndex []int16
	traitBase  int
	defined    []defined
	fields     event.Fields
	unknown    []string
	ratioSteps int // how many changes of its parts a ratio is followed through
}

// New makes a catalogue. Defined is YAML (see Defined), or nil.
//
// Texts that defined metrics ask for are looked up in the dictionaries once, here: make the catalogue
// anew when the dictionaries have grown by one of Unknown.
func New(s Settings, dict Dictionaries, defined Defined) (*Catalogue, error) {
	c := &Catalogue{settings: s, zone: newZone(s.Zone), alarm: newAlarm(), index: map[string]int{}, ratioSteps: 64}
	for _, k := range event.Kinds() {
		c.act[k] = k.Act()
	}
	if err := c.indexTraits(); err != nil {
		return nil, err
	}
	c.add("", builtInDefinitions()...)
	c.add("Product", coreDefinitions(&s, dict)...)
	c.traitBase = len(c.defs)
	c.add("Traits", traitDefinitions(&s, dict)...)
	c.fields = event.FieldChannel | event.FieldSubject | event.FieldCategory | event.FieldMessage |
		event.FieldAmount | event.FieldDiscount | event.FieldValue
	if len(s.Traits) > 0 {
		c.fields |= event.FieldName
	}
	if err := c.define(defined, dict); err != nil {
		return nil, err
	}
	return c, c.seal()
}

// add appends definitions; a family given applies to those that name none.
func (c *Catalogue) add(family string, defs ...Definition) {
	for _, d := range defs {
		if d.Family == "" {
			d.Family = family
		}
		if d.Source == "" {
			d.Source = "own"
		}
		c.defs = append(c.defs, d)
	}
}

// seal checks the names and prepares the values of a contact to whom nothing happened.
func (c *Catalogue) seal() error {
	for i, d := range c.defs {
		if _, taken := c.index[d.Name]; taken {
			return fmt.Errorf("metric: there are two metrics named %q; rename one", d.Name)
		}
		c.index[d.Name] = i
		v := missing()
		if d.zero {
			v = 0
		}
		c.empty = append(c.empty, v)
		c.never = append(c.never, Never)
	}
	return nil
}

// Definitions describes the metrics, in the order in which Fold puts their values.
func (c *Catalogue) Definitions() []Definition { return slices.Clone(c.defs) }

// Lookup returns the place of a metric in Definitions.
func (c *Catalogue) Lookup(name string) (int, bool) {
	i, ok := c.index[name]
	return i, ok
}

// Settings returns what the catalogue was made with.
func (c *Catalogue) Settings() Settings { return c.settings }

// Fields is the columns that a fold needs.
func (c *Catalogue) Fields() event.Fields { return c.fields }

// Unknown lists texts that defined metrics ask for and no event has held yet, such as "names: Invoice
// Paid": a condition on one of them matches nothing, or the text is misspelt.
func (c *Catalogue) Unknown() []string { return slices.Clone(c.unknown) }

func builtInDefinitions() []Definition {
	var all []Definition
	family := func(name string, defs []Definition) {
		for _, d := range defs {
			d.Family = name
			all = append(all, d)
		}
	}
	family("Value", valueDefinitions())
	family("Rhythm", rhythmDefinitions())
	family("Discount", discountDefinitions())
	family("Email", emailDefinitions())
	family("Product", productDefinitions())
	family("Content", contentDefinitions())
	family("Activity", activityDefinitions())
	family("Lifecycle", lifecycleDefinitions())
	family("Change", changeDefinitions())
	family("Voice", voiceDefinitions())
	return all
}

// coreDefinitions describes the metrics of the core features.
func coreDefinitions(s *Settings, dict Dictionaries) []Definition {
	defs := make([]Definition, len(s.CoreFeatures))
	for i, subject := range s.CoreFeatures {
		text := dict.Text(event.Subjects, subject)
		defs[i] = Definition{
			Name: "days_to_" + snake(text), Unit: Days, Shape: true, HigherIs: Worse,
			Title: fmt.Sprintf("Days from sign-up to first use of %s", text),
			Doc: fmt.Sprintf("Calendar days from the first sign-up to the first use of the feature %q; negative when it was used before. "+
				"Missing without either.", text),
			because: func(f *Folder, h event.History, x []float64) []int {
				used := func(f *Folder, h event.History, _ []float64) []int {
					rows := where(h, func(i int) bool { return h.Kind[i] == event.FeatureUse && h.Subject[i] == subject })
					return rows[:min(1, len(rows))]
				}
				return both(firstOf(event.SignedUp), used)(f, h, x)
			},
		}
	}
	return defs
}

// snake writes a text as part of a metric's name: "Report export" is report_export.
func snake(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
			gap = false
		} else {
			gap = true
		}
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}
