package editor

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// plain reports whether a key is a character alone, which speech input and a slip of the hand make by mistake.
func plain(key string) bool { return utf8.RuneCountInString(key) == 1 && key != " " }

// heldKey takes Alt off a character: with single-key shortcuts off, that is how they are pressed (WCAG 2.1.4). ok is false for
// a key that does nothing then.
func (m Model) heldKey(msg Key) (Key, bool) {
	if rest, alt := strings.CutPrefix(msg.Key, "Alt+"); alt && plain(rest) {
		msg.Key = rest
		return msg, true
	}
	return msg, !m.WithAlt || !plain(msg.Key)
}

// keyOf is the key of a command, a label or a relation at this desk: the person's own, or else the one that it comes with.
func (m Model) keyOf(id, key string) string {
	if own, ok := m.Keys[id]; ok {
		return own
	}
	return key
}

// rekeyed gives commands the keys that the person chose.
func (m Model) rekeyed(all []Command) []Command {
	if len(m.Keys) == 0 {
		return all
	}
	for i, c := range all {
		if own, ok := m.Keys[c.ID]; ok {
			all[i].Keys = keysOf(own)
		}
	}
	return all
}

// rekey gives the command that waits for a key this one. A command that has it already takes the other's: they change
// places, so that no key does two things and none is lost.
func (m Model) rekey(key string) (Model, []Effect, bool) {
	id := m.Rekey
	m.Rekey = ""
	if key == "Escape" {
		return m.say("left as it was"), nil, true
	}
	all := CommandsOf(m)
	i := slices.IndexFunc(all, func(c Command) bool { return c.ID == id })
	if i < 0 {
		return m, nil, true
	}
	keys := maps.Clone(m.Keys)
	if keys == nil {
		keys = map[string]string{}
	}
	text := fmt.Sprintf("“%s” has the key %s.", all[i].Title, key)
	if k := slices.IndexFunc(all, func(c Command) bool { return c.ID != id && slices.Contains(c.Keys, key) }); k >= 0 {
		old := ""
		if len(all[i].Keys) > 0 {
			old = all[i].Keys[0]
		}
		keys[all[k].ID] = old
		text += fmt.Sprintf(" “%s” had it, and has %s now.", all[k].Title, orNone(old))
	}
	keys[id] = key
	m.Keys = keys
	return m.notice(text, false), []Effect{SaveSettings{m.Settings}}, true
}

func orNone(key string) string {
	if key == "" {
		return "none"
	}
	return key
}

// resetKeys gives every command the key that it comes with.
func (m Model) resetKeys() (Model, []Effect, bool) {
	if m.Screen != AtDesk || len(m.Keys) == 0 {
		return m, nil, false
	}
	m.Keys = nil
	return m.notice("Every key is as it was.", false), []Effect{SaveSettings{m.Settings}}, true
}

// tellClashes says that keys of the scheme which was loaded do something else at this desk, and where others are chosen.
func (m Model) tellClashes() Model {
	taken := map[string]string{}
	for _, c := range m.rekeyed(Commands()) {
		for _, k := range c.Keys {
			taken[k] = c.Title
		}
	}
	for _, c := range CommandsOf(m) {
		if !strings.HasPrefix(c.ID, "label:") && !strings.HasPrefix(c.ID, "relation:") {
			continue
		}
		for _, k := range c.Keys {
			if other, ok := taken[k]; ok {
				return m.offer(fmt.Sprintf("Key %s is both “%s” and “%s” here.", k, c.Title, other), true, "Choose other keys", Show{RekeyPanel})
			}
			taken[k] = c.Title
		}
	}
	return m
}
