import { createTextAnnotator } from "@recogito/text-annotator";
import "@recogito/text-annotator/text-annotator.css";
import "./page.css";
import { desk, offer, paragraphs } from "./page.js";

// recogito offers @recogito/text-annotator with one of its two renderers. A mark is made by the drag itself. Its renderer
// with CSS highlights fails in this version on annotations that replace others, and works on those that are added.
export function recogito(renderer, drawn, shown) {
  let annotator = null, root = null;
  offer({
    root: () => root,
    open(text, spans) {
      annotator?.destroy();
      root?.remove();
      root = desk();
      paragraphs(root, text);
      annotator = createTextAnnotator(root, { renderer });
      annotator.setAnnotations(spans.map((s, i) => ({
        id: `s${i}`, bodies: [], target: { annotation: `s${i}`, selector: [{ quote: text.slice(s.from, s.to), start: s.from, end: s.to }] },
      })), renderer === "SPANS");
    },
    drawn,
    shown,
  });
}
