package carry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/carry"
)

// marked reads a text with spans in it: «a words» is span a, and «a one» … «a two» its two parts. Spans may nest.
func marked(t testing.TB, s string) annotate.Layer {
	t.Helper()
	var text []rune
	parts := map[string][]annotate.Range{}
	type open struct {
		id   string
		from annotate.Pos
	}
	var stack []open
	for r := []rune(s); len(r) > 0; r = r[1:] {
		switch r[0] {
		case '«':
			stack = append(stack, open{string(r[1]), annotate.Pos(len(text))})
			r = r[2:]
		case '»':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			parts[o.id] = append(parts[o.id], annotate.Range{From: o.from, To: annotate.Pos(len(text))})
		default:
			text = append(text, r[0])
		}
	}
	l := annotate.NewLayer(annotate.NewText(string(text)))
	for id, ranges := range parts {
		var err error
		if l, _, err = l.Apply(annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(id), Label: "claim", Ranges: ranges}}}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// told is a report in words, a span a line: "a moved: words | why".
func told(t testing.TB, r carry.Report, text annotate.Text) string {
	t.Helper()
	var all []string
	for _, c := range r.Spans {
		line := fmt.Sprintf("%s %s", c.Span, c.Fate)
		if c.Fate != carry.Lost {
			line += ": " + annotate.Span{Ranges: c.Ranges}.Surface(text)
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

const bridge = `Swing bridge to «h reopen in March»

HARWICK POINT — «m The old swing bridge will reopen in March, «f 14» weeks early», «s port director «n Lena Osk»» said Monday.

“«q We are two weeks ahead», and nobody was hurt,” «o Osk» said at the quay.

The work cost «c $2.5 million», which «u the county» paid.

Drivers lost «d forty minutes a day» while it was shut, the «v motorists’ club» counted.
`

func TestCorrections(t *testing.T) {
	plain := func(s string) string { return marked(t, s).Text().String() }
	all := func(changes ...string) string {
		want := map[string]string{}
		l := marked(t, bridge)
		for s := range l.Spans() {
			want[string(s.ID)] = "unchanged: " + l.Surface(s)
		}
		for _, c := range changes {
			id, rest, _ := strings.Cut(c, " ")
			want[id] = rest
		}
		var lines []string
		for id, w := range want {
			lines = append(lines, id+" "+w)
		}
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain(bridge)) }
	tests := []struct{ name, text, want string }{
		{"nothing changed", plain(bridge), all()},
		{"a figure", swap("14 weeks", "12 weeks"), all(
			"f altered: 12", "m altered: The old swing bridge will reopen in March, 12 weeks early")},
		{"a figure becomes words and figures", swap("$2.5 million", "$26 million"), all("c altered: $26 million")},
		{"a figure with nothing in common", swap("14 weeks", "9 weeks"), all(
			"f altered: 9", "m altered: The old swing bridge will reopen in March, 9 weeks early")},
		{"a typo inside a claim", swap("swing bridge will", "swing brige will"), all(
			"m altered: The old swing brige will reopen in March, 14 weeks early")},
		{"a name put right", swap("Lena Osk", "Lena Oske"), all("n altered: Lena Oske", "s altered: port director Lena Oske")},
		{"a word beside a mark", swap("director Lena", "director, Lena", "said Monday", "said on Monday"), all("s altered: port director, Lena Osk")},
		{"a paragraph at the top", "CORRECTION: An earlier version had the wrong date.\n\n" + plain(bridge), all()},
		{"a paragraph in between", swap("The work cost", "Two divers helped.\n\nThe work cost"), all()},
		{"a paragraph gone", swap("The work cost $2.5 million, which the county paid.\n\n", ""), all("c lost", "u lost")},
		{"a paragraph in another's place", swap("The work cost $2.5 million, which the county paid.", "The ferry runs until then, and the crews work for nothing."), all("c lost", "u lost")},
		{"a sentence more", swap("paid.", "paid. The state paid for the lamps."), all()},
		{"a paragraph moved", swap("The work cost $2.5 million, which the county paid.\n\n", "", "counted.\n", "counted.\n\nThe work cost $2.5 million, which the county paid.\n"), all(
			"c moved: $2.5 million", "u moved: the county")},
		{"a paragraph moved and edited", swap("The work cost $2.5 million, which the county paid.\n\n", "", "counted.\n", "counted.\n\nThe work cost $2.5 million, which the county paid at once.\n"), all(
			"c moved: $2.5 million", "u moved: the county")},
		{"a quotation behind its speaker", swap("“We are two weeks ahead, and nobody was hurt,” Osk said at the quay.", "Osk said at the quay: “We are two weeks ahead, and nobody was hurt.”"), all(
			"o moved: Osk")},
		{"a sentence moved into another paragraph", swap("said Monday.", "said Monday. Drivers lost forty minutes a day while it was shut, the motorists’ club counted.",
			"Drivers lost forty minutes a day while it was shut, the motorists’ club counted.\n", "Lamps follow.\n"), all(
			"d moved: forty minutes a day", "v moved: motorists’ club")},
		{"lines wrapped anew", swap(", 14 weeks", ",\n14 weeks", " said at", "\nsaid at"), all(
			"m altered: The old swing bridge will reopen in March,\n14 weeks early")},
		{"another article", "Bakery opens at the mill\n\nThe bakery opened on Monday, and Tom Beck said he bakes there at five in the morning.\n", all(
			"h lost", "m lost", "f lost", "s lost", "n lost", "q lost", "o lost", "c lost", "u lost", "d lost", "v lost")},
		{"nothing left", "", all("h lost", "m lost", "f lost", "s lost", "n lost", "q lost", "o lost", "c lost", "u lost", "d lost", "v lost")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := annotate.NewText(tt.text)
			r := carry.Over(marked(t, bridge), text)
			if got := told(t, r, text); got != tt.want {
				t.Errorf("from\n%s\ngot\n%s\nwant\n%s", tt.text, got, tt.want)
			}
			fits(t, r, text)
		})
	}
}

// fits fails the test when a range of r does not lie on text as a span must.
func fits(t interface{ Errorf(string, ...any) }, r carry.Report, text annotate.Text) {
	l := annotate.NewLayer(text)
	for _, c := range r.Spans {
		if (c.Fate == carry.Lost) != (len(c.Ranges) == 0) || c.Score < 0 || c.Score > 1 || c.Near < 0 || c.Near > text.Len() {
			t.Errorf("%+v is no place", c)
		}
		if c.Fate.Doubtful() != (c.Why != "") {
			t.Errorf("%+v: why?", c)
		}
		if c.Fate == carry.Lost {
			continue
		}
		var err error
		if l, _, err = l.Apply(annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: c.Span, Label: "claim", Ranges: c.Ranges}}}); err != nil {
			t.Errorf("%+v does not fit the newer text: %v", c, err)
		}
	}
}

func TestTheSameSentenceTwice(t *testing.T) {
	const twice = "Ada spoke first. «a The pier is safe.» Nobody asked her why.\n\nThe mayor went on. «b The pier is safe.» That was all he said.\n"
	tests := []struct{ name, text, want string }{
		{"the first gone", "Ada spoke first. Nobody asked her why.\n\nThe mayor went on. The pier is safe. That was all he said.\n", "a lost\nb unchanged: The pier is safe."},
		{"the second gone", "Ada spoke first. The pier is safe. Nobody asked her why.\n\nThe mayor went on. That was all he said.\n", "a unchanged: The pier is safe.\nb lost"},
		{"paragraphs swapped", "The mayor went on. The pier is safe. That was all he said.\n\nAda spoke first. The pier is safe. Nobody asked her why.\n", "a moved: The pier is safe.\nb unchanged: The pier is safe."},
		{"a third time", "Ada spoke first. The pier is safe. Nobody asked her why.\n\nThe pier is safe.\n\nThe mayor went on. The pier is safe. That was all he said.\n", "a unchanged: The pier is safe.\nb unchanged: The pier is safe."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := annotate.NewText(tt.text)
			if got := told(t, carry.Over(marked(t, twice), text), text); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestParts(t *testing.T) {
	const parts = "“«a We sail at dawn»,” Holm said on the quay, “«a and nobody is left behind».”\n\nRain fell.\n"
	tests := []struct{ name, text, want string }{
		{"words between", "“We sail at dawn,” Ida Holm said on the old quay, “and nobody is left behind.”\n\nRain fell.\n", "a unchanged: We sail at dawn … and nobody is left behind"},
		{"a part edited", "“We sail at dawn,” Holm said on the quay, “and nobody was left behind.”\n\nRain fell.\n", "a altered: We sail at dawn … and nobody was left behind"},
		{"a part gone", "“We sail at dawn,” Holm said on the quay.\n\nRain fell.\n", "a lost"},
		{"the shorter part gone", "Holm said on the quay, “and nobody is left behind.”\n\nRain fell.\n", "a altered: and nobody is left behind"},
		{"together", "“We sail at dawn and nobody is left behind.”\n\nRain fell.\n", "a unchanged: We sail at dawn … and nobody is left behind"},
		{"touching", "“We sail at dawnand nobody is left behind.”\n\nRain fell.\n", "a altered: We sail at dawnand nobody is left behind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := annotate.NewText(tt.text)
			r := carry.Over(marked(t, parts), text)
			if got := told(t, r, text); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			fits(t, r, text)
		})
	}
}

// An end never splits what people see as one character, whatever comes to stand beside it.
func TestGraphemes(t *testing.T) {
	tests := []struct{ name, old, text, want string }{
		{"an accent joins the last letter", "He ordered «a a cafe» and left.\n", "He ordered a cafe\u0301 and left.\n", "a altered: a cafe\u0301"},
		{"a family grows", "They sent «a 👩\u200d👧» twice.\n", "They sent 👩\u200d👧\u200d👦 twice.\n", "a altered: 👩\u200d👧\u200d👦"},
		{"a half of a word", "The «a reopen»ing is near, the port said.\n", "The great reopening is near, the port said.\n", "a unchanged: reopen"},
		{"letters without spaces", "«a 東京»は晴れです。\n", "きのう東京は晴れです。\n", "a unchanged: 東京"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := annotate.NewText(tt.text)
			r := carry.Over(marked(t, tt.old), text)
			if got := told(t, r, text); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			fits(t, r, text)
		})
	}
}

// A link goes with its ends, and is lost with either.
func TestRelations(t *testing.T) {
	l := marked(t, bridge)
	for i, ends := range [][2]annotate.SpanID{{"q", "o"}, {"c", "u"}, {"m", "c"}, {"s", "m"}} {
		var err error
		if l, _, err = l.Apply(annotate.Tx{annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprint("r", i)), Label: "source", Head: ends[0], Tail: ends[1]}}}); err != nil {
			t.Fatal(err)
		}
	}
	text := annotate.NewText(strings.Replace(l.Text().String(), "The work cost $2.5 million, which the county paid.\n\n", "", 1))
	if got := carry.Over(l, text).Relations; !slices.Equal(got, []annotate.SpanID{"r0", "r3"}) {
		t.Errorf("links kept: %v, want r0 and r3", got)
	}
}
