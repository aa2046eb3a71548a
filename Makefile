# What there is to do: make help.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

FUZZTIME ?= 20s
DEMO ?= demo
LINTER ?= github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help tools build demo test race fuzz lint bench clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

tools: # say plainly what is missing
	@.ci/tools

build: tools ## build bin/limner
	@mkdir -p bin
	go build -o bin/limner ./cmd/limner

demo: build ## make up a company, find its personas, show them
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	bin/limner simulate --contacts 2000 --out $(DEMO)/events.jsonl --truth $(DEMO)/truth.csv
	bin/limner import --data $(DEMO)/data --preset segment --yes $(DEMO)/events.jsonl
	bin/limner build --data $(DEMO)/data
	bin/limner personas --data $(DEMO)/data

test: tools ## run every test
	go test ./...

race: tools ## run every test with the race detector (slow)
	go test -race -short ./...

fuzz: tools ## run each fuzz target for FUZZTIME (20s)
	@grep -rl --include='*_test.go' '^func Fuzz' . | sort | while read -r f; do \
	  for t in $$(grep -oE '^func Fuzz[A-Za-z0-9_]+' "$$f" | cut -d' ' -f2); do \
	    echo "== $$(dirname "$$f") $$t"; \
	    go test -run '^$$' -fuzz "^$$t$$" -fuzztime $(FUZZTIME) "$$(dirname "$$f")"; \
	  done; done

lint: tools ## gofmt, go vet and the linters of .golangci.yml
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "gofmt would change: $$bad"; exit 1; }
	go vet ./...
	@linter=$$(command -v golangci-lint || true); \
	if [ -n "$$linter" ]; then "$$linter" run ./...; else go run $(LINTER) run ./...; fi

bench: build ## measure against DuckDB's SQL and COPY, pandas and scikit-learn
	bench/run

clean: ## remove what was built and made up
	rm -rf bin $(DEMO)
