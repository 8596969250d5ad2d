package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const goApp = "github.com/maxence-charriere/go-app/v10"

// left is what a page has no use for: the server's side of go-app, which brings net/http, and with that TLS and its
// cryptography, a sixth of the page's wasm, for a client that serves nobody; and the ciphers of a browser storage that the
// desk does not use.
var left = map[string]bool{"http.go": true, "resource.go": true, "static.go": true, "crypto.go": true}

// dear are imports that cost more than the page has of them: every hash and cipher there is, for names that need only
// differ, and the names of two thousand characters, for four that are escaped. What is used of them stands in right.
var dear = []string{"\t\"github.com/google/uuid\"\n", "\t\"html\"\n"}

// right is the little of it that the client's side names.
const right = `package app

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// html escapes text.
var html escaper

type escaper struct{}

func (escaper) EscapeString(s string) string {
	return strings.NewReplacer("&", "&amp;", "'", "&#39;", "<", "&lt;", ">", "&gt;", "\"", "&#34;").Replace(s)
}

// uuid makes names that differ.
var uuid names

type names struct{}

func (names) NewString() string { return fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()) }

var errNoCipher = errors.New("this page was built without ciphers")

func encrypt(string, []byte) ([]byte, error) { return nil, errNoCipher }
func decrypt(string, []byte) ([]byte, error) { return nil, errNoCipher }

// Handler serves a desk; in the page there is none.
type Handler struct{}

// clientResourceResolver returns where this version's files live.
func clientResourceResolver(base string) func(string) string {
	return func(location string) string {
		if path, ok := strings.CutPrefix(strings.TrimPrefix(location, "/"), "web/"); ok {
			return base + "/" + path
		}
		return location
	}
}
`

// rows is how the page's copy of go-app draws a list anew whose rows say which span they are of: it puts rows in and takes rows out
// where they are. As released it goes by place alone, and a row put in writes all below it anew.
const rows = `package app

// rowKey is what a row is of, "" for anything else.
func rowKey(v UI) string {
	if e, ok := v.(HTML); ok {
		return e.attrs()["data-span"]
	}
	return ""
}

func hasRow(rows []UI, key string) bool {
	for _, r := range rows {
		if rowKey(r) == key {
			return true
		}
	}
	return false
}

// aligned returns the children of v with the rows that next has no more taken out, and those put in that it has more, as far as a
// row that stays tells where. Whatever else differs is written in place.
func (m nodeManager) aligned(ctx Context, v HTML, next []UI) []UI {
	rows := v.body()
	for i := 0; i < len(rows) && i < len(next); i++ {
		was, is := rowKey(rows[i]), rowKey(next[i])
		if was == "" || is == "" {
			break
		}
		if was == is {
			continue
		}
		switch gone, added := !hasRow(next[i:], was), !hasRow(rows[i:], is); {
		case gone && !added:
			v.JSValue().removeChild(rows[i])
			m.Dismount(rows[i])
			rows = append(rows[:i], rows[i+1:]...)
			i--
		case added && !gone:
			row, err := m.Mount(ctx, v.depth()+1, next[i])
			if err != nil {
				return rows // whoever draws it in place says so
			}
			v.JSValue().Call("insertBefore", row, rows[i])
			next[i] = row.setParent(v)
			rows = append(rows[:i:i], append([]UI{next[i]}, rows[i:]...)...)
		}
	}
	return rows
}
`

// byPlace is where go-app begins with the children of an element, and byRow where the page's copy does.
const (
	byPlace = "\tchildren := v.body()\n\tnewChildren := new.body()\n\tsharedLen"
	byRow   = "\tnewChildren := new.body()\n\tchildren := m.aligned(ctx, v, newChildren)\n\tsharedLen"
)

// moduleDir returns where a module that go.mod asks for lies, and fetches it first where it never was: on a fresh machine
// nothing else may have asked for it yet, and go list names no folder then.
func moduleDir(path string) (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", path).Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w", path, err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", fmt.Errorf("go mod download -json %s: %w", path, err)
	}
	return module.Dir, nil
}

// slim copies go-app, without its server, from the module cache into the folder dst, and what stands in for other modules
// beside it, and writes dst.mod and dst.sum, with which what the browser runs is built: go build -modfile dst.mod. All else
// is go-app, and parquet-go, as they are released.
func slim(dst string) error {
	for name, to := range map[string]string{"go.mod": dst + ".mod", "go.sum": dst + ".sum"} {
		if err := copyFile(name, to); err != nil {
			return err
		}
	}
	if err := slimApp(dst); err != nil {
		return err
	}
	return slimColumns(filepath.Join(filepath.Dir(dst), "stand"), dst+".mod")
}

// replace has the module file mod take a module from a folder.
func replace(mod, path, dir string) error {
	return exec.Command("go", "mod", "edit", "-replace", path+"=./"+filepath.ToSlash(dir), mod).Run()
}

func slimApp(dst string) error {
	src, err := moduleDir(goApp)
	if err != nil {
		return err
	}
	stamp := filepath.Join(dst, "from")
	if err := replace(dst+".mod", goApp, dst); err != nil {
		return err
	}
	want := src + "\n" + strings.Join(dear, "") + right + rows + byRow
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if err := os.RemoveAll(dst); err != nil {
		return err
	}
	err = filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		dir, name := filepath.Split(filepath.ToSlash(rel))
		if !strings.HasPrefix(dir, "pkg/") && rel != "go.mod" && rel != "LICENSE" || strings.HasSuffix(name, "_test.go") || dir == "pkg/app/" && left[name] {
			return nil
		}
		if dir == "pkg/app/" {
			return copyFile(path, filepath.Join(dst, rel), dear...)
		}
		return copyFile(path, filepath.Join(dst, rel))
	})
	if err != nil {
		return err
	}
	app := filepath.Join(dst, "pkg", "app")
	node, err := os.ReadFile(filepath.Join(app, "node.go"))
	if err != nil {
		return err
	}
	if bytes.Count(node, []byte(byPlace)) != 1 {
		return fmt.Errorf("%s: the children of an element are drawn anew in another way than rows.go is for", filepath.Join(src, "pkg", "app", "node.go"))
	}
	for name, data := range map[string][]byte{"client.go": []byte(right), "rows.go": []byte(rows), "node.go": bytes.Replace(node, []byte(byPlace), []byte(byRow), 1)} {
		if err := os.WriteFile(filepath.Join(app, name), data, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}

// copyFile copies a file, less the pieces that are left out of it.
func copyFile(from, to string, less ...string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	for _, piece := range less {
		data = bytes.ReplaceAll(data, []byte(piece), nil)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}
