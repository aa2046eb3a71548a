package limner_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDependenciesAreExplained holds docs/dependencies.md to what the code imports: every module has a
// line there that says why.
func TestDependenciesAreExplained(t *testing.T) {
	doc, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	var explained []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(string(doc), -1) {
		explained = append(explained, m[1])
	}
	seen := map[string]bool{}
	for _, imp := range foreignImports(t, os.DirFS(".")) {
		i := slices.IndexFunc(explained, func(module string) bool { return below(imp, module) })
		if i < 0 {
			t.Errorf("%s is imported; say why in docs/dependencies.md", imp)
			continue
		}
		seen[explained[i]] = true
	}
	for _, module := range explained {
		if !seen[module] {
			t.Logf("docs/dependencies.md explains %s, which nothing imports", module)
		}
	}
}

// foreignImports lists the import paths that are neither limner's nor the standard library's, whose
// first element has no dot.
func foreignImports(t *testing.T, tree fs.FS) []string {
	t.Helper()
	all := map[string]bool{}
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
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			if imp, err := strconv.Unquote(spec.Path.Value); err == nil && strings.Contains(top(imp), ".") {
				all[imp] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for imp := range all {
		list = append(list, imp)
	}
	slices.Sort(list)
	return list
}
