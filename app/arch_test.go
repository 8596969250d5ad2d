package app_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A rule says what some packages must not import, and why. Paths of our own are written without the module's name.
type rule struct {
	of     []string // packages: "annotate/..." covers those below too
	except []string
	not    []string // what they must not import, or reach
	direct bool     // only what they import themselves counts
	js     bool     // as compiled for the browser
	why    string
}

const (
	goApp = "github.com/maxence-charriere/go-app/..."
	goja  = "github.com/dop251/goja/..."
)

var rules = []rule{
	{
		of: []string{"annotate/..."}, not: []string{"app/...", "export/...", "web/..."},
		why: "the core is what everything else stands on: it knows nothing of the desk, the formats or the page",
	},
	{
		// The readability library behind article imports net/http for a download that is never asked for; article itself
		// is held by the next rule, and only the worker and the command line reach it. The library behind parquet imports it
		// for files read over the network, which nobody asks for either.
		of: []string{"annotate/...", "export/..."}, except: []string{"annotate/article", "export/parquet"}, not: []string{"net/http", "net"},
		why: "the core is pure: it never touches the network, and what drags the network in would swell the page",
	},
	{
		of: []string{"annotate/...", "export/..."}, except: []string{"annotate/gold/goldtest"}, direct: true,
		not: []string{"crypto/rand", "log/...", "os/...", "net/...", "syscall/..."},
		why: "the core is pure: no randomness, log, file, network, platform or goroutine; what it needs comes in as an argument",
	},
	{
		of: []string{"..."}, not: []string{"annotate/gold/goldtest"},
		why: "it reads files for tests: only they import it",
	},
	{
		// Resampling is drawing by lot: the measures of agreement may, from the one generator whose stream is fixed for ever,
		// started with a seed that is handed in.
		of: []string{"annotate/...", "export/..."}, except: []string{"annotate/agreement/..."}, direct: true,
		not: []string{"math/rand/..."},
		why: "the core is pure: what is random comes in as an argument",
	},
	{
		of: []string{"annotate/agreement/..."}, direct: true, not: []string{"math/rand"},
		why: "figures can be repeated: only math/rand/v2 says which generator it is, and keeps its stream",
	},
	{
		of: []string{"annotate/...", "export/..."}, direct: true, js: true, not: []string{"syscall/js"},
		why: "the core runs everywhere: the platform lives in app/browser, app/store/idb and the wasm mains",
	},
	{
		of: []string{"..."}, except: []string{"annotate/rules/engine", "app/worker/rulehost", "app/cli", "app/cmd/galley", "app/cmd/galley-rules"},
		not: []string{goja},
		why: "goja costs 16 MB: one package imports it, and only the rules' own worker and the command line reach that",
	},
	{
		of: []string{"..."}, except: []string{"export/parquet", "app/cli", "app/cmd/galley", "app/cmd/galley-parquet"},
		not: []string{"export/parquet"},
		why: "the library behind Parquet weighs as much as a worker: only the worker for it and the command line reach it",
	},
	{
		of: []string{"export/..."}, not: []string{"app/...", "web/...", goja},
		why: "a format is a pure function; what runs scripts is handed in",
	},
	{
		of: []string{"web"}, direct: true, not: []string{"annotate/...", "app/...", "export/..."},
		why: "web is files and nothing else",
	},
	{
		of:  []string{"app/editor/...", "app/worker", "app/store/mem", "app/store/file"},
		not: []string{goApp, "annotate/article", "export/...", goja},
		why: "the headless part is tried without a browser, and reaches slow work through its ports only",
	},
	{
		of: []string{"app/worker/host/..."}, not: []string{goApp},
		why: "the host runs on the command line too, where there is no page",
	},
	{
		of: []string{"app/ui/..."}, direct: true, not: []string{"app/store/...", "app/browser/...", "app/worker/...", "app/server/...", "app/cli/...", "annotate/article", "export/...", goja},
		why: "components hold no logic and know no technology but go-app: props in, messages out",
	},
	{
		of: []string{"app/..."}, except: []string{"app/browser/...", "app/store/idb", "app/cmd/galley-web", "app/cmd/galley-rules"},
		direct: true, js: true, not: []string{"syscall/js"},
		why: "the platform lives in app/browser, app/store/idb and the wasm mains, so that the rest is tried without it",
	},
	{
		of: []string{"app/browser/...", "app/store/idb/..."}, js: true, not: []string{goApp, "app/ui/..."},
		why: "what fills a port knows the port, not the components above it",
	},
	{
		of: []string{"app/cmd/galley-web"}, js: true,
		not: []string{goja, "annotate/article/...", "annotate/grammar/...", "annotate/rules/engine/...", "export/...", "app/worker/host/...", "app/worker/rulehost/...", "app/cli/...", "app/server/..."},
		why: "the page is at most 2 MB over the wire: slow and heavy work is the worker's",
	},
	{
		of: []string{"app/cmd/galley-worker", "app/cmd/galley-rules", "app/cmd/galley-parquet"}, js: true, not: []string{goApp, "app/ui/...", "app/cli/...", "app/server/..."},
		why: "a worker has no page to draw on",
	},
	{
		of: []string{"app/cmd/galley-rules"}, js: true, not: []string{"annotate/article/...", "export/...", "app/worker/host/..."},
		why: "what the other worker does weighs as much again, and rules need none of it",
	},
}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestImports(t *testing.T) {
	native, js := list(t), list(t, "GOOS=js", "GOARCH=wasm")
	for _, r := range rules {
		packages := native
		if r.js {
			packages = js
		}
		found := false
		for _, p := range packages {
			if !matchesAny(p.ImportPath, r.of) || matchesAny(p.ImportPath, r.except) {
				continue
			}
			found = true
			reached := p.Deps
			if r.direct {
				reached = p.Imports
			}
			for _, dep := range reached {
				if matchesAny(dep, r.not) && dep != p.ImportPath {
					t.Errorf("%s must not import %s%s: %s", p.ImportPath, dep, through(p, dep, packages), r.why)
				}
			}
		}
		if !found {
			t.Errorf("no package is like %v: the rule guards nothing (%s)", r.of, r.why)
		}
	}
}

// through names the packages of ours on the way to dep, for a reader who has to mend it.
func through(p pkg, dep string, packages []pkg) string {
	if slices.Contains(p.Imports, dep) {
		return ""
	}
	for _, via := range packages {
		if slices.Contains(p.Deps, via.ImportPath) && slices.Contains(via.Imports, dep) {
			return " through " + via.ImportPath
		}
	}
	return " through a package that is not ours"
}

// matchesAny reports whether an import path is, or lies below, one of the patterns.
func matchesAny(path string, patterns []string) bool {
	own, ours := strings.CutPrefix(path, "galley/")
	if !ours {
		own = path
	}
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		below, deep := strings.CutSuffix(pattern, "...")
		if pattern == "..." {
			return ours
		}
		return own == strings.TrimSuffix(below, "/") || deep && strings.HasPrefix(own, below)
	})
}

// list returns the packages of the module as compiled for an environment.
func list(t *testing.T, env ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps", "galley/...")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// A phrase says what must not stand in some sources, and why.
type phrase struct {
	under  string
	suffix string
	not    []string
	why    string
}

var phrases = []phrase{
	{"../annotate", ".go", []string{"time.Now("}, "the core has no clock: the time comes in as an argument"},
	{"../annotate/agreement", ".go", []string{"rand.Int", "rand.Uint", "rand.Float", "rand.Norm", "rand.Exp", "rand.Perm", "rand.Shuffle", "rand.N("}, "figures can be repeated: randomness comes from a PCG with a seed that is handed in, not from the global source"},
	{"../export", ".go", []string{"time.Now("}, "an export's bytes hang on the project alone"},
	{"ui", ".go", []string{").Style(", "app.Raw("}, "the page's policy drops style attributes, and text is only ever set as text"},
	{"../web", ".js", []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"}, "text is only ever set as text"},
	{"../web", ".css", []string{"@import", "http:", "https:"}, "no request leaves the origin, and none waits for another"},
}

func TestPhrases(t *testing.T) {
	for _, p := range phrases {
		err := filepath.WalkDir(p.under, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, p.suffix) || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.ToSlash(name), "../web/dist/") {
				return err
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(source), "\n") {
				for _, bad := range p.not {
					at := strings.Index(line, bad)
					if comment := strings.Index(line, "//"); at >= 0 && (comment < 0 || at <= comment) {
						t.Errorf("%s:%d: %q: %s", name, i+1, bad, p.why)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
