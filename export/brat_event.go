package export

import (
	"slices"
	"strings"

	"galley/annotate"
)

// event reads "E1 TAB Attribution:T5 Content:T1 Source:T2 Cue:T3".
func (r *bratReader) event(l bratLine) {
	words := strings.Fields(l.data)
	if len(words) == 0 {
		r.in.note(l.place, "%s names nothing and is left out", l.id)
		return
	}
	kind, trigger, _ := strings.Cut(words[0], ":")
	e := bratEvent{place: l.place, kind: kind, trigger: trigger}
	for _, w := range words[1:] {
		role, id, ok := strings.Cut(w, ":")
		if !ok {
			r.in.note(l.place, "%s: %s is no role and id, like Source:T2; it is left out", l.id, quote(w))
			continue
		}
		e.args = append(e.args, [2]string{strings.TrimRight(role, "0123456789"), id})
	}
	if _, twice := r.events[l.id]; !twice {
		r.order = append(r.order, l.id)
	}
	r.events[l.id] = e
}

// link makes relations of the events. An event that has a content is an attribution: each of its contents is linked to its
// source and cue. Of any other, the trigger is linked to each argument. A trigger that only repeats the cue goes.
func (r *bratReader) link() {
	drop := map[string]bool{}
	for _, id := range r.order {
		e := r.events[id]
		var heads []string
		for _, a := range e.args {
			if strings.EqualFold(a[0], "content") {
				heads = append(heads, a[1])
			}
		}
		if len(heads) == 0 {
			heads = []string{e.trigger}
		} else if r.repeats(e) {
			drop[e.trigger] = true
			e.trigger = heads[0]
			r.events[id] = e
		}
		for _, head := range heads {
			for _, a := range e.args {
				if !slices.Contains(heads, a[1]) {
					r.relate(e.place, "", r.role(a[0]), head, a[1])
				}
			}
		}
	}
	if len(drop) == 0 {
		return
	}
	kept := r.layer.spans[:0]
	r.at = map[string]int{}
	for _, s := range r.layer.spans {
		if !drop[string(s.ID)] {
			r.at[string(s.ID)] = len(kept)
			kept = append(kept, s)
		}
	}
	r.layer.spans = kept
}

// role returns the relation that an event's role is.
func (r *bratReader) role(name string) annotate.Label {
	switch low := strings.ToLower(name); low {
	case "source", "cue":
		return annotate.Label(low)
	}
	return r.label("relation", name)
}

// repeats reports whether an event's trigger is a mark of the event's own type over its cue, or over its content where it
// has no cue: brat's events must have a trigger, attributions need none.
func (r *bratReader) repeats(e bratEvent) bool {
	i, ok := r.at[e.trigger]
	if !ok || string(r.layer.spans[i].Label) != e.kind {
		return false
	}
	for _, a := range e.args {
		k, ok := r.at[a[1]]
		if ok && slices.Equal(r.layer.spans[k].parts, r.layer.spans[i].parts) {
			return true
		}
	}
	return false
}
