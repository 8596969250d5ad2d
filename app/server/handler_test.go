package server_test

import (
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"galley/app/server"
)

func get(t testing.TB, h http.Handler, method, target string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	s := site(t, "/")
	h := s.Handler([]string{"127.0.0.1:8080"})
	answers := map[string]*http.Response{
		"page":           get(t, h, "GET", "/"),
		"service worker": get(t, h, "GET", "/app-worker.js"),
		"wasm":           get(t, h, "GET", "/v/"+s.Version+"/"+server.PageWasm),
		"missing":        get(t, h, "GET", "/v/none/x.js"),
		"wrong method":   get(t, h, "DELETE", "/"),
		"share":          get(t, h, "POST", "/share"),
	}
	for name, r := range answers {
		for header, want := range map[string]string{
			"Content-Security-Policy": server.Policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if got := r.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", name, header, got, want)
			}
		}
	}
	if strings.Contains(server.Policy, "unsafe-inline") || strings.Contains(server.Policy, "'unsafe-eval'") {
		t.Error("the policy allows inline code or eval")
	}
}

func TestStatus(t *testing.T) {
	s := site(t, "/desk/")
	h := s.Handler(nil)
	tests := []struct {
		method, path string
		want         int
		location     string
	}{
		{"GET", "/desk/", 200, ""},
		{"HEAD", "/desk/", 200, ""},
		{"GET", "/desk/doc/0a1b", 200, ""}, // the page reads its own address
		{"GET", "/desk", 308, "/desk/"},
		{"GET", "/", 404, ""},
		{"GET", "/desk/v/0000000000000000/boot.js", 404, ""}, // another version's
		{"GET", "/desk/favicon.ico", 404, ""},
		{"GET", "/desk/share/0", 404, ""},
		{"GET", "/desk/../go.mod", 404, ""},
		{"GET", "/desk/%2e%2e/%2e%2e/etc/passwd.txt", 404, ""},
		{"GET", "/desk/v/" + s.Version + "/index.html", 404, ""}, // templates are no files
		{"GET", "/desk/v/" + s.Version + "/web.go", 404, ""},
		{"POST", "/desk/", 405, ""},
		{"POST", "/desk/share", 303, "/desk/?share=none"},
	}
	for _, test := range tests {
		r := get(t, h, test.method, test.path)
		if r.StatusCode != test.want || r.Header.Get("Location") != test.location {
			t.Errorf("%s %s: %d %q, want %d %q", test.method, test.path, r.StatusCode, r.Header.Get("Location"), test.want, test.location)
		}
	}
}

func TestEncodings(t *testing.T) {
	s := site(t, "/")
	h := s.Handler(nil)
	plain := body(t, get(t, h, "GET", "/app-worker.js"))
	tests := []struct {
		accept, want string
		read         func(io.Reader) (io.Reader, error)
	}{
		{"", "", func(r io.Reader) (io.Reader, error) { return r, nil }},
		{"gzip, deflate, br", "br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
		{"gzip", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"br;q=0, gzip;q=0.5", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"identity", "", func(r io.Reader) (io.Reader, error) { return r, nil }},
	}
	for _, test := range tests {
		r := get(t, h, "GET", "/app-worker.js", "Accept-Encoding", test.accept)
		if got := r.Header.Get("Content-Encoding"); got != test.want {
			t.Errorf("Accept-Encoding %q: sent %q, want %q", test.accept, got, test.want)
			continue
		}
		if r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
			t.Errorf("Accept-Encoding %q: headers %v", test.accept, r.Header)
		}
		in, err := test.read(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(in); err != nil || string(got) != plain {
			t.Errorf("Accept-Encoding %q: %d bytes, %v, want the %d of the file", test.accept, len(got), err, len(plain))
		}
	}
	// What the build pressed is sent as it is.
	if got := body(t, get(t, h, "GET", "/v/"+s.Version+"/"+server.PageWasm, "Accept-Encoding", "br")); got != "pressed" {
		t.Errorf("the page's wasm is sent as %q", got)
	}
}

func TestCaching(t *testing.T) {
	s := site(t, "/")
	h := s.Handler(nil)
	fixed := get(t, h, "GET", "/v/"+s.Version+"/boot.js")
	if got := fixed.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("an address with its version: Cache-Control %q", got)
	}
	for _, path := range []string{"/", "/app-worker.js", "/manifest.webmanifest", "/doc/1"} {
		r := get(t, h, "GET", path, "Accept-Encoding", "br")
		if got := r.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
		again := get(t, h, "GET", path, "Accept-Encoding", "br", "If-None-Match", `"other", W/`+r.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || body(t, again) != "" {
			t.Errorf("%s asked again: %d", path, again.StatusCode)
		}
		if other := get(t, h, "GET", path, "If-None-Match", `"other"`); other.StatusCode != 200 {
			t.Errorf("%s asked with another tag: %d", path, other.StatusCode)
		}
	}
}

// A page that reached the server under a name of its own must not read from it.
func TestHostIsChecked(t *testing.T) {
	l, err := server.Listen("127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	h := site(t, "/").Handler(server.Hosts(l))
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for host, want := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "LOCALHOST:" + port: 200, "[::1]:" + port: 200,
		"rebound.example:" + port: 421, "localhost": 421, "localhost.rebound.example:" + port: 421, "": 421,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("Host %q: %d, want %d", host, w.Code, want)
		}
	}
}

func TestListenRefusesTheWorld(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "desk.example:0", "8080"} {
		if l, err := server.Listen(addr, false); err == nil {
			l.Close()
			t.Errorf("%s was opened", addr)
		}
	}
}

func TestServeStops(t *testing.T) {
	l, err := server.Listen("127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l, site(t, "/").Handler(server.Hosts(l))) }()
	r, err := http.Get("http://" + l.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != 200 {
		t.Errorf("status %d", r.StatusCode)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("stopping: %v", err)
	}
}
