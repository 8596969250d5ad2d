package server

import "path"

// types names the media type of every kind of file the desk serves. It is our own list because the system's differs
// from machine to machine, and what is served must not.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".jsonl":       "application/jsonl",
	".md":          "text/markdown; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
	"LICENSE":      "text/plain; charset=utf-8",
}

// mediaType returns the type of a file by its name, or "".
func mediaType(name string) string {
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return types[path.Base(name)]
}
