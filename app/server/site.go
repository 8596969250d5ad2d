package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The names of the binaries, of the script that starts them and of the editor in which rules are written, as `make build` leaves them in web/dist.
const (
	PageWasm   = "galley-web.wasm"
	WorkerWasm = "galley-worker.wasm"
	RulesWasm  = "galley-rules.wasm"
	Parquet    = "galley-parquet.wasm"
	WasmExec   = "wasm_exec.js"
	CodeEditor = "code/editor.js"
)

// later are files that no visit fetches: the page has them kept when somebody asks for them.
var later = []string{Parquet}

// ErrNotBuilt reports that the binary was made without the wasm that the desk consists of.
var ErrNotBuilt = errors.New("this galley was built without its desk: run make build, which makes the page's wasm first")

// Policy is the Content-Security-Policy of every response. The page carries all but the last rule in a meta element
// too, where a static host sends no headers; frame-ancestors is not allowed there.
const Policy = metaPolicy + "; frame-ancestors 'none'"

const metaPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

// A Site is one version of the desk under one base address. It never changes once made.
type Site struct {
	Base    string // "/" or "/desk/"
	Version string // 16 hexadecimal digits over every served byte but the address
	files   map[string]File
}

// A File is one served file with its precompressed forms.
type File struct {
	Path   string // below Base: "", "manifest.webmanifest", "v/0123456789abcdef/boot.js"
	Type   string // media type
	Digest string // SHA-256 of Body in hexadecimal, the first 32 digits
	Fixed  bool   // the address carries the version: may be cached for ever
	Body   []byte
	Brotli []byte // nil: no such form, or no smaller
	Gzip   []byte // nil: no such form, or no smaller
}

// styleOrder puts the sheets that others build on first; those not named follow by name.
var styleOrder = []string{"boot.css", "css/tokens.css", "css/base.css"}

// NewSite lays out the files of root (web.FS, or a folder like it) under base, which begins and ends with a slash.
// Quality is brotli's, from 0 to 11, for what was not compressed beforehand: higher is smaller and slower.
func NewSite(root fs.FS, base string, quality int) (*Site, error) {
	if err := checkBase(base); err != nil {
		return nil, err
	}
	assets, err := readAssets(root)
	if err != nil {
		return nil, err
	}
	page, err := fs.ReadFile(root, "index.html")
	if err != nil {
		return nil, err
	}
	worker, err := fs.ReadFile(root, "app-worker.js")
	if err != nil {
		return nil, err
	}

	s := &Site{Base: base, files: map[string]File{}}
	s.Version = version(assets, page, worker)
	prefix := "v/" + s.Version + "/"
	for _, a := range assets {
		a.Path = prefix + a.Path
		s.add(a, quality)
	}
	if err := s.addPage(page, assets, quality); err != nil {
		return nil, err
	}
	s.add(File{Path: "manifest.webmanifest", Type: "application/manifest+json", Body: manifest(base, base+prefix, assets)}, quality)
	s.add(File{Path: "app-worker.js", Type: mediaType("app-worker.js"), Body: s.serviceWorker(worker, assets)}, quality)
	return s, nil
}

// Files returns all files by path.
func (s *Site) Files() []File {
	all := make([]File, 0, len(s.files))
	for _, f := range s.files {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return all
}

func (s *Site) add(f File, quality int) {
	sum := sha256.Sum256(f.Body)
	f.Digest = hex.EncodeToString(sum[:16])
	f.Fixed = strings.HasPrefix(f.Path, "v/")
	compress(&f, quality)
	s.files[f.Path] = f
}

func (s *Site) addPage(source []byte, assets []File, quality int) error {
	t, err := template.New("index.html").Parse(string(source))
	if err != nil {
		return err
	}
	var styles, scripts []string
	for _, a := range assets {
		switch {
		case path.Ext(a.Path) == ".css":
			styles = append(styles, a.Path)
		case a.Path == "boot.js" || a.Path == "worker.js" || strings.Contains(a.Path, "/"):
		case path.Ext(a.Path) == ".js":
			scripts = append(scripts, a.Path)
		}
	}
	slices.SortStableFunc(styles, func(a, b string) int { return styleRank(a) - styleRank(b) })
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{
		"Policy": metaPolicy, "Description": description, "Paper": paper, "Lamp": lamp,
		"Base": s.Base, "Assets": s.Base + "v/" + s.Version + "/", "Version": s.Version,
		"Wasm": PageWasm, "Styles": styles, "Scripts": scripts,
	})
	if err != nil {
		return err
	}
	s.add(File{Path: "", Type: "text/html; charset=utf-8", Body: b.Bytes()}, quality)
	return nil
}

func styleRank(name string) int {
	if i := slices.Index(styleOrder, name); i >= 0 {
		return i
	}
	return len(styleOrder)
}

// serviceWorker fills in what the worker keeps: all but pictures of the desk and what is fetched later.
func (s *Site) serviceWorker(source []byte, assets []File) []byte {
	keep := []string{s.Base + "manifest.webmanifest"}
	for _, a := range assets {
		if !strings.HasPrefix(a.Path, "icons/screens/") && !slices.Contains(later, a.Path) {
			keep = append(keep, s.Base+"v/"+s.Version+"/"+a.Path)
		}
	}
	return []byte(strings.NewReplacer(
		"{{.Version}}", quote(s.Version), "{{.Base}}", quote(s.Base), "{{.Files}}", quote(keep), "{{.Later}}", quote(later),
	).Replace(string(source)))
}

// readAssets collects what is served below the version, by path: everything but templates, hidden files and sources
// of precompressed forms. Files of dist lose that folder's name.
func readAssets(root fs.FS) ([]File, error) {
	found := map[string]File{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		served := strings.TrimPrefix(name, "dist/")
		switch {
		case strings.HasPrefix(path.Base(name), "."), path.Ext(name) == ".go", path.Ext(name) == ".br", path.Ext(name) == ".gz",
			name == "index.html", name == "app-worker.js":
			return nil
		}
		f := File{Path: served, Type: mediaType(name)}
		if f.Type == "" {
			return fmt.Errorf("web/%s: no media type is known for %q: name it in app/server/types.go", name, path.Ext(name))
		}
		if f.Body, err = fs.ReadFile(root, name); err != nil {
			return err
		}
		f.Brotli, _ = fs.ReadFile(root, name+".br")
		f.Gzip, _ = fs.ReadFile(root, name+".gz")
		found[served] = f
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, must := range []string{PageWasm, WorkerWasm, RulesWasm, Parquet, WasmExec, CodeEditor} {
		if _, ok := found[must]; !ok {
			return nil, fmt.Errorf("%s: %w", must, ErrNotBuilt)
		}
	}
	assets := make([]File, 0, len(found))
	for _, f := range found {
		assets = append(assets, f)
	}
	slices.SortFunc(assets, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return assets, nil
}

func version(assets []File, templates ...[]byte) string {
	h := sha256.New()
	for _, a := range assets {
		sum := sha256.Sum256(a.Body)
		fmt.Fprintf(h, "%s %s %x\n", a.Path, a.Type, sum)
	}
	for _, t := range templates {
		fmt.Fprintf(h, "%x\n", sha256.Sum256(t))
	}
	fmt.Fprintf(h, "%s\n%s\n", Policy, manifest("/", "/v/", assets))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func checkBase(base string) error {
	ok := strings.HasPrefix(base, "/") && strings.HasSuffix(base, "/") && path.Clean(base)+"/" == base || base == "/"
	for _, r := range base {
		if !strings.ContainsRune("/-_.~", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			ok = false
		}
	}
	if !ok {
		return fmt.Errorf("base address %q: write it as /desk/, with a slash at both ends and only letters, digits, - _ . ~ between", base)
	}
	return nil
}

// quote writes v as a JavaScript literal.
func quote(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and lists of strings always marshal
	}
	return string(b)
}
