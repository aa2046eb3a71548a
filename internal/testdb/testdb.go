// Package testdb gives tests real databases: an SQLite file, and a PostgreSQL server of their own.
package testdb

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // PostgreSQL for database/sql
)

// Each runs the test on SQLite and on PostgreSQL, giving it where the database is.
func Each(t *testing.T, test func(t *testing.T, where string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "test.sqlite")) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Postgres is the address of a new, empty PostgreSQL database. It is made on the server named by
// LIMNER_TEST_POSTGRES, or on one started for this test from the machine's own PostgreSQL; the test
// skips where there is neither.
func Postgres(t *testing.T) string {
	t.Helper()
	server := os.Getenv("LIMNER_TEST_POSTGRES")
	if server == "" {
		server = start(t)
	}
	name := "limner_" + strings.ToLower(strings.Map(letters, t.Name()))
	run(t, server, "DROP DATABASE IF EXISTS "+name)
	run(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { run(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	return strings.Replace(server, "/postgres?", "/"+name+"?", 1)
}

func letters(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
		return r
	}
	return '_'
}

func run(t *testing.T, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// start starts a PostgreSQL server in a temporary folder, reached through a socket there. PostgreSQL
// refuses to run as root, so root runs it as "postgres".
func start(t *testing.T) string {
	t.Helper()
	bin := binaries()
	if bin == "" {
		t.Skip("no PostgreSQL on this machine (Debian: apt-get install postgresql), and LIMNER_TEST_POSTGRES names none")
	}
	dir, err := os.MkdirTemp("/tmp", "limner-pg-") // short: a socket's path has 107 bytes at most
	if err != nil {
		t.Fatal(err)
	}
	as := ""
	if os.Getuid() == 0 {
		as = "postgres"
		command(t, "", "chown", "postgres", dir)
	}
	data := filepath.Join(dir, "data")
	command(t, as, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
	command(t, as, filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-l", filepath.Join(dir, "log"),
		"-o", fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories=%s -c fsync=off", dir), "start")
	t.Cleanup(func() {
		command(t, as, filepath.Join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	})
	return "postgres://postgres@/postgres?host=" + dir
}

// binaries is the folder of the newest PostgreSQL's programs, "" where there is none.
var binaries = sync.OnceValue(func() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
})

// command runs a program, as another user where one is named.
func command(t *testing.T, as, name string, args ...string) {
	t.Helper()
	if as != "" {
		args = append([]string{"-u", as, "--", name}, args...)
		name = "runuser"
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}
