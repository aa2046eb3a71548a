package file

// Reason says why a row was refused.
type Reason uint8

// The reasons.
const (
	fine Reason = iota
	noContact
	noTime
	badTime
	futureTime
	ancientTime
	badAmount
	badNumber
	foreignMoney
	tooFewFields
	tooManyFields
	textAfterQuote
	openQuote
	badJSON
	badCall
	noEvent
	noRule
	noOrder
	longContact
	reasons
)

// String is the reason in words.
func (r Reason) String() string { return reasonTexts[r][0] }

// Fix is what the user can do about it.
func (r Reason) Fix() string { return reasonTexts[r][1] }

var reasonTexts = [reasons][2]string{
	fine:           {"", ""},
	noContact:      {"no contact", "fill the column, or map another one with --contact"},
	noTime:         {"no time", "fill the column, or map another one with --time"},
	badTime:        {"not a date in the column's format", "correct it, or say --date-format"},
	futureTime:     {"a time in the future", "correct it; if day and month are swapped say --date-format, if it is a planned date map another column with --time"},
	ancientTime:    {"a time before 1970", "correct it; an empty date often turns into 1900 or 1899, and seconds into 1970 when they are read as milliseconds"},
	badAmount:      {"not an amount", "correct it, or say --decimal"},
	badNumber:      {"not a number", "correct it, or say --decimal"},
	foreignMoney:   {"another currency than the workspace's", "say what it is worth with --rate, as --rate USD=0.92"},
	tooFewFields:   {"fewer fields than columns", "look for a line break inside a field that is not in quotes"},
	tooManyFields:  {"more fields than columns", "put fields that contain the delimiter in quotes"},
	textAfterQuote: {"text after a closing quote", `double the quotes inside the field: "say ""hi"""`},
	openQuote:      {"a quote that never closes", "close the quote, or double it if it belongs to the text"},
	badJSON:        {"not a JSON object", "correct the line: each holds one object"},
	badCall:        {"not a call of Segment's", "type must be track, identify, page, screen, group, alias or batch"},
	noEvent:        {"no event name", "fill the column, or name all events alike with --event =name"},
	noRule:         {"nothing in the row says that or when something happened", "fill the dates, or leave the row out"},
	noOrder:        {"no order id", "fill the column, or map another one with --order"},
	longContact:    {"a contact id of more than 500 characters", "map another column with --contact"},
}

// Problem is one refused row.
type Problem struct {
	Line   int64 // where the row begins in the file, from 1
	Column string
	Value  string
	Reason Reason
	Detail string // what this value in particular suggests, "" for nothing
}

// problemsShown is how many problems are kept in full.
const problemsShown = 20
