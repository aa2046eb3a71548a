// Package metric turns a contact's history and an instant into numbers.
//
// A portrait is a pure function: Folder.Fold reads one contact's events in time order, up to an instant
// and not one beyond it, and answers every metric of the Catalogue. There is no clock, no input or
// output, and no state but scratch memory, so the same history gives the same bits live, in batch,
// after a crash and on every machine.
//
// # Values
//
// A value is a float64; NaN is "missing" (too little happened to say). Text values are codes of the
// warehouse's dictionaries, Word values index the definition's Words, instants are microseconds since
// 1970 UTC.
//
// # Until
//
// Each value comes with the exact instant at which it would change if nothing else happened: an event
// leaves a window, a calendar day ends, a wait is over. At every instant before Until the value is
// bit for bit the same; at Until it differs. Never says that time alone will not change it.
//
// Windows are half-open so that this is clean: an event is in the window of length w as of t when
// t-w < ts <= t. Counts of days ("recency_days") are calendar days in the zone of Settings, so they
// change at local midnight, whatever daylight saving does to it; windows ("orders_30d") are exact
// multiples of 24 hours.
//
// # Facts without a date
//
// Events at event.Timeless hold as of any instant. Traits, unsubscriptions and complaints are facts of
// that sort and count; anything else without a date takes no part in the built-in metrics.
//
// # Acts, and machines
//
// An act is something the contact did (event.Kind.Act). Mail scanners open and click too: an open or
// click within two seconds of its send is a machine's, and so is a click that is one of three or more
// of the same message within two seconds; an event dated to the day only (at exactly midnight) is not
// judged. Machines' opens and clicks are no acts. Metrics of opens and clicks are human-only; their
// raw counterparts end in _raw.
//
// # Metrics of your own
//
// A workspace defines its own in YAML; see Defined for the language.
package metric
