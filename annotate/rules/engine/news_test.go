package engine_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	loader "galley/annotate/article"
	"galley/annotate/rules"
	"galley/annotate/rules/engine"
	"galley/annotate/schemes"
)

// wrote runs a rule that comes with Galley over a text in a language and returns what it proposes: "label text {attributes}"
// in the order of the text, parts divided by bars, then "relation: head → tail" for ends that it proposes itself.
func wrote(t *testing.T, rule, lang, text string) string {
	t.Helper()
	d := article(text)
	d.Lang, d.Blocks, d.Scheme = lang, loader.Blocks(d.Text), schemes.Default()
	report := packed(t, rule).Run(t.Context(), d, engine.Options{})
	if report.Stop != nil {
		t.Fatalf("%s over %q: %v", rule, text, report.Stop)
	}
	if len(report.Dropped) > 0 {
		t.Errorf("%s over %q: %v", rule, text, report.Dropped)
	}
	surface := map[annotate.SpanID]string{}
	spans := slices.Clone(report.Spans)
	slices.SortStableFunc(spans, func(a, b rules.Span) int {
		return cmp.Or(cmp.Compare(a.Envelope().From, b.Envelope().From), cmp.Compare(b.Envelope().To, a.Envelope().To), cmp.Compare(a.Label, b.Label))
	})
	var out []string
	for _, s := range spans {
		var parts []string
		for _, r := range s.Ranges {
			parts = append(parts, d.Text.Slice(r))
		}
		surface[s.ID] = strings.Join(parts, "|")
		if s.Reason == "" || s.Origin.Score <= 0 || s.Origin.Score >= 1 {
			t.Errorf("%s over %q: %s %q has the reason %q and the confidence %v", rule, text, s.Label, surface[s.ID], s.Reason, s.Origin.Score)
		}
		out = append(out, fmt.Sprintf("%s %s", s.Label, surface[s.ID]))
	}
	for _, l := range report.Links {
		if l.Reason == "" || l.Origin.Score <= 0 || l.Origin.Score >= 1 {
			t.Errorf("%s over %q: %s has the reason %q and the confidence %v", rule, text, l.Label, l.Reason, l.Origin.Score)
		}
		if surface[l.Head] != "" && surface[l.Tail] != "" && l.Label != "field-of" {
			out = append(out, fmt.Sprintf("%s: %s → %s", l.Label, surface[l.Head], surface[l.Tail]))
		}
	}
	return strings.Join(out, "\n")
}

// values runs a rule over a text and returns the attributes of what it proposes with a label, by name.
func values(t *testing.T, rule, text, label string) string {
	t.Helper()
	d := article(text)
	d.Lang, d.Blocks, d.Scheme = "en", loader.Blocks(d.Text), schemes.Default()
	var out []string
	for _, s := range packed(t, rule).Run(t.Context(), d, engine.Options{}).Spans {
		if string(s.Label) == label {
			for _, a := range s.Attrs {
				out = append(out, a.Name+"="+a.Value)
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// A newsCase is a text and what a rule proposes for it, one line a span or relation.
type newsCase struct{ rule, text, want string }

func runNews(t *testing.T, lang string, cases []newsCase) {
	t.Helper()
	for _, c := range cases {
		want := strings.TrimSpace(strings.ReplaceAll(c.want, "\n\t\t\t", "\n"))
		if got := wrote(t, c.rule, lang, c.text); got != want {
			t.Errorf("%s over %q\n got %s\nwant %s", c.rule, c.text, strings.ReplaceAll(got, "\n", "\n     "), strings.ReplaceAll(want, "\n", "\n     "))
		}
	}
}

const tale = "The harbour board met on Tuesday and voted to close the old pier until the spring, as it had been asked to.\n"

func TestNewsStructure(t *testing.T) {
	runNews(t, "en", []newsCase{
		{"news-dateline", "PORTVALE (CP) — " + tale, "dateline PORTVALE (CP)"},
		{"news-dateline", "Pier is shut\nMonday, May 4, 2026\n" + tale, "dateline Monday, May 4, 2026"},
		{"news-dateline", "LONG LIVE THE PIER, said a sign on it.\n" + tale, ""},
		{"news-byline", "Pier is shut\nBy JANE DOE\n" + tale + "Jan Roe in Ely contributed to this report.\n", "byline By JANE DOE\neditor_note Jan Roe in Ely contributed to this report."},
		{"news-byline", tale + "— By Jane Doe in Ely\n", "byline — By Jane Doe in Ely"},
		{"news-byline", "By Monday the pier was shut, and nobody had told the ferrymen who live from it.\n", ""},
		{"news-headline", "Pier is shut for the winter\n" + tale, "headline Pier is shut for the winter"},
		{"news-headline", "The Latest: Pier is shut\n10:42 a.m.\n" + tale, "headline The Latest: Pier is shut\nentry_header 10:42 a.m."},
		{"news-furniture", tale + "Click to Gallery\nFILE - The pier in Portvale, May 4, 2025. (CP Photo/Jan Roe)\nCorrection: The pier is 90 years old.\n" + tale,
			"furniture Click to Gallery\nfurniture FILE -\neditor_note Correction: The pier is 90 years old."},
		{"news-furniture", "“Click here,” the sign on the pier said, and nobody did.\n", ""},
	})
}

func TestNewsCaption(t *testing.T) {
	const crowd = "Crowds wait at the pier in Portvale, Monday, May 4, 2026."
	runNews(t, "en", []newsCase{
		{"news-caption", tale + crowd + " (CP Photo/Jan Roe, File)\n" + tale, "caption " + crowd + `
			credit (CP Photo/Jan Roe, File)
			agency CP
			photographer Jan Roe
			credit-of: (CP Photo/Jan Roe, File) → ` + crowd},
		{"news-caption", tale + crowd + " (Jan Roe/Pool Photo via AP)\n", "caption " + crowd + `
			credit (Jan Roe/Pool Photo via AP)
			photographer Jan Roe
			agency AP
			credit-of: (Jan Roe/Pool Photo via AP) → ` + crowd},
		{"news-caption", tale + crowd + " Photo by Jan Roe / AFP\n", "caption " + crowd + `
			credit Photo by Jan Roe / AFP
			photographer Jan Roe
			agency AFP
			credit-of: Photo by Jan Roe / AFP → ` + crowd},
		{"news-caption", tale + crowd + " (Courtesy of the Portvale Zoo)\n", "caption " + crowd + `
			credit (Courtesy of the Portvale Zoo)
			agency Portvale Zoo
			credit-of: (Courtesy of the Portvale Zoo) → ` + crowd},
		{"news-caption", tale + crowd + " (Ida Holm, Northline, Harbour Pool Photo via AP)\n", "caption " + crowd + `
			credit (Ida Holm, Northline, Harbour Pool Photo via AP)
			photographer Ida Holm
			agency Northline
			agency Harbour
			agency AP
			credit-of: (Ida Holm, Northline, Harbour Pool Photo via AP) → ` + crowd},
		{"news-caption", tale + crowd + " (ABC News: Jan Roe)\n", "caption " + crowd + `
			credit (ABC News: Jan Roe)
			agency ABC News
			photographer Jan Roe
			credit-of: (ABC News: Jan Roe) → ` + crowd},
		{"news-caption", tale + crowd + " Jan Roe—AP\n", "caption " + crowd + `
			credit Jan Roe—AP
			photographer Jan Roe
			agency AP
			credit-of: Jan Roe—AP → ` + crowd},
		{"news-caption", tale + crowd + " (Photo: Reuters)\n", "caption " + crowd + `
			credit (Photo: Reuters)
			agency Reuters
			credit-of: (Photo: Reuters) → ` + crowd},
		{"news-caption", tale + crowd + " (Jan Roe for The Portvale Ledger)\n", "caption " + crowd + `
			credit (Jan Roe for The Portvale Ledger)
			photographer Jan Roe
			agency Portvale Ledger
			credit-of: (Jan Roe for The Portvale Ledger) → ` + crowd},
		{"news-caption", tale + crowd + " U.S. Army photo by Sgt. Jan Roe\n", "caption " + crowd + `
			credit U.S. Army photo by Sgt. Jan Roe
			agency U.S. Army
			photographer Sgt. Jan Roe
			credit-of: U.S. Army photo by Sgt. Jan Roe → ` + crowd},
		{"news-caption", tale + crowd + " (Family photo via AP)\n", "caption " + crowd + `
			credit (Family photo via AP)
			agency AP
			credit-of: (Family photo via AP) → ` + crowd},
		{"news-caption", tale + crowd + " YouTube screenshot\n", "caption " + crowd + `
			credit YouTube screenshot
			agency YouTube
			credit-of: YouTube screenshot → ` + crowd},
		{"news-caption", tale + "The harbour museum’s last ferry Lena in Portvale.\n" + tale, "caption The harbour museum’s last ferry Lena in Portvale."},
		{"news-caption", tale + "The old pier of Portvale. The town built it for the ferries in 1936 and has mended it since every spring.\n" + tale, "caption The old pier of Portvale."},
		{"news-caption", tale + "Ida Holm of the harbor board In the old town, the pier was closed on Monday, and the ferries will not sail before the spring.\n" + tale, "caption Ida Holm of the harbor board"},
		{"news-caption", tale + "The board met in Portvale. In the old town, the pier was closed on Monday, and the ferries will not sail before the spring.\n" + tale, ""},
		{"news-caption", tale + "Ida Holm paid for the pier in Portvale.\nWhat happens next\nGroup A — Portvale 1 – 0 Ely\nNot in Portvale, not now, not ever!\n" + tale, ""},
	})
	for text, want := range map[string]string{
		"FILE - " + crowd + " (CP Photo/Jan Roe)\n": "kind=file",
		"In this photo provided by the harbour board, Ida Holm, left, greets Jan Roe in Portvale, Monday, May 4, 2026. (CP)\n": "kind=handout people_ordered=yes",
		crowd + " (CP Photo/Jan Roe)\n": "kind=current",
	} {
		if got := values(t, "news-caption", tale+text, "caption"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for credit, want := range map[string]string{"(AP Photo/Jan Roe)": "rights=staff", "(Jan Roe/Pool Photo via AP)": "rights=pool", "(Jan Roe/Northline via AP)": "rights=agency", "(Courtesy of Jan Roe)": "rights=handout"} {
		if got := values(t, "news-caption", tale+crowd+" "+credit+"\n", "credit"); got != want {
			t.Errorf("%q: %s, want %s", credit, got, want)
		}
	}
}

// A caption that occurs again points at its first, as news-caption marks it.
func TestNewsRepeats(t *testing.T) {
	const one, two = "Crowds wait at the pier in Portvale, Monday, May 4, 2026. (CP Photo/Jan Roe)\n", "Ida Holm speaks in Portvale, Monday, May 4, 2026. (CP Photo/Jan Roe)\n"
	d := article(tale + one + two + tale + two + one + one)
	d.Blocks, d.Scheme = loader.Blocks(d.Text), schemes.Default()
	captions := packed(t, "news-caption").Run(t.Context(), d, engine.Options{})
	repeats := packed(t, "news-repeats").Run(t.Context(), d, engine.Options{})
	at := map[annotate.SpanID]annotate.Pos{}
	for _, s := range captions.Spans {
		if s.Label == "caption" {
			at[s.ID] = s.Envelope().From
		}
	}
	var got []string
	for _, l := range repeats.Links {
		if at[l.Tail] == 0 || at[l.Head] <= at[l.Tail] {
			t.Errorf("from %d to %d", at[l.Head], at[l.Tail])
		}
		head, _ := loadedText(captions, l.Head, d)
		tail, _ := loadedText(captions, l.Tail, d)
		got = append(got, fmt.Sprint(head == tail))
	}
	if strings.Join(got, " ") != "true true true" || len(repeats.Spans) != 0 {
		t.Errorf("%v, %d spans", got, len(repeats.Spans))
	}
	if report := packed(t, "news-repeats").Run(t.Context(), article(tale), engine.Options{}); len(report.Links) != 0 {
		t.Error("copy without captions repeats some")
	}
}

func loadedText(r rules.Report, id annotate.SpanID, d engine.Document) (string, bool) {
	for _, s := range r.Spans {
		if s.ID == id {
			return s.Surface(d.Text), true
		}
	}
	return "", false
}

func TestNewsQuotation(t *testing.T) {
	runNews(t, "en", []newsCase{
		{"news-quotation", "“Nobody has to worry,” Mayor Ida Brandt said Monday.\n", `
			content “Nobody has to worry,”
			source Mayor Ida Brandt
			cue said
			source: “Nobody has to worry,” → Mayor Ida Brandt
			cue: “Nobody has to worry,” → said`},
		{"news-quotation", "“We wait,” said Lena Osk, the port director. “We always did.”\n“And we know why.”\nShe added that fares would rise.\n", `
			content “We wait,”|“We always did.”
			cue said
			source Lena Osk, the port director
			content “And we know why.”
			source She
			cue added
			content that fares would rise
			source: “We wait,”|“We always did.” → Lena Osk, the port director
			cue: “We wait,”|“We always did.” → said
			source: “And we know why.” → Lena Osk, the port director
			same-as: She → Lena Osk, the port director
			source: that fares would rise → She
			cue: that fares would rise → added`},
		{"news-quotation", "The ferry, according to the harbour office, will not sail on Friday.\n", `
			content The ferry|will not sail on Friday
			cue according to
			source the harbour office
			source: The ferry|will not sail on Friday → the harbour office
			cue: The ferry|will not sail on Friday → according to`},
		{"news-quotation", "The so-called “iron bridge” is safe, and the board met on Tuesday.\n", ""},
		{"news-quotation", "“The bridge is safe and it will be so for many years to come.”\n", "content “The bridge is safe and it will be so for many years to come.”"},
	})
	for text, want := range map[string]string{
		"Osk denied that fares had risen.":                    "attitude=statement directness=indirect level=outer polarity=denied_by_source",
		"“We wait,” Osk said in an interview with the paper.": "attitude=statement directness=direct level=outer",
		"Osk said in a statement that the pier was “a ruin.”": "attitude=statement channel=statement directness=mixed level=outer",
		"Osk believes that the pier is safe.":                 "attitude=belief directness=indirect level=outer",
		"Osk claimed that the pier was safe.":                 "attitude=statement directness=indirect level=outer stance=author_doubts",
	} {
		if got := values(t, "news-quotation", text+"\n", "content"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"“We wait,” Mayor Ida Brandt said.":            "form=nominal kind=named_individual",
		"“We wait,” Ida Brandt said.":                  "form=name kind=named_individual",
		"“We wait,” police said.":                      "form=nominal kind=unnamed_group",
		"“We wait,” said harbour spokesman Jan Roe.":   "form=nominal kind=named_individual role=representative",
		"The report said that the pier was safe.":      "form=nominal kind=document",
		"“We wait,” said the former harbour director.": "form=nominal kind=unnamed_individual status=former",
		"“We wait,” said two officials.":               "form=nominal kind=unnamed_group",
	} {
		if got := values(t, "news-quotation", text+"\n", "source"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestNewsPicture(t *testing.T) {
	runNews(t, "en", []newsCase{
		{"news-picture", tale + "Mayor Ida Holm speaks to reporters outside the Town House in Portvale, Monday, May 4, 2026. The talks began in March. (CP Photo/Jan Roe)\n", `
			who Mayor Ida Holm
			action speaks to reporters
			where the Town House in Portvale
			when Monday, May 4, 2026
			context The talks began in March.`},
		{"news-picture", tale + "In this photo provided by the harbour board, Ida Holm, left, and Jan Roe, right, sign the deal in Ely, Freedonia, on Friday, May 8, 2026. (CP)\n", `
			who Ida Holm, left, and Jan Roe, right
			action sign the deal
			where Ely, Freedonia
			when Friday, May 8, 2026`},
		{"news-picture", tale + "A ferry docks in Portvale, Monday, May 4, 2026. (CP Photo/Jan Roe)\n", "action docks\nwhere Portvale\nwhen Monday, May 4, 2026"},
		{"news-picture", tale + "Ida Holm spoke in Portvale on Monday, May 4, 2026, and nobody took a picture.\n", ""},
	})
}

func TestNewsClaim(t *testing.T) {
	runNews(t, "en", []newsCase{
		{"news-claim", "Fares rose 6% in May and 40 routes were closed.\n", "claim Fares rose 6% in May\nclaim 40 routes were closed"},
		{"news-claim", "The storm killed 12 people in Ely, police said on Sunday.\n", "claim The storm killed 12 people in Ely"},
		{"news-claim", "Osk said that it was the deadliest storm in the town since 1998.\n", "claim it was the deadliest storm in the town since 1998"},
		{"news-claim", "“The harbor lost 40 jobs last year,” the union said.\n", "claim The harbor lost 40 jobs last year"},
		{"news-claim", "The pier was closed because the board had not mended it.\n", "claim The pier was closed because the board had not mended it"},
		{"news-claim", "Osk said that the board had ignored the warnings.\n", "claim the board had ignored the warnings"},
		{"news-claim", "The town has not had a doctor since the spring.\n", "claim The town has not had a doctor since the spring"},
		{"news-claim", "There is no evidence that the pier was safe.\n", "claim There is no evidence that the pier was safe"},
		{"news-claim", "The mayor smiled and walked away. Will fares rise by 6%?\n", ""},
		// Nobody has said anything yet, and nobody denies anything.
		{"news-claim", "It was not clear when the ferry would sail. Osk did not give any details, and no date was set.\n", ""},
		{"news-claim", "Osk offered no evidence for that. The board has not offered an explanation of it.\n", ""},
		{"news-claim", "“We’re more than happy to sail,” Osk said. It is about the root causes of the strike.\n", ""},
		// Clauses are claimed from where they begin to where they end.
		{"news-claim", "On Friday, ferrymen saved over 70 people whose boat sank.\n", "claim On Friday, ferrymen saved over 70 people whose boat sank"},
		{"news-claim", "It said at least 54 people had died so far. It said more than 600 people also had been hurt.\n", "claim at least 54 people had died so far\nclaim more than 600 people also had been hurt"},
		{"news-claim", "Police closed the pier, and by noon only about a hundred ferrymen were still there, Osk said.\n", "claim Police closed the pier\nclaim by noon only about a hundred ferrymen were still there"},
		{"news-claim", "Both towns agreed to send 40 boats each, with the mayor, Lena Osk, saying on Friday that they could sail soon.\n", "claim Both towns agreed to send 40 boats each"},
		{"news-claim", "Osk told the inquiry that nobody had tested the pier.\n", "claim nobody had tested the pier"},
		{"news-claim", "The captain was three times over the limit and had been banned from sailing in 2021.\n", "claim The captain was three times over the limit\nclaim had been banned from sailing in 2021"},
		{"news-claim", "The harbor fund owns about 40 percent of the boats in Macomb County, Mich. Deportations fell 6%.\n", "claim The harbor fund owns about 40 percent of the boats in Macomb County, Mich\nclaim Deportations fell 6%"},
		{"news-claim", "This is not the first time deadly storms have hit the pier.\n", "claim This is not the first time deadly storms have hit the pier"},
	})
	for text, want := range map[string]string{
		"The storm killed 12 people in Ely, police said.": "check_worthy=yes claim_type=event_fact modality=asserted self_contained=yes voice=attributed",
		"It was the deadliest storm in Ely since 1998.":   "check_worthy=yes claim_type=comparison_rank modality=asserted self_contained=needs_context voice=journalist",
		"Fares will rise by 6% in the spring.":            "check_worthy=maybe claim_type=prediction modality=future self_contained=yes voice=journalist",
		"There were no deaths in May.":                    "check_worthy=yes claim_type=event_fact modality=asserted self_contained=yes voice=journalist",
		"Ely has 4,000 boats, more than 200 of them new.": "check_worthy=yes claim_type=quantity modality=asserted self_contained=yes voice=journalist",
		"The bridge may have cost $4 million.":            "check_worthy=yes claim_type=quantity modality=hedged self_contained=yes voice=journalist",
	} {
		if got := values(t, "news-claim", text+"\n", "claim"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
