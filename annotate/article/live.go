package article

import (
	"regexp"
	"strings"
)

const clock = `\d{1,2}(?:[:.]\d{2})?`

var (
	entryTime = regexp.MustCompile(`^(?:(?:posted|updated|published)(?: at)? )?(?:(?i:` + weekdays + `|` + date + `),? (?:at )?)?(?:\d{1,2}[:.h]\d{2}(?::\d{2})?|` + clock + ` ?[ap]\.?m\.?)(?: ?(?:[ap]\.?m\.?|[AP]M))?(?: ?\(?(?:local time|[A-Z]{2,4}T?|GMT(?:[+-]\d{1,2})?|UTC(?:[+-]\d{1,2})?|Uhr|h)\)?)?\.?(?:$|(?: ?[:–—|-]+ | ?: ?|\s+)(.*)$)`)
	entryAgo  = regexp.MustCompile(`(?i)^(?:(?:posted|updated) )?(?:\d{1,2}|an?|one|two|three) ?(?:h|hr|hrs|hours?|m|min|mins|minutes?|s|sec|seconds?|d|days?) ago(?: ?[:–—|-] ?.{0,100})?$`)
	entrySlug = regexp.MustCompile(`(?i)^(?:the latest|live updates?|latest updates?|here[’']?s the latest|here is the latest|key developments|what to know now)(?:\s*[:–—-]\s*.{0,140}|:? (?:from|on) .{0,80}[:.]?)?$`)
	signer    = regexp.MustCompile(`^(?:—|–|―|--+|—-+|-—|–-)\s*(?:(?i:by|posted by|reporting by|reported by)\s+)?(.+)$`)
	signerBy  = regexp.MustCompile(`^[-—–―_]+\s*(?i:by)\s+(.+)$`)
)

// entry reports whether s opens an entry of a live blog: a time, perhaps with a heading, or "The Latest:".
func entry(s string) bool {
	if len(s) > 160 {
		return false
	}
	if strings.IndexByte("tTlLhHkKwW", s[0]) >= 0 && entrySlug.MatchString(s) {
		f := fold(s)
		return strings.HasSuffix(f, ":") || strings.Contains(f, ":") || !strings.Contains(f, " what to know now ") && len(strings.Fields(f)) <= 3
	}
	if strings.Contains(s, " ago") && entryAgo.MatchString(s) {
		return true
	}
	c := s[0]
	if !(c >= '0' && c <= '9' || strings.ContainsRune("PUMTWFSJADNOpu", rune(c))) {
		return false
	}
	m := entryTime.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	rest := m[1]
	return rest == "" || len(rest) <= 120 && capital(rest) && !strings.HasSuffix(rest, ".") || len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' && !strings.HasSuffix(rest, ".")
}

// signed reports whether s signs a live-blog entry, and by whom: "— By Jane Doe in Springfield", "-- Jane Doe".
func signed(s string) (who string, ok bool) {
	if len(s) > 160 || s == "" {
		return "", false
	}
	by := false
	m := signerBy.FindStringSubmatch(s)
	if m != nil {
		by = true
	} else if m = signer.FindStringSubmatch(s); m == nil {
		return "", false
	}
	who = strings.TrimRight(strings.TrimSpace(m[1]), ".")
	// Several may sign, each from a place of their own: "Jane Doe in Springfield, Ohio, and Li Wei at the border".
	words := 0
	for part := range strings.SplitSeq(strings.NewReplacer(" and ", ",", " with ", ",").Replace(who), ",") {
		name := strings.TrimSpace(part)
		if where, ok := strings.CutPrefix(name, "in "); ok && words > 0 && nameLike(where, 4) {
			by = true
			continue
		}
		for _, in := range []string{" in ", " at ", " from ", " reported from "} {
			if before, place, ok := strings.Cut(name, in); ok && nameLike(place, 8) {
				name, by = before, true
				break
			}
		}
		if name = strings.TrimSpace(name); name != "" && !nameLike(name, 6) {
			return "", false
		}
		words += len(strings.Fields(name))
	}
	return who, words > 0 && (by || words >= 2 && words <= 8)
}
