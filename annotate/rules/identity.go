package rules

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"hash"
	"strconv"

	"galley/annotate"
)

// A suggestion is the same from run to run, machine to machine and version to version when the same rule proposes the same
// thing: its id is made of the rule's name (not its version), the label and the place, or of the key that the rule gave in
// place of the place. So what was rejected stays rejected, and what a newer version proposes again replaces the older.

// SpanID returns the id of a span that rule proposes. key is the rule's own, or "".
func SpanID(rule, key string, label annotate.Label, ranges []annotate.Range) annotate.SpanID {
	h := identity("span", rule, string(label), key)
	if key == "" {
		for _, r := range ranges {
			fmt.Fprintf(h, "%d %d;", r.From, r.To)
		}
	}
	return finish(h)
}

// LinkID returns the id of a relation that rule proposes.
func LinkID(rule string, label annotate.Label, head, tail annotate.SpanID) annotate.SpanID {
	return finish(identity("relation", rule, string(label), string(head), string(tail)))
}

// ValueID returns the id of an attribute that rule proposes for a mark.
func ValueID(rule string, on annotate.SpanID, name, value string) annotate.SpanID {
	return finish(identity("attribute", rule, string(on), name, value))
}

// identity begins a digest of parts, none of which can be taken for two.
func identity(parts ...string) hash.Hash {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return h
}

// finish makes an id of a digest: "r-" and 80 bits of it. Ids that people's marks get never begin so.
func finish(h hash.Hash) annotate.SpanID {
	return annotate.SpanID("r-" + lower.EncodeToString(h.Sum(nil)[:10]))
}

var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
