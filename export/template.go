package export

import (
	"fmt"
	"io"

	"galley/annotate"
)

// A Recorder writes one layer of a document in a form of somebody's own. by is "" for a document that nobody has marked.
// What it returns is written as it stands.
type Recorder func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error)

// Template is the format that a Recorder writes, one call a document and layer: documents by (order, id), layers by
// annotator. It is not among [Formats], as whoever exports brings it along; what runs scripts is handed in.
func Template(record Recorder) Format {
	return Format{
		Name: "template", Title: "A template of your own", Ext: ".jsonl", Unit: "codepoint",
		Surfaces: surfacesTemplate,
		Write: func(w io.Writer, job Job) (Loss, error) {
			docs, err := job.Documents()
			if err != nil {
				return nil, err
			}
			var loss Loss
			for m := range docs {
				layers := m.Layers
				if len(layers) == 0 {
					layers = []MarkedLayer{{Layer: annotate.NewLayer(m.Text)}}
				}
				for _, l := range layers {
					out, err := record(m.Document, l.Annotator, l.Layer)
					if err != nil {
						return loss, fmt.Errorf("document %q: %w", m.ID, err)
					}
					if len(out) == 0 {
						loss.add("layers that the template left out", 1)
					}
					if _, err := w.Write(out); err != nil {
						return loss, err
					}
				}
			}
			return loss, nil
		},
	}
}
