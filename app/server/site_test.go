package server_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"galley/app/server"
	"galley/web"
)

// desk is the real folder with stand-ins for what the build makes.
func desk(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(web.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "dist/") {
			return err
		}
		body, err := fs.ReadFile(web.FS, name)
		files[name] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{server.PageWasm, server.WorkerWasm, server.RulesWasm, server.Parquet, server.WasmExec, server.CodeEditor} {
		files["dist/"+name] = &fstest.MapFile{Data: bytes.Repeat([]byte(name), 100)}
	}
	files["dist/"+server.PageWasm+".br"] = &fstest.MapFile{Data: []byte("pressed")}
	return files
}

func site(t testing.TB, base string) *server.Site {
	t.Helper()
	s, err := server.NewSite(desk(t), base, 1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func file(t testing.TB, s *server.Site, path string) server.File {
	t.Helper()
	for _, f := range s.Files() {
		if f.Path == path {
			return f
		}
	}
	t.Fatalf("the site has no %q", path)
	return server.File{}
}

// Everything that the page or the manifest names is there, under the address that it is named by.
func TestReferencesResolve(t *testing.T) {
	for _, base := range []string{"/", "/desk/"} {
		s := site(t, base)
		have := map[string]bool{}
		for _, f := range s.Files() {
			have[base+f.Path] = true
		}
		for _, path := range []string{"", "manifest.webmanifest", "app-worker.js"} {
			body := string(file(t, s, path).Body)
			for _, m := range regexp.MustCompile(`(?:href|src|"src"|")[=:]? ?"?(`+base+`[a-zA-Z0-9_./-]*)"`).FindAllStringSubmatch(body, -1) {
				if at := m[1]; !have[at] && at != base+"share" && at != base+"share/" && !strings.HasSuffix(at, s.Version+"/") {
					t.Errorf("%q names %s, which is not served", path, at)
				}
			}
		}
		if page := string(file(t, s, "").Body); !strings.Contains(page, `src="`+base+"v/"+s.Version+`/boot.js"`) {
			t.Errorf("the page does not start boot.js of its own version:\n%s", page)
		}
	}
}

func TestPageHasNothingInline(t *testing.T) {
	page := string(file(t, site(t, "/"), "").Body)
	for _, bad := range []string{`<style`, ` style=`, ` onclick=`, `<base`, `http://`, `https://`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	for _, m := range regexp.MustCompile(`<script[^>]*>([^<]*)</script>`).FindAllStringSubmatch(page, -1) {
		if m[1] != "" {
			t.Errorf("inline script: %q", m[1])
		}
	}
}

func TestVersionFollowsContent(t *testing.T) {
	first := site(t, "/")
	if again := site(t, "/desk/"); again.Version != first.Version {
		t.Errorf("the base changed the version: %s, %s", first.Version, again.Version)
	}
	for _, name := range []string{"boot.css", "app-worker.js", "index.html", "dist/" + server.WorkerWasm} {
		files := desk(t)
		files[name] = &fstest.MapFile{Data: append(slices.Clone(files[name].Data), '\n')}
		s, err := server.NewSite(files, "/", 1)
		if err != nil {
			t.Fatal(err)
		}
		if s.Version == first.Version {
			t.Errorf("a change of %s did not change the version", name)
		}
	}
}

// The service worker keeps every file of the version but the pictures of the desk and what few ask for, so that nothing is
// missing offline.
func TestServiceWorkerKeepsEverything(t *testing.T) {
	s := site(t, "/desk/")
	body := string(file(t, s, "app-worker.js").Body)
	if strings.Contains(body, "{{") {
		t.Error("a placeholder was left in the service worker")
	}
	m := regexp.MustCompile(`const files = (\[.*?\]);`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the service worker has no list of files")
	}
	var got []string
	if err := json.Unmarshal([]byte(m[1]), &got); err != nil {
		t.Fatal(err)
	}
	want := []string{"/desk/manifest.webmanifest"}
	for _, f := range s.Files() {
		if f.Fixed && !strings.Contains(f.Path, "icons/screens/") && !strings.HasSuffix(f.Path, "/"+server.Parquet) {
			want = append(want, "/desk/"+f.Path)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept files (-want +got):\n%s", diff)
	}
}

func TestManifest(t *testing.T) {
	s := site(t, "/desk/")
	var m struct {
		ID, Name, Scope, Display string
		StartURL                 string `json:"start_url"`
		Icons                    []struct{ Src, Sizes, Purpose, Type string }
		Share                    struct{ Action, Method string } `json:"share_target"`
	}
	if err := json.Unmarshal(file(t, s, "manifest.webmanifest").Body, &m); err != nil {
		t.Fatal(err)
	}
	if m.ID != "/desk/" || m.Scope != "/desk/" || m.StartURL != "/desk/" || m.Display != "standalone" || m.Share.Action != "/desk/share" {
		t.Errorf("manifest: %+v", m)
	}
	sizes := map[string]bool{}
	for _, icon := range m.Icons {
		sizes[icon.Sizes+" "+icon.Purpose] = true
	}
	for _, want := range []string{"192x192 any", "512x512 any", "192x192 maskable", "512x512 maskable", "any any"} {
		if !sizes[want] {
			t.Errorf("no icon %q among %v", want, slices.Sorted(maps.Keys(sizes)))
		}
	}
}

func TestScreenshotsAppearWhenThere(t *testing.T) {
	files := desk(t)
	files["icons/screens/wide.png"] = files["icons/icon-512.png"]
	delete(files, "icons/screens/narrow.png")
	s, err := server.NewSite(files, "/", 1)
	if err != nil {
		t.Fatal(err)
	}
	manifest := string(file(t, s, "manifest.webmanifest").Body)
	if !strings.Contains(manifest, `"form_factor": "wide"`) || strings.Contains(manifest, `"form_factor": "narrow"`) {
		t.Errorf("want the wide picture alone:\n%s", manifest)
	}
}

func TestNewSiteSaysWhatIsWrong(t *testing.T) {
	unbuilt := desk(t)
	delete(unbuilt, "dist/"+server.WorkerWasm)
	odd := desk(t)
	odd["css/notes.rtf"] = &fstest.MapFile{Data: []byte("x")}
	tests := []struct {
		name  string
		files fs.FS
		base  string
		want  string
	}{
		{"no wasm", unbuilt, "/", "galley-worker.wasm: this galley was built without its desk: run make build"},
		{"unknown kind of file", odd, "/", `web/css/notes.rtf: no media type is known for ".rtf"`},
		{"no slash at the end", desk(t), "/desk", `base address "/desk": write it as /desk/`},
		{"climbing", desk(t), "/a/../", `base address "/a/../"`},
		{"quotes", desk(t), `/"/`, `base address "/\"/"`},
		{"another host", desk(t), "//evil.example/", `base address "//evil.example/"`},
	}
	for _, test := range tests {
		_, err := server.NewSite(test.files, test.base, 1)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

func TestWriteToIsReproducible(t *testing.T) {
	read := func() map[string]string {
		dir := t.TempDir()
		if err := site(t, "/desk/").WriteTo(dir); err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			got[filepath.ToSlash(rel)] = string(body)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first, second := read(), read()
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("two runs differ (-first +second):\n%s", diff)
	}
	if first["index.html"] == "" || first["index.html"] != first["404.html"] || first["index.html.br"] == "" {
		t.Error("the page is missing, is not 404.html too, or has no compressed form")
	}
}

// A compressed form of other bytes must not stay beside a file that is written anew without one.
func TestWriteToRemovesStaleForms(t *testing.T) {
	dir := t.TempDir()
	s := site(t, "/")
	stale := filepath.Join(dir, "v", s.Version, "icons", "icon-192.png.br")
	if err := os.MkdirAll(filepath.Dir(stale), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stale, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteTo(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Errorf("%s is still there", stale)
	}
}
