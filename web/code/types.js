// Reads what TypeScript declarations say of interfaces, for completion and help: enough for galley.d.ts, whose form is one
// member a line or so. What it cannot read is an error, so that the build fails rather than the help.

// interfaces returns {name: {base, members: {name: {type, params, doc}}}} of every interface in text, and of every type that
// is a function what it is called with.
export function interfaces(text) {
  const found = {};
  let at = text.indexOf("declare namespace");
  if (at < 0) throw new Error("there is no namespace in the declarations");
  for (;;) {
    const head = /\binterface (\w+)(?: extends (\w+))? \{/g;
    head.lastIndex = at;
    const m = head.exec(text);
    if (!m) break;
    const end = closing(text, head.lastIndex - 1);
    found[m[1]] = { base: m[2] ?? "", members: members(text.slice(head.lastIndex, end), m[1]) };
    at = end;
  }
  return found;
}

// closing is where the bracket at i is closed.
function closing(text, i) {
  let depth = 0;
  for (; i < text.length; i++) {
    if ("{(".includes(text[i])) depth++;
    if ("})".includes(text[i]) && --depth === 0) return i;
  }
  throw new Error("a bracket is not closed");
}

function members(body, of) {
  const all = {};
  let doc = "";
  while ((body = body.trimStart()) !== "") {
    const comment = /^\/\*\*([\s\S]*?)\*\//.exec(body);
    if (comment) {
      doc = comment[1].replace(/\s*\n\s*\*\s?/g, " ").trim();
      body = body.slice(comment[0].length);
      continue;
    }
    const head = /^(?:readonly )?(\w+)\??(?=[:(])/.exec(body);
    if (!head) throw new Error(`${of}: what begins with ${JSON.stringify(body.slice(0, 40))} cannot be read`);
    let i = head[0].length, params = null;
    if (body[i] === "(") {
      const end = closing(body, i);
      params = spaced(body.slice(i + 1, end));
      i = end + 1;
    }
    let depth = 0, end = i;
    while (body[end] !== ";" || depth > 0) {
      if (end >= body.length) throw new Error(`${of}.${head[1]} has no end`);
      if ("{(".includes(body[end])) depth++;
      if ("})".includes(body[end])) depth--;
      end++;
    }
    const type = spaced(body.slice(i + 1, end));
    if (!all[head[1]]) all[head[1]] = { type, params, doc };
    else if (params !== null) all[head[1]].params += ` | ${params}`; // another way to call it
    doc = "";
    body = body.slice(end + 1);
  }
  return all;
}

const spaced = (s) => s.replace(/\s+/g, " ").trim();
