package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"galley/annotate"
)

// A snapshot is a [Folded] as bytes, so that a document with a long history is opened by reading what its marks came
// to and only the entries since. It is worked out from the journal and can be thrown away at any time: a reader that
// does not know its version, or finds it damaged, folds all entries again. It is no format for keeping or exchanging
// marks; that is the bundle.
//
//	version  1 byte
//	length   of the text in code points, so that it is never laid over another
//	n, last  how many entries it stands for, and the last of them
//	spans, relations, attributes, conflicts, deletions
//	checksum CRC-32 (IEEE) of all before it, 4 bytes
//
// Numbers are unsigned varints. A string is written once, after a 0 and its length, and then named by its number,
// counted from 1. Spans stand in the order of their places, and each begins where it does after the one before it.
const snapshotVersion = 1

// ErrSnapshot is what [Resume] returns for bytes that no snapshot of this version and text begins with.
var ErrSnapshot = errors.New("not a snapshot that can be read: fold all entries instead")

// Len returns how many entries are folded, each counted once.
func (f Folded) Len() int { return f.n }

// Snapshot returns f as bytes that [Resume] reads. The cost is that of the marks, not of the entries.
func (f Folded) Snapshot() []byte {
	w := snapshotWriter{names: map[string]uint64{}}
	w.out = append(make([]byte, 0, 64*f.Layer.Len()+64), snapshotVersion)
	w.int(int(f.Layer.Text().Len()))
	w.int(f.n)
	w.string(string(f.last.Actor))
	w.int(f.last.Seq)
	w.int(f.last.Lamport)
	w.int(f.Layer.Len())
	var at annotate.Pos
	for s := range f.Layer.Spans() {
		at = w.span(s, at)
	}
	relations := f.Layer.Relations()
	w.int(len(relations))
	for _, r := range relations {
		w.string(string(r.ID))
		w.string(string(r.Label))
		w.string(string(r.Head))
		w.string(string(r.Tail))
		w.attrs(r.Attrs)
		w.origin(r.Origin)
	}
	w.attrs(f.Layer.Attrs())
	w.int(len(f.Conflicts))
	for _, c := range f.Conflicts {
		w.ref(c.Entry)
		w.int(c.Op + 1)
		w.string(string(c.Target))
		w.string(c.Kind)
		w.string(c.Text)
	}
	w.int(len(f.gone))
	ids := make([]annotate.SpanID, 0, len(f.gone))
	for id := range f.gone {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		w.string(string(id))
		w.int(len(f.gone[id]))
		for _, g := range f.gone[id] {
			w.ref(g.by)
			w.ref(g.undoes)
		}
	}
	return binary.LittleEndian.AppendUint32(w.out, crc32.ChecksumIEEE(w.out))
}

// Resume returns what Snapshot wrote, over the text that it was folded over. Every damage is [ErrSnapshot].
func Resume(t annotate.Text, snapshot []byte) (Folded, error) {
	body := len(snapshot) - 4
	if body < 1 || snapshot[0] != snapshotVersion || binary.LittleEndian.Uint32(snapshot[body:]) != crc32.ChecksumIEEE(snapshot[:body]) {
		return Folded{}, ErrSnapshot
	}
	r := snapshotReader{in: string(snapshot[1:body])}
	if r.int() != int(t.Len()) {
		return Folded{}, ErrSnapshot
	}
	f := Folded{n: r.int()}
	f.last = Entry{Ref: r.ref(), Lamport: r.int()}
	spans := make([]annotate.Span, r.count())
	var at annotate.Pos
	for i := range spans {
		spans[i] = r.span(&at)
	}
	relations := make([]annotate.Relation, r.count())
	for i := range relations {
		relations[i] = annotate.Relation{
			ID: annotate.SpanID(r.string()), Label: annotate.Label(r.string()),
			Head: annotate.SpanID(r.string()), Tail: annotate.SpanID(r.string()), Attrs: r.attrs(), Origin: r.origin(),
		}
	}
	attrs := r.attrs()
	for range r.count() {
		f.Conflicts = append(f.Conflicts, Conflict{
			Entry: r.ref(), Op: r.int() - 1, Target: annotate.SpanID(r.string()), Kind: r.string(), Text: r.string(),
		})
	}
	for range r.count() {
		id := annotate.SpanID(r.string())
		for range r.count() {
			if f.gone == nil {
				f.gone = map[annotate.SpanID][]removal{}
			}
			f.gone[id] = append(f.gone[id], removal{by: r.ref(), undoes: r.ref()})
		}
	}
	if r.bad || r.in != "" {
		return Folded{}, ErrSnapshot
	}
	for i := range spans {
		if s := &spans[i]; s.Envelope().To > t.Len() {
			return Folded{}, fmt.Errorf("span %s lies outside the text: %w", s.ID, ErrSnapshot)
		}
	}
	f.Layer = annotate.Laid(t, spans, relations, attrs)
	return f, nil
}

type snapshotWriter struct {
	out   []byte
	names map[string]uint64
}

func (w *snapshotWriter) int(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

func (w *snapshotWriter) string(s string) {
	if n, ok := w.names[s]; ok {
		w.out = binary.AppendUvarint(w.out, n)
		return
	}
	w.names[s] = uint64(len(w.names) + 1)
	w.out = append(w.out, 0)
	w.int(len(s))
	w.out = append(w.out, s...)
}

func (w *snapshotWriter) ref(r Ref) {
	w.string(string(r.Actor))
	w.int(r.Seq)
}

// span writes s, whose neighbour before it begins at from, and returns where it begins.
func (w *snapshotWriter) span(s annotate.Span, from annotate.Pos) annotate.Pos {
	w.string(string(s.ID))
	w.string(string(s.Label))
	w.int(len(s.Ranges))
	at := from
	for _, r := range s.Ranges {
		w.int(int(r.From - at))
		w.int(int(r.Len()))
		at = r.To
	}
	w.attrs(s.Attrs)
	w.origin(s.Origin)
	return s.Envelope().From
}

func (w *snapshotWriter) attrs(attrs annotate.Attrs) {
	w.int(len(attrs))
	for _, a := range attrs {
		w.string(a.Name)
		w.string(a.Value)
	}
}

func (w *snapshotWriter) origin(o *annotate.Origin) {
	if o == nil {
		w.int(0)
		return
	}
	w.int(1)
	w.string(o.Rule)
	w.string(o.Version)
	w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(o.Score))
}

// A snapshotReader reads what is left of in. After damage it is bad, and reads zeros.
type snapshotReader struct {
	in    string
	names []string
	room  []annotate.Range // for the spans to come
	bad   bool
}

func (r *snapshotReader) int() int {
	var n uint64
	for i := range min(len(r.in), binary.MaxVarintLen64) {
		c := r.in[i]
		if n |= uint64(c&0x7f) << (7 * i); c < 0x80 {
			r.in = r.in[i+1:]
			return int(n)
		}
	}
	r.in, r.bad = "", true
	return 0
}

// count reads how many things follow: at least a byte each, so that damage never asks for memory that is not there.
func (r *snapshotReader) count() int {
	n := r.int()
	if n < 0 || n > len(r.in) {
		r.in, r.bad = "", true
		return 0
	}
	return n
}

func (r *snapshotReader) string() string {
	n := r.int()
	if n > 0 && n <= len(r.names) {
		return r.names[n-1]
	}
	size := r.count()
	if n != 0 || r.bad {
		r.in, r.bad = "", true
		return ""
	}
	s := r.in[:size] // most of a snapshot is ids, so that keeping it as it is costs less than each of them apart
	r.in = r.in[size:]
	r.names = append(r.names, s)
	return s
}

func (r *snapshotReader) ref() Ref { return Ref{Actor: Actor(r.string()), Seq: r.int()} }

func (r *snapshotReader) span(from *annotate.Pos) annotate.Span {
	s := annotate.Span{ID: annotate.SpanID(r.string()), Label: annotate.Label(r.string())}
	s.Ranges = r.ranges()
	at := *from
	for i := range s.Ranges {
		s.Ranges[i].From = at + annotate.Pos(r.int())
		at = s.Ranges[i].From + annotate.Pos(r.int())
		s.Ranges[i].To = at
	}
	*from = s.Envelope().From
	s.Attrs, s.Origin = r.attrs(), r.origin()
	return s
}

// ranges returns room for as many ranges as the next number says.
func (r *snapshotReader) ranges() []annotate.Range {
	n := r.count()
	if n > len(r.room) {
		r.room = make([]annotate.Range, max(n, 32))
	}
	out := r.room[:n:n]
	r.room = r.room[n:]
	return out
}

func (r *snapshotReader) attrs() annotate.Attrs {
	n := r.count()
	if n == 0 {
		return nil
	}
	attrs := make(annotate.Attrs, n)
	for i := range attrs {
		attrs[i] = annotate.Field{Name: r.string(), Value: r.string()}
	}
	return attrs
}

func (r *snapshotReader) origin() *annotate.Origin {
	if r.int() == 0 {
		return nil
	}
	o := &annotate.Origin{Rule: r.string(), Version: r.string()}
	if len(r.in) < 8 {
		r.in, r.bad = "", true
		return nil
	}
	o.Score = math.Float64frombits(binary.LittleEndian.Uint64([]byte(r.in[:8])))
	r.in = r.in[8:]
	return o
}
