//go:build e2e

package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// harness runs a wasm test binary on a page and keeps what it prints.
const harness = `<!doctype html><title>tests</title><link rel="icon" href="data:,">
<script src="wasm_exec.js"></script><script src="idb.js"></script>
<script>
	globalThis.output = ""; globalThis.exit = null;
	const decoder = new TextDecoder();
	fs.writeSync = (fd, data) => { output += decoder.decode(data); return data.length; };
	const go = new Go();
	go.argv = ["idb.test", "-test.v", "-test.short"];
	go.exit = (code) => { globalThis.exit = code; };
	WebAssembly.instantiateStreaming(fetch("idb.test.wasm"), go.importObject).then((r) => go.run(r.instance));
</script>`

// TestIndexedDB is the conformance suite of the stores, on IndexedDB in a real browser.
func TestIndexedDB(t *testing.T) {
	dir := t.TempDir()
	build := exec.Command("go", "test", "-c", "-o", filepath.Join(dir, "idb.test.wasm"), "galley/app/store/idb")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, from := range map[string]string{"wasm_exec.js": "dist/wasm_exec.js", "idb.js": "idb.js"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "web", filepath.FromSlash(from)))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(harness), 0o644); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	b := start(t, server.URL, t.TempDir(), 800, 600)
	b.open("/")
	b.waitFor("the tests to end", `globalThis.exit !== null`)
	out := eval[string](b, `output`)
	if eval[int](b, `exit`) != 0 || !strings.Contains(out, "--- PASS: TestStore") {
		t.Fatalf("in the browser:\n%s", out)
	}
}
