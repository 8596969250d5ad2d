package export

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"galley/annotate"
)

// PolNeAR reads the attribution corpus of that name, which is brat's notation with a layout of its own: NAME.txt in one
// folder, and in another NAME_1a2b.ann for each annotator. Its events become relations from content to source and cue, and
// its types take the names of our scheme.
var PolNeAR = Format{
	Name:  "polnear",
	Title: "PolNeAR attributions (a folder of .txt and .ann)",
	Ext:   ".ann",
	Unit:  "codepoint",
	ReadFiles: func(files fs.FS, opt ReadOptions) (Imported, error) {
		return readBrat(files, opt, true)
	},
}

// textOf finds the text of an annotation file, wherever in the folder it lies, and whose marks it holds.
func textOf(base string, texts []string) (txt string, by annotate.Annotator) {
	name := path.Base(base)
	stem, suffix := name, ""
	if i := strings.LastIndexByte(name, '_'); i > 0 {
		stem, suffix = name[:i], name[i+1:]
	}
	for _, try := range []struct{ name, by string }{{name, ""}, {stem, suffix}} {
		i := slices.IndexFunc(texts, func(t string) bool { return path.Base(t) == try.name+".txt" })
		if i >= 0 {
			return texts[i], annotate.Annotator(try.by)
		}
	}
	return base + ".txt", ""
}
