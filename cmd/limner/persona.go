package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"limner/internal/spell"
	"limner/persona"
)

// besideName asks for a page in a file named after the persona.
const besideName = "NAME.html"

// newPersona is `limner persona NAME`.
func newPersona(c *cli) *cobra.Command {
	var html string
	cmd := &cobra.Command{
		Use:   "persona NAME",
		Short: "One persona: who they are, why we say so, how sure, and what to do",
		Long: "Persona prints the card of one persona. NAME is its number, its name, the beginning of its name,\n" +
			"or words of it, in any case. --html writes a page of its own instead, two sheets of A4 in print:\n" +
			"everything is in the one file, so that it can be mailed.",
		Example: "  limner persona best customers\n  limner persona 3 --html\n  limner persona lapsed --html lapsed.html",
		RunE: func(cmd *cobra.Command, args []string) error {
			args, html = fileAfter(args, html)
			if len(args) == 0 {
				return usage("`limner persona` takes the name or the number of a persona; `limner personas` lists them")
			}
			p, err := c.paper(cmd.Context())
			if err != nil {
				return err
			}
			x, err := findPersona(p.Set, strings.Join(args, " "))
			if err != nil {
				return err
			}
			if html == besideName {
				html = fileName(x.Name)
			}
			switch {
			case html != "":
				var page bytes.Buffer
				if err := p.Persona(&page, x.ID); err != nil {
					return err
				}
				return c.writePage(html, page.Bytes())
			case c.json:
				return c.writeJSON(x)
			default:
				return p.Card(c.out, x)
			}
		},
	}
	cmd.Flags().StringVar(&html, "html", "", "write a page into this file (- for standard output; no file: named after the persona)")
	cmd.Flags().Lookup("html").NoOptDefVal = besideName
	return cmd
}

// fileAfter takes the file of a --html that stands without = before it, so that `--html FILE` and `--html -`
// work as well as `--html` alone: a name that is a file's.
func fileAfter(args []string, html string) (names []string, file string) {
	last := len(args) - 1
	if html == besideName && last >= 0 && (args[last] == "-" || strings.HasSuffix(strings.ToLower(args[last]), ".html")) {
		return args[:last], args[last]
	}
	return args, html
}

// fileName is a persona's name as a file's: "best-customers.html".
func fileName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if len(words) == 0 {
		return "persona.html"
	}
	return strings.Join(words, "-") + ".html"
}

// findPersona finds a persona by its number, its name, the beginning of its name or words of it.
func findPersona(set *persona.Set, asked string) (*persona.Persona, error) {
	if len(set.Personas) == 0 {
		return nil, fmt.Errorf("there are no personas; `limner personas` says why")
	}
	if id, err := strconv.Atoi(strings.TrimPrefix(asked, "#")); err == nil {
		if x := set.Find(id); x != nil {
			return x, nil
		}
		return nil, usage("there is no persona %d; there are %s", id, listed(all(set)))
	}
	asked = strings.ToLower(strings.Join(strings.Fields(asked), " "))
	for _, fits := range []func(name string) bool{
		func(name string) bool { return name == asked },
		func(name string) bool { return strings.HasPrefix(name, asked) },
		func(name string) bool { return hasWords(name, asked) },
	} {
		switch found := matching(set, fits); len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return nil, usage("%q may be %s; name one by its number", asked, listed(found))
		}
	}
	return nil, usage("there is no persona %q%s; there are %s", asked, meant(set, asked), listed(all(set)))
}

// hasWords reports whether every word asked begins a word of the name.
func hasWords(name, asked string) bool {
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	}
	for _, a := range split(asked) {
		if !slices.ContainsFunc(split(name), func(w string) bool { return strings.HasPrefix(w, a) }) {
			return false
		}
	}
	return true
}

func matching(set *persona.Set, fits func(name string) bool) []*persona.Persona {
	var found []*persona.Persona
	for i := range set.Personas {
		if fits(strings.ToLower(set.Personas[i].Name)) {
			found = append(found, &set.Personas[i])
		}
	}
	return found
}

func all(set *persona.Set) []*persona.Persona {
	return matching(set, func(string) bool { return true })
}

// meant is the persona whose name, or the beginning of whose name, is nearest to what was asked.
func meant(set *persona.Set, asked string) string {
	var names []string
	whole := map[string]string{}
	for _, x := range set.Personas {
		words := strings.Fields(strings.ToLower(x.Name))
		for i := range words {
			start := strings.Join(words[:i+1], " ")
			names, whole[start] = append(names, start), x.Name
		}
	}
	if best := spell.Nearest(asked, names); best != "" {
		return fmt.Sprintf("; did you mean %q?", whole[best])
	}
	return ""
}

// listed names personas with their numbers: "1. Best customers, 2. Newcomers".
func listed(found []*persona.Persona) string {
	names := make([]string, len(found))
	for i, x := range found {
		names[i] = fmt.Sprintf("%d. %s", x.ID, x.Name)
	}
	return strings.Join(names, ", ")
}

// writePage writes a page into a file, or to standard output for "-". The file is written whole or not at all.
func (c *cli) writePage(file string, body []byte) error {
	if file == "-" {
		_, err := c.out.Write(body)
		return err
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		return fmt.Errorf("the page cannot be written: %w", err)
	}
	fmt.Fprintf(c.err, "%s written; it needs nothing beside itself\n", file)
	return nil
}
