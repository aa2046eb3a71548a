package persona

import (
	"fmt"
	"strings"

	"limner/portrait"
)

// facts are what a group is in itself, beside how it differs from the rest.
type facts struct {
	buyers  float64 // share with at least one order
	oneTime float64 // share of the buyers with exactly one
	others  bool    // somebody in the population buys, so that not buying says something
}

func factsOf(t *portrait.Table, labels []int32, group int32) facts {
	orders := t.Column("orders")
	var size, buyers, once float64
	var f facts
	for i, l := range labels {
		bought := orders != nil && orders[i] > 0
		f.others = f.others || bought
		if l != group {
			continue
		}
		size++
		if !bought {
			continue
		}
		buyers++
		if orders[i] == 1 {
			once++
		}
	}
	f.buyers, f.oneTime = buyers/max(1, size), once/max(1, buyers)
	return f
}

// What a share or a standardised difference must be for a word to be used of a whole group.
const (
	nearlyAll = 0.8
	hardlyAny = 0.05
	nobody    = 0.005 // but for some who were misplaced
	clearly   = 0.5   // Cohen's medium difference
	strongly  = 0.8   // Cohen's large difference
)

// How long ago the last order of a typical member must be for a group to be called lapsed or slipping, in
// days; that it is longer ago than others' is not enough.
const (
	lapsedDays   = 90
	slippingDays = 30
	activeDays   = 60 // and at the most, to be called active
)

// view is a persona as naming sees it.
type view struct {
	*Persona
	g       map[string]float64 // standardised differences that are neither small nor chance
	typical map[string]float64 // their medians
	own     map[string]bool    // those that do not repeat a stronger one
}

func viewOf(p *Persona) view {
	v := view{Persona: p, g: map[string]float64{}, typical: map[string]float64{}, own: map[string]bool{}}
	for _, t := range p.Traits {
		v.g[t.Metric], v.typical[t.Metric], v.own[t.Metric] = t.Difference.Value, t.Median, t.Repeats == ""
	}
	return v
}

// word is something a persona can be called, and when.
type word struct {
	text string
	fits func(v view) bool
}

// nouns say who they are, the most telling first; the last always fits.
var nouns = []word{
	{"silent churn risks", view.silent},
	{"frequent visitors who never purchase", func(v view) bool {
		return v.facts.buyers <= hardlyAny && v.facts.others && v.g["sessions"] >= clearly
	}},
	{"contacts who never purchase", func(v view) bool { return v.facts.buyers <= nobody && v.facts.others }},
	{"contacts who hardly ever purchase", func(v view) bool { return v.facts.buyers <= hardlyAny && v.facts.others }},
	{"discount-driven buyers", func(v view) bool { return v.g["discount_share"] >= strongly && v.bought() }},
	{"fast deciders after the first email", func(v view) bool {
		return v.g["first_email_response_hours"] <= -clearly && v.g["click_rate"] >= strongly
	}},
	{"feature explorers", func(v view) bool { return v.g["features_used"] >= strongly }},
	{"best customers", view.best},
	{"newcomers", func(v view) bool { return v.g["days_since_signup"] <= -strongly }},
	{"big-basket buyers", func(v view) bool {
		return v.g["average_order_value"] >= clearly && v.g["orders"] < clearly && v.bought()
	}},
	{"one-time buyers", func(v view) bool { return v.facts.oneTime >= nearlyAll && v.bought() }},
	{"regular buyers", func(v view) bool { return v.g["orders"] >= clearly }},
	{"small-basket buyers", func(v view) bool { return v.g["average_order_value"] <= -clearly && v.bought() }},
	{"light buyers", func(v view) bool { return v.g["revenue"] <= -clearly && v.bought() }},
	{"buyers", view.bought},
	{"active contacts", func(v view) bool { return v.g["inactive_days"] <= -clearly && v.typical["inactive_days"] <= activeDays }},
	{"contacts", func(view) bool { return true }},
}

// adjectives say how the buyers among the nouns stand now.
var adjectives = []word{
	{"new", func(v view) bool { return v.g["tenure_days"] <= -strongly && v.g["recency_days"] < 0 }},
	{"lapsed", func(v view) bool { return v.g["recency_days"] >= strongly && v.typical["recency_days"] >= lapsedDays }},
	{"slipping", func(v view) bool {
		return v.g["recency_days"] >= SmallDifference && v.typical["recency_days"] >= slippingDays
	}},
	{"recent", func(v view) bool { return v.recent() && v.facts.oneTime >= clearly }},
	{"active", func(v view) bool { return v.recent() && !v.best() }},
	{"", func(view) bool { return true }},
}

// best reports whether the members stand out by how often and how much they buy; most people cannot.
func (v view) best() bool {
	return v.g["orders"] >= strongly && v.g["revenue"] >= strongly && v.Share.Value <= 0.4
}

func (v view) recent() bool {
	return v.g["recency_days"] <= -clearly && v.typical["recency_days"] <= activeDays
}

// silent reports whether the members did much and then nothing for long, in all they do: of people who do
// nothing but order, one can only say that they have not ordered.
func (v view) silent() bool {
	return v.own["inactive_days"] && v.g["inactive_days"] >= strongly && v.typical["inactive_days"] >= slippingDays && v.g["engagement_velocity_28d"] <= -strongly
}

func (v view) bought() bool { return v.facts.buyers > clearly }

// sameKind is the Jaccard similarity from which a persona and an archetype are the same contacts, so that
// the persona goes by the archetype's name.
const sameKind = 0.6

// nameAll names the personas from their strongest facts, or, where these are not those of an archetype,
// after the archetype they are. No two get the same name: an archetype's goes to the persona closest to it,
// and where the words run out, what tells them apart from their namesake is added.
func nameAll(all []Persona) {
	library, taken := map[string]bool{}, map[string]bool{}
	for _, a := range Archetypes() {
		library[capital(a.Name)] = true
	}
	for i := range all {
		all[i].Name = nameOf(viewOf(&all[i]))
		taken[all[i].Name] = true
	}
	closest := map[string]*Persona{}
	for i := range all {
		o, ok := all[i].kind()
		if name := capital(o.Archetype); ok && !library[all[i].Name] && !taken[name] {
			if c := closest[name]; c == nil || o.Jaccard > c.Archetypes[0].Jaccard {
				closest[name] = &all[i]
			}
		}
	}
	for name, p := range closest {
		p.Name = name
	}
	used := map[string]bool{}
	for i := range all {
		all[i].Name = distinct(&all[i], used)
		used[all[i].Name] = true
	}
}

// kind is the archetype that the persona is, false when it is none.
func (p *Persona) kind() (Overlap, bool) {
	if len(p.Archetypes) == 0 || p.Archetypes[0].Jaccard < sameKind {
		return Overlap{}, false
	}
	return p.Archetypes[0], true
}

func capital(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func nameOf(v view) string {
	name, quiet := first(nouns, v), v.g["inactive_days"] >= strongly && !v.silent()
	if name == "contacts" {
		told := ""
		if quiet {
			told = "inactive_days"
		}
		if trait := strongest(v.Traits, told); trait != "" {
			name += " with " + trait
		}
	}
	if strings.HasSuffix(name, "buyers") {
		name = strings.TrimSpace(first(adjectives, v) + " " + name)
	} else if quiet {
		name = "quiet " + name
	}
	return capital(name)
}

func first(words []word, v view) string {
	for _, w := range words {
		if w.fits(v) {
			return w.text
		}
	}
	return ""
}

// strongest says the strongest trait in words ("high income") that tells something other than the metric
// told, "" when there is none.
func strongest(traits []Trait, told string) string {
	for _, t := range traits {
		if told == "" || t.Metric != told && t.Repeats != told {
			return t.words()
		}
	}
	return ""
}

// words says the trait in words: "low income".
func (t Trait) words() string {
	how := "high "
	if t.Difference.Value < 0 {
		how = "low "
	}
	return how + Plain(t.Title)
}

// Plain is a title inside a sentence: "Days since last order" becomes "days since last order", while a
// name such as "MntWines" stays as its owner writes it.
func Plain(title string) string {
	if strings.ToUpper(title[1:]) == title[1:] || strings.ToLower(title[1:]) != title[1:] {
		return title
	}
	return strings.ToLower(title)
}

// distinct is the persona's name, made its own: a trait is added that tells it from its namesake, one that
// repeats another only when there is no other.
func distinct(p *Persona, used map[string]bool) string {
	if !used[p.Name] {
		return p.Name
	}
	join := " with "
	if strings.Contains(p.Name, join) {
		join = " and "
	}
	for _, repeats := range []bool{false, true} {
		for _, t := range p.Traits {
			name := p.Name + join + t.words()
			if (t.Repeats != "") == repeats && !used[name] && !strings.Contains(p.Name, t.words()) {
				return name
			}
		}
	}
	name := p.Name
	for n := 2; used[name]; n++ {
		name = fmt.Sprintf("%s (%d)", p.Name, n)
	}
	return name
}
