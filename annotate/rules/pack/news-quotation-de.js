// Who said what in German: „…“, »…« and «…» with the verb and the speaker beside them; dass-clauses and clauses in the subjunctive;
// laut, nach Angaben, zufolge. German tells a sentence's speaker by place: before the verb, or right behind it when anything
// else comes first.
export const rule = {
  name: "news-quotation-de",
  version: "2",
  description: "German quotations and reported speech with source and cue.",
  language: "de",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue"],
  options: { words: 3 },
};

const set = (words) => new Set(words.split(" "));
const verbs = set("sagt sagte sagten sagen erklärt erklärte erklärten betont betonte betonten berichtet berichtete berichteten meint meinte meinten teilte teilt teilten fügte fügt kündigte kündigten kündigt kritisiert kritisierte kritisierten warnt warnte " +
  "warnten fordert forderte forderten schreibt schrieb schrieben ruft rief riefen antwortet antwortete fragt fragte fragten erzählt erzählte erzählten behauptet behauptete behaupteten versichert versicherte räumte räumt gab gibt gaben beteuert beteuerte " +
  "begründete begründet ergänzt ergänzte unterstrich unterstreicht bestätigt bestätigte bestätigten äußerte resümiert resümierte bilanziert bilanzierte appelliert appellierte urteilt urteilte klagt klagte mahnt mahnte lobt lobte erinnert erinnerte zitiert " +
  "zitierte twitterte verkündete bekräftigte prophezeit vermutet vermutete glaubt glaubte glauben hofft hoffte hoffen hieß heißt entgegnete konterte monierte bemängelte bemängelt beklagte beklagt wies weist findet fand sprach spricht nannte nennt bezeichnete " +
  "bezeichnet warf wirft rät riet empfahl empfiehlt versprach verspricht drohte droht verlangt verlangte stellte stellt verwies verweist argumentierte argumentiert befürchtet befürchtete rechnet rechnete ging geht");
const participles = set("gesagt erklärt betont berichtet mitgeteilt angekündigt gefordert kritisiert gewarnt bestätigt behauptet versichert eingeräumt angegeben geschrieben");
const naming = set("warnt warnte warnen warnten sprach spricht nannte nennt bezeichnete bezeichnet kritisiert kritisierte lobt lobte");
const plain = set("gab gibt gaben wies weist findet fand sprach spricht nannte nennt bezeichnete bezeichnet stellte stellt ging geht rechnet rechnete zitiert zitierte verwies verweist warf wirft droht drohte teilt begründet begründete"); // say something only with more beside them
const subjunctive = set("sei seien habe hätte hätten werde würde würden könne könnte könnten müsse müsste müssten solle sollte sollten wolle wollten dürfe dürften gebe gäbe wäre wären komme käme gehe ginge stehe bleibe liege lasse halte brauche wisse fehle bekomme nehme mache führe sehe");
const pronouns = set("er sie es man wir ich");
const determiners = set("der die das den dem des ein eine einer eines einem einen sein seine seiner seinem ihr ihre ihrer ihrem mehrere zwei drei vier viele einige beide diese dieser ein");
const days = set("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Uhr Januar Februar März April Mai Juni Juli August September Oktober November Dezember");
const adverbs = set("Dazu Daraufhin Später Zuvor Zudem Außerdem Auch Dabei Damit Danach Heute Gestern Doch Aber Nun Dann So Weiter Zugleich Gleichzeitig Dagegen Am Im In An Auf Bei Nach Vor Mit Laut Wie Wenn Als Weil Dass Und Denn Jetzt Dort Hier Trotzdem Deshalb Darum Daher Zuletzt Schließlich Zunächst");
const leads = set("als wenn weil nachdem um und aber obwohl während bevor damit sondern doch");

export function suggest(doc, emit) {
  for (const line of doc.blocks.filter((b) => b.kind === "paragraph")) {
    const all = [];
    let last = null; // what was quoted before in this paragraph, and may go on
    for (const unit of units(doc, line)) {
      const bare = unit.items.every((x) => x.quoted || !x.word);
      const found = !bare && (according(doc, unit) || tag(doc, unit) || said(doc, unit));
      if (found) all.push(placed(doc, unit, found));
      if (found && all.at(-1).quoted) last = all.at(-1);
      else if (!bare) last = null;
      else if (last && unit.items[0].long) last.content.push(doc.range(unit.items[0].start, unit.items[0].end));
    }
    for (const found of all) propose(emit, found);
  }
}

// What one speaker's tag can reach: words and whole quotations up to the end of a sentence of the writer's.
function units(doc, line) {
  const quotes = doc.units("quotation", line);
  const dated = doc.blocks.find((b) => b.kind === "dateline" && line.start <= b.start && b.end <= line.end);
  const words = doc.tokens.filter((t) => line.start <= t.start && t.end <= line.end && !(dated && t.start < dated.end + 2) && !quotes.some((q) => q.start <= t.start && t.end <= q.end));
  const long = (q) => doc.units("word", q).length >= doc.options.words;
  const items = [...words.map((w) => ({ start: w.start, end: w.end, text: w.text, word: w.word })), ...quotes.map((q) => ({ start: q.start, end: q.end, text: q.text, quoted: true, long: long(q) }))].sort((a, b) => a.start - b.start);
  const out = [{ items: [] }];
  items.forEach((x, i) => {
    out.at(-1).items.push(x);
    const next = items[i + 1];
    const done = x.quoted ? /[.!?]\P{L}*$/u.test(x.text) && next && (next.quoted || /^\p{Lu}/u.test(next.text)) : /^[.!?;]$/.test(x.text);
    if (done) out.push({ items: [] });
  });
  return out.filter((u) => u.items.length > 0);
}

// Laut Polizei … / Nach Angaben der Polizei … / Einer Umfrage zufolge … / …, so die Polizei.
function according(doc, { items }) {
  const at = items.findIndex((x, i) => /^(?:Laut|laut)$/.test(x.text) || /^[Nn]ach$/.test(x.text) && items[i + 1] && /^(?:Angaben|Worten|Aussage|Aussagen|Ansicht|Einschätzung|Informationen|Auskunft|Meinung)$/.test(items[i + 1].text));
  if (at >= 0) {
    let from = at + (/^[Ll]aut$/.test(items[at].text) ? 1 : 2);
    const cue = { from: at, to: from };
    if (items[from] && items[from].text === "von") from++;
    const source = phrase(items, from);
    return source && { parts: around(items, at, source.to), source, cue };
  }
  const behind = items.findIndex((x) => x.text === "zufolge");
  if (behind > 0) {
    const source = phrase(items, 0);
    return source && source.to === behind && { parts: around(items, 0, behind + 1), source, cue: { from: behind, to: behind + 1 } };
  }
  const so = items.findLastIndex((x, i) => x.text === "so" && i > 0 && (items[i - 1].text === "," || items[i - 1].quoted));
  const source = so > 0 && phrase(items, so + 1);
  return source && ends(items, source.to) && { parts: around(items, so, items.length), source, cue: { from: so, to: so + 1 } };
}

// …, sagte Anna Roth am Montag. / …, wie ein Sprecher sagte. / Die Fähre, betonte sie, fahre wieder.
function tag(doc, { items }) {
  for (let v = 1; v < items.length; v++) {
    const before = items[v - 1];
    if (!verbs.has(items[v].text) || !(before.text === "," || before.quoted)) continue;
    const source = unnamed(items, v + 1) || phrase(items, v + 1);
    if (!source) continue;
    const within = items[source.to] && items[source.to].text === ","; // Die Fähre, betonte sie, fahre wieder.
    if (items.slice(0, v).filter((x) => x.word || x.quoted).length < (within || before.quoted || items[v - 2].quoted ? 1 : 3)) continue;
    const parts = [{ from: 0, to: v }];
    const rest = items.findIndex((x, i) => i >= source.to && (x.text === "," || x.quoted));
    if (rest > 0 && items[rest].quoted) parts.push({ from: rest, to: rest + 1 });
    else if (rest > 0 && items[rest + 1] && (items[rest + 1].quoted || !items.slice(0, v).some((x) => x.quoted || subjunctive.has(x.text)))) parts.push({ from: rest + 1, to: items[rest + 1].quoted ? rest + 2 : items.length });
    return { parts, source, cue: { from: v, to: v + 1 } };
  }
  const wie = items.findLastIndex((x, i) => x.text === "wie" && i > 2 && items[i - 1].text === ",");
  const source = wie > 0 && phrase(items, wie + 1);
  const verb = source ? items.findIndex((x, i) => i >= source.to && (verbs.has(x.text) || /^mit(?:teilte|teilten|teilt)$/.test(x.text))) : -1;
  return verb > 0 && ends(items, verb + 1) ? { parts: [{ from: 0, to: wie }], source, cue: { from: verb, to: verb + 1 } } : null;
}

// Roth sagte: „…“ / Dazu erklärte der Sprecher, dass … / Er sprach von einem „…“. / Sie sagte, die Fähre fahre wieder.
function said(doc, { items }) {
  for (let v = 0; v < items.length; v++) {
    const helped = /^(?:hat|haben|hatte|hatten)$/.test(items[v].text) ? items.findIndex((x, i) => i > v && participles.has(x.text)) : -1;
    if (!verbs.has(items[v].text) && helped < 0) continue;
    const cue = helped > 0 ? helped : v;
    const front = phrase(items, 0);
    const source = (front && front.to <= v && !items.slice(front.to, v).some((x) => x.word && x.text !== "selbst" || x.quoted) && front) || (v > 0 ? phrase(items, v + 1) : null);
    if (!source) continue;
    const content = behind(items, Math.max(cue + 1, source.to), items[cue].text);
    if (content) return { parts: [content], source, cue: { from: cue, to: cue + 1 } };
  }
  return null;
}

// What is said behind the verb: after a colon, dass or ob, a comma, or in the quotation marks of a few words.
function behind(items, from, verb) {
  const stop = items.at(-1).quoted || items.at(-1).word ? items.length : items.length - 1;
  const colon = items.findIndex((x, i) => i >= from && x.text === ":");
  if (colon > 0 && items[colon + 1] && items[colon + 1].quoted) return { from: colon + 1, to: colon + 2 };
  const comma = items.findIndex((x, i) => i >= from && x.text === ",");
  const next = items[comma + 1];
  const quote = items.findIndex((x, i) => i >= from && x.quoted);
  if (naming.has(verb) && quote > 0 && (comma < 0 || quote < comma)) {
    const object = /^(?:nannte|nennt|bezeichnete|bezeichnet)$/.test(verb) ? from : quote;
    return { from: object, to: quote + 1 };
  }
  if (comma < 0 || !next || stop - comma < 4) return null;
  const rest = items.slice(comma + 1, stop);
  if (/^(?:dass|ob|wie|warum|wann)$/.test(next.text)) return { from: comma + 1, to: stop };
  if (rest.some((x) => x.text === "zu") && /^(?:warf|wirft|fordert|forderte|forderten|versprach|verspricht|drohte|droht|verlangt|verlangte|rät|riet|appelliert|appellierte|kündigte|kündigt)$/.test(verb)) return { from: comma + 1, to: stop };
  if (leads.has(next.text) || plain.has(verb) || comma - from > 8) return null;
  return rest.some((x) => subjunctive.has(x.text)) || /^(?:sagt|sagte|sagten|meint|meinte|glaubt|glaubte|erklärt|erklärte|hofft|hoffte)$/.test(verb) && /^(?:\p{Lu}|(?:er|sie|es|man|das|der|die|ein|eine|wir|ich)$)/u.test(next.text) ? { from: comma + 1, to: stop } : null;
}

// What stands before and behind the items from one up to another, without the marks at the seams.
function around(items, from, to) {
  const parts = [{ from: 0, to: from }, { from: to, to: items.length }].map(({ from, to }) => {
    while (from < to && !items[from].word && !items[from].quoted) from++;
    while (to > from && !items[to - 1].word && !items[to - 1].quoted) to--;
    return { from, to };
  });
  return parts.filter((p) => p.to - p.from > 1 || p.to > p.from && items[p.from].quoted);
}

// The phrase of a speaker that begins at item i: a pronoun, or an article, adjectives, nouns and names, with the owner behind
// them: der Sprecher des Hafens, Jan Roe (FDP).
function phrase(items, i) {
  const first = items[i];
  if (!first || !first.word || adverbs.has(first.text)) return null;
  if (pronouns.has(first.text.toLowerCase()) && !(items[i + 1] && /^\p{Lu}/u.test(items[i + 1].text) && !days.has(items[i + 1].text))) return { from: i, to: i + 1 };
  let k = i;
  if (determiners.has(first.text.toLowerCase())) k++;
  for (;;) {
    let n = k;
    while (n < k + 2 && items[n] && items[n].word && /^\p{Ll}.*(?:e|er|en|es|em)$/u.test(items[n].text) && !verbs.has(items[n].text)) n++;
    let end = n;
    while (items[end] && items[end].word && /^\p{Lu}/u.test(items[end].text) && !days.has(items[end].text)) end++;
    if (end === n) return k > i + (determiners.has(first.text.toLowerCase()) ? 1 : 0) ? { from: i, to: k } : null;
    k = end;
    const link = items[k] && items[k].text;
    if (link === "(" && items[k + 2] && items[k + 2].text === ")") return { from: i, to: k + 3 };
    if (/^(?:des|der|eines|einer|von|vom|für|und)$/.test(link) && items[k + 1] && /^(?:\p{Lu}|(?:der|die|das|den)$)/u.test(items[k + 1].text)) {
      k += /^(?:der|die|das|den)$/.test(items[k + 1].text) ? 2 : 1;
      continue;
    }
    return { from: i, to: k };
  }
}

// …, hieß es in einer Mitteilung.
function unnamed(items, i) {
  return items[i] && items[i].text === "es" && items[i + 1] && /^(?:in|im|aus|bei)$/.test(items[i + 1].text) ? phrase(items, i + 2) : null;
}

const ends = (items, i) => i >= items.length || items.slice(i).every((x) => !x.quoted && !verbs.has(x.text)) && items.length - i < 8;

// What was found, as places in the text.
function placed(doc, { items }, { parts, source, cue }) {
  const place = ({ from, to }) => doc.trim(doc.range(items[from].start, items[to - 1].end));
  const own = parts.flatMap((p) => items.slice(p.from, p.to));
  const quoted = own.some((x) => x.quoted);
  const content = parts.map(({ from, to }) => {
    while (to > from + 1 && !items[to - 1].word && !items[to - 1].quoted) to--;
    return place({ from, to });
  });
  return { content, quoted, directness: !quoted ? "indirect" : own.some((x) => x.word) ? "mixed" : "direct", source: place(source), cue: place(cue) };
}

function propose(emit, { content, quoted, directness, source, cue }) {
  const mark = emit.span(content, "content", { confidence: quoted ? 0.88 : 0.75, reason: `„${cue.text}“ says whose words these are`, attrs: { directness } });
  const speaker = emit.span(source, "source", { confidence: 0.8, reason: "stands with the verb of saying", attrs: pronouns.has(source.text.toLowerCase()) ? { form: "pronominal" } : {} });
  const signal = emit.span(cue, "cue", { confidence: 0.88, reason: "says that somebody speaks" });
  emit.relation("source", mark, speaker, { confidence: 0.82, reason: "stands with the verb of saying" });
  emit.relation("cue", mark, signal, { confidence: 0.9, reason: "signals this content" });
}
