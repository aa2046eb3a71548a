package file

import (
	"strings"

	"limner/ingest"
)

// role is something a column can be: the names it goes by, and what its values must look like.
type role struct {
	name  string
	words []string // the surest first; as ingest.Words writes them
	fits  func(p *profile) bool
	field func(m *Mapping) *string
}

// roles are tried in this order, and a column has one role. The list is never written to. Names are in
// English, German, French, Spanish, Italian, Portuguese and Dutch.
var roles = []role{
	{"contact", []string{"customer id", "customerid", "user id", "userid", "contact id", "household id", "client id",
		"member id", "subscriber id", "profile id", "person id", "distinct id", "visitor id", "lead id", "account id",
		"customer email", "email address", "email", "e mail", "mail", "customer", "customer number", "customer no", "user",
		"contact", "client", "member", "account", "account name", "company", "company name", "master id", "anonymous id",
		"kundennummer", "kunden nr", "kunden id", "kunde", "numéro client", "numero client", "id client", "courriel",
		"id cliente", "cliente", "código cliente", "codigo cliente", "correo", "correo electrónico", "codice cliente",
		"klantnummer", "klant", "id"}, fitsContact, func(m *Mapping) *string { return &m.Contact }},
	{"time", []string{"timestamp", "event time", "occurred at", "event timestamp", "event date", "time", "datetime", "date time", "date",
		"order date", "invoice date", "transaction date", "purchase date", "transaction timestamp", "redemption date",
		"created at", "created", "createdat", "sent at", "received at", "ts", "at", "when", "day", "activity date", "visit date", "close date",
		"start date", "zeitstempel", "datum", "zeitpunkt", "bestelldatum", "rechnungsdatum", "erstellt am", "horodatage",
		"date de commande", "fecha", "fecha hora", "fecha pedido", "data", "data ora", "data ordine", "data pedido", "tijdstip", "updated at"},
		fitsTime, func(m *Mapping) *string { return &m.Time }},
	{"event", []string{"event", "event name", "event type", "action", "activity", "activity type", "interaction type", "ereignis",
		"aktion", "événement", "evenement", "évènement", "evento", "acción", "azione", "gebeurtenis", "deal stage", "stage", "type"},
		fitsFew, func(m *Mapping) *string { return &m.Event }},
	{"id", []string{"message id", "messageid", "event id", "eventid", "uuid", "transaction id", "order id", "invoice no", "opportunity id",
		"deal id", "ticket id", "activity id", "reference", "order number", "bestellnummer", "rechnungsnummer"},
		fitsID, func(m *Mapping) *string { return &m.ID }},
	{"currency", []string{"currency", "currency code", "währung", "devise", "moneda", "valuta", "moeda"},
		fitsCurrency, func(m *Mapping) *string { return &m.Currency }},
	{"amount", []string{"amount", "total", "revenue", "order value", "order total", "total price", "grand total", "sales value", "close value",
		"deal value", "value", "sales", "spend", "price", "dollar value", "net amount", "gross amount", "amount paid", "paid", "betrag", "umsatz", "summe",
		"gesamtbetrag", "montant", "total ttc", "chiffre d'affaires", "importe", "valor", "importo", "totale", "bedrag"},
		fitsNumber, func(m *Mapping) *string { return &m.Amount }},
	{"discount", []string{"discount", "discount amount", "rabatt", "remise", "descuento", "sconto", "desconto", "korting"},
		fitsNumber, func(m *Mapping) *string { return &m.Discount }},
	{"channel", []string{"channel", "kanal", "canal", "canale", "kanaal", "sales channel", "medium"},
		fitsFew, func(m *Mapping) *string { return &m.Channel }},
	{"subject", []string{"product", "product name", "item", "item name", "feature", "content", "page", "url", "path", "campaign name", "campaign",
		"email subject", "subject", "product id", "sku", "stock code", "coupon upc", "title", "produkt", "artikel", "produit", "article", "producto", "artículo",
		"prodotto", "produto"}, fitsSubject, func(m *Mapping) *string { return &m.Subject }},
	{"category", []string{"category", "product category", "department", "kategorie", "catégorie", "categorie", "categoría", "categoria"},
		fitsFew, func(m *Mapping) *string { return &m.Category }},
	{"message", []string{"email id", "message", "send id", "campaign id"}, fitsSubject, func(m *Mapping) *string { return &m.Message }},
	{"text", []string{"text", "comment", "comments", "body", "note", "notes", "feedback", "review", "message text", "answer", "kommentar", "nachricht",
		"bemerkung", "commentaire", "comentario", "commento"}, fitsText, func(m *Mapping) *string { return &m.Text }},
	{"value", []string{"score", "rating", "nps", "nps score", "duration", "seconds", "punkte", "note moyenne"},
		fitsNumber, func(m *Mapping) *string { return &m.Value }},
}

// signUpNames are what tables of contacts call the day a contact came.
var signUpNames = []string{"signed up", "signed up at", "signup date", "sign up date", "registered", "registered at", "registration date", "joined", "joined at",
	"join date", "customer since", "member since", "enrolled", "enrollment date", "dt customer", "created", "created at", "created date", "create date", "first seen",
	"optin time", "kunde seit", "eintrittsdatum", "registriert am", "date d'inscription", "date inscription", "fecha alta", "fecha de alta",
	"data iscrizione", "data cadastro"}

func fitsContact(p *profile) bool {
	return p.n > 0 && !mostlyDates(p) && p.money*2 < p.n && p.long == 0 && p.point == p.zeros && p.truths*2 < p.n
}

func fitsTime(p *profile) bool { return p.n > 0 && dated(p)*10 >= p.n*9 }

func fitsFew(p *profile) bool {
	d := int64(len(p.distinct))
	return p.n > 0 && p.long == 0 && p.numbers()*2 < p.n && !mostlyDates(p) && (d <= 40 || d*20 <= p.n && d <= 2000)
}

func fitsID(p *profile) bool {
	return p.n > 0 && p.absent == 0 && int64(len(p.distinct)) == min(p.n, distinctLimit) && !mostlyDates(p)
}

func fitsCurrency(p *profile) bool {
	codes := int64(0)
	for _, n := range p.codes {
		codes += n
	}
	return p.n > 0 && codes*10 >= p.n*9
}

func fitsNumber(p *profile) bool  { return p.n > 0 && p.numbers()*10 >= p.n*9 && !written(p) }
func fitsSubject(p *profile) bool { return p.n > 0 && !mostlyDates(p) && p.money*2 < p.n }
func fitsText(p *profile) bool    { return p.n > 0 && p.numbers()*2 < p.n && !mostlyDates(p) }

// dated is how many values are dates, in the form that most of them have.
func dated(p *profile) int64 {
	most := int64(0)
	for f := isoDate; f < dateForms; f++ {
		most = max(most, p.dates[f])
	}
	return most
}

// written reports whether most values are dates written as such, not as plain numbers.
func written(p *profile) bool {
	return max(p.dates[isoDate], p.dates[dayFirst], p.dates[monthFirst], p.dates[namedDate])*2 > p.n && p.n > 0
}

// mostlyDates reports whether a column looks like dates: written ones, or days as 19970101.
func mostlyDates(p *profile) bool {
	return written(p) || p.n > 0 && p.dates[compactDate] == p.n
}

// score says how well a column's name goes with one of the words, 0 to 100.
func score(name string, words []string) int {
	name = ingest.Words(name)
	best := 0
	for i, w := range words {
		s := 0
		switch {
		case name == w:
			s = 100
		case strings.HasSuffix(name, " "+w):
			s = 60
		case strings.HasPrefix(name, w+" "):
			s = 40
		}
		if s > 0 {
			best = max(best, s-min(i, 35))
		}
	}
	return best
}
