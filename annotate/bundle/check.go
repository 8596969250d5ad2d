package bundle

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// A checker looks at what one line alone cannot tell.
type checker struct {
	*input
	keys    map[string]int             // the line of each key of a record that is no entry
	entries map[journal.Actor]*numbers // and of each entry: there are many, and their keys would have to be put together
	project annotate.ProjectID
	lengths map[annotate.DocID]annotate.Pos
	ends    map[annotate.DocID]end // of documents that have not come yet
}

// An end is the furthest position that an entry names, and where it does.
type end struct {
	pos   annotate.Pos
	line  int
	field string
}

func newChecker(in *input) *checker {
	return &checker{
		input: in, keys: map[string]int{}, entries: map[journal.Actor]*numbers{}, lengths: map[annotate.DocID]annotate.Pos{}, ends: map[annotate.DocID]end{},
	}
}

func (c *checker) record(r journal.Record) error {
	if line, ok := c.met(r); ok {
		return c.fail("", nil, "%s stands in line %d already; take one of the two away", describe(r), line)
	}
	switch {
	case r.Project != nil:
		if c.project != "" {
			return c.fail("project.id", nil, "a second project, %q, beside %q; a bundle holds one", r.Project.ID, c.project)
		}
		c.project = r.Project.ID
	case r.Document != nil:
		return c.document(r.Document)
	case r.Entry != nil:
		return c.entry(r.Entry)
	}
	return nil
}

// met notes that a record stands in this line, and returns the line that it stood in before, if it did.
func (c *checker) met(r journal.Record) (line int, ok bool) {
	if r.Entry != nil {
		of := c.entries[r.Entry.Actor]
		if of == nil {
			of = &numbers{far: map[int]int{}}
			c.entries[journal.Actor(strings.Clone(string(r.Entry.Actor)))] = of // not the line that it stands in
		}
		line = of.met(r.Entry.Seq, c.lines.Number())
		return line, line > 0
	}
	key := r.Key()
	if line, ok = c.keys[key]; !ok {
		c.keys[key] = c.lines.Number()
	}
	return line, ok
}

// numbers are the lines of an actor's entries. They are numbered from 1 without gaps, so that a list holds nearly all.
type numbers struct {
	near []int32     // by number
	far  map[int]int // numbers that leave too large a gap
}

// gap is how many numbers may be missing from the list.
const gap = 1 << 12

// met notes that an entry stands in this line, and returns the line that it stood in before, or 0.
func (n *numbers) met(seq, line int) (before int) {
	if seq < 0 || seq > len(n.near)+gap || line > 1<<31-1 {
		if before = n.far[seq]; before == 0 {
			n.far[seq] = line
		}
		return before
	}
	if before = n.far[seq]; before > 0 {
		return before
	}
	if seq >= len(n.near) {
		n.near = append(n.near, make([]int32, seq+1-len(n.near))...)
	}
	if before = int(n.near[seq]); before == 0 {
		n.near[seq] = int32(line)
	}
	return before
}

// describe names a record in a message.
func describe(r journal.Record) string {
	switch {
	case r.Project != nil:
		return fmt.Sprintf("project %q", r.Project.ID)
	case r.Scheme != nil:
		return fmt.Sprintf("scheme %s@%d", r.Scheme.ID, r.Scheme.Version)
	case r.Document != nil:
		return fmt.Sprintf("document %q", r.Document.ID)
	}
	return fmt.Sprintf("entry %d of actor %q", r.Entry.Seq, r.Entry.Actor)
}

func (c *checker) document(d *annotate.Document) error {
	text := d.Text.String()
	if i := strings.IndexByte(text, '\r'); i >= 0 {
		return c.fail("document.text", nil, "a carriage return at byte %d; line ends are LF alone, so load the article anew", i)
	}
	if got := annotate.DigestOf(d.Text); got != d.Digest {
		return c.fail("document.sha256", ErrDigest,
			"the text of %q has digest %.12s…, not %.12s…: it was changed after it was loaded; get the bundle again", d.ID, got, d.Digest)
	}
	n := d.Text.Len()
	ids := map[int]bool{}
	for i, b := range d.Blocks {
		field := fmt.Sprintf("document.blocks[%d]", i)
		switch {
		case b.To > n:
			return c.fail(field, annotate.ErrOutside, "it ends at %d, outside the text, which has %d characters", b.To, n)
		case ids[b.ID]:
			return c.fail(field+".id", nil, "id %d is given to two blocks; number them from 1", b.ID)
		}
		ids[b.ID] = true
	}
	for i, b := range d.Blocks {
		if b.Of != 0 && !ids[b.Of] || b.Repeats != 0 && !ids[b.Repeats] {
			return c.fail(fmt.Sprintf("document.blocks[%d]", i), nil, "it refers to a block that is not there")
		}
	}
	c.lengths[d.ID] = n
	if e, ok := c.ends[d.ID]; ok && e.pos > n {
		return c.outside(d.ID, e, n)
	}
	delete(c.ends, d.ID)
	return nil
}

func (c *checker) entry(e *journal.Entry) error {
	for i, op := range e.Tx {
		var rs []annotate.Range
		field := ""
		switch op := op.(type) {
		case annotate.AddSpan:
			rs, field = op.Span.Ranges, "span.parts"
		case annotate.MoveSpan:
			rs, field = op.To, "to"
		}
		if len(rs) == 0 {
			continue
		}
		last := rs[len(rs)-1].To // ranges are sorted
		n, known := c.lengths[e.Doc]
		if known && last <= n || last <= c.ends[e.Doc].pos {
			continue
		}
		at := end{pos: last, line: c.lines.Number(), field: fmt.Sprintf("entry.tx[%d].%s", i, field)}
		if known {
			return c.outside(e.Doc, at, n)
		}
		c.ends[e.Doc] = at
	}
	return nil
}

func (c *checker) outside(doc annotate.DocID, e end, n annotate.Pos) error {
	err := c.fail(e.field, annotate.ErrOutside, "it ends at %d, outside the text of %q, which has %d characters; offsets count code points", e.pos, doc, n)
	return atLine(err, e.line)
}
