// Package datatest finds the reference data that tests compare against.
package datatest

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the path of a reference file, given by its parts below the data folder, as
// Path(t, "online-retail", "oracle.json"). The folder is ../shared/data beside the repository,
// or what LIMNER_SHARED_DATA names. The test is skipped when the file is not there: the data
// have licences of their own and are no part of the repository.
func Path(t testing.TB, elems ...string) string {
	t.Helper()
	root := os.Getenv("LIMNER_SHARED_DATA")
	if root == "" {
		root = filepath.Join(repository(t), "..", "shared", "data")
	}
	path := filepath.Join(append([]string{root}, elems...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference data absent: %v (set LIMNER_SHARED_DATA to its folder)", err)
	}
	return path
}

// repository returns the nearest folder above the test's own that holds go.mod.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
