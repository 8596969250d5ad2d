// Who said what in German: „…“, »…« and «…» with the verb and the speaker beside them; dass-clauses; laut and nach Angaben.
// German tells a sentence's speaker by place: before the verb, or right behind it when anything else comes first.
export const rule = {
  name: "news-quotation-de",
  version: "1",
  description: "German quotations and reported speech with source and cue.",
  language: "de",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue"],
  options: { words: 3 },
};

const verbs = new Set(("sagt sagte sagten sagen erklärt erklärte erklärten betont betonte betonten berichtet berichtete berichteten meint meinte teilte teilt teilten fügte kündigte kündigt kritisiert kritisierte warnt warnte warnten " +
  "fordert forderte forderten schreibt schrieb schrieben ruft rief antwortet antwortete fragt fragte erzählt erzählte behauptet behauptete behaupteten versichert versicherte räumte räumt gab gibt beteuert beteuerte begründete begründet " +
  "ergänzt ergänzte unterstrich unterstreicht bestätigt bestätigte bestätigten äußerte resümiert resümierte bilanziert bilanzierte appelliert appellierte urteilt urteilte klagt klagte mahnt mahnte lobt lobte erinnert erinnerte zitiert zitierte twitterte verkündete bekräftigte prophezeit vermutet vermutete glaubt glaubte hofft hoffte").split(" "));
// Words that end the phrase of a speaker.
const stops = new Set(("am im in an auf bei beim vor nach während gegenüber zu zum zur dass ob und aber weil wenn als mit über für gegen dem Deutschen heute gestern jetzt nun dazu daraufhin außerdem zudem weiter später zuvor noch auch mit " +
  "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag nicht sich so " +
  "ist sind war waren hat haben hatte hatten wird werden wurde wurden soll sollen kann können konnte muss müssen kam liegt steht").split(" "));
const determiners = new Set("der die das ein eine einer eines dem den des sein seine ihr ihre ihrer seiner mehrere zwei drei viele".split(" "));
const pronouns = new Set("er sie es man wir ich".split(" "));

export function suggest(doc, emit) {
  const tokens = doc.tokens;
  for (const line of doc.blocks.filter((b) => b.kind === "paragraph")) {
    const words = tokens.filter((t) => line.start <= t.start && t.end <= line.end);
    const quotes = doc.units("quotation", line).filter((q) => doc.units("word", q).length >= doc.options.words);
    const outside = words.filter((w) => !quotes.some((q) => q.start <= w.start && w.end <= q.end));
    let last = null; // who spoke before in this paragraph
    for (const quote of quotes) {
      const found = behind(doc, outside, quote) || before(doc, outside, quote);
      if (found) last = propose(doc, emit, quote, found, "direct", found.cue.text);
      else if (last) goesOn(emit, quote, last);
    }
    for (const sentence of doc.units("sentence", line)) indirect(doc, emit, outside.filter((w) => sentence.start <= w.start && w.end <= sentence.end), quotes);
  }
}

// „…“, sagte Anna Roth am Montag. / „…“, so der Sprecher.
function behind(doc, words, quote) {
  const at = words.findIndex((w) => w.start >= quote.end);
  if (at < 0) return null;
  let i = words[at].text === "," ? at + 1 : at;
  const cue = words[i];
  if (!cue || cue.start > quote.end + 3 || !(verbs.has(cue.text) || cue.text === "so")) return null;
  const source = phrase(doc, words, i + 1);
  return source && { cue, source };
}

// Roth sagte: „…“ / Dazu erklärte der Sprecher: „…“
function before(doc, words, quote) {
  const colon = words.findLastIndex((w) => w.end <= quote.start);
  if (colon < 1 || words[colon].text !== ":") return null;
  const from = words.findLastIndex((w, i) => i < colon && /^[.!?;]$/.test(w.text)) + 1;
  const verb = words.findLastIndex((w, i) => i >= from && i < colon && verbs.has(w.text));
  if (verb < 0) return null;
  const source = (verb > from && phrase(doc, words.slice(0, verb), from, true)) || phrase(doc, words, verb + 1);
  return source && { cue: words[verb], source };
}

// Roth sagte, dass … / Laut Polizei … / Nach Angaben der Polizei …
function indirect(doc, emit, words, quotes) {
  if (words.length < 5) return;
  const last = words.at(-1).word ? words.at(-1) : words.at(-2);
  const clear = (from) => !quotes.some((q) => q.start < last.end && from < q.end);
  if (/^(?:Laut|Nach)$/.test(words[0].text)) {
    const long = words[0].text === "Nach";
    if (long && !/^(?:Angaben|Worten|Aussage|Aussagen|Ansicht|Einschätzung|Informationen)$/.test(words[1].text)) return;
    const at = long ? (words[2] && words[2].text === "von" ? 3 : 2) : 1;
    const source = phrase(doc, words, at);
    const rest = source && words.find((w) => w.start >= source.end && w.text !== ",");
    if (source && rest && clear(rest.start)) propose(doc, emit, doc.range(rest.start, last.end), { cue: doc.range(words[0].start, words[at - 1].end), source }, "indirect", words[0].text);
    return;
  }
  const verb = words.findIndex((w) => verbs.has(w.text));
  if (verb < 1) return;
  const source = phrase(doc, words.slice(0, verb), 0, true) || phrase(doc, words, verb + 1);
  const that = words.findIndex((w, i) => i > verb && /^(?:dass|ob)$/.test(w.text) && words[i - 1].text === ",");
  if (source && that > 0 && clear(words[that].start)) propose(doc, emit, doc.range(words[that].start, last.end), { cue: words[verb], source }, "indirect", words[verb].text);
}

// The phrase of a speaker that begins at word i: a pronoun, or what runs to a mark or a word that ends it, with a name or noun in
// it. whole: nothing may follow it.
function phrase(doc, words, i, whole) {
  const first = words[i];
  if (!first || !first.word || stops.has(first.text.toLowerCase())) return null;
  if (pronouns.has(first.text.toLowerCase()) && first.text !== "Sie") return whole && words.length > i + 1 ? null : first;
  if (first.text === "Sie") return first;
  let end = i;
  while (end < words.length && words[end].word && !stops.has(words[end].text) && !verbs.has(words[end].text)) end++;
  if (words[end] && words[end].text === "(" && words[end + 2] && words[end + 2].text === ")") end += 3; // Anna Roth (SPD)
  const own = words.slice(i, end);
  const named = own.some((w) => /^\p{Lu}/u.test(w.text) && !determiners.has(w.text.toLowerCase()));
  if (!named || own.length > 12 || whole && end < words.length) return null;
  if (!/^\p{Lu}/u.test(first.text) && !determiners.has(first.text) && !/(?:e|er|en|es)$/.test(first.text)) return null;
  return doc.range(first.start, own.at(-1).end);
}

function propose(doc, emit, place, { cue, source }, directness, word) {
  const content = emit.span(place, "content", { confidence: directness === "direct" ? 0.88 : 0.75, reason: `„${word}“ says whose words these are`, attrs: { directness } });
  const speaker = emit.span(source, "source", { confidence: 0.8, reason: "stands with the verb of saying", attrs: pronouns.has(source.text.toLowerCase()) ? { form: "pronominal" } : {} });
  const signal = emit.span(cue, "cue", { confidence: 0.88, reason: "says that somebody speaks" });
  emit.relation("source", content, speaker, { confidence: 0.82, reason: "stands with the verb of saying" });
  emit.relation("cue", content, signal, { confidence: 0.9, reason: "signals this content" });
  return speaker;
}

function goesOn(emit, quote, speaker) {
  const content = emit.span(quote, "content", { confidence: 0.65, reason: "quoted in the same paragraph, and nobody else is named", attrs: { directness: "direct" } });
  emit.relation("source", content, speaker, { confidence: 0.6, reason: "the speaker of the words before goes on" });
}
