package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/internal/openai"
	"limner/persona"
	"limner/report"
)

// modelTimeout is how long a model may take over a paragraph.
const modelTimeout = 60 * time.Second

// newNarrate is `limner narrate [PERSONA]`.
func newNarrate(c *cli) *cobra.Command {
	model := openai.Client{Timeout: modelTimeout}
	cmd := &cobra.Command{
		Use:   "narrate [PERSONA]",
		Short: "Who a persona is, in words; with --model-url, in a language model's words, checked",
		Long: "Narrate prints the paragraph about a persona, or about all of them.\n\n" +
			"With --model-url it has a model behind an OpenAI-compatible endpoint rephrase the paragraph. The model is\n" +
			"sent the paragraph and nothing of any contact. Each sentence that comes back is held to the figures of the\n" +
			"paragraph; what does not hold is listed with the reason.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if model.URL != "" && model.Model == "" {
				return usage("--model-name says which model the endpoint is to use; there is none by default")
			}
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			set, err := w.Runs().Latest(cmd.Context())
			if err != nil {
				return err
			}
			ids, err := narrated(set, args)
			if err != nil {
				return err
			}
			if model.URL == "" {
				fmt.Fprintln(c.err, "No model is set (--model-url), so these are Limner's own words.")
			}
			for _, id := range ids {
				if err := c.narrate(cmd, model, c.style(w), set, id); err != nil {
					return err
				}
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&model.URL, "model-url", "", "an OpenAI-compatible endpoint, such as https://api.openai.com/v1 (default: none)")
	f.StringVar(&model.Model, "model-name", "", "the model to ask for")
	f.StringVar(&model.Key, "model-key", "", "the endpoint's key; better given as LIMNER_MODEL_KEY")
	return cmd
}

// narrated is the ids of the personas to tell.
func narrated(set *persona.Set, args []string) ([]int, error) {
	if len(args) == 0 {
		var all []int
		for i := range set.Personas {
			all = append(all, set.Personas[i].ID)
		}
		return all, nil
	}
	p, err := findPersona(set, strings.Join(args, " "))
	if err != nil {
		return nil, err
	}
	return []int{p.ID}, nil
}

// narrate tells one persona.
func (c *cli) narrate(cmd *cobra.Command, model openai.Client, s report.Style, set *persona.Set, id int) error {
	p := set.Find(id)
	fmt.Fprintf(c.out, "%d. %s\n", p.ID, p.Name)
	if model.URL == "" {
		fmt.Fprintln(c.out, s.Clauses(p.Narrative))
		return nil
	}
	r, err := app.Retell(cmd.Context(), model, s, set, id)
	if err != nil {
		fmt.Fprintln(c.out, s.Clauses(p.Narrative))
		return fmt.Errorf("%w; the above are Limner's own words", err)
	}
	if len(r.Kept) == 0 {
		fmt.Fprintf(c.out, "%s\n(Nothing of the model's text holds; these are Limner's own words.)\n", s.Clauses(p.Narrative))
	} else {
		fmt.Fprintln(c.out, strings.Join(r.Kept, " "))
	}
	for _, d := range r.Dropped {
		fmt.Fprintf(c.out, "  dropped, as %s: %q\n", d.Reason, d.Sentence)
	}
	return nil
}
