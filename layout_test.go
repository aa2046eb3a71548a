// Package limner_test holds the rules about who may import whom.
//
// The files are read here, in the test's own process, and not by `go list`: the go command records
// which files a test opened and runs it again when one of them changed, so a warm test cache cannot
// hide a violation.
package limner_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "limner/"

// order lists the folders from the bottom up: a package imports only packages of folders before its own.
var order = []string{
	"internal",
	"event", "stats", "simulate",
	"store", "warehouse", "job", "identity", "ingest",
	"metric", "portrait",
	"segment", "cluster", "predict", "voice", "insight",
	"persona", "hypothesis",
	"delivery", "campaign", "trigger", "live",
	"report", "auth", "api", "web",
	"app", "cmd", "bench",
}

// strangers are groups of folders that never import one another, whatever their order.
var strangers = []struct {
	folders []string
	why     string
}{
	{[]string{"segment", "cluster", "predict", "voice", "insight"}, "they meet in the portrait: one reads another's result as a metric"},
	{[]string{"api", "web"}, "the browser is a client like any other"},
}

// closed are imports that only some folders may have.
var closed = []struct {
	imports  string   // an import path, and everything below it
	only     []string // the folders that may; nil: only those not in never
	never    []string // the folders that may not
	sentence string
}{
	{imports: "github.com/duckdb", only: []string{"warehouse/duckdb", "ingest/file", "bench"}, sentence: "only warehouse/duckdb knows DuckDB (and ingest/file, for Parquet)"},
	{imports: "github.com/ClickHouse", only: []string{"warehouse/clickhouse", "bench"}, sentence: "only warehouse/clickhouse knows ClickHouse"},
	{imports: "limner", never: []string{"stats"}, sentence: "stats is mathematics and knows nothing of limner"},
	{imports: "database/sql", never: []string{"metric"}, sentence: pure},
	{imports: "os", never: []string{"metric"}, sentence: pure},
	{imports: "net", never: []string{"metric"}, sentence: pure},
	{imports: "io/fs", never: []string{"metric"}, sentence: pure},
	{imports: "syscall", never: []string{"metric"}, sentence: pure},
	{imports: "limner/warehouse", never: []string{"metric"}, sentence: pure},
	{imports: "limner/store", never: []string{"metric"}, sentence: pure},
}

const pure = "metric is pure functions of a history and an instant; portrait does the reading and writing"

func TestLayout(t *testing.T) {
	// os.DirFS opens through package os, which is what the go command watches.
	for _, v := range check(os.DirFS(".")) {
		t.Error(v)
	}
}

// check returns what is wrong with the tree, a sentence each.
func check(tree fs.FS) []string {
	var wrong []string
	comments := map[string]bool{} // package folder -> has a package comment
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && foreign(p):
			return fs.SkipDir
		case d.IsDir() || path.Ext(p) != ".go":
			return nil
		}
		src, err := fs.ReadFile(tree, p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		wrong = append(wrong, checkFile(p, f)...)
		if !strings.HasSuffix(p, "_test.go") {
			comments[path.Dir(p)] = comments[path.Dir(p)] || documented(f)
		}
		return nil
	})
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	for dir, has := range comments {
		if !has {
			wrong = append(wrong, fmt.Sprintf("%s: no file has a package comment that begins with its name", dir))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// foreign reports whether a folder is none of ours, as the go command sees it.
func foreign(dir string) bool {
	base := path.Base(dir)
	return base == "testdata" || base == "vendor" || base == "node_modules" ||
		len(base) > 1 && (base[0] == '.' || base[0] == '_')
}

func documented(f *ast.File) bool {
	if f.Name.Name == "main" {
		return f.Doc.Text() != ""
	}
	return strings.HasPrefix(f.Doc.Text(), "Package "+f.Name.Name+" ")
}

func checkFile(p string, f *ast.File) []string {
	dir := path.Dir(p)
	if dir == "." {
		if strings.HasSuffix(p, "_test.go") {
			return nil
		}
		return []string{p + ": the root has tests only; a package needs a folder"}
	}
	if rank(dir) < 0 {
		return []string{fmt.Sprintf("%s: the folder %s is not in the order of layout_test.go: give it its place there and in docs/architecture.md", p, top(dir))}
	}
	var wrong []string
	for _, spec := range f.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err == nil {
			err = allowed(dir, imp, strings.HasSuffix(p, "_test.go"))
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s imports %s: %v", p, imp, err))
		}
	}
	return wrong
}

// allowed says why a package of a folder may not import another, nil when it may.
func allowed(dir, imp string, test bool) error {
	if err := open(dir, imp, test); err != nil {
		return err
	}
	to, ours := strings.CutPrefix(imp, module)
	if !ours {
		return nil
	}
	from := rank(dir)
	switch at := rank(to); {
	case at < 0:
		return fmt.Errorf("%s is not in the order", top(to))
	case at > from:
		return fmt.Errorf("upward, %s stands above %s", top(to), top(dir))
	case at == from && !test && to != dir && !below(dir, to):
		return fmt.Errorf("within a folder, a package imports only those it lies in")
	}
	for _, s := range strangers {
		if top(dir) != top(to) && slices.Contains(s.folders, top(dir)) && slices.Contains(s.folders, top(to)) {
			return fmt.Errorf("forbidden pair, %s", s.why)
		}
	}
	return nil
}

// open says whether an import is closed to a folder. Tests may look behind any door but upwards.
func open(dir, imp string, test bool) error {
	if test {
		return nil
	}
	in := func(folder string) bool { return below(dir, folder) }
	for _, c := range closed {
		if !below(imp, c.imports) {
			continue
		}
		if slices.ContainsFunc(c.never, in) || c.only != nil && !slices.ContainsFunc(c.only, in) {
			return fmt.Errorf("%s", c.sentence)
		}
	}
	return nil
}

// below reports whether a path is the parent or lies in it.
func below(p, parent string) bool { return p == parent || strings.HasPrefix(p, parent+"/") }

func top(dir string) string {
	first, _, _ := strings.Cut(dir, "/")
	return first
}

func rank(dir string) int { return slices.Index(order, top(dir)) }
