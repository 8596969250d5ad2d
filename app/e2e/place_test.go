//go:build e2e

package e2e

import (
	"bytes"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A host is a plain static host: it sends files, and knows nothing of the desk.
type host struct {
	t      testing.TB
	addr   string
	root   string
	server *http.Server
}

func static(t testing.TB, root string) *host {
	t.Helper()
	h := &host{t: t, addr: "127.0.0.1:0", root: root}
	h.start()
	t.Cleanup(h.stop)
	return h
}

func (h *host) start() {
	h.t.Helper()
	l, err := net.Listen("tcp", h.addr)
	if err != nil {
		h.t.Fatal(err)
	}
	h.addr = l.Addr().String()
	h.server = &http.Server{Handler: http.FileServer(http.Dir(h.root))}
	go h.server.Serve(l)
}

func (h *host) stop() { h.server.Close() }

// dist writes the desk for a sub-path into a folder, as `galley dist --base /desk/` does.
func dist(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	out, err := exec.Command(galley(t), "dist", "-o", filepath.Join(root, "desk"), "--base", "/desk/").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return root
}

// TestSubPath: the desk works from a static folder below another site's root, and goes on when the host is gone.
func TestSubPath(t *testing.T) {
	h := static(t, dist(t))
	b := start(t, "http://"+h.addr, t.TempDir(), 1280, 900)
	b.visit("/desk/", "Ana")
	b.keys("l", "j", "m")
	b.waitMarks(1)
	b.saved()
	want := b.listText()
	eval[bool](b, `galleyOfflineReady`)
	h.stop()
	b.expectFailures(true)
	b.reload()
	b.waitList(want)
}

var version = regexp.MustCompile(`data-version="([0-9a-f]+)"`)

// publish puts a new version of the desk into a folder that holds one, as a host's owner would: the same bytes under
// another name.
func publish(t testing.TB, desk string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(desk, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	found := version.FindSubmatch(page)
	if found == nil {
		t.Fatal("the page does not name its version")
	}
	from := found[1]
	to := bytes.Repeat([]byte("e"), len(from))
	old := filepath.Join(desk, "v", string(from))
	if err := os.CopyFS(filepath.Join(desk, "v", string(to)), os.DirFS(old)); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(desk, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, filepath.Join("desk", "v")) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, bytes.ReplaceAll(data, from, to), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUpdate: a new version is offered and never forced; taking it loses nothing.
func TestUpdate(t *testing.T) {
	root := dist(t)
	h := static(t, root)
	b := start(t, "http://"+h.addr, t.TempDir(), 1280, 900)
	b.visit("/desk/", "Ana")
	eval[bool](b, `galleyOfflineReady`)
	b.reload() // now the service worker is in charge
	b.keys("l", "j", "m")
	b.waitMarks(1)
	b.saved()
	before := eval[string](b, `galleySite.version`)

	publish(t, filepath.Join(root, "desk"))
	eval[bool](b, `(goappTryUpdate(), true)`)
	b.waitFor("the offer", `document.querySelector("`+bannerSel+`").innerText.includes("new version")`)
	b.shot("update-offered")
	if now := eval[string](b, `galleySite.version`); now != before {
		t.Errorf("the version changed from %s to %s without anybody's word", before, now)
	}
	b.keys("j", "m") // in mid-mark nothing is disturbed
	b.waitMarks(2)
	b.saved()
	want := b.listText()
	eval[bool](b, `([...document.querySelectorAll("`+bannerSel+` button")].find(e => e.innerText.includes("Take it now")).click(), true)`)
	b.waitFor("the new version", `globalThis.galleySite?.version !== `+quote(before))
	b.ready()
	b.waitList(want)
}

// TestShared: what the system's share sheet hands over, and what a file opened with the desk holds, land on it.
func TestShared(t *testing.T) {
	d := serve(t)
	b := start(t, d.origin(), t.TempDir(), 1280, 900)
	b.firstVisit("Ana")
	eval[bool](b, `galleyOfflineReady`)
	b.reload()
	// The share sheet posts a form, which the service worker keeps until the page has come. A page may not post one, by
	// its content policy, so the same request is made here, and the way gone that its answer sends the browser.
	eval[bool](b, `(async () => {
		const form = new FormData();
		form.append("files", new File([`+quote(another)+`], "market.txt", {type: "text/plain"}));
		return (await fetch("/share", {method: "POST", body: form})).redirected;
	})()`)
	b.open("/?share=1")
	b.opened("Market hall lights stay on")
	if got := eval[string](b, `location.pathname`); got != "/" {
		t.Errorf("the page is at %q", got)
	}
}
