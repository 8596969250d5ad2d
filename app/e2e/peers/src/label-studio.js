import "label-studio/build/static/css/main.css";
import "./page.css";
import { colors, desk, labels, offer, onScreen } from "./page.js";

// The last build of Label Studio's surface on npm, with the panels of its own guide. Its label must be chosen before each
// drag; the bench chooses it beforehand, by its key.
let root = null, made = 0;
const marks = document.getElementsByClassName("htx-highlight");
offer({
  root: () => root?.querySelector("[class*=Text_line]")?.parentElement ?? root,
  async ready() {
    const script = document.createElement("script");
    script.src = "/node_modules/label-studio/build/static/js/main.js";
    const loaded = new Promise((resolve, reject) => { script.onload = resolve; script.onerror = reject; });
    document.head.append(script);
    await loaded;
  },
  open(text, spans) {
    root?.remove();
    root = desk();
    root.style.maxWidth = "1100px"; // it stands beside its panels
    const at = document.createElement("div");
    at.id = `label-studio-${++made}`;
    root.append(at);
    new globalThis.LabelStudio(at.id, {
      config: `<View><Labels name="label" toName="text">${labels.map((l, i) => `<Label value="${l}" background="${colors[i]}" hotkey="${i + 1}"/>`).join("")}</Labels>` +
        `<Text name="text" value="$text"/></View>`,
      interfaces: ["panel", "update", "controls", "side-column", "annotations:menu", "annotations:add-new", "annotations:delete", "predictions:menu"],
      user: { pk: 1, firstName: "Ana", lastName: "B" },
      task: {
        id: made, data: { text }, predictions: [],
        annotations: [{ id: "1001", result: spans.map((s, i) => ({
          id: `s${i}`, from_name: "label", to_name: "text", type: "labels",
          value: { start: s.from, end: s.to, text: text.slice(s.from, s.to), labels: [labels[s.label]] },
        })) }],
      },
    });
  },
  drawn: () => marks.length,
  shown: () => onScreen(marks[0]),
});
