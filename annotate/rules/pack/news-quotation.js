// Who said what: contents with their sources and cues, in English. Where they are found is doc.grammar's work; here it is
// decided what each is worth, how it is labelled, and why.
export const rule = {
  name: "news-quotation",
  version: "1",
  description: "Quotations and paraphrases with who says them and the words that signal it, followed through the article.",
  language: "en",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue", "same-as", "nested-in"],
  options: { thought: true, evidence: true, nested: true, alone: true },
};

export function suggest(doc, emit) {
  if (!doc.grammar) return;
  const said = doc.grammar.attributions.filter((a) => wanted(a, doc.options));
  const mentions = new Map(); // of a speaker: the mark that names it last
  const contents = said.map((a) => {
    const content = emit.span(a.content, "content", { ...worth(a), attrs: contentAttrs(a) });
    const source = a.source.length > 0 && sourceOf(doc, emit, a, mentions);
    if (source) emit.relation("source", content, source, { confidence: a.inherited ? 0.75 : 0.9, reason: whose(a) });
    if (a.cue.length > 0 && !a.inherited) {
      const cue = emit.span(a.cue[0], "cue", { confidence: cueWorth(a), reason: cueReason(a) });
      emit.relation("cue", content, cue, { confidence: 0.95, reason: "signals this content" });
    }
    return content;
  });
  nest(emit, said, contents);
  if (doc.options.alone) alone(doc, emit, said);
}

function wanted(a, options) {
  if (a.reports === "thought" && !options.thought || a.reports === "evidence" && !options.evidence) return false;
  return a.depth === 0 || options.nested;
}

// How sure it is that this is somebody's content, and what gave it away.
function worth(a) {
  const deep = a.depth > 0 ? 0.15 : 0;
  const cue = a.cue.length > 0 ? `“${a.cue[0].text}”` : "";
  const at = (confidence, reason) => ({ confidence: Math.max(0.3, confidence - deep), reason });
  if (a.inherited) return at(0.8, "quoted beside words of the same speaker, and nobody else is named");
  if (a.directness === "direct") return at(0.95, cue ? `quoted, with ${cue} beside it` : "quoted and signed with a name");
  if (a.order.startsWith("c") && a.lemma === "accord") return at(0.93, `${cue} says whose it is`);
  if (a.directness === "mixed") return at(0.88, `partly quoted, after ${cue}`);
  if (a.reports === "thought") return at(0.7, `${cue} reports what somebody thinks`);
  if (a.reports === "evidence") return at(0.6, `${cue} reports what something shows`);
  return at(a.negative ? 0.75 : 0.88, `${cue} reports it in the writer’s words`);
}

function whose(a) {
  if (a.inherited) return "the speaker of the words beside it goes on";
  return a.order.indexOf("s") < a.order.indexOf("q") ? "stands before the content as its speaker" : "stands behind the content as its speaker";
}

const cueWorth = (a) => (a.reports === "speech" ? 0.92 : 0.75);
const cueReason = (a) => (a.lemma === ":" ? "a colon behind the speaker" : a.lemma === "accord" ? "names the source" : `says that somebody ${a.reports === "thought" ? "thinks" : a.reports === "evidence" ? "shows" : "speaks"}`);

// Attributes of a content, where its cue or the words around it tell.
const attitudes = [
  ["no_comment", /^(?:decline|refuse)$/],
  ["intention", /^(?:plan|intend|promise|vow|pledge|threaten|aim|offer)$/],
  ["desire", /^(?:want|wish|hope|call|demand|urge|ask|request|appeal|plead)$/],
  ["decree", /^(?:rule|order|decide|decree|find|declare|vote|agree|approve)$/],
  ["belief", /^(?:believe|think|feel|expect|suspect|doubt|fear|consider|assume|predict|guess|worry)$/],
  ["perception", /^(?:see|hear|know|notice|realize|realise|learn|discover|observe|witness|remember|recall)$/],
];
const doubts = /^(?:claim|allege|purport|insist|boast)$/;
const endorses = /^(?:note|point|acknowledge|admit|confirm|concede|remind|reveal|explain)$/;

function contentAttrs(a) {
  const attrs = { directness: a.directness, level: a.depth > 0 ? "nested" : "outer" };
  const attitude = attitudes.find(([, lemmas]) => lemmas.test(a.lemma));
  if (attitude) attrs.attitude = attitude[0];
  else if (a.reports === "speech") attrs.attitude = "statement";
  if (/^(?:deny|dispute|reject|refute)$/.test(a.lemma)) attrs.polarity = "denied_by_source";
  else if (a.negative && attrs.attitude !== "no_comment") attrs.polarity = "negated";
  if (a.source.length === 0) attrs.source_form = "implicit";
  if (doubts.test(a.lemma)) attrs.stance = "author_doubts";
  if (endorses.test(a.lemma)) attrs.stance = "author_endorses";
  const through = channels.find(([, words]) => words.test(a.text));
  if (through) attrs.channel = through[0];
  return attrs;
}

// Where it was said, when the text says so between the first word of source, cue and content and the last.
const channels = [
  ["interview", /\b(?:in an? (?:[\w-]+ ){0,3}interview|told (?:the )?(?:Associated Press|AP|Reuters|AFP|BBC|CNN))\b/],
  ["social_post", /\b(?:tweeted|posted|in an? (?:[\w-]+ ){0,3}(?:tweet|post)|wrote on (?:X|Twitter|Facebook|Instagram|Telegram|Truth Social|social media))\b/],
  ["court_filing", /\b(?:in (?:an? |the )?(?:[\w-]+ ){0,2}(?:lawsuit|complaint|indictment|affidavit|filing|court papers|court documents))\b/],
  ["statement", /\b(?:in an? (?:[\w-]+ ){0,3}(?:statement|news release|press release|communique)|by statement)\b/],
  ["speech", /\b(?:in an? (?:[\w-]+ ){0,3}(?:speech|address|sermon|keynote)|told (?:a|the) (?:[\w-]+ ){0,3}(?:rally|crowd|conference|congregation))\b/],
  ["broadcast", /\b(?:on (?:state |national )?(?:television|TV|radio)|in a (?:[\w-]+ ){0,3}broadcast)\b/],
];

// The mark of a source, linked to the one before of the same speaker.
function sourceOf(doc, emit, a, mentions) {
  const place = a.source[0];
  const mark = emit.span(place, "source", { confidence: a.speaker ? 0.9 : 0.8, reason: a.speaker ? `names ${a.speaker.name}` : "stands with the cue as whoever speaks", attrs: sourceAttrs(doc, a, place) });
  const before = a.speaker && mentions.get(a.speaker);
  if (before && before.id !== mark.id && before.start < mark.start) emit.relation("same-as", mark, before, { confidence: 0.8, reason: `${a.speaker.name} again` });
  if (a.speaker && !(before && before.start > mark.start)) mentions.set(a.speaker, mark);
  return mark;
}

const several = /^(?:\w+ly )?(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|most|few|both|all|other|dozens|hundreds|thousands|they|we)\b/i;
const representative = /\b(?:spokes(?:man|woman|person|people)|representative|press secretary|envoy|lawyer|attorney)\b/i;

function sourceAttrs(doc, a, place) {
  const chunk = doc.grammar.chunksIn(place)[0];
  const attrs = {};
  if (!chunk) return attrs;
  const pronoun = chunk.head.pos === "pronoun";
  const named = chunk.name !== "" || doc.grammar.chunksIn(place).some((c) => c.name !== "" && c.sort === "person");
  attrs.form = pronoun ? "pronominal" : chunk.name && chunk.title === "" && chunk.text === place.text ? "name" : "nominal";
  const sort = pronoun && a.speaker ? a.speaker.sort : chunk.sort;
  const group = several.test(place.text) || /(?:[^s]s|men|people|police)$/.test(chunk.head.lower);
  const known = pronoun ? a.speaker !== null && /\p{Lu}/u.test(a.speaker.name) : named;
  if (/\b(?:poll|survey)\b/i.test(place.text)) attrs.kind = "poll_vote";
  else if (sort === "document") attrs.kind = "document";
  else if (sort === "organisation") attrs.kind = known ? "named_group" : "unnamed_group";
  else if (sort === "person") attrs.kind = known ? "named_individual" : group ? "unnamed_group" : "unnamed_individual";
  else if (pronoun && /^I$/.test(place.text)) attrs.kind = "author";
  if (representative.test(place.text)) attrs.role = "representative";
  if (/\bformer\b|\bex-/i.test(place.text)) attrs.status = "former";
  const secret = /condition of anonymity\s+((?:because|as|since|to|so|in order)\b[^.]{5,160})/.exec(place.text);
  if (secret) attrs.anonymity_reason = secret[1].replace(/[,\s]+$/, "");
  return attrs;
}

// A content that lies in another points at it.
function nest(emit, said, contents) {
  said.forEach((a, i) => {
    if (a.depth === 0) return;
    const inside = (b) => b.depth === a.depth - 1 && b.content.some((p) => a.content.every((q) => p.start <= q.start && q.end <= p.end));
    const outer = said.findIndex(inside);
    if (outer >= 0 && outer !== i) emit.relation("nested-in", contents[i], contents[outer], { confidence: 0.8, reason: "lies in what somebody else says" });
  });
}

// Words in quotation marks that could stand alone and that nobody is said to have spoken.
function alone(doc, emit, said) {
  for (const quote of doc.grammar.quotes) {
    if (quote.level !== 1 || quote.use !== "speech" || doc.grammar.tokensIn(quote).length < 6) continue;
    const taken = said.some((a) => a.content.some((p) => p.start < quote.end && quote.start < p.end));
    if (!taken) emit.span(quote.parts, "content", { confidence: 0.5, reason: "stands in quotation marks, and nobody is named", attrs: { directness: "direct" } });
  }
}
