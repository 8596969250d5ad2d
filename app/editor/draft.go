package editor

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
	"galley/annotate/journal"
)

// A Draft is a scheme that is being edited. Nothing of it is in force until it is used.
type Draft struct {
	Scheme  annotate.Scheme
	At      int               // the label whose fields are shown; -1 is the scheme's own
	Form    int               // grows when they are to be filled anew
	Errs    []FieldError      // what the scheme may not be like this
	Clashes []string          // keys that do two things
	Changes []string          // what is different from the scheme in force, in words
	Fallout []FalloutLine     // what of the marks would not fit
	Looked  int               // articles that were looked through for it
	renamed annotate.Renaming // what has another name than in the scheme in force
	before  []draftStep
}

// A draftStep is what a step of a draft went from.
type draftStep struct {
	scheme  annotate.Scheme
	renamed annotate.Renaming
}

// A FieldError is what is wrong with a field of the draft: "labels[3].key".
type FieldError struct{ Field, Text string }

// A FalloutLine is one cause why marks would not fit, with how many articles have such marks.
type FalloutLine struct {
	Cause      string
	Articles   int
	Unfinished bool
}

// wholeScheme is where [Draft].At stands when the scheme's own fields are shown.
const wholeScheme = -1

// maxSteps is how many steps of a draft can be taken back.
const maxSteps = 200

// openDraft shows the scheme in force for editing, or the draft that was begun.
func (m Model) openDraft() (Model, []Effect, bool) {
	if m.Screen != AtDesk || m.Project.ID == "" {
		return m, nil, false
	}
	if m.Draft == nil {
		m = m.draft(m.Base)
	}
	m.Panel = SchemePanel
	return m, []Effect{FocusOn{"scheme"}}, true
}

// draft begins with scheme s.
func (m Model) draft(s annotate.Scheme) Model {
	m.Draft = &Draft{Scheme: s}
	return m.checkDraft()
}

// editDraft makes next the draft, as one step that can be taken back.
func (m Model) editDraft(next annotate.Scheme) Model {
	d := *m.Draft
	d.before = append(d.before[max(0, len(d.before)-maxSteps):len(d.before):len(d.before)], draftStep{d.Scheme, d.renamed})
	next, d.renamed = rename(m.Base, d.Scheme, next, d.renamed)
	d.Scheme = inPreset(next, next, "") // presets name nothing that is gone
	m.Draft = &d
	return m.checkDraft()
}

func (m Model) undoDraft() Model {
	d := *m.Draft
	if len(d.before) == 0 {
		return m
	}
	last := d.before[len(d.before)-1]
	d.Scheme, d.renamed, d.before = last.scheme, last.renamed, d.before[:len(d.before)-1]
	d.Form++
	m.Draft = &d
	return m.checkDraft()
}

// checkDraft works out what is wrong with the draft and what it changes. What the change does to marks is looked up anew.
func (m Model) checkDraft() Model {
	d := *m.Draft
	d.Errs, d.Changes, d.Fallout, d.Looked = nil, nil, nil, 0
	if err := d.Scheme.Validate(); err != nil {
		all := []error{err}
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			all = joined.Unwrap()
		}
		for _, err := range all {
			if e, ok := errors.AsType[*annotate.SchemeError](err); ok {
				d.Errs = append(d.Errs, FieldError{e.Field, strings.TrimSuffix(e.Reason+"; "+e.Remedy, "; ")})
			}
		}
	}
	d.Changes = d.renamings()
	for _, c := range m.Base.Renamed(d.renamed).Changes(d.Scheme) {
		d.Changes = append(d.Changes, c.Text)
	}
	d.Clashes = Clashes(d.Scheme)
	if last := max(len(d.Scheme.Labels)-1, 0); d.At > last {
		d.At = last
	}
	m.Draft = &d
	if m.Open != nil {
		m.Draft.fall(m.Open.Layer, m.Base)
	}
	return m
}

// fall adds what one article's marks would lose that fit base.
func (d *Draft) fall(l annotate.Layer, base annotate.Scheme) {
	d.Looked++
	if next, _, err := l.Apply(annotate.Remap(l, d.renamed)); err == nil {
		l, base = next, base.Renamed(d.renamed)
	}
	for _, f := range annotate.FalloutOf(l, base, d.Scheme) {
		i := slices.IndexFunc(d.Fallout, func(l FalloutLine) bool { return l.Cause == f.Cause })
		if i < 0 {
			d.Fallout = append(d.Fallout, FalloutLine{f.Cause, 1, f.Unfinished})
			continue
		}
		d.Fallout[i].Articles++
	}
}

// weighDraft looks every other article of this annotator through for what the draft does to its marks.
func (m Model) weighDraft() (Model, []Effect) {
	m = m.checkDraft()
	var docs []annotate.DocID
	for _, q := range m.Queue() {
		if q.Spans > 0 && (m.Open == nil || q.ID != m.Open.Doc.ID) {
			docs = append(docs, q.ID)
		}
	}
	if len(docs) == 0 {
		return m, nil
	}
	return m, []Effect{FindLike{Project: m.Project.ID, Docs: docs, Layer: m.Name}}
}

// useDraft puts the draft in force: a new version of the scheme, beside the old one. Marks take the new names of what is
// renamed, and stay as they are otherwise: what does not fit is among the problems, and fits again when the scheme does.
func (m Model) useDraft() (Model, []Effect) {
	d := m.Draft
	switch {
	case d == nil:
		return m, nil
	case len(d.Errs) > 0:
		return m.notice("The scheme cannot be used yet: "+d.Errs[0].Text+".", true), nil
	case len(d.Changes) == 0:
		m.Draft, m.Panel = nil, NoPanel
		return m.notice("Nothing was changed.", false), []Effect{FocusOn{"sheet"}}
	}
	next := m.Base.NextVersion(inPreset(d.Scheme, m.Base.Renamed(d.renamed), m.Project.Preset))
	if err := next.Validate(); err != nil {
		return m.notice(reason(err), true), nil
	}
	m.setScheme(next)
	m.Draft, m.Panel = nil, NoPanel
	if m.Open != nil {
		m.drop()
		m.open().Scroll++
		m.redraw(LineRange{0, len(m.Open.Lines) - 1})
	}
	m.pending = append(slices.Clone(m.pending), journal.Record{Scheme: &next})
	m = m.notice(fmt.Sprintf("%s, version %d, is in force.", next.Title, next.Version), false).tellClashes()
	m, effects := m.flush()
	return m, append(append(effects, m.renameMarks(d.renamed)...), FocusOn{"sheet"})
}

// inPreset puts what is new in a draft into the preset that the project has, so that it is shown there.
func inPreset(next, base annotate.Scheme, preset string) annotate.Scheme {
	i := slices.IndexFunc(next.Presets, func(p annotate.Preset) bool { return p.ID == preset })
	for k := range next.Presets { // what is gone is in no preset
		p := next.Presets[k]
		p.Labels = slices.DeleteFunc(slices.Clone(p.Labels), func(l annotate.Label) bool { _, ok := next.Label(l); return !ok })
		p.Relations = slices.DeleteFunc(slices.Clone(p.Relations), func(r annotate.Label) bool { _, ok := next.RelationDef(r); return !ok })
		p.Attributes = slices.DeleteFunc(slices.Clone(p.Attributes), func(a string) bool {
			on, id, _ := strings.Cut(a, ".")
			return !slices.ContainsFunc(next.AttrsOf(on), func(d annotate.AttrDef) bool { return d.ID == id })
		})
		next.Presets = slices.Clone(next.Presets)
		next.Presets[k] = p
	}
	if i < 0 {
		return next
	}
	p := next.Presets[i]
	for _, l := range next.Labels {
		if _, had := base.Label(l.ID); !had && !slices.Contains(p.Labels, l.ID) {
			p.Labels = append(p.Labels, l.ID)
		}
	}
	for _, r := range next.Relations {
		if _, had := base.RelationDef(r.ID); !had && !slices.Contains(p.Relations, r.ID) {
			p.Relations = append(p.Relations, r.ID)
		}
	}
	for _, a := range next.Attributes {
		for _, on := range a.On {
			had := slices.ContainsFunc(base.AttrsOf(on), func(d annotate.AttrDef) bool { return d.ID == a.ID })
			if !had && !slices.Contains(p.Attributes, on+"."+a.ID) {
				p.Attributes = append(p.Attributes, on+"."+a.ID)
			}
		}
	}
	next.Presets[i] = p
	return next
}

// setScheme makes s the scheme in force, and its part that the project's preset names the one that is offered.
func (m *Model) setScheme(s annotate.Scheme) {
	m.Base, m.Scheme = s, s
	if chosen, err := s.With(m.Project.Preset); err == nil && m.Project.Preset != "" {
		m.Scheme = chosen
	}
}

// readScheme takes a scheme file into the draft, with its differences shown, never straight into force.
func (m Model) readScheme(f File) (Model, []Effect) {
	s, err := annotate.ParseScheme(f.Name, f.Data)
	if err != nil {
		return m.notice(err.Error(), true), nil
	}
	if m.Draft == nil {
		m = m.draft(m.Base)
	}
	m = m.editDraft(s)
	m.Draft.Form++
	m.Panel = SchemePanel
	return m, []Effect{FocusOn{"scheme"}}
}

// isScheme reports whether a file is a scheme: JSON that says so near its start.
func isScheme(f File) bool {
	head := string(f.Data[:min(len(f.Data), 400)])
	return strings.HasSuffix(strings.ToLower(f.Name), ".json") && strings.Contains(head, `"galley"`) && strings.Contains(head, `"scheme/`)
}

// idOf makes an id of a title: "Pull quote" is pull_quote. It is none that taken has.
func idOf(title string, taken func(string) bool) string {
	id := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return unicode.ToLower(r)
		}
		return '_'
	}, title), "_")
	if id == "" || id[0] < 'a' {
		id = "x" + id
	}
	for n, base := 2, id; taken(id); n++ {
		id = fmt.Sprintf("%s_%d", base, n)
	}
	return id
}

// draftMsg handles what is done to the draft.
func (m Model) draftMsg(msg Msg) (Model, []Effect) {
	if m.Draft == nil {
		return m, nil
	}
	s := m.Draft.Scheme
	s.Labels, s.Attributes, s.Relations = slices.Clone(s.Labels), slices.Clone(s.Attributes), slices.Clone(s.Relations)
	at := func(n, length int) bool { return n >= 0 && n < length }
	focus := "scheme-label" // where the keyboard goes when the fields are others
	switch msg.(type) {
	case EditScheme, EditGroup, EditLabel, EditAttr, EditRelation, WeighDraft, SaveScheme, UseDraft:
		focus = ""
	default: // the fields are another label's, or other fields
		d := *m.Draft
		d.Form++
		m.Draft = &d
	}
	switch msg := msg.(type) {
	case ChooseLabel:
		if msg.N != wholeScheme && !at(msg.N, len(s.Labels)) {
			return m, nil
		}
		d := *m.Draft
		d.At = msg.N
		m.Draft = &d
		return m, nil
	case EditScheme:
		s.Title, s.Guideline = msg.Title, msg.Guideline
	case EditGroup:
		if !at(msg.N, len(s.Groups)) {
			return m, nil
		}
		s.Groups = slices.Clone(s.Groups)
		s.Groups[msg.N] = msg.Group
	case AddGroup:
		id := idOf("group", func(id string) bool {
			return slices.ContainsFunc(s.Groups, func(g annotate.Group) bool { return g.ID == id })
		})
		focus = fmt.Sprintf("groups[%d].title", len(s.Groups))
		s.Groups = append(slices.Clone(s.Groups), annotate.Group{ID: id, Title: "New group", Overlap: annotate.OverlapFree})
	case RemoveGroup:
		if !at(msg.N, len(s.Groups)) {
			return m, nil
		}
		s.Groups = slices.Delete(slices.Clone(s.Groups), msg.N, msg.N+1)
	case EditLabel:
		if !at(msg.N, len(s.Labels)) {
			return m, nil
		}
		s.Labels[msg.N] = msg.Label
	case AddLabel:
		label := annotate.LabelDef{Title: "New label", Group: m.draftGroup(), Color: "slate", Style: "solid", Unit: "word"}
		label.ID = annotate.Label(idOf("label", func(id string) bool { _, ok := s.Label(annotate.Label(id)); return ok }))
		label.Key = s.FreeKey(label.Title, deskKey)
		s.Labels = append(s.Labels, label)
		d := *m.Draft
		d.At = len(s.Labels) - 1
		m.Draft = &d
	case RemoveLabel:
		if !at(msg.N, len(s.Labels)) {
			return m, nil
		}
		s = without(s, s.Labels[msg.N].ID)
	case MoveLabel:
		focus = ""
		if to := msg.N + msg.By; at(msg.N, len(s.Labels)) && at(to, len(s.Labels)) {
			s.Labels[msg.N], s.Labels[to] = s.Labels[to], s.Labels[msg.N]
			d := *m.Draft
			d.At = to
			m.Draft = &d
		}
	case EditAttr:
		if !at(msg.N, len(s.Attributes)) {
			return m, nil
		}
		s.Attributes[msg.N] = msg.Attr
	case AddAttr:
		on := string(msg.On)
		id := idOf("value", func(id string) bool {
			return slices.ContainsFunc(s.AttrsOf(on), func(a annotate.AttrDef) bool { return a.ID == id })
		})
		focus = fmt.Sprintf("attributes[%d].title", len(s.Attributes))
		s.Attributes = append(s.Attributes, annotate.AttrDef{ID: id, On: []string{on}, Title: "New attribute", Type: annotate.Enum, Values: []string{"yes", "no"}})
	case RemoveAttr:
		if !at(msg.N, len(s.Attributes)) {
			return m, nil
		}
		s.Attributes = slices.Delete(s.Attributes, msg.N, msg.N+1)
	case EditRelation:
		if !at(msg.N, len(s.Relations)) {
			return m, nil
		}
		s.Relations[msg.N] = msg.Relation
	case AddRelation:
		id := idOf("link", func(id string) bool { _, ok := s.RelationDef(annotate.Label(id)); return ok })
		focus = fmt.Sprintf("relations[%d].title", len(s.Relations))
		s.Relations = append(s.Relations, annotate.RelationDef{ID: annotate.Label(id), Title: "New link", Heads: []annotate.Label{msg.Head}, Tails: []annotate.Label{msg.Head}})
	case RemoveRelation:
		if !at(msg.N, len(s.Relations)) {
			return m, nil
		}
		s.Relations = slices.Delete(s.Relations, msg.N, msg.N+1)
	case UndoDraft:
		return m.undoDraft(), nil
	case DropDraft:
		m.Draft, m.Panel = nil, NoPanel
		return m, []Effect{FocusOn{"sheet"}}
	case WeighDraft:
		return m.weighDraft()
	case UseDraft:
		return m.useDraft()
	case SaveScheme:
		data, err := s.Marshal()
		if err != nil {
			return m.notice(reason(err), true), nil
		}
		return m, []Effect{SaveFile{File{Name: s.ID + "-" + fmt.Sprint(s.Version) + ".json", Data: data}}}
	}
	m = m.editDraft(s)
	if focus == "" {
		return m, nil
	}
	return m, []Effect{FocusOn{focus}}
}

// draftGroup is the group of a label that is added: that of the one whose fields are shown, or the first.
func (m Model) draftGroup() string {
	s := m.Draft.Scheme
	if at := m.Draft.At; at >= 0 && at < len(s.Labels) {
		return s.Labels[at].Group
	}
	if len(s.Groups) == 0 {
		return ""
	}
	return s.Groups[0].ID
}

// without is the scheme without a label, wherever it is named.
func without(s annotate.Scheme, id annotate.Label) annotate.Scheme {
	not := func(l annotate.Label) bool { return l == id }
	s.Labels = slices.DeleteFunc(s.Labels, func(l annotate.LabelDef) bool { return l.ID == id })
	for i, l := range s.Labels {
		l.Inside = slices.DeleteFunc(slices.Clone(l.Inside), not)
		s.Labels[i] = l
	}
	for i, r := range s.Relations {
		r.Heads, r.Tails = slices.DeleteFunc(slices.Clone(r.Heads), not), slices.DeleteFunc(slices.Clone(r.Tails), not)
		s.Relations[i] = r
	}
	s.Relations = slices.DeleteFunc(s.Relations, func(r annotate.RelationDef) bool { return len(r.Heads) == 0 || len(r.Tails) == 0 })
	for i, a := range s.Attributes {
		a.On = slices.DeleteFunc(slices.Clone(a.On), func(on string) bool { return on == string(id) })
		s.Attributes[i] = a
	}
	s.Attributes = slices.DeleteFunc(s.Attributes, func(a annotate.AttrDef) bool { return len(a.On) == 0 })
	return s
}

// deskKey reports whether a key is a command's.
func deskKey(key string) bool {
	return slices.ContainsFunc(Commands(), func(c Command) bool { return slices.Contains(c.Keys, key) })
}
