package editor

import (
	"slices"

	"galley/annotate"
	"galley/annotate/rules"
)

// A Preview is what an export would hold and leave out, worked out without writing it.
type Preview struct {
	Documents int          `json:"documents"`
	Relations int          `json:"relations"`
	Parts     []PartCount  `json:"parts"`             // of the split; one where there is none
	Labels    []LabelCount `json:"labels"`            // in the scheme's order
	Lost      []Loss       `json:"lost,omitempty"`    // what the format cannot say
	Heads     []FileHead   `json:"heads,omitempty"`   // how the first files begin
	Samples   []Sample     `json:"samples,omitempty"` // the first marked articles
	// Layers are whose marks there are in the project, by name.
	Layers []annotate.Annotator `json:"layers,omitempty"`
	// Page is the first that a template would write, of those that may be shown; nil for formats that come with Galley.
	Page *ExportPage `json:"page,omitempty"`
	// Hidden says that articles are not shown, as their marks are others' and the person has yet to finish their own.
	Hidden bool `json:"hidden,omitempty"`
}

// Spans counts the marks of all labels.
func (p Preview) Spans() int {
	n := 0
	for _, l := range p.Labels {
		n += l.Spans
	}
	return n
}

// A PartCount counts the articles of a part of a split.
type PartCount struct {
	Name      string `json:"name"`
	Documents int    `json:"documents"`
}

// A LabelCount counts the marks of a label, in all and part by part.
type LabelCount struct {
	Label annotate.Label `json:"label"`
	Spans int            `json:"spans"`
	Parts []int          `json:"parts"`
}

// A Loss is one kind of thing that a format leaves out or changes, and how often.
type Loss struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// A FileHead is how a file begins; Text is empty for one that is no text.
type FileHead struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Cut  bool   `json:"cut,omitempty"`
}

// A Sample is a stretch of an article with its marks, in pieces that lie under the same marks throughout.
type Sample struct {
	Title  string  `json:"title"`
	Part   string  `json:"part"`
	Before bool    `json:"before,omitempty"` // text stands before it
	After  bool    `json:"after,omitempty"`
	Pieces []Piece `json:"pieces"`
}

// A Piece is text and the labels of the marks that cover it, the longest first.
type Piece struct {
	Text   string           `json:"text"`
	Labels []annotate.Label `json:"labels,omitempty"`
}

type (
	// LookExport works out what an export would hold; the answer is ExportLooked.
	LookExport struct {
		Project annotate.Project
		Export  Export
		Name    annotate.Annotator // who looks: what others marked is hidden from them until they are done
		Files   []rules.Source     // of the project, for a template that is on
		Scheme  annotate.Scheme    // likewise
	}
	// ExportLooking is what goes on before it can be looked, in words.
	ExportLooking struct {
		Project annotate.ProjectID
		Stage   string
	}
	// ExportLooked is what LookExport found.
	ExportLooked struct {
		Project annotate.ProjectID
		Preview Preview
		Err     string
	}
)

func (LookExport) effect() {}
func (ExportLooked) msg()  {}

// preview asks what the export would hold. While an answer is awaited nothing more is asked; then the last choice is.
func (m Model) preview() (Model, []Effect) {
	if m.Panel != ExportPanel || m.Export.Format == "bundle" || m.Project.ID == "" {
		m.Preview, m.PreviewErr = nil, ""
		return m, nil
	}
	if m.previewing {
		m.previewAgain = true
		return m, nil
	}
	m.previewing, m.previewAgain = true, false
	look := LookExport{Project: m.Project, Export: m.Export, Name: m.Name}
	if m.templateOn(m.Export) {
		look.Files, look.Scheme = m.ruleFiles(), m.Base
	}
	return m, []Effect{look}
}

// Previewing reports whether what is shown of the export is about to change.
func (m Model) Previewing() bool { return m.previewing }

func (m Model) exportLooked(msg ExportLooked) (Model, []Effect) {
	m.previewing, m.PreviewStage = false, ""
	if m.previewAgain || msg.Project != m.Project.ID {
		return m.preview()
	}
	m.Preview, m.PreviewErr = &msg.Preview, msg.Err
	m.exportSeen = slices.Clone(m.exportSeen)
	for _, l := range msg.Preview.Labels {
		if !slices.Contains(m.exportSeen, l.Label) {
			m.exportSeen = append(m.exportSeen, l.Label)
		}
	}
	if msg.Err != "" {
		m.Preview = nil
		return m.say("%s", msg.Err), nil
	}
	return m, nil
}

// toggleLabel takes a label out of what is exported, or into it. All labels are the same as no choice.
func (m Model) toggleLabel(l annotate.Label) (Model, []Effect) {
	e := m.Export
	all := m.exportLabels()
	if e.Labels == nil {
		e.Labels = all
	}
	if i := slices.Index(e.Labels, l); i >= 0 {
		e.Labels = slices.Delete(slices.Clone(e.Labels), i, i+1)
	} else {
		e.Labels = append(slices.Clone(e.Labels), l)
	}
	if !slices.ContainsFunc(all, func(l annotate.Label) bool { return !slices.Contains(e.Labels, l) }) {
		e.Labels = nil
	}
	return m.setExport(e)
}

// exportLabels are the labels that there are to choose from: those of the preset, and what else marks turned out to have.
func (m Model) exportLabels() []annotate.Label {
	var out []annotate.Label
	for _, l := range m.Scheme.Labels {
		out = append(out, l.ID)
	}
	for _, l := range append(slices.Clone(m.Export.Labels), m.exportSeen...) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// An ExportLabel is a row of what is exported: a label, whether it is taken, and how often it is there.
type ExportLabel struct {
	ID                annotate.Label
	Title, Hue, Style string
	Taken             bool
	Spans             int
	Parts             []int // nil: not counted
}

// ExportLabels are the labels to choose from, as the panel lists them.
func (m Model) ExportLabels() []ExportLabel {
	var out []ExportLabel
	for _, l := range m.exportLabels() {
		row := ExportLabel{ID: l, Title: string(l), Taken: m.Export.Labels == nil || slices.Contains(m.Export.Labels, l)}
		if def, ok := m.Base.Label(l); ok {
			row.Title, row.Hue, row.Style = def.Title, def.Color, def.Style
		}
		if m.Preview != nil {
			for _, c := range m.Preview.Labels {
				if c.Label == l {
					row.Spans, row.Parts = c.Spans, c.Parts
				}
			}
		}
		out = append(out, row)
	}
	return out
}
