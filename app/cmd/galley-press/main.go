// Command galley-press is the build's own tool: it compresses the wasm binaries and holds them to their budgets. It
// is no part of what is shipped.
//
//	galley-press br FILE…           writes FILE.br at brotli's best where it is missing or older than FILE
//	galley-press gz FILE…           writes FILE.gz likewise, and removes a FILE.br that is older than FILE
//	galley-press slim FOLDER        copies go-app there without its server, the library behind Parquet without what galley
//	                                needs none of, and FOLDER.mod to build what the browser runs with
//	galley-press size FILE=MB …     prints sizes, and fails if FILE.br is larger than MB million bytes
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"galley/app/server"
)

// best is the quality of a release. It takes about two seconds a megabyte.
const best = 11

func main() {
	if len(os.Args) < 3 {
		fail("galley-press: say br, gz, slim or size, and then the files")
	}
	verb, args := os.Args[1], os.Args[2:]
	work := map[string]func(string) error{"br": brotli, "gz": gzip, "size": size, "slim": slim}[verb]
	if work == nil {
		fail("galley-press: " + verb + " is neither br, gz, slim nor size")
	}
	errs := make([]error, len(args))
	var all sync.WaitGroup
	for i, arg := range args {
		if verb == "size" {
			errs[i] = work(arg) // in order: it prints
			continue
		}
		all.Go(func() { errs[i] = work(arg) })
	}
	all.Wait()
	bad := false
	for _, err := range errs {
		if err != nil {
			bad = true
			fmt.Fprintln(os.Stderr, err)
		}
	}
	if bad {
		os.Exit(1)
	}
}

func brotli(name string) error {
	if fresh(name, ".br") {
		return nil
	}
	fmt.Printf("pressing %s (brotli %d)\n", name, best)
	return server.CompressFile(name, best)
}

func gzip(name string) error {
	if !fresh(name, ".br") {
		if err := os.Remove(name + ".br"); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	if fresh(name, ".gz") {
		return nil
	}
	return server.CompressFile(name, -1)
}

// fresh reports whether the compressed form is there and not older than the file.
func fresh(name, ext string) bool {
	of, err := os.Stat(name)
	if err != nil {
		return false
	}
	form, err := os.Stat(name + ext)
	return err == nil && !form.ModTime().Before(of.ModTime())
}

func size(arg string) error {
	name, budget, ok := strings.Cut(arg, "=")
	limit, err := strconv.ParseFloat(budget, 64)
	if !ok || err != nil {
		return fmt.Errorf("galley-press: %q: write a budget as file.wasm=2.0, in million bytes", arg)
	}
	var mb [3]float64
	for i, ext := range []string{"", ".gz", ".br"} {
		info, err := os.Stat(name + ext)
		if err != nil {
			return fmt.Errorf("%w: make build first", err)
		}
		mb[i] = float64(info.Size()) / 1e6
	}
	if !fresh(name, ".br") {
		return fmt.Errorf("%s.br is older than the binary: make build first", name)
	}
	fmt.Printf("%-20s %6.2f MB raw  %5.2f gzip  %5.2f brotli  of %.1f allowed\n", filepath.Base(name), mb[0], mb[1], mb[2], limit)
	if mb[2] > limit {
		return fmt.Errorf("%s: %.2f MB brotli is over its budget of %.1f MB: see what came in with `go list -deps`", name, mb[2], limit)
	}
	return nil
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
