// Planted measures whether personas can be believed: it makes up companies whose personas are known, builds
// each as the product does, and compares what was found with the truth.
//
//	go run ./bench/planted -contacts 20000 -seeds 10
//	go run ./bench/planted -contacts 2000 -seeds 100 -structureless
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"limner/app"
	"limner/event"
	"limner/persona"
	"limner/simulate"
	"limner/stats"
	"limner/warehouse"
)

func main() {
	contacts := flag.Int("contacts", 20_000, "contacts of each company")
	seeds := flag.Int("seeds", 10, "how many companies")
	structureless := flag.Bool("structureless", false, "everyone follows one process")
	flag.Parse()
	if err := measure(*contacts, *seeds, *structureless); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(contacts, seeds int, structureless bool) error {
	var all tally
	for seed := range seeds {
		one, err := company(simulate.Config{
			Contacts: contacts, Days: 365, Seed: uint64(seed + 1), Pace: 1, EmailEvery: 7, Structureless: structureless,
			Start: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			return err
		}
		fmt.Printf("seed %2d: %s\n", seed+1, one)
		all.add(one)
	}
	fmt.Println(all.String())
	return nil
}

// result is how one company was understood.
type result struct {
	verdict  string
	p        float64 // of the null test
	excess   float64
	personas []string
	rand     float64 // adjusted Rand index with the planted personas
	named    int     // of the four of the field
	error    float64 // calibration error of the placement confidence
	sure     float64 // mean confidence
	right    float64 // share of contacts in the persona that stands for their planted one
}

func (r result) String() string {
	if len(r.personas) == 0 {
		return fmt.Sprintf("%s (p %.2f, excess %.3f)", r.verdict, r.p, r.excess)
	}
	return fmt.Sprintf("%s %d, ARI %.3f, %d of the 4 named, calibration error %.3f (sure %.3f, right %.3f): %s",
		r.verdict, len(r.personas), r.rand, r.named, r.error, r.sure, r.right, strings.Join(r.personas, "; "))
}

// company makes one up, builds it and compares.
func company(c simulate.Config) (result, error) {
	dir, err := os.MkdirTemp("", "planted")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	w, err := app.Open(ctx, app.Config{Data: filepath.Join(dir, "data")})
	if err != nil {
		return result{}, err
	}
	defer w.Close()
	world, err := simulate.New(c)
	if err != nil {
		return result{}, err
	}
	truth, err := land(ctx, w, world)
	if err != nil {
		return result{}, err
	}
	found, err := w.Build(ctx, app.Build{
		Personas: persona.Settings{Seed: 1}, Now: c.Start.AddDate(0, 0, c.Days), At: c.Start.AddDate(0, 0, c.Days),
		Say: func(string, ...any) {},
	})
	if err != nil {
		return result{}, err
	}
	return compare(ctx, w, found.Set, truth)
}

// land puts the events of the world into the warehouse and returns what is true of each contact.
func land(ctx context.Context, w *app.Workspace, world *simulate.World) (map[string]int, error) {
	truth := map[string]int{}
	load, err := w.Warehouse.Begin(ctx)
	if err != nil {
		return nil, err
	}
	var batch warehouse.Batch
	err = world.Each(func(t *simulate.Truth, events []event.Event) error {
		truth[string(t.Contact)] = t.Persona
		for i := range events {
			batch.Add(&events[i])
		}
		if batch.Len() < warehouse.BatchSize {
			return nil
		}
		defer batch.Reset()
		return load.Append(ctx, &batch)
	})
	if err == nil {
		err = load.Append(ctx, &batch)
	}
	if err != nil {
		return nil, err
	}
	_, err = load.Commit(ctx, warehouse.Source{Name: "made up", Door: "bench"})
	return truth, err
}

// fourOfTheField are the personas that every team knows by name.
func fourOfTheField() []string {
	var names []string
	for _, a := range persona.Archetypes()[:4] {
		names = append(names, a.Name)
	}
	return names
}

func compare(ctx context.Context, w *app.Workspace, set *persona.Set, truth map[string]int) (result, error) {
	d := set.Divisions[0]
	r := result{verdict: string(d.Choice.Verdict), p: d.Choice.Null.P}
	for _, x := range d.Choice.Null.Excess {
		r.excess = max(r.excess, x)
	}
	for _, p := range set.Personas {
		r.personas = append(r.personas, p.Name)
		for _, name := range fourOfTheField() {
			if strings.HasPrefix(strings.ToLower(p.Name), name) {
				r.named++
			}
		}
	}
	if len(set.Personas) == 0 {
		return r, nil
	}
	rows, err := w.Warehouse.DB().QueryContext(ctx, "SELECT contact, persona, confidence FROM members ORDER BY contact_id")
	if err != nil {
		return r, err
	}
	defer rows.Close()
	var planted, placed []int
	var sure []float64
	number := map[string]int{}
	for i, name := range r.personas {
		number[name] = i
	}
	for rows.Next() {
		var key, name string
		var confidence float64
		if err := rows.Scan(&key, &name, &confidence); err != nil {
			return r, err
		}
		planted, placed, sure = append(planted, truth[key]), append(placed, number[name]), append(sure, confidence)
	}
	r.rand = stats.AdjustedRand(planted, placed)
	r.calibrate(planted, placed, sure)
	return r, rows.Err()
}

// calibrate compares confidence with how often it is right: a contact is placed rightly when most of the
// persona are of the contact's planted one. The error is over ten equal bins of confidence.
func (r *result) calibrate(planted, placed []int, sure []float64) {
	stands := map[int]map[int]int{}
	for i, p := range placed {
		if stands[p] == nil {
			stands[p] = map[int]int{}
		}
		stands[p][planted[i]]++
	}
	of := map[int]int{}
	for p, by := range stands {
		best := -1
		for planted, n := range by {
			if best < 0 || n > by[best] || n == by[best] && planted < best {
				best = planted
			}
		}
		of[p] = best
	}
	var said, right [10]float64
	n := float64(len(placed))
	for i, p := range placed {
		bin := min(9, int(10*sure[i]))
		said[bin] += sure[i]
		r.sure += sure[i] / n
		if of[p] == planted[i] {
			right[bin]++
			r.right += 1 / n
		}
	}
	for bin := range said {
		r.error += math.Abs(said[bin]-right[bin]) / n
	}
}

// tally sums up.
type tally struct {
	n, none, allNamed  int
	rand, error, worst float64
}

func (t *tally) add(r result) {
	t.n++
	if r.verdict == "no_structure" {
		t.none++
	}
	if r.named == 4 {
		t.allNamed++
	}
	t.rand += r.rand
	t.error += r.error
	t.worst = max(t.worst, r.error)
}

func (t *tally) String() string {
	n := float64(t.n)
	return fmt.Sprintf("%d companies: no structure in %d; mean ARI %.3f; all four of the field named in %d; calibration error %.3f on average, %.3f at worst",
		t.n, t.none, t.rand/n, t.allNamed, t.error/n, t.worst)
}
