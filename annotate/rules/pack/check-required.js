// What the scheme requires has a value before a document is done.
export const rule = {
  name: "check-required",
  version: "1",
  description: "A required attribute that is unset.",
};

export function check(doc, emit) {
  const required = new Map();
  for (const a of doc.scheme.attributes) {
    if (!a.required) continue;
    for (const on of a.on) required.set(on, [...(required.get(on) || []), a]);
  }
  for (const mark of [...doc.spans, ...doc.relations]) {
    for (const a of required.get(mark.label) || []) {
      if (mark.attrs[a.id] === undefined) emit.problem(mark, `${a.title || a.id} is not set, and the scheme requires it.`);
    }
  }
  for (const a of required.get("document") || []) {
    if (doc.attrs[a.id] === undefined) emit.problem(null, `${a.title || a.id} of the document is not set, and the scheme requires it.`);
  }
}
