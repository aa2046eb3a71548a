package limner_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLayoutFinds plants one violation after the other: each must be found, and nothing else with it.
func TestLayoutFinds(t *testing.T) {
	for name, c := range map[string]struct {
		file, imports, want string
	}{
		"upward":            {"stats/x.go", "limner/metric", "knows nothing"},
		"upward to a child": {"event/x.go", "limner/warehouse/duckdb", "upward"},
		"upward in a test":  {"event/x_test.go", "limner/metric", "upward"},
		"to cmd":            {"metric/x.go", "limner/cmd/limner", "upward"},
		"strangers":         {"insight/x.go", "limner/segment", "forbidden pair"},
		"strangers' child":  {"voice/deep/x.go", "limner/cluster", "forbidden pair"},
		"api and web":       {"web/x.go", "limner/api", "forbidden pair"},
		"driver":            {"persona/x.go", "github.com/duckdb/duckdb-go/v2", "knows DuckDB"},
		"driver's child":    {"warehouse/x.go", "github.com/duckdb/duckdb-go/v2/mapping", "knows DuckDB"},
		"clickhouse":        {"warehouse/duckdb/x.go", "github.com/ClickHouse/ch-go", "knows ClickHouse"},
		"stats is alone":    {"stats/x.go", "limner/event", "knows nothing"},
		"pure: sql":         {"metric/x.go", "database/sql", "pure"},
		"pure: os":          {"metric/x.go", "os/exec", "pure"},
		"pure: net":         {"metric/x.go", "net/http", "pure"},
		"pure: warehouse":   {"metric/x.go", "limner/warehouse", "pure"},
		"siblings":          {"warehouse/duckdb/x.go", "limner/warehouse/warehousetest", "within a folder"},
		"parent to child":   {"warehouse/x.go", "limner/warehouse/warehousetest", "within a folder"},
		"unlisted folder":   {"helpers/x.go", "fmt", "not in the order"},
		"unlisted import":   {"app/x.go", "limner/helpers", "not in the order"},
		"code in the root":  {"x.go", "fmt", "the root has tests only"},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := check(planted(c.file, "// Package x is planted.\npackage x\n\nimport _ \""+c.imports+"\"\n"))
			if len(wrong) != 1 || !strings.Contains(wrong[0], c.want) {
				t.Errorf("found %q, want one sentence with %q", wrong, c.want)
			}
		})
	}
}

func TestLayoutLets(t *testing.T) {
	for file, imports := range map[string]string{
		"warehouse/duckdb/x.go":      "limner/warehouse",
		"warehouse/duckdb/x_test.go": "limner/warehouse/warehousetest",
		"warehouse/duckdb/y.go":      "github.com/duckdb/duckdb-go/v2",
		"metric/x_test.go":           "os",
		"stats/x_test.go":            "limner/internal/datatest",
		"cluster/x.go":               "limner/stats",
		"bench/build/x.go":           "limner/portrait",
		"segment/testdata/bad.go":    "limner/cluster",
		"web/node_modules/a/x.go":    "limner/api",
		".hidden/x.go":               "limner/api",
	} {
		if wrong := check(planted(file, "// Package x is planted.\npackage x\n\nimport _ \""+imports+"\"\n")); len(wrong) != 0 {
			t.Errorf("%s importing %s: %q", file, imports, wrong)
		}
	}
}

func TestLayoutWantsPackageComments(t *testing.T) {
	for src, fine := range map[string]bool{
		"package x\n":                                false,
		"// About something else.\npackage x\n":      false,
		"// Package x is here.\n\npackage x\n":       false, // detached: godoc does not see it
		"// Package x is here.\npackage x\n":         true,
		"// Command x does something.\npackage main": true,
		"package main":                               false,
	} {
		if wrong := check(planted("event/x.go", src)); (len(wrong) == 0) != fine {
			t.Errorf("%q: %q", src, wrong)
		}
	}
}

func TestLayoutReportsWhatDoesNotParse(t *testing.T) {
	if wrong := check(planted("event/x.go", "pakage x")); len(wrong) != 1 {
		t.Errorf("found %q", wrong)
	}
}

// planted is a tree with one file.
func planted(file, src string) fs.FS {
	return fstest.MapFS{file: &fstest.MapFile{Data: []byte(src)}}
}
