package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"limner/app"
)

func TestMisuse(t *testing.T) {
	p := newShop(t)
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"frobnicate"}, 2, `unknown command "frobnicate"`},
		{[]string{"build", "--frobnicate"}, 2, "unknown flag: --frobnicate; `limner build --help` lists the flags"},
		{[]string{"build", "extra"}, 2, "extra"},
		{[]string{"build", "--at", "nonsense"}, 2, `--at "nonsense" is not an instant; write 2024-06-01`},
		{[]string{"build", "--at", "2024-13-01"}, 2, "is not an instant"},
		{[]string{"build", "--by", "nonsense"}, 2, `"nonsense": there is no such metric; ` + "`limner metrics` lists them"},
		{[]string{"build", "--by", "orders,first_order"}, 2, `"first_order": it is not a measure of behaviour`},
		{[]string{"build", "--k", "1"}, 2, "--k 1: two personas are the fewest"},
		{[]string{"build", "--k", "-3"}, 2, "--k -3: two personas are the fewest"},
		{[]string{"build", "--k", "many"}, 2, `--k "many" is not a whole number`},
		{[]string{"build", "--by", "recency_dys"}, 2, `did you mean "recency_days"?`},
		{[]string{"build", "--method", "magic"}, 2, "there are kmeans, mixture and profiles"},
		{[]string{"build", "--threads", "-1"}, 2, "--threads -1"},
		{[]string{"build", "--k", "50"}, 0, "910 more would help"},
		{[]string{"contact"}, 2, "takes one contact id"},
		{[]string{"contact", "a", "b"}, 2, "takes one contact id"},
		{[]string{"contact", "r0"}, 1, `no such contact: "r0"; did you mean r00 or r01 or r02?`},
		{[]string{"contact", "R00"}, 1, "did you mean r00"},
		{[]string{"contact", "somebody else"}, 1, `no such contact: "somebody else"`},
		{[]string{"events", "map", "order"}, 2, "2 arg"},
		{[]string{"events", "map", "order", "sale"}, 2, `"sale" is not a kind of event; the kinds are other, order`},
		{[]string{"events", "map", "nothing", "order"}, 1, `no event is named "nothing"`},
		{[]string{"import"}, 2, "name the files to import"},
		{[]string{"import", "--yes", "absent.csv"}, 1, "absent.csv"},
		{[]string{"metrics", "define", "absent.yaml"}, 1, "absent.yaml"},
		{[]string{"simulate"}, 2, "--out"},
	} {
		a := p.run(c.args...).gives(c.status, c.says)
		if c.status != 0 && a.out != "" {
			t.Errorf("%s failed and printed:\n%s", a.line, a.out)
		}
	}
}

func TestEnvironment(t *testing.T) {
	p := newPlace(t)
	p.run("imports").gives(0, "Nothing was imported yet")
	if _, err := os.Stat(filepath.Join(p.dir, "data", "warehouse.duckdb")); err != nil {
		t.Errorf("LIMNER_DATA does not name the data folder: %v", err)
	}
	other := filepath.Join(p.dir, "other")
	p.run("--data", other, "imports").gives(0)
	if _, err := os.Stat(filepath.Join(other, "warehouse.duckdb")); err != nil {
		t.Errorf("--data does not go before LIMNER_DATA: %v", err)
	}
	for name, says := range map[string]string{
		"LIMNER_THREADS": `LIMNER_THREADS="x" is not a whole number`,
		"LIMNER_JSON":    `LIMNER_JSON="x" is neither true nor false`,
		"LIMNER_AT":      `"x" is not an instant`,
	} {
		p.env[name] = "x"
		p.run("build").gives(2, says).lacks("Parse")
		delete(p.env, name)
	}
	p.env["LIMNER_JSON"] = "true"
	var set struct{ Contacts *int }
	p.run("build").gives(0).into(&set)
	if set.Contacts == nil || *set.Contacts != 0 {
		t.Errorf("LIMNER_JSON=true: %v", set)
	}
}

func TestDataFolderThatCannotBe(t *testing.T) {
	p := newPlace(t)
	file := p.file("file", "not a folder")
	p.run("--data", file, "build").gives(1, "the data folder", file)
	p.run("--data", p.dir, "imports").gives(0)
	p.file("warehouse.duckdb", "not a warehouse, but long enough to be looked at as one, some would say")
	p.run("--data", p.dir, "imports").gives(1, "choose another data folder")
}

// holdEnv tells the test binary, run once more, which data folder to hold open until its input ends.
const holdEnv = "LIMNER_TEST_HOLD"

func TestMain(m *testing.M) {
	if data := os.Getenv(holdEnv); data != "" {
		os.Exit(hold(data))
	}
	os.Exit(m.Run())
}

// hold opens a data folder, says so, and closes it when standard input ends.
func hold(data string) int {
	w, err := app.Open(context.Background(), app.Config{Data: data})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := w.Close(); err != nil {
		return 1
	}
	return 0
}

func TestSecondProcessIsTold(t *testing.T) {
	p := newShop(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	holder := exec.CommandContext(t.Context(), self)
	holder.Env = append(os.Environ(), holdEnv+"="+p.env["LIMNER_DATA"])
	var errs bytes.Buffer
	holder.Stderr = &errs
	in, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "open\n" {
		t.Fatalf("the other process did not open the folder: %q, %v, %s", line, err, errs.String())
	}
	p.run("build").gives(1, "in use by another limner process: wait for it to end, or stop it")
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := holder.Wait(); err != nil {
		t.Fatalf("the other process: %v, %s", err, errs.String())
	}
	p.run("build").gives(0, "90 portraits")
}

func TestHelpNamesEveryCommand(t *testing.T) {
	p := newPlace(t)
	help := p.run("--help").gives(0, "LIMNER_DATA")
	for _, name := range []string{"import", "imports", "events", "metrics", "build", "personas", "contact", "simulate"} {
		if !strings.Contains(help.out, "  "+name+" ") {
			t.Errorf("the help does not list %s", name)
		}
		p.run(name, "--help").gives(0, "Usage:")
	}
	if found, _ := filepath.Glob(filepath.Join(p.dir, "*")); len(found) > 0 {
		t.Errorf("asking for help made %v", found)
	}
}
