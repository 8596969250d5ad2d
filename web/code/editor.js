// The editor in which a rule is written: CodeMirror in a shadow root, where its styles are adopted sheets, which the page's
// policy allows; a <style> would not be. Colours are the desk's own, and so follow its lamps.
import { autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, Transaction } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete, help } from "./complete.js";

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "2px solid var(--blue-pencil)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, monospace", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.4rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--whisper)", backgroundColor: "var(--raised)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--ink) 5%, transparent)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-selectionMatch": { backgroundColor: "var(--found)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--hand)", outline: "1px solid var(--edge)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--edge)", borderRadius: "3px", maxWidth: "min(28rem, 90vw)" },
  ".cm-tooltip-hover, .cm-completionInfo": { padding: "0.35rem 0.6rem", fontFamily: "var(--sans)" },
  ".cm-tooltip-hover p": { margin: "0.25rem 0 0" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "none" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.4rem", minHeight: "1.5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--selection)" },
  ".cm-completionDetail": { color: "var(--whisper)", fontStyle: "normal" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: "0.3rem 0.6rem", fontFamily: "var(--sans)" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--red-pencil)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--red-pencil)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--raised)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--rule)" },
  ".cm-textfield, .cm-button": { color: "var(--ink)", backgroundColor: "var(--paper)", backgroundImage: "none", border: "1px solid var(--edge)", borderRadius: "3px", minHeight: "1.75rem" },
  ".cm-panel.cm-search [name=close]": { minWidth: "1.75rem", minHeight: "1.75rem" },
});

const inks = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], color: "var(--hue-violet)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--hue-green)" },
  { tag: tags.regexp, color: "var(--hue-brown)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--hue-blue)" },
  { tag: [tags.comment], color: "var(--whisper)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--hue-indigo)" },
  { tag: tags.invalid, color: "var(--red-pencil)" },
]);

// What is typed over a selection is put in by the editor itself: the browser would keep the look of what goes by a style
// attribute, which the page's policy refuses.
const typedOver = EditorView.domEventHandlers({
  beforeinput(e, view) {
    const { from, to, empty } = view.state.selection.main;
    const data = e.data ?? e.dataTransfer?.getData("text/plain");
    if (empty || !e.cancelable || view.composing || !data || !/^insert(Text|ReplacementText)$/.test(e.inputType)) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true; // and so the browser does nothing
  },
});

const typing = 300; // milliseconds without a key before the rule is tried

// mount puts an editor into an element. on.text is told of a new text when nothing was typed for a moment, on.save when it
// should be saved, with the text as it stands. words are what a desk has names for.
export function mount(host, { label, on }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let words = [], waiting = 0;
  const tell = () => {
    clearTimeout(waiting);
    waiting = 0;
    on.text(view.state.doc.toString());
  };
  const save = () => {
    tell();
    on.save();
    return true;
  };
  // Escape closes a list of names that is shown. One that has not come up yet is no reason to stay.
  const leave = (view) => {
    if (completionStatus(view.state) === "pending") closeCompletion(view);
    return false;
  };
  const language = javascript();
  const extensions = [
    lineNumbers(), lintGutter(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(), indentOnInput(), indentUnit.of("  "),
    bracketMatching(), closeBrackets(), highlightSelectionMatches(), EditorView.lineWrapping,
    typedOver, language, syntaxHighlighting(inks), theme, help,
    language.language.data.of({ autocomplete: complete(() => words) }),
    autocompletion({ icons: false, maxRenderedOptions: 8, defaultKeymap: false }), // so few that the list need not scroll
    Prec.highest(keymap.of([{ key: "Escape", run: leave }, ...completionKeymap])),
    keymap.of([{ key: "Mod-s", run: save, preventDefault: true }, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
    EditorView.domEventHandlers({ blur() { if (waiting) tell(); } }), // whoever leaves for a button means the text as it stands
    EditorView.updateListener.of((u) => {
      if (!u.docChanged || u.transactions.some((t) => t.annotation(Transaction.remote))) return;
      clearTimeout(waiting);
      waiting = setTimeout(tell, typing);
    }),
  ];
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions }) });
  // What the editor has used a key for is not the desk's any more.
  host.addEventListener("keydown", (e) => { if (e.defaultPrevented) e.stopPropagation(); });

  // text replaces what differs, so that the cursor stays where it is.
  function text(next) {
    const now = view.state.doc.toString();
    if (now === next) return;
    let from = 0, end = 0;
    const most = Math.min(now.length, next.length);
    while (from < most && now[from] === next[from]) from++;
    while (end < most - from && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
    view.dispatch({
      changes: { from, to: now.length - end, insert: next.slice(from, next.length - end) },
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(now !== "")],
    });
  }

  // problems stand at their line, or at the first when no line is to blame. Columns count characters, from 1.
  function problems(list) {
    const doc = view.state.doc;
    view.dispatch(setDiagnostics(view.state, list.map((p) => {
      const line = doc.line(Math.min(Math.max(p.line, 1), doc.lines));
      const from = p.column > 1 ? line.from + [...line.text].slice(0, p.column - 1).join("").length : line.from + line.text.search(/\S|$/);
      return { from: Math.min(from, line.to), to: line.to, severity: "error", message: p.text };
    })));
  }

  return {
    text, problems,
    words(list) { words = list; },
    focus() { view.focus(); },
    flush() { if (waiting) tell(); },
    destroy() { if (waiting) tell(); view.destroy(); },
  };
}
