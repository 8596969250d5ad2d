import Vue from "vue";
import annotator from "v-annotator";
import "v-annotator/dist/v-annotator.css";
import "./page.css";
import { colors, desk, labels, offer, onScreen } from "./page.js";

// What doccano draws its documents with, as doccano's page does it: overlap allowed, and a label chosen beforehand, so that the
// drag makes the mark.
const VAnnotator = annotator.default ?? annotator;
const root = desk();
const at = document.createElement("div");
root.append(at);
const data = Vue.observable({ text: "", entities: [] });
const entityLabels = labels.map((text, id) => ({ id, text, color: colors[id] }));
new Vue({
  render: (h) => h(VAnnotator, {
    props: { text: data.text, entities: data.entities, entityLabels, relations: [], relationLabels: [], allowOverlapping: true, graphemeMode: false },
    on: {
      "add:entity": (event, startOffset, endOffset) => {
        data.entities = [...data.entities, { id: data.entities.length, label: 0, user: 0, startOffset, endOffset }];
      },
    },
  }),
}).$mount(at);

offer({
  root: () => root,
  open(text, spans) {
    data.entities = [];
    data.text = text;
    data.entities = spans.map((s, id) => ({ id, label: s.label, user: 0, startOffset: s.from, endOffset: s.to }));
  },
  // Lines are drawn while they are on screen; a mark is a line under the text and a word below that, in each.
  drawn: () => root.querySelectorAll("svg line").length,
  shown: () => onScreen(root.querySelector("svg line")),
});
