import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { TextAnnotateBlend } from "react-text-annotate-blend";
import "./page.css";
import { colors, desk, labels, offer, onScreen } from "./page.js";

// The successor of react-text-annotate, which overlaps cannot be drawn with at all: this one mixes two colours.
let tree = null, root = null;
const marks = document.getElementsByTagName("mark");

function Sheet({ text, first }) {
  const [value, setValue] = useState(first);
  return createElement(TextAnnotateBlend, {
    content: text, value, onChange: setValue, style: { whiteSpace: "pre-wrap" },
    getSpan: (s) => ({ ...s, tag: labels[0], color: colors[0] }),
  });
}

offer({
  root: () => root,
  open(text, spans) {
    tree?.unmount();
    root?.remove();
    root = desk();
    tree = createRoot(root);
    tree.render(createElement(Sheet, { text, first: spans.map((s) => ({ start: s.from, end: s.to, tag: labels[s.label], color: colors[s.label] })) }));
  },
  drawn: () => marks.length,
  shown: () => onScreen(marks[0]),
});
