package metric

import (
	"time"

	"limner/event"
)

// Settings is everything beside the history that a portrait depends on. Whoever owns the settings
// versions them: other settings, other portraits.
type Settings struct {
	Zone         *time.Location // whose days and hours count; nil is UTC
	Calibration  Calibration
	CoreFeatures []event.Code // the features (dictionary Subjects) that make a product worth staying for
	Traits       []Trait      // facts about contacts to carry into their portraits
}

// Trait is a fact about contacts that becomes the metric trait_NAME: the last event of kind trait with
// this name, as of the instant.
type Trait struct {
	Name    event.Code // dictionary Names: "plan", "company size"
	Numeric bool       // the event's value, rather than its subject (dictionary Subjects)
}

// Dictionaries translates texts to the codes that events hold, and back.
type Dictionaries interface {
	// Code returns the code of a text; false when no event has held it yet.
	Code(d event.Dictionary, text string) (event.Code, bool)
	// Text returns the text of a code.
	Text(d event.Dictionary, c event.Code) string
}
