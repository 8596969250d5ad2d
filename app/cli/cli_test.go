package cli_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/testscript"

	"galley/app/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"galley": func() {
			os.Exit(cli.Run(context.Background(), cli.Desk{
				In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Web: desk(),
			}, os.Args[1:]))
		},
	})
}

// desk is the smallest thing that can be served.
func desk() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"index.html":               file(`<!doctype html><script defer src="{{.Assets}}boot.js"></script>`),
		"app-worker.js":            file(`const v = {{.Version}}, b = {{.Base}}, f = {{.Files}};`),
		"boot.js":                  file("go"),
		"dist/galley-web.wasm":     file("page"),
		"dist/galley-worker.wasm":  file("worker"),
		"dist/galley-rules.wasm":   file("rules"),
		"dist/galley-parquet.wasm": file("parquet"),
		"dist/code/editor.js":      file("code"),
		"dist/wasm_exec.js":        file("exec"),
	}
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fill": fill, "zipped": zipped, "oneline": oneLine, "bytes": rawBytes, "cut": cut, "exits": exits,
		},
	})
}

// fill FILE MEGABYTES writes a large file of words.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := strings.Repeat("The harbour board met again on Tuesday. ", 25) + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(line), n*1_000_000/len(line)+1), 0o644))
}

// zipped FILE MEGABYTES writes a zip file that holds one text of that many blanks.
func zipped(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	w, err := z.Create("story.txt")
	ts.Check(err)
	mega := bytes.Repeat([]byte(" "), 1_000_000)
	for range n {
		_, err := w.Write(mega)
		ts.Check(err)
	}
	ts.Check(z.Close())
}

// bytes FILE 'TEXT' writes TEXT, in which \xNN and \n are what they are in Go.
func rawBytes(ts *testscript.TestScript, neg bool, args []string) {
	s, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s), 0o644))
}

// oneline checks that the last command said one thing on standard error, in one line.
func oneLine(ts *testscript.TestScript, neg bool, args []string) {
	said := ts.ReadFile("stderr")
	if strings.Count(said, "\n") != 1 || !strings.HasSuffix(said, "\n") {
		ts.Fatalf("want one line on standard error, got:\n%s", said)
	}
}

// cut FROM TO BYTES writes FROM without its last bytes.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	data := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(data[:len(data)-n]), 0o644))
}

// exits CODE COMMAND… runs a command that must end with that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		got = e.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d (%v)", got, want, err)
	}
}
