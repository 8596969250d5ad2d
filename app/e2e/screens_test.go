//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
)

// A screen is one state of the desk that people see: how it is reached, and how it is left.
type screen struct {
	name  string
	enter func(b *browser)
	leave func(b *browser)
}

func key(keys ...string) func(*browser) { return func(b *browser) { b.keys(keys...) } }

func nothing(*browser) {}

var tour = []screen{
	{"guided-start", func(b *browser) {
		b.openDoc("Ferry crews")
		b.waitFor("the guided start", `document.querySelector("#lesson")`)
	}, func(b *browser) {
		b.press("#lesson .button:last-child")
		b.waitFor("it to go", `!document.querySelector("#lesson")`)
	}},
	{"article", func(b *browser) { b.openDoc("Ferry crews") }, nothing},
	{"marked", markFerry, nothing},
	{"linking", func(b *browser) {
		b.keys("S")
		b.waitFor("letters", `document.querySelector(".hint")`)
	}, key("Escape")},
	{"links", key("L"), key("L")},
	{"popup", func(b *browser) {
		b.keys("Escape", "Escape")
		b.drag("expected a settlement")
		b.waitFor("the labels at the selection", `document.querySelector("#popup[data-placed]")`)
	}, key("Escape")},
	{"popup-held", func(b *browser) {
		b.rightClick("both sides")
		b.waitFor("the labels at the mark", `document.querySelector("#popup[data-placed]")?.innerText.includes("Remove")`)
	}, key("Escape")},
	{"attribute", func(b *browser) { b.keys(",", "1") }, key("Escape", "Escape")},
	{"six-deep", func(b *browser) {
		b.openDoc("Museum to return")
		if eval[bool](b, `document.querySelector(".note") !== null`) {
			return
		}
		// One inside the other, of groups that may overlap: source in content in claim, under what the line is.
		b.keys("J", "J", "J", "n", "Escape", "K", "J", "5", "c", "Escape")
		for _, k := range []string{"m", "s", "q"} {
			b.keys("5", k, "-", "Escape")
		}
		b.saved()
	}, func(b *browser) { b.openDoc("Ferry crews") }},
	{"list", func(b *browser) {
		b.keys("l")
		b.waitFor("the list", `document.querySelector("#list .row")`)
	}, key("Escape", "l", "Escape")},
	{"list-chosen", func(b *browser) {
		b.keys("l")
		b.press("#rows .ticking input")
		b.waitFor("what can be done with it", `document.querySelector("#list")?.innerText.includes("1 chosen")`)
	}, func(b *browser) {
		b.press("#rows .ticking input")
		b.waitFor("none chosen", `!document.querySelector("#list").innerText.includes("chosen:")`)
		b.keys("l")
	}},
	{"find", func(b *browser) {
		b.keys("Escape", "Ctrl+f")
		b.typed("crew")
		b.waitFor("hits", `document.querySelector("#find")?.innerText.includes("places")`)
	}, func(b *browser) {
		b.keys("Escape", "Escape")
		b.waitFor("the strip to close", `!document.querySelector("#find")`)
	}},
	{"mark-all", func(b *browser) {
		b.drag("in Skarholm")
		b.keys("s", "a")
		b.waitFor("the list", `document.querySelector("#many .hit")`)
	}, key("Escape", "u")},
	{"suggestions", func(b *browser) {
		b.keys("H", "V")
		b.waitFor("suggestions", `document.querySelector("#pencil")?.innerText.includes("suggestions wait")`)
		b.waitFor("the rules to rest", `!document.querySelector(".busy")`)
		b.keys(")")
		b.waitFor("one in hand", `document.querySelector("#pencil .pencilled")`)
	}, key("Escape")},
	{"pencil", func(b *browser) {
		b.keys(")")
		b.waitFor("a suggestion in hand", `document.querySelector("#hand[data-pencil]")`)
	}, nothing},
	{"accept-as", func(b *browser) {
		b.keys("O")
		b.waitFor("the labels at the suggestion", `document.querySelector("#popup[data-placed]")`)
	}, key("Escape", "Escape")},
	{"problems", func(b *browser) {
		b.drag("We are not coming with our pockets open")
		b.keys("c", "#")
		b.waitFor("what validators found", `document.querySelector("#problems .row")?.innerText.includes("no source")`)
	}, func(b *browser) {
		b.keys("Escape", "u")
		b.saved()
	}},
	{"rule", func(b *browser) {
		b.keys("H")
		b.press(`#pencil .rules .actions .button`)
		b.writes("export const rule = {\n  name: \"ferries\",\n  version: \"1\",\n  description: \"Every ferry.\",\n  labels: [\"claim\"],\n};\n\n" +
			"export function suggest(doc, emit) {\n  for (const m of doc.find(/ferr(y|ies)/)) emit.span(m, \"claim\", { confidence: 0.5, reason: \"a ferry\" });\n}\n")
		b.ruleSays("ferries 1")
	}, nothing},
	{"rule-completion", func(b *browser) {
		b.keys("Ctrl+a")
		b.pastes("const rule = 1;\nfunction f(doc) {\n  doc.")
		b.keys("Ctrl+ ")
		b.waitFor("names", `document.querySelector("#rule-code").shadowRoot.querySelector(".cm-tooltip-autocomplete li")`)
		b.ruleSays("new.js:")
	}, func(b *browser) {
		b.keys("Escape", "Escape")
		b.waitFor("the panel to close", `!document.querySelector("#rule")`)
	}},
	{"rule-test", func(b *browser) {
		b.keys("H")
		b.press(`.rule-row[data-rule="news-claim"] .rule-actions .button:last-child`)
		b.waitFor("figures", `document.querySelector("#ruletest tbody") && !document.querySelector("#ruletest progress")`)
		b.press("#ruletest tbody button")
		b.waitFor("what differs", `document.querySelector("#ruletest .misses .row")`)
	}, key("Escape")},
	{"rule-checks", func(b *browser) {
		b.drag("We are not coming with our pockets open")
		b.keys("c", "H")
		b.press(`.rule-row[data-rule="news-claim"] .rule-actions .button:last-child`)
		b.waitFor("figures", `document.querySelector("#ruletest tbody") && !document.querySelector("#ruletest progress")`)
		b.press("#ruletest .rule-test-ask .button:nth-of-type(2)")
		b.press(`#ruletest tr[data-rule="check-source"] button`)
		b.waitFor("what is wrong", `document.querySelector("#ruletest .misses .row")`)
	}, func(b *browser) {
		b.keys("Escape", "u")
		b.saved()
	}},
	{"keys", panelBy("?", "#keys"), key("Escape")},
	{"palette", panelBy("Ctrl+k", "#palette"), key("Escape")},
	{"guide", panelBy("i", "#guide"), key("Escape")},
	{"export", func(b *browser) {
		b.exportPanel()
		b.looked("an article with its marks", `document.querySelector(".export-sample mark")`)
	}, nothing},
	{"export-words", func(b *browser) {
		b.choose("export-format", "conll")
		b.looked("the choices of words", `document.querySelector("#export-tokenizer")`)
		b.press("#export-split")
		b.looked("the parts and the losses", `document.querySelector("#export-seed") && document.querySelector("#export-lost li")`)
		b.press("#export-preview summary")
	}, func(b *browser) {
		b.press("#export-split")
		b.choose("export-format", "jsonl")
		b.keys("Escape")
	}},
	{"imports", func(b *browser) {
		b.drop(file{name: "harbour.txt", data: []byte("🙂 The harbour froze, Per Lund said.\n")},
			file{name: "harbour.ann", data: []byte("T1\tsource 21 29\tPer Lund\nT2\tsource 0 4\tnowhere\n")})
		b.waitFor("what was found", `document.querySelector("#imports summary")`)
		b.press("#imports summary")
	}, key("Escape")},
	{"rekey", command("Choose other keys", "#rekey"), key("Escape")},
	{"with-alt", func(b *browser) {
		command("Single-key shortcuts on", ".with-alt")(b)
		b.keys("Alt+I")
		b.waitFor("the article in hand", `document.querySelector("#hand")?.innerText.includes("The article")`)
	}, func(b *browser) {
		b.keys("Escape")
		command("Single-key shortcuts on", ".desk:not(.with-alt)")(b)
	}},
	{"scheme", command("Labels, values and links", "#scheme"), key("Escape")},
	{"projects", command("Projects", "#projects"), key("Escape")},
	{"paste", command("Paste an article", "#paste"), key("Escape")},
	{"rename", command("Rename this article", "#rename"), key("Escape")},
	{"bin", func(b *browser) {
		command("into the bin", ".notice")(b)
		command("The bin", "#bin")(b)
	}, func(b *browser) {
		b.waitFor("what is in the bin", `document.querySelector("#bin .binned .button")`)
		b.press("#bin .binned .button")
		b.keys("Escape")
		b.openDoc("Ferry crews")
	}},
	{"review", func(b *browser) {
		b.drop(file{name: "two.txt", data: sample(b.t, "two-in-one.txt")})
		b.waitFor("the review", `document.querySelector("#review .primary")`)
	}, key("Escape")},
	{"newer", command("Load a corrected version", "#newer"), key("Escape")},
	{"carry", loadCorrectedFerry, nothing},
	{"carry-lost", func(b *browser) {
		b.keys(",")
		b.waitFor("a lost mark", `document.querySelector("#carry .doubt")?.dataset.fate === "lost"`)
	}, key("Escape")},
	{"agreement", func(b *browser) {
		b.keys("%")
		b.waitFor("nobody to compare with", `document.querySelector("#agreement .agree-empty, #agreement .agree-unseen")`)
	}, key("Escape")},
	{"live-blog", func(b *browser) { b.openDoc("The Latest") }, nothing},
	{"scripts", func(b *browser) { b.openDoc("One market") }, nothing},
}

func panelBy(k, id string) func(*browser) {
	return func(b *browser) {
		b.keys(k)
		b.waitFor(id, `document.querySelector(`+quote(id)+`)`)
	}
}

// command runs a command by its name, as the palette offers it.
func command(name, id string) func(*browser) {
	return func(b *browser) {
		b.keys("Ctrl+k")
		b.waitFor("the palette", `document.activeElement?.closest("#palette")`)
		b.typed(name)
		b.waitFor("the command "+name, `document.querySelector(".command")?.innerText.includes(`+quote(name)+`)`)
		b.enter()
		b.waitFor("the palette to close", `!document.querySelector("#palette")`)
		b.waitFor(id, `document.querySelector(`+quote(id)+`)`)
	}
}

// markFerry marks the sample as somebody would who has worked on it for a while: nested, overlapping, linked.
func markFerry(b *browser) {
	if eval[bool](b, `document.querySelector(".note") !== null`) {
		b.keys(".", ".")
		return
	}
	for _, m := range []struct{ words, key string }{
		{"The crews of the northern ferries and the island council will meet on Thursday", "m"},
		{"both sides", "s"},
		{"said Monday", "q"},
		{"“We are coming to the table because people need their boats,”", "c"},
		{"Marit Sollund, who leads the council", "s"},
	} {
		b.drag(m.words)
		b.keys(m.key)
		b.saved()
	}
	b.keys("S", "Enter", "1", "1")
	b.saved()
	eval[bool](b, `(document.querySelector("#page").scrollTop = 0, true)`)
}

// loadCorrectedFerry loads a next version of the sample, in which a word is put right and what somebody said is gone.
func loadCorrectedFerry(b *browser) {
	b.openDoc("Ferry crews")
	command("Load a corrected version", "#newer")(b)
	next := strings.NewReplacer("will meet on Thursday", "will meet on Friday", "We are coming to the table because people need their boats", "No").Replace(string(sample(b.t, "ferry-talks.txt")))
	b.drop(file{name: "ferry-talks.txt", data: []byte(next)})
	b.waitFor("the report", `document.querySelector("#carry .doubt")`)
}

// TestScreens looks at every screen at both widths by both lamps: keeps a picture, and lets axe look for what people
// with other eyes, hands and ears would stumble over.
func TestScreens(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("%v: make setup installs it", err)
	}
	d := serve(t)
	for _, size := range []struct {
		name   string
		width  int64
		height int64
	}{{"1280", 1280, 900}, {"390", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			b := start(t, d.origin(), t.TempDir(), size.width, size.height)
			b.open("/")
			b.waitFor("the welcome", `document.querySelector("#welcome input")`)
			b.look(string(axe), "welcome-"+size.name)
			b.firstVisit("Ana")
			for i, s := range tour {
				s.enter(b)
				b.look(string(axe), s.name+"-"+size.name)
				s.leave(b)
				if i+1 < len(tour) && slices.Contains([]string{"carry-lost", "rule-completion", "export-words"}, tour[i+1].name) {
					continue // within the panel
				}
				b.waitFor("the panel to close after "+s.name, `!document.querySelector(".panel")`)
			}
			b.openDoc("Ferry crews")
			b.keys(".")
			b.forced(true)
			b.look(string(axe), "forced-colors-"+size.name)
			b.forced(false)
			if size.width < 1100 {
				b.keys("g")
				b.waitFor("the queue", `document.querySelector("#queue").offsetWidth > 0`)
				b.look(string(axe), "queue-"+size.name)
			}
		})
	}
}

// TestAgreementScreens looks at the desk lead's screens, with three annotators and a gold layer.
func TestAgreementScreens(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("%v: make setup installs it", err)
	}
	d := serve(t)
	for _, size := range []struct {
		name   string
		width  int64
		height int64
	}{{"1280", 1280, 900}, {"390", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			b := start(t, d.origin(), t.TempDir(), size.width, size.height)
			b.firstVisit("Lea")
			b.press("#lesson .button:last-child")
			b.drop(file{name: "ana.galley.jsonl", data: harbor.bundle(t, "Ana", 20)})
			b.waitFor("the project", `document.querySelector(".slug")?.innerText.includes("board")`)
			for _, name := range []annotate.Annotator{"Ben", "Cleo", annotate.Gold} {
				b.drop(file{name: "more.galley.jsonl", data: harbor.bundle(t, name, map[annotate.Annotator]int{"Ben": 30, "Cleo": 45}[name])})
				b.waitFor("what "+string(name)+" made", `document.querySelector("`+noticeSel+`")?.innerText.includes("24 changes came in")`)
				eval[bool](b, `(document.querySelectorAll("`+noticeSel+` .icon, `+noticeSel+` button").forEach(e => e.click()), true)`)
				b.waitFor("the notice to go", `!document.querySelector("`+noticeSel+`")?.innerText.includes("24 changes came in")`)
			}
			b.keys("%")
			b.agreeLead("Ana, Ben and Cleo on 24 articles.")
			for i, name := range []string{"labels", "people", "confusion", "documents", "gold", "differences"} {
				b.press(fmt.Sprintf(".agree-page:nth-child(%d)", i+1))
				b.waitFor(name, `document.querySelector("#agree-`+name+`") && !document.querySelector("#agree-run")`)
				if name == "differences" {
					b.waitFor("rows", `document.querySelector(".differ")`)
				}
				b.look(string(axe), "agree-"+name+"-"+size.name)
				eval[bool](b, `(document.querySelector("#agreement").scrollTop = 640, true)`)
				b.look(string(axe), "agree-"+name+"-below-"+size.name)
				eval[bool](b, `(document.querySelector("#agreement").scrollTop = 0, true)`)
			}
			b.press(".agree-page:nth-child(1)")
			b.waitFor("the first page", `document.querySelector("#agree-labels .toggle")`)
			b.press("#agree-labels .toggle")
			b.waitFor("the table", `document.querySelector("#agree-labels table")`)
			b.press("#agree-labels .agree-measure")
			b.waitFor("what it asks", `document.querySelector("#agree-labels .agree-said")`)
			b.look(string(axe), "agree-table-"+size.name)
			b.forced(true)
			b.press("#agree-labels .toggle")
			b.look(string(axe), "agree-forced-"+size.name)
			b.forced(false)
		})
	}
}

// look takes a picture by each lamp, checks that nothing is wider than the page, and runs axe.
func (b *browser) look(axe, name string) {
	b.t.Helper()
	for _, lamp := range []string{"light", "dark"} {
		b.theme(lamp)
		eval[bool](b, `new Promise(r => setTimeout(() => r(true), 250))`) // what moves has come to rest
		b.shot(name + "-" + lamp)
		if found := eval[string](b, axeJS(axe)); found != "" {
			b.t.Errorf("%s by %s:\n%s", name, lamp, found)
		}
	}
	if wide := eval[string](b, wideJS); wide != "" {
		b.t.Errorf("%s: wider than the page: %s", name, wide)
	}
}

func axeJS(axe string) string {
	return fmt.Sprintf(`(async () => {
		if (!globalThis.axe) { %s }
		const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
		return found.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.map(n => "  " + n.html.slice(0, 160) + " " + (n.any[0]?.message || "")).join("\n")).join("\n");
	})()`, strings.ReplaceAll(axe, "\u2028", ""))
}

const wideJS = `[...document.querySelectorAll("body *")].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width > 0 && r.height > 1 && r.right > innerWidth + 1 && !e.closest(".slug, .labels, .links-bar, .hidden, .overlay, .commands, .agree-drawing > *, .agree-scroll > *, #scheme > .actions > *");
}).slice(0, 3).map(e => e.tagName + "." + e.className).join(", ")`
