package article

import (
	"regexp"
	"strings"
)

var (
	contributed = regexp.MustCompile(`(?i)\bcontributed (?:to (?:this|the) (?:[a-z]+ )?(?:report|story|article|dispatch|piece|coverage|project|investigation)|reporting|research)\b|^(?:AP|Associated Press|Reuters|Bloomberg|AFP) [^“”"]*\bcontributed\.?$`)
	reportedAt  = regexp.MustCompile(`^(?:Associated Press (?:[a-z]+ )?(?:writers?|journalists?|reporters?) |AP (?:[a-z]+ )?(?:writers?|journalists?) |Reuters (?:correspondents?|reporters?) )?\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?:(?:, | and |, and )\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}){0,5} reported from \p{Lu}[^“”"]*\.?$`)
	reporting   = regexp.MustCompile(`(?i)^\(?(?:additional )?(?:reporting|writing|editing|edited|translated|translation|compiled|compilation|research|production|additional writing|additional editing|rédaction|(?:japanese|chinese|korean|french|spanish|german|arabic|hindi) original|with reporting|with files|with additional reporting|with contributions|additional material)(?: and (?:writing|editing|reporting))?(?: by| from)[: ]`)
	helped      = regexp.MustCompile(`(?i)^[-–—_ ]*\(?with (?:additional )?(?:assistance|help|contributions?|inputs?|reporting|reports?|an? reports?|files|information|material) (?:from|by|of) (?:the )?[\p{Lu}a][^“”"]{1,120}$`)
	withWires   = regexp.MustCompile(`^[(\[](?:[\p{Lu}\d][\p{Lu}\d ]{1,30} )?(?i:with) (?:[\p{Lu}\d]{2,8}|Reuters|agencies|wires|Bloomberg|dpa)(?:(?:, | and )(?:[\p{Lu}\d]{2,8}|Reuters|agencies|wires|Bloomberg|dpa))*[)\]]$`)
	fromWires   = regexp.MustCompile(`(?i)^sources?: .{0,60}\b(?:news )?agencies$`)
	initials    = regexp.MustCompile(`^[a-zäöü]{2,4}/[a-zäöü]{2,4}(?:/[a-zäöü]{2,4})? \([A-Za-z, ]+\)$`)

	noteLead = regexp.MustCompile(`(?i)^[(\[]?(?:correction|corrections|corrects|clarification|clarifies|editor['’]s note|editors['’] note|note to (?:editors|readers)|eds|ed\. note|update|updates|updated|refile|refiles|recasts?|adds?|removes?|this (?:version|story|article|report|item|headline) (?:corrects|has been (?:corrected|updated|revised|clarified|amended)|was (?:corrected|amended|updated|first published|originally published|produced)|is (?:based on|part of))|an earlier version of (?:this|the)|a correction was made on|a version of this (?:article|story) (?:appears|appeared|originally appeared)|a previous version of (?:this|the)|in an earlier version|story corrected|this is an? (?:updated|corrected) version)\b(.*)$`)
)

// contributor reports whether s says who else worked on the story.
func contributor(s string) bool {
	if len(s) > 900 {
		return false
	}
	if len(s) < 160 && anyOf(s[:min(len(s), 12)], "ith ", "ITH ") && helped.MatchString(s) || len(s) < 80 && strings.IndexByte("([", s[0]) >= 0 && withWires.MatchString(s) {
		return true
	}
	if strings.IndexByte("(aArRwWeEtTcCpJKFSGH", s[0]) >= 0 && anyOf(s[:min(len(s), 60)], " by", " By", " from", "files", "by:") && reporting.MatchString(s) || len(s) < 60 && (initials.MatchString(s) || fromWires.MatchString(s)) {
		return true
	}
	if strings.Contains(s, "ontributed") && contributed.MatchString(s) {
		return !strings.ContainsAny(s, "“”")
	}
	if strings.Contains(s, " reported from ") {
		return reportedAt.MatchString(s) && !strings.Contains(s, " that ")
	}
	return false
}

// editorNote reports whether s is a correction, a clarification or a note on versions.
func editorNote(s string) bool {
	if len(s) > 1200 {
		return false
	}
	if strings.IndexByte("([cCeEnNuUrRaAtTiIsS", s[0]) < 0 || strings.IndexByte("aAiItT", s[0]) >= 0 && !anyOf(s[:min(len(s), 60)], "version", "story", "article", "report", "item", "headline", "orrection", "dds", "DDS") {
		return false
	}
	m := noteLead.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	f, rest := strings.TrimLeft(fold(s), "(["), m[1]
	switch {
	case strings.HasPrefix(f, "this "), strings.HasPrefix(f, "an earlier"), strings.HasPrefix(f, "a previous"), strings.HasPrefix(f, "a correction"), strings.HasPrefix(f, "a version of"), strings.HasPrefix(f, "in an earlier"), strings.HasPrefix(f, "editor"), strings.HasPrefix(f, "note to"), strings.HasPrefix(f, "story corrected"):
		return true
	case s[0] == '(' || s[0] == '[':
		return strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]")
	}
	return strings.HasPrefix(rest, ":") && !strings.HasPrefix(f, "add") && !strings.HasPrefix(f, "remove") || rest == "" && strings.HasPrefix(f, "corr") || strings.HasPrefix(f, "eds.")
}
