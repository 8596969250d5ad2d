# The index of all one can do here. `make help` prints it.
#
#   make run     builds what is stale and serves the desk
#   make test    installs what the tests need and runs all of them
#
# Everything made lands in bin, web/dist, site, artefacts and .cache, all of which may be deleted at any time.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

ADDR ?= 127.0.0.1:8080
BASE ?= /
PEERS ?=
FUZZTIME ?= 10s
CHECKS ?= 5000
PKG ?= ./...

# Budgets in million bytes after brotli: see "Budgets" in CONTRIBUTING.md.
PAGE_BUDGET := 2.0
WORKER_BUDGET := 3.5
RULES_BUDGET := 3.5
PARQUET_BUDGET := 4.0

GO ?= go
GOROOT = $(shell $(GO) env GOROOT)
WASM := GOOS=js GOARCH=wasm $(GO)
WASMS := web/dist/galley-web.wasm web/dist/galley-worker.wasm web/dist/galley-rules.wasm web/dist/galley-parquet.wasm
# Node gets a small environment: wasm programs have room for 8 KB of it.
NODE_EXEC = env -i PATH=$(PATH) HOME=$(HOME) TMPDIR=$(or $(TMPDIR),/tmp) $(GOROOT)/lib/wasm/go_js_wasm_exec
# What runs in the browser and can be tried in Node.
JS_PACKAGES := ./annotate/... ./export/... ./app/editor/... ./app/store/mem/... ./app/worker/...
PYTHON := .cache/venv/bin/python
PRESS := $(GO) run ./app/cmd/galley-press
SIZES = web/dist/galley-web.wasm=$(PAGE_BUDGET) web/dist/galley-worker.wasm=$(WORKER_BUDGET) web/dist/galley-rules.wasm=$(RULES_BUDGET) web/dist/galley-parquet.wasm=$(PARQUET_BUDGET)
# The page is built without inlining, which makes it an eighth smaller over the wire, but for what is in a hurry: the text, the
# marks, what walks over them and what puts them in order. The worker gains nothing by that; of the rules' worker only what is not
# goja does, grammar above all, which asks small questions of tokens thousands of times, and of the Parquet worker all that is not
# the records' own way.
GC_galley-web := all=-l galley/annotate= galley/annotate/order= slices= unicode/utf8=
GC_galley-rules := encoding/...=-l time=-l fmt=-l net/...=-l crypto/...=-l context=-l os=-l golang.org/...=-l galley/app/...=-l galley/annotate/grammar=-l galley/annotate/article=-l
GC_galley-parquet := all=-l galley/annotate= galley/export= encoding/json= slices= cmp= iter= bytes= strings= strconv= unicode/utf8=
TAGS_galley-parquet := purego

##@ Every day

.PHONY: run
run: wasm ## build what is stale, quickly, and serve the desk with its sample project; ADDR=127.0.0.1:8080
	@$(PRESS) gz $(WASMS)
	@$(MAKE) --no-print-directory binary
	@exec bin/galley serve --addr $(ADDR)

.PHONY: build
build: wasm ## the wasm binaries, compressed for release, and bin/galley which holds them
	@$(PRESS) gz $(WASMS)
	@$(PRESS) br $(WASMS)
	@$(MAKE) --no-print-directory binary

.PHONY: test
test: setup lint test-unit test-race test-js build size e2e interop ## everything, installing what is missing: what .ci/run runs

.PHONY: test-unit
test-unit: placeholder ## unit tests, script tests and import rules; PKG=./annotate/... for a part
	$(GO) test $(PKG)

.PHONY: lint
lint: placeholder ## gofmt, vet and staticcheck, for this machine and for the browser
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt -w these:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags e2e ./app/e2e
	$(WASM) vet ./annotate/... ./export/... ./app/browser/... ./app/editor/... ./app/store/... ./app/ui/... ./app/worker/... ./app/cmd/galley-web ./app/cmd/galley-worker ./app/cmd/galley-rules ./app/cmd/galley-parquet
	$(GO) tool staticcheck ./...
	$(GO) tool -n staticcheck > /dev/null
	GOOS=js GOARCH=wasm $$($(GO) tool -n staticcheck) ./app/browser/... ./app/store/idb/... ./app/cmd/galley-web ./app/cmd/galley-worker ./app/cmd/galley-rules ./app/cmd/galley-parquet

##@ Tests, one kind each

.PHONY: test-race
test-race: placeholder ## unit tests under the race detector; PKG=./app/... for a part
	$(GO) test -race -short $(PKG)

.PHONY: test-js
test-js: ## core, export and editor as the browser runs them: compiled to wasm, in Node
	$(WASM) test -short -exec '$(NODE_EXEC)' $(JS_PACKAGES)

.PHONY: e2e
e2e: setup build ## journeys in headless Chromium, with accessibility; pictures in artefacts/screens
	$(GO) test -tags e2e -count 1 -timeout 40m ./app/e2e

.PHONY: interop
interop: setup build ## exports read by their real consumers, and agreement scored by others too
	$(PYTHON) -m pytest -q export/interop
	$(PYTHON) -m pytest -q annotate/agreement/interop

.PHONY: fuzz
fuzz: placeholder ## every fuzz target for a while; FUZZTIME=10s
	@grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -rn1 dirname | sort -u | while read -r dir; do \
		for target in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]*' $$dir/*_test.go | cut -c6- | sort -u); do \
			echo "$$dir $$target"; $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzzminimizetime 100x -fuzztime $(FUZZTIME) $$dir; \
		done; done

.PHONY: torture
torture: setup build ## laws on many more random histories, and many more power cuts; CHECKS=5000
	grep -rl pgregory.net/rapid --include='*_test.go' annotate app export | xargs -rn1 dirname | sort -u | sed 's,^,./,' | xargs $(GO) test -count 1 -rapid.checks=$(CHECKS)
	$(GO) test -tags e2e -count 5 -timeout 40m -run PowerCut ./app/e2e

##@ Figures

.PHONY: size
size: build ## how large the wasm binaries are, and whether that is allowed
	@$(PRESS) size $(SIZES)

.PHONY: bench
bench: setup build peers ## the budgets with what is measured here, Galley beside its peers, then every benchmark of the core
	@printf '%-64s %8s   %s\n' what budget measured
	@$(GO) test -tags e2e -count 1 -timeout 20m -run '^$$' -bench 'Budgets|Project|Agreement' -benchtime 1x ./app/e2e | grep -vE '^(goos|goarch|pkg|cpu|PASS|ok|Benchmark)'
	@$(PRESS) size $(SIZES)
	@$(MAKE) --no-print-directory measure-peers
	$(GO) test -run '^$$' -bench . -benchmem ./annotate/... ./export/...
	@echo "agreement as the browser computes it:"
	$(WASM) test -run '^$$' -bench Report -exec '$(NODE_EXEC)' ./annotate/agreement/report
	@$(PYTHON) annotate/agreement/interop/speed.py
	@$(PYTHON) export/interop/speed.py

.PHONY: bench-peers
bench-peers: setup build peers measure-peers ## Galley beside the surfaces that install from npm, and keys counted; PEERS=all or a name

.PHONY: measure-peers
measure-peers:
	@GALLEY_PEERS='$(PEERS)' $(GO) test -tags e2e -count 1 -timeout 30m -run '^TestGestureCounts$$' -bench Peers -benchtime 1x ./app/e2e | grep -vE '^(goos|goarch|pkg|cpu|PASS|ok|Benchmark)'

# The peers' surfaces, exactly the versions that are pinned, and their pages. No test needs them.
.PHONY: peers
peers:
	@cd app/e2e/peers && if ! cmp -s package-lock.json node_modules/.installed.json; then \
		echo "installing app/e2e/peers/node_modules"; \
		npm ci --silent --no-audit --no-fund --ignore-scripts; \
		cp package-lock.json node_modules/.installed.json; \
	fi
	@cd app/e2e/peers && npm run --silent build

.PHONY: eval
eval: ## precision and recall of the news rules on a gold corpus, and of what they stand on; CORPUS=folder, MISSES=1 for what was missed
	@for p in ./annotate/article ./annotate/grammar ./annotate/rules/engine; do echo; echo "$$p"; $(GO) test -tags eval -count 1 -run '^TestEval$$' -v $$p | grep -vE '^(=== RUN|--- PASS|PASS|ok)'; done

##@ Making

.PHONY: dist
dist: build ## the desk as a folder for any static host, in site; BASE=/desk/
	bin/galley dist -o site --base $(BASE)

.PHONY: update
update: placeholder ## rewrite golden files; read the diff afterwards
	@grep -rlE 'flag.Bool\("update"' --include='*_test.go' . | xargs -rn1 dirname | sort -u | xargs -r -I{} $(GO) test {} -update

.PHONY: screens
screens: ## take the pictures that README and the manifest show from the last e2e run
	cp artefacts/screens/marked-1280-light.png web/icons/screens/wide.png
	cp artefacts/screens/marked-390-light.png web/icons/screens/narrow.png

.PHONY: setup
setup: ## install what the tests need and is missing: Chromium, Node, Python's consumers, axe
	@.ci/setup

.PHONY: clean
clean: ## remove what was made; what was installed stays in .cache
	rm -rf bin site artefacts
	find web/dist -mindepth 1 ! -name .keep -delete

.PHONY: help
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# The wasm binaries. Go decides what is stale; an unchanged binary keeps its date, so it is not pressed again.
.PHONY: wasm
wasm: placeholder code
	@$(PRESS) slim .cache/go-app
	@$(foreach name,galley-web galley-worker galley-rules galley-parquet, \
		$(WASM) build -modfile .cache/go-app.mod -trimpath -buildvcs=false -ldflags '-s -w -buildid=' $(TAGS_$(name):%=-tags=%) $(GC_$(name):%=-gcflags=%) -o .cache/$(name).wasm ./app/cmd/$(name); \
		cmp -s .cache/$(name).wasm web/dist/$(name).wasm || cp .cache/$(name).wasm web/dist/$(name).wasm;)
	@cmp -s $(GOROOT)/lib/wasm/wasm_exec.js web/dist/wasm_exec.js || cp $(GOROOT)/lib/wasm/wasm_exec.js web/dist/wasm_exec.js

# The editor in which rules are written, as one module; npm has exactly the versions that are pinned.
.PHONY: code
code:
	@command -v npm > /dev/null || { echo "npm is missing, with which the code editor is bundled: make setup installs it"; exit 1; }
	@cd web/code && if ! cmp -s package-lock.json node_modules/.installed.json; then \
		echo "installing web/code/node_modules"; \
		npm ci --silent --no-audit --no-fund --ignore-scripts; \
		cp package-lock.json node_modules/.installed.json; \
	fi
	@cd web/code && npm run --silent build

.PHONY: binary
binary:
	@$(GO) build -trimpath -o bin/galley ./app/cmd/galley

.PHONY: placeholder
placeholder:
	@mkdir -p web/dist .cache bin
