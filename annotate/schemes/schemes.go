// Package schemes holds the annotation schemes that come with Galley, and the JSON Schema of the files they are
// written in. A scheme of one's own is read with [annotate.ParseScheme].
package schemes

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"galley/annotate"
)

//go:embed galley-news.json
var files embed.FS

//go:embed scheme.schema.json
var schema []byte

// names are the files, the default scheme first.
var names = []string{"galley-news.json"}

var all = sync.OnceValue(func() []annotate.Scheme {
	parsed := make([]annotate.Scheme, len(names))
	for i, name := range names {
		data, err := files.ReadFile(name)
		if err == nil {
			parsed[i], err = annotate.ParseScheme(name, data)
		}
		if err != nil {
			panic(fmt.Sprintf("scheme built into the program: %v", err))
		}
	}
	return parsed
})

// All returns the schemes, the default one first. They are parsed once; their slices are shared, so do not change
// what they hold.
func All() []annotate.Scheme { return slices.Clone(all()) }

// Default returns the scheme for news text, which a project has if nobody says otherwise.
func Default() annotate.Scheme { return all()[0] }

// Find returns the scheme of that name, and whether there is one. The name is "id@version", or the id alone for its
// newest version.
func Find(name string) (annotate.Scheme, bool) {
	var found annotate.Scheme
	for _, s := range all() {
		if s.Name() == name || s.ID == name && s.Version > found.Version {
			found = s
		}
	}
	return found, found.ID != ""
}

// Schema returns the JSON Schema (draft 2020-12) of scheme files, as bytes that are the caller's own. It knows the
// shape of a scheme; that ids are unique and that what is named exists only [annotate.ParseScheme] checks.
func Schema() []byte { return slices.Clone(schema) }
