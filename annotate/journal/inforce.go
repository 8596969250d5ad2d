package journal

import (
	"strings"

	"galley/annotate"
)

// SchemeInForce returns the scheme that project p works with, of those in recs: the newest version of the one that it
// began with. A scheme that is edited is a new version beside the old one, and no record says which is meant: so bundles
// of desks that edited apart still merge as a union, and every desk comes to the same one. ok is false when none is there.
func SchemeInForce(p annotate.Project, recs []Record) (s annotate.Scheme, ok bool) {
	id, _, _ := strings.Cut(p.Scheme, "@")
	for _, r := range recs {
		if r.Scheme != nil && r.Scheme.ID == id && (!ok || r.Scheme.Version > s.Version) {
			s, ok = *r.Scheme, true
		}
	}
	return s, ok
}
