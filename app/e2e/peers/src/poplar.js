import { Action, Annotator } from "poplar-annotation";
import "./page.css";
import { colors, desk, labels, offer, onScreen } from "./page.js";

// A drawing of brat's kind. Its host page asks for the category in a window; here the first is taken, so that the drag
// makes the mark.
let annotator = null, root = null;
offer({
  root: () => root,
  open(text, spans) {
    annotator?.remove();
    root?.remove();
    root = desk();
    const at = document.createElement("div");
    at.className = "drawing";
    root.append(at);
    annotator = new Annotator({
      content: text,
      labelCategories: labels.map((l, id) => ({ id, text: l, color: colors[id], borderColor: colors[id] })),
      labels: spans.map((s, id) => ({ id, categoryId: s.label, startIndex: s.from, endIndex: s.to })),
      connectionCategories: [], connections: [],
    }, at, { allowMultipleLabel: "allowed" });
    annotator.on("textSelected", (from, to) => annotator.applyAction(Action.Label.Create(0, from, to)));
  },
  drawn: () => root.querySelectorAll("svg rect").length,
  shown: () => onScreen(root.querySelector("svg rect")),
});
