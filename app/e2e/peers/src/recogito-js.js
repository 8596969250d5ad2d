import { Recogito } from "@recogito/recogito-js";
import "@recogito/recogito-js/dist/recogito.min.css";
import "./page.css";
import { desk, offer, onScreen, paragraphs } from "./page.js";

// The editor that pops up is left off, as its guide has it for host pages with a tool bar of their own: then the drag makes
// the mark.
let annotator = null, root = null;
const marks = document.getElementsByClassName("r6o-annotation");
offer({
  root: () => root,
  open(text, spans) {
    annotator?.destroy();
    root?.remove();
    root = desk();
    const content = document.createElement("div");
    root.append(content);
    paragraphs(content, text);
    annotator = new Recogito({ content, mode: "pre", disableEditor: true });
    return annotator.setAnnotations(spans.map((s, i) => ({
      "@context": "http://www.w3.org/ns/anno.jsonld", type: "Annotation", id: `#s${i}`, body: [],
      target: { selector: [{ type: "TextQuoteSelector", exact: text.slice(s.from, s.to) }, { type: "TextPositionSelector", start: s.from, end: s.to }] },
    })));
  },
  drawn: () => marks.length,
  shown: () => onScreen(marks[0]),
});
