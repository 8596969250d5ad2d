package main

import (
	_ "embed"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

const parquetGo = "github.com/parquet-go/parquet-go"

// stand is what stands in for what the library behind Parquet names and galley never reaches: see there.
//
//go:embed stand.txtar
var stand []byte

// standsFor are the modules that are replaced, by their folder in stand.
var standsFor = map[string]string{
	"parquet-go": parquetGo,
	"protobuf":   "google.golang.org/protobuf",
	"go-geom":    "github.com/twpayne/go-geom",
}

// slimColumns copies the library behind Parquet from the module cache into the folder dst, with what stands in for parts of
// it and for modules that it needs, and has the module file mod take them from there.
func slimColumns(dst, mod string) error {
	src, err := moduleDir(parquetGo)
	if err != nil {
		return err
	}
	for folder, path := range standsFor {
		if err := replace(mod, path, filepath.Join(dst, folder)); err != nil {
			return err
		}
	}
	stamp := filepath.Join(dst, "from")
	want := src + "\n" + string(stand)
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if err := os.RemoveAll(dst); err != nil {
		return err
	}
	ours := txtar.Parse(stand).Files
	err = filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		to := filepath.Join("parquet-go", rel)
		if d.IsDir() {
			// A package of which one file stands in stands in whole.
			if rel == "testdata" || slices.ContainsFunc(ours, func(f txtar.File) bool { return filepath.Dir(filepath.FromSlash(f.Name)) == to }) {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") || rel == "go.mod" || rel == "LICENSE" {
			return copyFile(path, filepath.Join(dst, to))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range ours {
		to := filepath.Join(dst, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(to, f.Data, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}
