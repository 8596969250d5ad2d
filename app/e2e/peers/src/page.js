// What the pages of all surfaces share: where the text stands, and what the bench asks of them.
//
// A surface is handed a text and its spans ({from, to} in UTF-16 code units, label 0–3) by open, as its own guide has it
// for a host page. It answers with drawn how many pieces of marks there are, and with shown whether some are on screen:
// every passage has a span among its first words, so that it is the first piece which must be there.

export const labels = ["one", "two", "three", "four"];
export const colors = ["#2b5f9e", "#1f7a6d", "#8a5a12", "#8c3b5e"];

// desk makes the element that a surface lives in.
export function desk() {
  const el = document.createElement("main");
  el.id = "desk";
  document.body.append(el);
  return el;
}

// paragraphs sets a text as plain paragraphs. Each keeps the line's end, so that offsets into the text are offsets into
// the element. They are laid out one and all, as on any page: content-visibility would save work, but surfaces that ask
// where text stands would be told estimates.
export function paragraphs(root, text) {
  root.replaceChildren(...text.split(/(?<=\n)/).map((line) => {
    const p = document.createElement("p");
    p.textContent = line;
    return p;
  }));
}

// onScreen reports whether an element is drawn where the page is seen.
export function onScreen(el) {
  const r = el?.getBoundingClientRect();
  return r !== undefined && r.width > 0 && r.top < innerHeight && r.bottom > 0;
}

// offer hands a surface to the bench.
export function offer(surface) {
  globalThis.surface = { ready: () => {}, ...surface };
}
