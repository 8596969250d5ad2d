package editor

import "slices"

// key handles a key press. In a text field only Escape and keys with Ctrl are the desk's.
func (m Model) key(msg Key) (Model, []Effect) {
	next, effects, _ := m.press(msg)
	return next, effects
}

// Handles reports whether the desk does something with the key, so that the browser should not.
func Handles(m Model, msg Key) bool {
	_, _, ok := m.press(msg)
	return ok
}

func (m Model) press(msg Key) (Model, []Effect, bool) {
	if msg.Key == "Escape" {
		return m.escape()
	}
	if msg.InField {
		if m.Panel == PalettePanel {
			return m.paletteKey(msg.Key)
		}
		return m, nil, false
	}
	if m.Screen != AtDesk || m.Panel == PalettePanel { // what is typed there is no label's key, even before its field has the focus
		return m, nil, false
	}
	if m.Open != nil && (m.Panel == NoPanel || m.Panel == CarryPanel) {
		if m.Open.Linking != nil {
			if next, effects, ok := m.linkKey(msg.Key); ok {
				return next, effects, true
			}
		}
		if len(msg.Key) == 1 && msg.Key[0] >= '0' && msg.Key[0] <= '9' {
			if m.Open.Selected == "" {
				return m, nil, false
			}
			next, effects := m.digit(int(msg.Key[0] - '0'))
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
			return c.Do(m)
		}
	}
	return m, nil, false
}

// escape takes one step back: from a panel, from a link, from an attribute, from the mark in hand, from the selection.
func (m Model) escape() (Model, []Effect, bool) {
	switch {
	case m.Panel != NoPanel:
		m.Panel, m.Renaming = NoPanel, ""
		return m, []Effect{FocusOn{"sheet"}}, true
	case m.Open == nil:
		return m, nil, false
	case m.Open.Linking != nil:
		return m.linkKey("Escape")
	case m.Open.Attr != 0:
		m.open().Attr = 0
	case m.Open.Selected != "":
		m.drop()
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
		next, effects, _ := c.Do(m)
		return next, append([]Effect{FocusOn{"sheet"}}, effects...), true
	default:
		return m, nil, false
	}
	return m, nil, true
}
