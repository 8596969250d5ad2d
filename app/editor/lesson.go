package editor

import "strings"

// A Lesson is a step of the guided start: what to do, at the real desk, with the article that lies there. It is over when
// the person has done it, in whatever way.
type Lesson struct {
	Text  string
	Keys  []string // shown as key-caps
	wants []string // commands, by the beginning of their ids, any of which ends it
}

// lessons is the guided start: the ladder, labels, links, values and undo, in about two minutes.
var lessons = []Lesson{
	{"Go from sentence to sentence; the second key goes back.", []string{"j", "k"}, []string{"next-sentence", "prev-sentence"}},
	{"Make the selection larger or smaller: word, phrase, quotation, clause, sentence, paragraph. The digits go straight to one, and again to the next.", []string{"=", "-", "1"}, []string{"grow", "shrink", "unit"}},
	{"Mark it as a claim. The label’s key is enough; its note stands in the margin.", []string{"m"}, []string{"label:"}},
	{"Go to the next quotation.", []string{"]"}, []string{"next-quotation"}},
	{"Mark it as content: somebody said it.", []string{"c"}, []string{"label:"}},
	{"Now who said it: the next name is one press away. Mark it as a source.", []string{"Ctrl+ArrowRight", "s"}, []string{"label:source"}},
	{"Link them: said by. Letters appear on what it may be linked with; press one, or Enter for the nearest.", []string{"S", "Enter"}, []string{"linked"}},
	{"A mark in hand has values: a digit for which, another for what.", []string{"1", "1"}, []string{"value"}},
	{"Take the last step back, as often as you like, also tomorrow.", []string{"u"}, []string{"undo"}},
	{"That is all one needs. Every key is on the card, every command in the list. Finish an article with y.", []string{"?", ":"}, []string{"keys", "palette", "done"}},
}

// touchLessons is the same for a finger.
var touchLessons = []Lesson{
	{"Tap a word, then a label below. It goes on what it is usually put on: a claim on the sentence, a source on the name.", nil, []string{"label:"}},
	{"Tap another word, and pull at its handles to choose the words yourself. A handle that you hold first goes letter by letter.", nil, []string{"pulled"}},
	{"Hold a finger on other words: larger, smaller, and every label. If it goes on before it is lifted, it selects.", nil, []string{"held"}},
	{"Mark them, too. A mark that is tapped shows its values and links; tapped again, it lets you have the words in it.", nil, []string{"label:"}},
	{"Take the last step back with undo, as often as you like, also tomorrow.", nil, []string{"undo"}},
}

// steps are the lessons for what is in the person's hand.
func (m Model) steps() []Lesson {
	if m.Narrow {
		return touchLessons
	}
	return lessons
}

// Step is the lesson that is on, and its number; ok is false when none is.
func (m Model) Step() (l Lesson, n int, ok bool) {
	if m.lesson < 1 || m.lesson > len(m.steps()) || m.Open == nil {
		return Lesson{}, 0, false
	}
	return m.steps()[m.lesson-1], m.lesson, true
}

// Lessons is how many steps the guided start has.
func (m Model) Lessons() int { return len(m.steps()) }

// did notes that a command was carried out, and goes on with the guided start when that was its step.
func (m *Model) did(command string) {
	l, n, ok := m.Step()
	if !ok {
		return
	}
	for _, want := range l.wants {
		if strings.HasPrefix(command, want) {
			if m.lesson++; n == m.Lessons() {
				m.lesson = 0
				m.Guided = true
				return
			}
			*m = m.say("%s: %s", m.Say.Text, m.steps()[m.lesson-1].Text)
			return
		}
	}
}

// guide begins the guided start, or goes on to its next step when one is on.
func (m Model) guide() (Model, []Effect, bool) {
	if m.Screen != AtDesk {
		return m, nil, false
	}
	if m.lesson++; m.lesson > m.Lessons() {
		return m.skipLessons()
	}
	return m.say("%s", m.steps()[m.lesson-1].Text), []Effect{FocusOn{"sheet"}}, true
}

// skipLessons ends the guided start; it can be begun again from the list of commands.
func (m Model) skipLessons() (Model, []Effect, bool) {
	if m.lesson == 0 {
		return m, nil, false
	}
	m.lesson, m.Guided = 0, true
	return m, []Effect{SaveSettings{m.Settings}, FocusOn{"sheet"}}, true
}
