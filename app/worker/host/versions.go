package host

import (
	"galley/annotate/agreement/survey"
	"galley/app/editor"
)

// versions lists marks that are not compared because they lie on another version of an article.
func (r reading) versions() []editor.Version {
	var all []editor.Version
	for _, v := range survey.Versions(r.sheets) {
		all = append(all, editor.Version{Theirs: v.Theirs, Here: v.Here, Layer: v.Annotator, Title: v.Title, Spans: v.Spans})
	}
	return all
}
