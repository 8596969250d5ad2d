package editor

import (
	"slices"
	"strings"
)

// key handles a key press. In a text field only Escape and keys with Ctrl are the desk's.
func (m Model) key(msg Key) (Model, []Effect) {
	next, effects, _ := m.press(msg)
	return next, effects
}

// besideSheet are the panels that leave the sheet its keys.
var besideSheet = []Panel{NoPanel, FindPanel, ListPanel, CarryPanel, PencilPanel, ProblemsPanel}

func (m Model) press(msg Key) (Model, []Effect, bool) {
	if m.Open != nil {
		m.popDown()
		m.beat(true)
	}
	if m.Panel == RekeyPanel && m.Rekey != "" {
		return m.rekey(strings.TrimPrefix(msg.Key, "Alt+"))
	}
	if msg.Key == "Escape" {
		return m.escape()
	}
	if !msg.InField {
		var ok bool
		if msg, ok = m.heldKey(msg); !ok {
			return m, nil, false
		}
	}
	if msg.InField {
		switch {
		case m.Panel == PalettePanel:
			return m.paletteKey(msg.Key)
		case m.Panel == FindPanel && m.Open != nil:
			if next, effects, ok := m.findKey(msg.Key); ok {
				return next, effects, true
			}
		}
		return m, nil, false
	}
	if m.Screen != AtDesk || m.Panel == PalettePanel { // what is typed there is no label's key, even before its field has the focus
		return m, nil, false
	}
	if m.Open != nil && m.Panel == ManyPanel && m.Many != nil {
		if next, effects, ok := m.manyKey(msg.Key); ok {
			return next, effects, true
		}
	}
	if m.Open != nil && slices.Contains(besideSheet, m.Panel) {
		if m.Open.Linking != nil {
			if next, effects, ok := m.linkKey(msg.Key); ok {
				return next, effects, true
			}
		}
		if m.OnGold() && m.Panel != CarryPanel {
			if next, effects, ok := m.caseKey(msg.Key); ok {
				next.did("case")
				return next, effects, true
			}
		}
		if n, ok := valueKey(msg.Key, m.Open.Attr != 0); ok && (n < 10 || m.hasValue(n)) {
			if m.Open.Selected == "" && !m.Open.About {
				next, effects, ok := m.unitKey(n)
				if ok {
					next.did("unit")
				}
				return next, effects, ok
			}
			next, effects := m.digit(n)
			return next, effects, true
		}
	}
	if m.Panel == ReviewPanel && msg.Key == "Enter" {
		next, effects := m.acceptReview()
		return next, effects, true
	}
	if m.Panel == CarryPanel {
		if next, effects, ok := m.walkKey(msg.Key); ok {
			return next, effects, true
		}
	}
	for _, c := range CommandsOf(m) {
		if slices.Contains(c.Keys, msg.Key) {
			return m.carryOut(c)
		}
	}
	return m, nil, false
}

// carryOut does a command.
func (m Model) carryOut(c Command) (Model, []Effect, bool) {
	next, effects, ok := c.Do(m)
	if ok {
		next.did(c.ID)
	}
	return next, effects, ok
}

// valueKey is the number that a key stands for: a digit, and while an attribute is chosen a letter for the tenth value
// and those after it.
func valueKey(key string, letters bool) (n int, ok bool) {
	if len(key) != 1 {
		return 0, false
	}
	switch c := key[0]; {
	case c >= '0' && c <= '9':
		return int(c - '0'), true
	case letters && c >= 'a' && c <= 'z':
		return int(c-'a') + 10, true
	}
	return 0, false
}

// ValueKey is the key for the n-th value of an attribute, from 1; "" when there is none.
func ValueKey(n int) string {
	switch {
	case n >= 1 && n <= 9:
		return string(rune('0' + n))
	case n >= 10 && n < 10+26:
		return string(rune('a' + n - 10))
	}
	return ""
}

// escape takes one step back: from a panel, from a link, from an attribute, from the mark in hand, from the selection.
func (m Model) escape() (Model, []Effect, bool) {
	switch {
	case m.Panel != NoPanel:
		m.Panel, m.Renaming, m.Many, m.Rekey = NoPanel, "", nil, ""
		return m, []Effect{FocusOn{"sheet"}}, true
	case m.Open == nil:
		return m, nil, false
	case m.Open.Linking != nil:
		return m.linkKey("Escape")
	case m.Open.Pencil.Hand != "":
		m = m.letGoPencil()
	case m.Open.Attr != 0:
		m.open().Attr = 0
	case len(m.Open.Chosen) > 0:
		m.open().Chosen = nil
	case m.Open.Selected != "" || m.Open.About:
		m.drop()
	case m.OnGold() && (m.Open.Sel.Range().Empty() || m.Open.Sel == m.Open.Adjudication.sel):
		m, effects := m.leaveGold()
		return m, effects, true
	case !m.Open.Sel.Range().Empty():
		o := m.open()
		o.Sel.Anchor = o.Sel.Focus
	case m.Focus:
		m.Focus = false
	default:
		return m, nil, false
	}
	return m, []Effect{FocusOn{"sheet"}}, true
}

// paletteKey moves through the palette and runs what is chosen.
func (m Model) paletteKey(key string) (Model, []Effect, bool) {
	list := m.Palette()
	switch key {
	case "ArrowDown":
		m.Choice = min(m.Choice+1, max(len(list)-1, 0))
	case "ArrowUp":
		m.Choice = max(m.Choice-1, 0)
	case "Enter":
		if m.Choice >= len(list) {
			return m, nil, true
		}
		c := list[m.Choice]
		m.Panel = NoPanel
		next, effects, _ := m.carryOut(c)
		return next, append([]Effect{FocusOn{"sheet"}}, effects...), true
	default:
		return m, nil, false
	}
	return m, nil, true
}
