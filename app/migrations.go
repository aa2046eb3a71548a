package app

import (
	"io/fs"

	"limner/persona"
	"limner/portrait"
)

// domain is a package that owns tables in the store.
type domain struct {
	domain string
	files  fs.FS
}

// migrations lists every domain's, in the order of the packages.
func migrations() []domain {
	return []domain{
		{"portrait", portrait.Migrations()},
		{"persona", persona.Migrations()},
	}
}
