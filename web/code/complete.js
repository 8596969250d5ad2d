// What can stand behind a dot, and what a name means: from galley.d.ts, by following what is written. It knows doc and emit,
// what loops and callbacks walk over, and what is kept in a variable; where it does not know, it offers nothing.
import { hoverTooltip } from "@codemirror/view";
import types from "galley:types";

const known = { doc: "Doc", emit: "Emit" };
const walks = /^(?:filter|map|forEach|some|every|find|findLast|flatMap|sort)$/;
const ofList = ["length", "at", "every", "filter", "find", "findLast", "flatMap", "forEach", "includes", "indexOf", "join", "map", "reduce", "slice", "some", "toSorted"];
const ofText = ["length", "endsWith", "includes", "indexOf", "match", "matchAll", "replace", "slice", "split", "startsWith", "toLowerCase", "toUpperCase", "trim"];

// bare is a type without readonly and null.
const bare = (type) => type.replace(/^readonly /, "").replace(/ \| null$/, "").replace(/^\((.*)\)$/, "$1");
const isList = (type) => bare(type).endsWith("[]");
const element = (type) => bare(bare(type).slice(0, -2));

// membersOf are those of a type and of what it extends.
function membersOf(type) {
  const all = {};
  for (let t = types[bare(type)]; t; t = types[t.base]) {
    for (const [name, m] of Object.entries(t.members)) all[name] ??= m;
  }
  return all;
}

// opening is where the bracket that is closed before i was opened.
function opening(text, i) {
  let depth = 0;
  for (; i > 0; i--) {
    if (")]}".includes(text[i - 1])) depth++;
    if ("([{".includes(text[i - 1]) && --depth === 0) return i - 1;
  }
  return -1;
}

// chainBefore reads what stands before i, as in doc.spans[0].parts: a list of names, with "[]" for a member of a list.
function chainBefore(text, i) {
  const chain = [];
  for (;;) {
    while (/\s/.test(text[i - 1] ?? "")) i--;
    if (text[i - 1] === "]") {
      i = opening(text, i);
      chain.unshift("[]");
      continue;
    }
    if (text[i - 1] === ")") i = opening(text, i);
    if (i < 0) return null;
    const name = /[\w$]+$/.exec(text.slice(Math.max(0, i - 60), i))?.[0];
    if (!name) return null;
    chain.unshift(name);
    i -= name.length;
    const before = text.slice(0, i).trimEnd();
    if (!before.endsWith(".")) return chain;
    i = before.length - (before.endsWith("?.") ? 2 : 1);
  }
}

// chainBehind reads what stands from i on, up to what is no member, call or place in a list.
function chainBehind(text, i) {
  const m = /^\s*[\w$]+/.exec(text.slice(i, i + 80));
  if (!m) return null;
  let end = i + m[0].length;
  for (;;) {
    const next = /^\s*(\??\.\s*[\w$]+|[([])/.exec(text.slice(end, end + 80));
    if (!next) return chainBefore(text, end);
    end += next[0].length;
    if ("([".includes(next[1])) {
      for (let depth = 1; depth > 0 && end < text.length; end++) {
        if ("([{".includes(text[end])) depth++;
        if (")]}".includes(text[end])) depth--;
      }
    }
  }
}

// typeOf is the type of a chain that stands before i; "" when it is not known.
function typeOf(text, chain, i, depth = 0) {
  if (!chain || depth > 8) return "";
  let type = known[chain[0]] ?? variable(text, chain[0], i, depth);
  for (let k = 1; k < chain.length && type !== ""; k++) {
    const name = chain[k];
    if (name === "[]") type = isList(type) ? element(type) : "";
    else if (isList(type)) type = /^(?:at|find|findLast)$/.test(name) ? element(type) : /^(?:filter|slice|toSorted)$/.test(name) ? type : "";
    else type = membersOf(type)[name]?.type ?? "";
  }
  return type;
}

// variable is the type of what was last declared by that name before i.
function variable(text, name, i, depth) {
  const before = text.slice(0, i), at = [];
  for (const m of before.matchAll(new RegExp(`\\b(?:const|let|var)\\s+${name}\\s*(=(?!=)|of\\b)`, "g"))) {
    at.push([m.index, () => {
      const from = m.index + m[0].length;
      const type = typeOf(text, chainBehind(before, from), from, depth + 1);
      return m[1] === "of" ? (isList(type) ? element(type) : "") : type;
    }]);
  }
  for (const m of before.matchAll(new RegExp(`\\.\\s*(\\w+)\\(\\s*\\(?\\s*${name}\\s*[,)=]`, "g"))) {
    if (!walks.test(m[1])) continue;
    at.push([m.index, () => {
      const type = typeOf(text, chainBefore(before, m.index), m.index, depth + 1);
      return isList(type) ? element(type) : "";
    }]);
  }
  return at.length > 0 ? at.sort((a, b) => b[0] - a[0])[0][1]() : "";
}

const signature = (name, m) => m.params === null ? `${name}: ${m.type}` : `${name}(${m.params}): ${m.type}`;

const option = (name, m) => ({
  label: name, type: m.params === null ? "property" : "method", detail: m.params === null ? m.type : `(${m.params})`, info: m.doc || undefined,
});

// complete offers members behind a dot, the names that a desk has within quotes, and what settings there are.
export function complete(words) {
  return (context) => {
    const text = context.state.doc.toString();
    const quoted = context.matchBefore(/"[\w-]*$/);
    if (quoted) {
      return { from: quoted.from + 1, options: words().map((w) => ({ label: w.name, detail: w.title, type: "enum" })), validFor: /^[\w-]*$/ };
    }
    const word = context.matchBefore(/[\w$]*$/);
    const dot = text.slice(0, word.from).trimEnd();
    if (dot.endsWith(".")) {
      const type = typeOf(text, chainBefore(text, dot.length - (dot.endsWith("?.") ? 2 : 1)), word.from);
      if (type === "") return null;
      const list = isList(type) ? ofList : bare(type) === "string" ? ofText : null;
      const options = list ? list.map((label) => ({ label, type: "method" })) : Object.entries(membersOf(type)).map(([n, m]) => option(n, m));
      return { from: word.from, options, validFor: /^[\w$]*$/ };
    }
    if (word.from === word.to && !context.explicit) return null;
    const options = [
      { label: "doc", type: "variable", detail: "Doc", info: "The document, to be read only." },
      { label: "emit", type: "variable", detail: "Emit", info: "What proposes and reports." },
      ...settings,
    ];
    if (/export\s+const\s+rule\s*=\s*\{[^}]*$/.test(text.slice(0, word.from))) {
      options.unshift(...Object.entries(types.Meta.members).map(([n, m]) => ({ ...option(n, m), boost: 2 })));
    }
    return { from: word.from, options, validFor: /^[\w$]*$/ };
  };
}

const settings = [
  { label: "confidence", type: "property", detail: "0 to 1", info: types.Why.members.confidence.doc },
  { label: "reason", type: "property", detail: "string", info: types.Why.members.reason.doc },
  { label: "attrs", type: "property", detail: "{ name: value }", info: "Values of what is proposed." },
  { label: "severity", type: "property", detail: '"hint" | "warning" | "error"', info: "How much a problem matters." },
];

// help says what the name under the pointer is.
export const help = hoverTooltip((view, pos) => {
  const text = view.state.doc.toString();
  let from = pos, to = pos;
  while (/[\w$]/.test(text[from - 1] ?? "")) from--;
  while (/[\w$]/.test(text[to] ?? "")) to++;
  const name = text.slice(from, to), before = text.slice(0, from).trimEnd();
  if (name === "") return null;
  let line = "", doc = "";
  if (before.endsWith(".")) {
    const type = typeOf(text, chainBefore(text, before.length - (before.endsWith("?.") ? 2 : 1)), from);
    const m = membersOf(type)[name];
    if (!m) return null;
    line = signature(name, m);
    doc = m.doc;
  } else {
    const type = typeOf(text, [name], to);
    if (type === "") return null;
    line = `${name}: ${type}`;
  }
  return {
    pos: from, end: to, above: true,
    create() {
      const dom = document.createElement("div");
      const code = dom.appendChild(document.createElement("code"));
      code.textContent = line;
      if (doc) dom.appendChild(document.createElement("p")).textContent = doc;
      return { dom };
    },
  };
});
