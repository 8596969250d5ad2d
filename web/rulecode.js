// The place in which a rule is written. The editor itself is a module that is fetched when a rule is first opened; until it
// stands, and where it cannot be had, a plain field does.
"use strict";

globalThis.galleyRuleCode = (() => {
  let module = null; // a promise of the editor's module
  let at = null; // {host, editor, form}; editor is null until the module is here
  let send = () => {}, url = "";

  function listen(onEvent, address) { send = onEvent; url = address; }

  const on = {
    text: (text) => send("text", text),
    save: () => send("save", ""),
  };

  // show has the editor in host show what json says: {form, text, label, problems: [{line, column, text}], words: [{name, title}]}.
  // The text is only set when form is another than before.
  function show(host, json) {
    const want = JSON.parse(json);
    if (at?.host !== host) {
      leave();
      const mine = at = { host, editor: null, form: null, want };
      module ??= import(url);
      module.then((m) => m.mount(host, { label: want.label, on }), (error) => {
        module = null; // the next time it may be there
        console.warn("galley: the code editor cannot be had:", error.message);
        return plain(host, want.label);
      }).then((editor) => {
        if (at !== mine) {
          editor.destroy();
          return;
        }
        mine.editor = editor;
        host.dataset.ready = "";
        apply(mine.want);
        editor.focus();
      });
      return;
    }
    at.want = want;
    if (at.editor) apply(want);
  }

  function apply(want) {
    at.editor.words(want.words);
    if (at.form !== want.form) {
      at.form = want.form;
      at.editor.text(want.text);
    }
    at.editor.problems(want.problems);
  }

  // plain is a field in place of the editor.
  function plain(host, label) {
    const field = document.createElement("textarea");
    field.className = "field";
    field.setAttribute("aria-label", label);
    field.addEventListener("input", () => on.text(field.value));
    field.addEventListener("keydown", (e) => {
      if ((e.ctrlKey || e.metaKey) && e.key === "s") {
        e.preventDefault();
        on.save();
      }
    });
    (host.shadowRoot ?? host.attachShadow({ mode: "open" })).append(field);
    return {
      text(t) { field.value = t; }, problems() {}, words() {}, focus() { field.focus(); }, flush() {}, destroy() { field.remove(); },
    };
  }

  // flush lets the desk have what was typed last.
  function flush() { at?.editor?.flush(); }

  function leave() {
    at?.editor?.destroy();
    at = null;
  }

  return { listen, show, flush, leave };
})();
