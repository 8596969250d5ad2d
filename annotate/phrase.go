package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases finds the names and noun phrases of one line, in bytes: runs of words that no punctuation, preposition,
// conjunction or common verb cuts, with the determiner that begins them. It knows the closed word classes of English
// and no grammar; in other languages it finds names and runs between punctuation. "of" and its like hold a name
// together: Bank of England, Ministry for the Environment.
func phrases(s string) []byteRange {
	var out []byteRange
	all := words(s)
	from := -1 // the first word of the phrase at hand
	end := func(to int) {
		for from >= 0 && to > from && (phraseTail[bare(s, all[to-1])] || trailers[bare(s, all[to-1])]) { // "a day before", "port officials there"
			to--
		}
		if from >= 0 && to > from && !(to == from+1 && determiners[bare(s, all[from])]) {
			out = append(out, byteRange{all[from].from, all[to-1].to})
		}
		from = -1
	}
	for i, w := range all {
		if from >= 0 && cuts(s[all[i-1].to:w.from], s[all[i-1].from:all[i-1].to]) && !dateGoesOn(s, all, i-1) {
			end(i)
		}
		lower := bare(s, w)
		switch {
		case dateGoesOn(s, all, i-1): // Friday, May 16, 2025
		case dateGoesOn(s, all, i):
			end(i)
			from = i
		case joins(s, all, i) && from >= 0: // of, for the, de, van inside a name
		case pronouns[lower]:
			end(i)
			out = append(out, byteRange{w.from, w.to})
		case lower == "that" && i+1 < len(all) && (capital(s, all[i+1]) || beginsPhrase(s, all[i+1])): // said that Ely …
			end(i)
		case determiners[lower]:
			if !(from >= 0 && i > 0 && joins(s, all, i-1)) { // Ministry for the Environment
				end(i)
				from = i
			}
		case functionWords[lower] || verbs[lower] && verbAt(s, all, i) || sayings[lower] || from >= 0 && actsHere(s, all, from, i):
			end(i)
		case from < 0:
			from = i
		}
	}
	end(len(all))
	return out
}

// actsHere reports whether word i is what the phrase that begins at word from does, rather than a part of it: “crews
// disputed”, “Lena Osk waves to”, “Osk recently”; but “the wounded crew”, “the newly elected board”.
func actsHere(s string, all []byteRange, from, i int) bool {
	lower, before := bare(s, all[i]), bare(s, all[i-1])
	after := i + 1
	switch {
	case strings.Contains(lower, "-"), determiners[before]:
		return false
	case isFiniteForm(lower):
		return !strings.HasSuffix(before, "ly") || after < len(all) && beginsPhrase(s, all[after])
	case inPictures[lower]:
		return capital(s, all[i-1]) && (after >= len(all) || beginsPhrase(s, all[after]) || capital(s, all[after]))
	case strings.HasSuffix(lower, "ly") && len(lower) > 5:
		return capital(s, all[i-1]) && i-1 >= from
	}
	return false
}

// dateGoesOn reports whether a date goes on from word i to the next: from its weekday to the month, to the day, to the year.
func dateGoesOn(s string, all []byteRange, i int) bool {
	if i < 0 || i+1 >= len(all) {
		return false
	}
	a, b := s[all[i].from:all[i].to], s[all[i+1].from:all[i+1].to]
	gap := s[all[i].to:all[i+1].from]
	switch {
	case weekdays[a]:
		return gap == ", " && isMonth(b)
	case isMonth(a):
		return (gap == " " || gap == ". ") && startsDigit(b)
	case startsDigit(a) && len(a) <= 2 && i > 0 && isMonth(s[all[i-1].from:all[i-1].to]):
		return gap == ", " && startsDigit(b) && len(b) == 4
	}
	return false
}

func isMonth(word string) bool {
	return months[strings.ToLower(word)] && word[0] < 'a' || longMonths[word]
}

// cuts reports whether what stands between two words ends a phrase. An abbreviated title's period does not: Gov. Ruiz.
func cuts(gap, before string) bool {
	gap = strings.TrimSpace(gap)
	return gap != "" && !(gap == "." && (titles[strings.ToLower(before)] || utf8.RuneCountInString(before) == 1)) && gap != "&"
}

// joins reports whether the word at i holds a name together: small itself, between words that are capitalised.
func joins(s string, all []byteRange, i int) bool {
	if !nameParticles[s[all[i].from:all[i].to]] || i == 0 || i+1 >= len(all) {
		return false
	}
	next := i + 1
	if determiners[bare(s, all[next])] {
		next++
	}
	return capital(s, all[i-1]) && next < len(all) && capital(s, all[next]) &&
		strings.TrimSpace(s[all[i-1].to:all[i].from]) == "" && strings.TrimSpace(s[all[i].to:all[i+1].from]) == ""
}

func capital(s string, w byteRange) bool {
	r, _ := utf8.DecodeRuneInString(s[w.from:w.to])
	return unicode.IsUpper(r)
}

// bare is a word in lower case without a possessive ending.
func bare(s string, w byteRange) string {
	lower := strings.ToLower(s[w.from:w.to])
	for _, suffix := range []string{"’s", "'s"} {
		if base, ok := strings.CutSuffix(lower, suffix); ok && pronouns[base] {
			return base
		}
	}
	return lower
}

// isFiniteForm reports whether a word has the form of a past tense; "crews disputed the count" has two phrases.
func isFiniteForm(lower string) bool { return strings.HasSuffix(lower, "ed") && len(lower) > 4 }

// beginsPhrase reports whether a word can only begin a phrase, or follow a verb.
func beginsPhrase(s string, w byteRange) bool {
	lower := bare(s, w)
	return determiners[lower] || pronouns[lower] || functionWords[lower]
}

var (
	determiners = set("the a an this that these those some any each every no both all another such my your his her its our their " +
		"several many few most much more fewer less either neither half")
	pronouns = set("i you he she it we they me him us them who whom himself herself itself themselves one someone somebody nobody everyone " +
		"everybody anyone anything everything nothing something there")
	functionWords = set("of in on at by for with from to into onto over under about after before since until till during through across " +
		"against between among amid within without toward towards upon along around behind below beneath beside besides beyond despite " +
		"down near off out outside inside past per than up via as like because although though while when whenever where wherever " +
		"whether if unless so and or but nor yet which whose what why how that not also only even just still already again then thus " +
		"however meanwhile therefore moreover instead according ago")
	verbs = set("is are was were be been being am has have had having do does did doing done will would shall should can could may might " +
		"must cannot won’t don’t didn’t doesn’t isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t can’t couldn’t wouldn’t shouldn’t " +
		"won't don't didn't doesn't isn't aren't wasn't weren't hasn't haven't hadn't can't couldn't wouldn't shouldn't " +
		"went goes go gone came comes come made makes make took takes take gave gives give got gets get saw sees see knew knows know thought " +
		"thinks think became becomes become left leaves began begins begin kept keeps keep held holds brought brings bring found finds find " +
		"felt feels feel met meets meet ran runs run fell falls rose rises grew grows sent sends sold sells built builds lost loses won wins " +
		"paid pays put puts let lets set sets led leads wrote writes spoke speaks stood stands lay lies sat sits sank sailed says say said sought seeks seek meant means mean wants want wanted")
	// inPictures are verbs of captions. Many are nouns too, so they count behind a name only.
	inPictures = set("gestures gesture speaks speak greets greet looks look walks walk arrives arrive waves wave poses pose attends attend chairs prepares " +
		"prepare shakes shake listens listen reacts react delivers deliver departs boards addresses address hugs kisses celebrates celebrate prays " +
		"carries carry watches watch waits wait stands points cheers hands embraces salutes smiles joins visits leaves pauses rides")
	weekdays      = set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon. Tue. Wed. Thu. Fri. Sat. Sun.")
	longMonths    = set("January February March April May June July August September October November December")
	phraseTail    = set("earlier later today yesterday tomorrow now here there too once twice")
	nameParticles = set("of for the de del della di da do dos du la le van von der den zu ter bin al and & y e")
)
