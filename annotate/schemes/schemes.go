// Package schemes holds the schemes that come with Galley. Each is one JSON file, as people write their own, and one
// line in [All].
package schemes

import (
	_ "embed"

	"galley/annotate"
)

//go:embed galley-news.json
var galleyNews []byte

//go:embed scheme.schema.json
var schema []byte

// All returns the schemes, the default first. They are parsed anew at each call, so that nobody shares them.
func All() []annotate.Scheme {
	return []annotate.Scheme{must("galley-news.json", galleyNews)}
}

// must parses a file of this package: one that is wrong is a broken program, which the tests find.
func must(name string, data []byte) annotate.Scheme {
	s, err := annotate.ParseScheme(name, data)
	if err != nil {
		panic(err)
	}
	return s
}

// Default returns the scheme of a new project.
func Default() annotate.Scheme { return All()[0] }

// Find returns the scheme of that name, "id@version" or the id alone.
func Find(name string) (annotate.Scheme, bool) {
	for _, s := range All() {
		if s.Name() == name || s.ID == name {
			return s, true
		}
	}
	return annotate.Scheme{}, false
}

// Schema returns the JSON Schema (draft 2020-12) of scheme files.
func Schema() []byte { return append([]byte(nil), schema...) }
