package server

import (
	"net/http"
	"path"
	"strconv"
	"strings"
)

// headers go with every answer, errors and workers included: a worker takes its policy from its own response.
var headers = map[string]string{
	"Content-Security-Policy":      Policy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"X-Frame-Options":              "DENY",
}

// Handler serves the site. Hosts are the values of the Host header that are answered, in lower case, with or without
// a port; nil answers all. Naming them keeps a hostile page from reaching a loopback server by a name of its own that
// resolves to 127.0.0.1.
func (s *Site) Handler(hosts []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		if !hostAllowed(r.Host, hosts) {
			http.Error(w, "this desk answers only to the address that galley serve printed", http.StatusMisdirectedRequest)
			return
		}
		s.serve(w, r)
	})
}

func (s *Site) serve(w http.ResponseWriter, r *http.Request) {
	below, ok := strings.CutPrefix(r.URL.Path, s.Base)
	if !ok {
		if r.URL.Path+"/" == s.Base {
			http.Redirect(w, r, s.Base, http.StatusPermanentRedirect)
			return
		}
		http.NotFound(w, r)
		return
	}
	if r.Method == http.MethodPost && below == "share" {
		// The service worker takes shared files; without one there is nowhere to keep them.
		http.Redirect(w, r, s.Base+"?share=none", http.StatusSeeOther)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the desk is only ever read", http.StatusMethodNotAllowed)
		return
	}
	f, ok := s.files[below]
	if !ok && isPage(below) {
		f, ok = s.files[""]
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	s.send(w, r, f)
}

// isPage reports whether an address is one of the desk's own, which the page reads for itself: anything that does not
// look like a file.
func isPage(below string) bool {
	return !strings.HasPrefix(below, "v/") && !strings.HasPrefix(below, "share/") && path.Ext(below) == ""
}

func (s *Site) send(w http.ResponseWriter, r *http.Request, f File) {
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if f.Fixed {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body, encoding := f.Body, ""
	accepts := acceptedEncodings(r.Header.Get("Accept-Encoding"))
	switch {
	case f.Brotli != nil && accepts["br"]:
		body, encoding = f.Brotli, "br"
	case f.Gzip != nil && accepts["gzip"]:
		body, encoding = f.Gzip, "gzip"
	}
	tag := `"` + f.Digest + `"`
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		tag = `"` + f.Digest + "-" + encoding + `"`
	}
	h.Set("ETag", tag)
	if matches(r.Header.Get("If-None-Match"), f.Digest) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	w.Write(body) // the other end going away is no news
}

// matches reports whether an If-None-Match header names the content, in whatever encoding it was sent.
func matches(header, digest string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
		if tag == digest || tag == digest+"-br" || tag == digest+"-gzip" {
			return true
		}
	}
	return false
}

// acceptedEncodings reads an Accept-Encoding header. What carries the weight 0 is refused.
func acceptedEncodings(header string) map[string]bool {
	accepted := map[string]bool{}
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(part, ";")
		weight, hasWeight := strings.CutPrefix(strings.TrimSpace(params), "q=")
		if hasWeight {
			if q, err := strconv.ParseFloat(weight, 64); err != nil || q <= 0 {
				continue
			}
		}
		accepted[strings.ToLower(strings.TrimSpace(coding))] = true
	}
	return accepted
}

func hostAllowed(host string, hosts []string) bool {
	if hosts == nil {
		return true
	}
	host = strings.ToLower(host)
	for _, allowed := range hosts {
		if host == allowed {
			return true
		}
	}
	return false
}
