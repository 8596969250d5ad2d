// Claims that a desk would want checked: figures, tolls, comparisons, superlatives, causes, and what the law says or a court did.
export const rule = {
  name: "news-claim",
  version: "1",
  description: "Check-worthy claims, clause by clause, with a guess at what kind of claim each is. Contents are those of news-quotation.",
  language: "en",
  labels: ["claim"],
  relations: ["claim-in"],
  options: { maybe: true },
};

export function suggest(doc, emit) {
  const g = doc.grammar;
  if (!g) return;
  const cues = new Set();
  for (const a of g.attributions) for (const cue of a.cue) for (const v of g.verbsIn(doc.unitAt("sentence", cue.start) || cue)) if (v.start < cue.end && cue.start < v.end) cues.add(v);
  for (const block of doc.blocks) {
    if (block.kind !== "paragraph") continue;
    for (const sentence of g.sentencesIn(block)) {
      if (/\?\W*$/.test(sentence.text)) continue;
      const clauses = propositions(doc, sentence, cues);
      for (const clause of clauses) claim(doc, emit, clause);
    }
  }
}

// The propositions of a sentence: clauses with a subject and a finite verb of their own, each with what hangs on it, cut where
// somebody's words begin and end.
function propositions(doc, sentence, cues) {
  const g = doc.grammar;
  const all = g.clausesIn(sentence);
  const heads = all.filter((c) => (c.kind === "main" || c.kind === "complement") && c.verb && c.verb.finite && !cues.has(c.verb) && c.subject);
  const bounds = all.filter((c) => c.kind === "main" || c.kind === "complement").map((c) => c.start);
  return heads.map((clause) => {
    const start = clause.introducer ? clause.introducer.end : clause.start;
    const next = bounds.find((b) => b > clause.start) || sentence.end;
    const said = g.attributions.find((a) => a.depth === 0 && a.content.some((p) => p.start <= clause.verb.start && clause.verb.end <= p.end));
    const part = said && said.content.find((p) => p.start <= clause.verb.start && clause.verb.end <= p.end);
    const end = Math.max(clause.end, Math.min(next, part ? part.end : sentence.end, firstSpeaker(doc, clause, sentence)));
    const from = part ? Math.max(start, part.start) : start;
    return { clause, said, place: tidy(doc, doc.range(from, Math.max(end, clause.verb.end))) };
  });
}

// Where the words about the speaker begin, behind a clause.
function firstSpeaker(doc, clause, sentence) {
  const marks = doc.grammar.attributions.flatMap((a) => [...a.source, ...a.cue]).filter((p) => p.start >= clause.end && p.start < sentence.end);
  return marks.length > 0 ? Math.min(...marks.map((p) => p.start)) : sentence.end;
}

// Without conjunctions, commas and quotation marks at the edges.
function tidy(doc, place) {
  let now = doc.trim(doc.trim(place, "punctuation"), "quotes");
  const back = doc.find(/[\s,;:—–-]+(?:and|but|or|while|that|who|which|although|though|as|because)\s*$/i, { in: now })[0];
  if (back) now = doc.range(now.start, back.start);
  const front = doc.find(/^\W*(?:and|but|or|so|yet|that)\b[\s,]*/i, { in: now })[0];
  if (front) now = doc.range(front.end, now.end);
  return doc.trim(doc.trim(now, "punctuation"), "quotes");
}

// What makes a claim worth checking, the strongest first: [type, how sure, how worthy, what it is called, words].
const figure = "(?:[$€£]\\s?\\d|\\d[\\d,.]*\\s?(?:%|percent|per cent|percentage|million|billion|trillion|thousand|hundred|people|jobs|votes|homes|miles|kilomet|tons|tonnes|degrees|dollars|euros|pounds)|\\b(?:hundreds|thousands|millions|billions|dozens) of\\b|\\b(?:half|a third|two-thirds|a quarter|three-quarters|most|a majority) of\\b|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\\d[\\d,.]*) (?:\\p{L}+ ){0,2}\\p{L}+s\\b)";
const kinds = [
  ["event_fact", 0.8, "yes", "a toll", /\b(?:kill(?:ed|s|ing)?|dead|died|dies|deaths?|injur(?:ed|ies|ing)|wounded|wounding|missing|casualties|displaced|infected)\b/i, /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|nobody|none|several)\b/i],
  ["comparison_rank", 0.8, "yes", "a superlative", /\b(?:most|least|(?:dead|high|low|large|small|big|old|young|new|great|strong|weak|long|short|bad|fast|slow|rich|poor|cheap|hard|hot|cold|wet|dri|warm|steep|early|late)(?:li)?est|worst|best|record(?:-breaking)?|first (?:time|\p{L}+ (?:since|in|to|ever))|only|unprecedented|never before|all-time|worst-ever)\b/iu, /\b(?:the|a|an|its|their|his|her|for the)\b/i],
  ["comparison_rank", 0.8, "yes", "a comparison", /\b(?:(?:more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|older|younger|better|worse|greater|longer|shorter|cheaper|stronger|weaker)\b.{0,40}\bthan|twice|doubled|tripled|halved|compared (?:with|to)|up from|down from|times (?:as|more|higher|larger)|outnumber\w*|exceed\w*|(?:rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised) (?:\p{L}+ ){0,3}(?:by |to |from )?(?:[$€£]|\d|a third|half))/iu],
  ["causal", 0.7, "yes", "a cause", /\b(?:because|caused|causes|causing|led to|leads to|due to|resulted? in|as a result|result of|blamed (?:on|for)|thanks to|drove up|drives up|triggered|sparked|responsible for|contributed to|prevents?|prevented)\b/i],
  ["record_or_vote", 0.75, "yes", "a vote", /\b(?:vot(?:ed|es) (?:\p{L}+ )?(?:for|against|to|in favou?r|\d)|passed (?:by|with)|\d+[-–]\d+ vote|was elected|won \d)/iu],
  ["opinion_poll", 0.75, "yes", "a poll", /\b(?:poll|survey)\b.{0,60}\d|\d.{0,60}\b(?:of (?:voters|respondents|adults|those (?:polled|surveyed)))\b/i],
  ["rule_or_law", 0.7, "yes", "what the law says or a court did", /\b(?:illegal(?:ly)?|unlawful|laws?|constitution(?:al)?|unconstitutional|banned|bans|prohibit\w*|forbids?|outlawed|convicted|acquitted|sentenced|indicted|charged with|pleaded|ruled|violat\w+|guilty|treaty|sanction(?:s|ed)|legal(?:ly)?|permitted|required by|requires)\b/i],
  ["quantity", 0.7, "yes", "a figure", new RegExp(figure, "iu")],
];

function claim(doc, emit, { clause, said, place }) {
  if (place.end - place.start < 12 || doc.units("word", place).length < 4) return;
  const text = place.text;
  const kind = kinds.find(([, , , , words, also]) => words.test(text) && (!also || also.test(text)));
  if (!kind || personal.test(text) && kind[0] !== "event_fact") return;
  const [type, confidence, worthy, what] = kind;
  const modality = modalityOf(clause, text);
  const check = modality === "future" || opinion.test(text) || /^(?:I|we)\b/i.test(text) ? "maybe" : worthy;
  if (check === "maybe" && !doc.options.maybe) return;
  const attrs = { check_worthy: check, claim_type: modality === "future" ? "prediction" : type, modality, voice: said ? "attributed" : "journalist", self_contained: vague.test(text) ? "needs_context" : "yes" };
  const mark = emit.span(place, "claim", { confidence: check === "yes" ? confidence : confidence - 0.2, reason: `${what}${said ? ", as somebody says" : ""}`, attrs });
  if (said && said.content.some((p) => p.start <= place.start && place.end <= p.end)) emit.relation("claim-in", mark, emit.from("news-quotation", said.content, "content"), { confidence: 0.9, reason: "lies in this content" });
}

const personal = /^(?:I|we) (?:was|were|am|are|feel|felt|think|hope|love|know)\b/i;
const opinion = /\b(?:beautiful|terrible|great|amazing|wonderful|horrible|disgrace\w*|important|should|must|deserve\w*)\b/i;
const vague = /^(?:it|this|that|these|those|they|he|she|there|we|I)\b/i;

function modalityOf(clause, text) {
  if (clause.verb.tense === "future") return "future";
  if (/\bif\b|\bunless\b/i.test(text)) return "conditional";
  if (/\b(?:may|might|could|appears?|appeared|seems?|seemed|likely|possibly|reportedly|allegedly|suspected|estimated|about to|believed to)\b/i.test(text)) return "hedged";
  return clause.verb.tense === "conditional" ? "conditional" : "asserted";
}
