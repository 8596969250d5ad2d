// Who said what: contents with their sources and cues, in English. Where they are found is doc.grammar's work; here it is
// decided what each is worth, how it is labelled, and why.
export const rule = {
  name: "news-quotation",
  version: "4",
  description: "Quotations and paraphrases with who says them and the words that signal it, followed through the article.",
  language: "en",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue", "same-as", "nested-in"],
  options: { thought: true, evidence: true, requests: true, intentions: false, nested: true, alone: true },
};

export function suggest(doc, emit) {
  if (!doc.grammar) return;
  const said = doc.grammar.attributions.filter((a) => wanted(a, doc.options));
  for (const a of doc.grammar.requests) {
    if (a.depth === 0 && doc.options[a.reports === "speech" ? "requests" : "intentions"]) said.push(a);
  }
  said.sort((a, b) => a.content[0].start - b.content[0].start || b.content[0].end - a.content[0].end);
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
  if (a.request) return at(a.reports === "speech" ? 0.75 : 0.6, `${cue} asks, promises or refuses it`);
  if (a.inherited) return at(0.8, "quoted beside words of the same speaker, and nobody else is named");
  if (a.directness === "direct") return at(0.95, cue ? `quoted, with ${cue} beside it` : "quoted and signed with a name");
  if (a.lemma === "according to") return at(0.93, `${cue} says whose it is`);
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
const cueReason = (a) => (a.lemma === ":" ? "a colon behind the speaker" : a.lemma === "according to" ? "names the source" : `says that somebody ${a.reports === "thought" ? "thinks" : a.reports === "evidence" ? "shows" : "speaks"}`);

// Attributes of a content, where its cue or the words around it tell.
const attitudes = new Map();
for (const [attitude, lemmas] of Object.entries({
  no_comment: "decline refuse",
  intention: "plan intend promise vow pledge threaten aim offer",
  desire: "want wish hope call demand urge ask request appeal plead",
  decree: "rule order decide decree find declare vote agree approve",
  belief: "believe think feel expect suspect doubt fear consider assume predict guess worry",
  perception: "see hear know notice realize realise learn discover observe witness remember recall",
})) for (const lemma of lemmas.split(" ")) attitudes.set(lemma, attitude);
const denials = new Set("deny dispute reject refute".split(" "));
const stances = new Map();
for (const lemma of "claim allege purport insist boast".split(" ")) stances.set(lemma, "author_doubts");
for (const lemma of "note point acknowledge admit confirm concede remind reveal explain".split(" ")) stances.set(lemma, "author_endorses");

function contentAttrs(a) {
  const lemma = a.lemma;
  const attrs = { directness: a.directness, level: a.depth > 0 ? "nested" : "outer" };
  const refused = a.cue.length > 0 && /^(?:declin|refus)/.test(a.cue[0].text);
  const attitude = refused ? "no_comment" : attitudes.get(lemma) || (a.reports === "speech" ? "statement" : "");
  if (attitude) attrs.attitude = attitude;
  if (denials.has(lemma)) attrs.polarity = "denied_by_source";
  else if (a.negative && attitude !== "no_comment") attrs.polarity = "negated";
  if (a.source.length === 0) attrs.source_form = "implicit";
  if (stances.has(lemma)) attrs.stance = stances.get(lemma);
  const text = a.text;
  const through = setting.test(text) && channels.find((c) => c.words.test(text));
  if (through) attrs.channel = through.channel;
  return attrs;
}

// Where it was said, when the text says so between the first word of source, cue and content and the last.
const setting = /\b(?:told|tweeted|posted|wrote|on|in an?|in the|in court|by) /;
const channels = [
  { channel: "interview", words: /\b(?:in an? (?:[\w-]+ ){0,3}interview|told (?:the )?(?:Associated Press|AP|Reuters|AFP|BBC|CNN))\b/ },
  { channel: "social_post", words: /\b(?:tweeted|posted|in an? (?:[\w-]+ ){0,3}(?:tweet|post)|wrote on (?:X|Twitter|Facebook|Instagram|Telegram|Truth Social|social media))\b/ },
  { channel: "court_filing", words: /\b(?:in (?:an? |the )?(?:[\w-]+ ){0,2}(?:lawsuit|complaint|indictment|affidavit|filing|court papers|court documents))\b/ },
  { channel: "statement", words: /\b(?:in an? (?:[\w-]+ ){0,3}(?:statement|news release|press release|communique)|by statement)\b/ },
  { channel: "speech", words: /\b(?:in an? (?:[\w-]+ ){0,3}(?:speech|address|sermon|keynote)|told (?:a|the) (?:[\w-]+ ){0,3}(?:rally|crowd|conference|congregation))\b/ },
  { channel: "broadcast", words: /\b(?:on (?:state |national )?(?:television|TV|radio)|in a (?:[\w-]+ ){0,3}broadcast)\b/ },
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
  const chunks = doc.grammar.chunksIn(place);
  const chunk = chunks[0];
  const attrs = {};
  if (!chunk) return attrs;
  const text = place.text;
  const pronoun = chunk.head.pos === "pronoun";
  const named = chunk.name !== "" || chunks.some((c) => c.name !== "" && c.sort === "person");
  attrs.form = pronoun ? "pronominal" : chunk.name && chunk.title === "" && chunk.text === text ? "name" : "nominal";
  const sort = pronoun && a.speaker ? a.speaker.sort : chunk.sort;
  const group = several.test(text) || /(?:[^s]s|men|people|police)$/.test(chunk.head.lower);
  const known = pronoun ? a.speaker !== null && /\p{Lu}/u.test(a.speaker.name) : named;
  if (/\b(?:poll|survey)\b/i.test(text)) attrs.kind = "poll_vote";
  else if (sort === "document") attrs.kind = "document";
  else if (sort === "organisation") attrs.kind = known ? "named_group" : "unnamed_group";
  else if (sort === "person") attrs.kind = known ? "named_individual" : group ? "unnamed_group" : "unnamed_individual";
  else if (pronoun && /^I$/.test(text)) attrs.kind = "author";
  if (representative.test(text)) attrs.role = "representative";
  if (/\bformer\b|\bex-/i.test(text)) attrs.status = "former";
  const secret = text.length > 40 && /condition of anonymity\s+((?:because|as|since|to|so|in order)\b[^.]{5,160})/.exec(text);
  if (secret) attrs.anonymity_reason = secret[1].replace(/[,\s]+$/, "");
  return attrs;
}

// A content that lies in another points at it. The outer one begins before it, so it comes before it in the list.
function nest(emit, said, contents) {
  said.forEach((a, i) => {
    if (a.depth === 0) return;
    const { start, end } = contents[i];
    for (let k = i - 1; k >= 0; k--) {
      if (said[k].depth !== a.depth - 1 || contents[k].end < end || !said[k].content.some((p) => p.start <= start && end <= p.end)) continue;
      emit.relation("nested-in", contents[i], contents[k], { confidence: 0.8, reason: "lies in what somebody else says" });
      return;
    }
  });
}

// Words in quotation marks that could stand alone and that nobody is said to have spoken.
function alone(doc, emit, said) {
  const g = doc.grammar;
  const taken = new Set();
  for (const a of said) for (const part of a.content) for (const quote of g.quotesIn(part)) taken.add(quote);
  for (const quote of g.quotes) {
    if (taken.has(quote) || quote.level !== 1 || quote.use !== "speech" || g.tokensIn(quote).length < 6) continue;
    if (!said.some((a) => a.content.some((p) => p.start < quote.end && quote.start < p.end)))
      emit.span(quote.parts, "content", { confidence: 0.5, reason: "stands in quotation marks, and nobody is named", attrs: { directness: "direct" } });
  }
}
