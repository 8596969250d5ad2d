//go:build js && wasm

package browser

import (
	"encoding/json"
	"syscall/js"

	"galley/app/editor"
)

// A RuleCode is the place in which a rule is written: an island that web/rulecode.js owns, with an editor that is fetched
// when it is first needed.
type RuleCode struct {
	shown string // what it was last told
	open  bool
}

// NewRuleCode lets send have what is written there.
func NewRuleCode(assets string, send func(editor.Msg)) *RuleCode {
	global("galleyRuleCode").Call("listen", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var msg editor.Msg = editor.SaveRule{}
		if args[0].String() == "text" {
			msg = editor.RuleTyped{Code: args[1].String()}
		}
		go send(msg)
		return nil
	}), assets+"code/editor.js")
	return &RuleCode{}
}

// Show brings the place up to date with m, once the panel is drawn.
func (c *RuleCode) Show(m editor.Model) {
	host := global("document").Call("getElementById", "rule-code")
	if m.Panel != editor.RulePanel || m.RuleDraft == nil || host.IsNull() {
		if c.open {
			c.open, c.shown = false, ""
			global("galleyRuleCode").Call("leave")
		}
		return
	}
	data, err := json.Marshal(m.RuleDraftView().Code)
	if err != nil || string(data) == c.shown && c.open {
		return
	}
	c.open, c.shown = true, string(data)
	global("galleyRuleCode").Call("show", host, c.shown)
}
