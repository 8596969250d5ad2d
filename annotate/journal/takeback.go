package journal

import (
	"slices"

	"galley/annotate"
)

// TakeBack returns entries that take back what some entries of a stream brought, as far as it is as they left it, and how
// many things stay: marks and links that somebody changed or linked to since, and values that are others now. What others
// brought is not touched. The entries have no number yet: [Clock.Number] gives them one. t is the stream's text, entries are
// all of the stream; brought says which of them are meant.
func TakeBack(t annotate.Text, entries []Entry, brought func(Ref) bool) (back []Entry, stay int) {
	var steps []Entry
	for _, s := range slices.Backward(standings(entries, brought)) {
		if s.back == nil {
			steps = append(steps, Entry{Stream: s.did.Stream, Undoes: &s.did.Ref, Tx: s.did.Tx.Invert()})
		}
	}
	others := map[thing]bool{} // what somebody else put under an id since
	for _, e := range sorted(entries) {
		if e.Undoes != nil || e.Redoes != nil { // what comes back is whose it was
			continue
		}
		for _, op := range e.Tx {
			switch op.(type) {
			case annotate.AddSpan, annotate.AddRelation:
				others[thingOf(op)] = !brought(e.Ref)
			}
		}
	}
	return fitting(t, entries, steps, others)
}

// BringBack returns entries that bring back what [TakeBack], or any undo, took back of what some entries of a stream had
// brought, as far as it still fits. They have no number yet.
func BringBack(t annotate.Text, entries []Entry, brought func(Ref) bool) []Entry {
	var steps []Entry
	for _, s := range standings(entries, brought) {
		if s.back != nil {
			steps = append(steps, Entry{Stream: s.did.Stream, Redoes: &s.did.Ref, Tx: s.back.Tx.Invert()})
		}
	}
	again, _ := fitting(t, entries, steps, map[thing]bool{})
	return again
}

// Number returns e, an entry without a number, as the actor's next.
func (c *Clock) Number(e Entry, time int64) Entry {
	n := c.Next(e.Stream, time, e.Tx)
	n.Undoes, n.Redoes = e.Undoes, e.Redoes
	return n
}

// A standing is what became of an entry that brought something: the entry that did it last, itself or a redo, and the one
// that has taken it back since, if one has.
type standing struct {
	did  Entry
	back *Entry
}

// standings returns those of the entries that are meant, in order.
func standings(entries []Entry, brought func(Ref) bool) []*standing {
	var all []*standing
	of := map[Ref]*standing{}
	entries = sorted(entries)
	for i := range entries {
		e := &entries[i]
		var s *standing
		switch {
		case e.Undoes != nil:
			if s = of[*e.Undoes]; s != nil {
				s.back = e
			}
		case e.Redoes != nil:
			if s = of[*e.Redoes]; s != nil {
				s.did, s.back = *e, nil
			}
		case brought(e.Ref):
			s = &standing{did: *e}
			all = append(all, s)
		}
		if s != nil {
			of[e.Ref] = s
		}
	}
	return all
}

// A thing is what an operation changes: a span, a relation, or one value of the document.
type thing struct {
	id   annotate.SpanID
	name string
}

func thingOf(op annotate.Op) thing {
	if set, ok := op.(annotate.SetAttr); ok && set.ID == "" {
		return thing{name: set.Name}
	}
	return thing{id: op.Target()}
}

// on reports whether the thing is on a layer.
func (k thing) on(l annotate.Layer) bool {
	if k.id == "" {
		_, ok := l.Attr(k.name)
		return ok
	}
	if _, ok := l.Relation(k.id); ok {
		return true
	}
	_, ok := l.Span(k.id)
	return ok
}

// fitting returns the steps with those operations that fit what entries make of t, of each thing all or none and of some none,
// and how many things that are there do not fit. Steps without any are left out.
func fitting(t annotate.Text, entries, steps []Entry, none map[thing]bool) (fits []Entry, left int) {
	l, _ := Fold(t, entries)
	after, not, things := l, map[thing]bool{}, map[thing]bool{}
	for _, s := range steps {
		for _, op := range s.Tx {
			k := thingOf(op)
			things[k] = true
			if none[k] {
				not[k] = true
			}
		}
	}
	for again := true; again; {
		again = false
		after = l
		for _, s := range steps {
			for _, op := range s.Tx {
				k := thingOf(op)
				if not[k] {
					continue
				}
				next, err := op.Apply(after)
				if err != nil { // what rests on it may not fit any more either
					not[k], again = true, true
					continue
				}
				after = next
			}
		}
		for k := range things {
			if !not[k] && !k.on(l) && !k.on(after) { // it would come only to go
				not[k], again = true, true
			}
		}
	}
	for k := range not {
		if k.on(l) {
			left++
		}
	}
	for _, s := range steps {
		s.Tx = slices.DeleteFunc(s.Tx, func(op annotate.Op) bool { return not[thingOf(op)] }) // an inverse is nobody else's
		if len(s.Tx) > 0 {
			fits = append(fits, s)
		}
	}
	return fits, left
}
