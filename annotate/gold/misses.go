package gold

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

// MissedSpans says which spans of these labels are in the gold of one document only ("-") or in what was found only ("+"), one
// a line.
func MissedSpans(gold, found Doc, labels ...string) string {
	text := annotate.NewText(gold.Text)
	var out strings.Builder
	for _, label := range labels {
		g, f := gold.ranges(label, nil), found.ranges(label, nil)
		for _, side := range []struct {
			sign        string
			these, none []annotate.Range
		}{{"-", g, f}, {"+", f, g}} {
			for _, r := range side.these {
				if !slices.Contains(side.none, r) {
					fmt.Fprintf(&out, "%s %s: %s %q\n", gold.ID, label, side.sign, text.Slice(r))
				}
			}
		}
	}
	return out.String()
}

// Misses says what of the attributions of one document was missed, and what was found and is not in the gold.
func Misses(gold, found Doc) string {
	text := annotate.NewText(gold.Text)
	var out strings.Builder
	line := func(r annotate.Range) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsControl(c) {
				return '/'
			}
			return c
		}, text.Slice(r))
	}
	show := func(d Doc, r Relation) string {
		var b strings.Builder
		for _, list := range [][]string{r.Source, r.Cue, r.Quote} {
			for _, x := range d.byID(list) {
				fmt.Fprintf(&b, "[%s] ", line(x))
			}
			b.WriteString("| ")
		}
		return b.String()
	}
	fmt.Fprintln(&out, "==", gold.ID)
	for _, r := range gold.Relations {
		if r.Label != "attribution" {
			continue
		}
		q := gold.byID(r.Quote)
		mark := "MISS  "
		for _, f := range found.Relations {
			x := found.byID(f.Quote)
			if slices.Equal(x, q) {
				mark = "exact "
				if s := gold.byID(r.Source); len(s) > 0 && !slices.ContainsFunc(found.byID(f.Source), func(y annotate.Range) bool { return touches(y, s) }) {
					mark = "SOURCE"
				}
				break
			}
			if slices.ContainsFunc(x, func(y annotate.Range) bool { return touches(y, q) }) && mark == "MISS  " {
				mark = "near  "
			}
		}
		fmt.Fprintln(&out, mark, r.Kind, show(gold, r))
	}
	for _, f := range found.Relations {
		q := found.byID(f.Quote)
		exact := false
		for _, r := range gold.Relations {
			exact = exact || slices.Equal(q, gold.byID(r.Quote))
		}
		if !exact {
			fmt.Fprintln(&out, "  found", f.Kind, show(found, f))
		}
	}
	return out.String()
}
