// Claims that a desk would want checked: figures, tolls, comparisons, superlatives, causes, and what the law says or a court did.
export const rule = {
  name: "news-claim",
  version: "4",
  description: "Check-worthy claims, clause by clause, with a guess at what kind of claim each is. Contents are those of news-quotation.",
  language: "en",
  labels: ["claim"],
  relations: ["claim-in"],
  options: { maybe: true },
};

export function suggest(doc, emit) {
  const g = doc.grammar;
  if (!g) return;
  const story = doc.blocks.filter((b) => b.kind === "paragraph");
  for (const block of story) {
    let said = null; // who says what in it, looked up when a sentence needs it
    for (const sentence of g.sentencesIn(block)) {
      const text = sentence.text.toLowerCase();
      const likely = likelyKinds(text);
      if (likely.length === 0 || /\?\W*$/.test(text)) continue;
      said = said || g.attributionsIn(block).filter((a) => a.depth === 0);
      for (const p of propositions(doc, sentence, said)) claim(doc, emit, p, likely);
    }
  }
}

// The propositions of a sentence: clauses with a subject and a finite verb of their own, each with what hangs on it, cut where
// somebody's words begin and end. said is who says what in its paragraph.
function propositions(doc, sentence, said) {
  const compares = /\b(?:than|what)\b/i.test(sentence.text);
  const clauses = doc.grammar.clausesIn(sentence).filter((c) => (c.kind === "main" || c.kind === "complement") && c.verb && !helped(c) && !(compares && free(doc, sentence, c)));
  const speaks = said.flatMap((a) => a.source.concat(a.cue)).filter((p) => sentence.start <= p.start && p.end <= sentence.end);
  const found = [];
  clauses.forEach((clause, i) => {
    const { verb, subject, introducer } = clause;
    if (!verb || !verb.finite || !subject && !doing(doc, sentence, clause) || reduced(doc, sentence, clause) || speaks.some((p) => p.start < verb.end && verb.start < p.end)) return;
    const holds = (p) => p.start <= verb.start && verb.end <= p.end;
    const by = said.find((a) => a.content.some(holds));
    const part = by ? by.content.find(holds) : sentence;
    const next = clauses[i + 1] ? clauses[i + 1].start : sentence.end;
    const speaker = speaks.reduce((first, p) => (p.start >= clause.end ? Math.min(first, p.start) : first), sentence.end);
    const start = Math.max(!subject ? sentence.start : introducer ? introducer.end : clause.start, part.start);
    const end = Math.max(verb.end, clause.end, Math.min(next, part.end, speaker));
    found.push({ clause, said: by, place: doc.range(start, Math.min(end, Math.max(part.end, verb.end))) });
  });
  return found;
}

// helps a woman get it: a verb in its base form has no subject of its own that is one.
function helped({ verb, subject }) {
  return verb.form === "base" && verb.tokens.length === 1 && Boolean(subject) && /^an? [\p{L}-]+[^s]$/u.test(subject.text);
}

// Smoking is the leading cause: what is done is the subject.
function doing(doc, sentence, { start, verb }) {
  const [first, next] = doc.grammar.tokensIn(sentence);
  return start <= (next || first).start && /^\p{Lu}\p{L}+ing$/u.test(first.text) && verb.start === next.start;
}

// more than he earned, half of what it cost: a clause that a comparison or a preposition takes for a noun belongs to the one around it.
function free(doc, sentence, { start, verb }) {
  const before = doc.grammar.tokensIn(doc.range(sentence.start, start)).slice(-1);
  const own = doc.grammar.tokensIn(doc.range(start, verb.start));
  const first = before.concat(own.slice(0, 1));
  return first.some((t) => (t.lower === "than" || t.lower === "what") && sentence.start < t.start)
    || own.some((t, i) => i > 0 && t.lower === "than" && own[i + 1] && own[i + 1].pos !== "number" && own[i + 1].lower !== "half");
}

// the laws he broke: a clause that hangs on the noun before it claims nothing by itself.
function reduced(doc, sentence, { start, subject }) {
  const before = doc.grammar.tokensIn(doc.range(sentence.start, start)).at(-1);
  return Boolean(before && subject) && subject.head.pos === "pronoun" && /^(?:noun|name)$/.test(before.pos);
}

// Without conjunctions, commas and quotation marks at the edges.
function tidy(doc, place) {
  let now = doc.trim(doc.trim(place, "punctuation"), "quotes");
  const back = doc.find(/[\s,;:—–-]+(?:and|but|or|while|that|who|which|what|how|why|whether|although|though|as|because|(?:and|but) (?:now|then|so))\s*$/i, { in: now })[0];
  if (back) now = doc.range(now.start, back.start);
  const another = doc.find(/[\s,]+(?:and|but) that\b/, { in: now })[0];
  if (another) now = doc.range(now.start, another.start);
  const front = doc.find(/^\W*(?:and|but|or|so|yet|that)\b[\s,]*/i, { in: now })[0];
  if (front) now = doc.range(front.end, now.end);
  return doc.trim(doc.trim(now, "punctuation"), "quotes");
}

// An expression for words that stand by themselves: in-laws are no laws. A space is whatever parts words.
function whole(words) {
  const gap = "[^\\p{L}\\p{N}-]", part = "[\\p{L}\\p{N}-]";
  return new RegExp(`(?:^|${gap})(?:${words.replace(/ /g, `${gap}+`).replace(/_/g, part)})(?:${gap}|$)`, "u");
}

// What makes a claim worth checking, the strongest first: one of its hints stands in a sentence, words match, and also, where there
// is one. All in lower case; a _ among the hints is any character of a word.
const figure = /[$€£]\s?\d|\d[\d,.]*\s?(?:%|percent|per cent|million|billion|trillion|thousand|hundred)|\b(?:hundreds|thousands|millions|billions|dozens|half|a third|two-thirds|a quarter|three-quarters|most|a majority) of\b|\bnone of\b|\b(?:two|three|four|five|six|seven|eight|nine) of the\b|\bby (?:half|(?:a|one) (?:third|quarter|fifth|tenth))\b|\b(?:millions|billions|trillions)\b|\bnot (?:one|a single) \p{L}+|\bno \p{L}+ (?:has|have|was|were)\b|\b(?:one|two|three|four|nine) (?:in|out of) (?:three|four|five|six|seven|eight|nine|10|ten)\b|\b\d(?:[\d,.]*\d)? (?:[\p{L}-]+ ){0,2}\p{L}+s\b|\b\d(?:[\d,.]*\d)? (?:people|men|women|children)\b/u;
const several = "|not (?:one|a)|no _+ (?:has|have|was|were)|(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out|of)";
const evidence = { type: "event_fact", sure: 0.6, what: "what records show",
  hints: whole("records|documents|memos|emails|photographs|photos|pictures|images|video|videos|footage|logs|tapes"),
  words: /\b(?:records|documents|memos|emails|photographs|photos|pictures|images|videos?|footage|logs|tapes) (?:[\p{L}\d]+ ){0,4}shows?\b/u };
const kinds = [
  { type: "event_fact", sure: 0.8, what: "a toll",
    hints: whole("shot|stabbed|drowned|killed|kills|killing|kill|dead|died|dies|death|deaths|injured|injuries|injury|injuring|hurt|wounded|wounding|casualties|displaced|infected"),
    words: /\b(?:shot|stabbed|drowned|kill(?:ed|s|ing)?|dead|died|dies|deaths?|injur(?:ed|ies|ing)|hurt|wounded|wounding|casualties|displaced|infected)\b/, also: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|no|nobody|none|several)\b/ },
  { type: "event_fact", sure: 0.65, what: "what was done, and can be proved",
    hints: whole("destroyed|bombed|shelled|collapsed|exploded|armed|unarmed|fired|prosecuted|leaked|dumped|lied|bribe|bribed|bribes|embezzled|covered|tortured|smuggled|falsified|concealed|knew|never|disciplined|weapons"),
    words: /\b(?:destroyed|bombed|shelled|collapsed|exploded|(?:un|not )armed|opened fire|prosecuted|leaked|dumped|lied|brib(?:ed?|es)|embezzled|covered up|tortured|smuggled|falsified|concealed|knew (?:of|about)|(?:has|have|had) never|disciplined|weapons)\b/ },
  { type: "comparison_rank", sure: 0.8, what: "a superlative",
    hints: whole("most|least|worst|best|first|last|only|lone|leading|record|all-time|record-breaking|unprecedented|never|_*est"),
    words: /\b(?:(?:the|its|their|his|her|our|world.s|country.s|nation.s) (?:\p{L}+[- ])?(?:most|least|(?:dead|high|low|large|small|big|old|young|new|great|strong|weak|long|short|fast|slow|rich|poor|cheap|hard|hott|cold|wett|dri|warm|steep|earl|lat)(?:li|i)?est|worst|best|leading \p{L}+|safest|deadliest|first (?:time|\p{L}+ (?:since|in|to|ever)|since|in)|only|lone)|(?:all-time|record)(?:-breaking)? (?:high|low|\p{L}+)|unprecedented|never before|for the (?:first|last) time)\b/u },
  { type: "comparison_rank", sure: 0.8, what: "a comparison",
    hints: whole("than|twice|doubled|tripled|halved|compared|up|down|times|rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised|outnumber|outnumbered|outnumbers|exceed|exceeds|exceeded|since|likely|as (?:much|many)|more|less|lower|higher"),
    words: /\b(?:(?:more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|older|younger|better|worse|greater|longer|shorter|cheaper|stronger|weaker) (?:\p{L}+ ){0,4}than|twice (?:as|the)|doubled|tripled|halved|compared (?:with|to)|up from|down from|times (?:as|more|higher|larger)|outnumber\p{L}*|exceed\p{L}*|(?:rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised) (?:\p{L}+ ){0,3}(?:[$€£]|\d|a third|two-thirds|half|three-quarters|a (?:quarter|fifth|sixth|tenth))|since (?:\d{4}|the war)|as (?:much|many) (?:\p{L}+ ){0,3}as|(?:(?:more|less) \p{L}+|lower|higher) (?:by|to|because|among|in))/u },
  { type: "causal", sure: 0.7, what: "a cause",
    hints: whole("because|caused|causes|causing|led|leads|due|result|results|resulted|blamed|thanks|drove|drives|triggered|sparked|responsible|contributed|prevent|prevents|prevented|linked|safe|unsafe|toxic|harmless"),
    words: /\b(?:because|caused|causes|causing|led to|leads to|due to|resulted? in|as a result|result of|blamed (?:on|for)|thanks to|drove up|drives up|triggered|sparked|responsible for|contributed to|prevents?|prevented|linked to|(?:is|are|was|were) (?:safe|unsafe|toxic|harmless))\b/ },
  { type: "record_or_vote", sure: 0.75, what: "a vote",
    hints: whole("voted|votes|vote|passed|elected|won|lost|carried"),
    words: /\b(?:voted (?:\p{L}+ )?(?:for|against|to|in favou?r|\d)|votes (?:for|against)|passed (?:by|with)|\d+[-–]\d+ vote|was elected|won (?:by )?\d|(?:won|lost) (?:it|the \p{L}+) by|(?:won|lost|carried) (?:the )?(?:election|state|race|primary|county|district|vote))/u },
  { type: "opinion_poll", sure: 0.75, what: "a poll",
    hints: whole("poll|polls|survey|surveys|voters|respondents|adults|those"),
    words: /\b(?:polls?|surveys?|voters|respondents|adults|those (?:polled|surveyed))\b/, also: /\d/ },
  { type: "rule_or_law", sure: 0.7, what: "what the law says or a court did",
    hints: whole("lawful|unlawful|legal|legally|illegal|illegally|law|laws|constitution|constitutional|unconstitutional|bans|banned|prohibit|prohibits|prohibited|forbid|forbids|outlawed|convicted|acquitted|sentenced|indicted|charged|pleaded|ruled|violate|violates|violated|violating|violation|violations|guilty|treaty|permitted|required|requires|overturned|upheld|struck|crime|felony|judge|court"),
    words: /\b(?:(?:un)?lawful|(?:il)?legal(?:ly)?|laws?|(?:un)?constitution(?:al)?|bans|banned|prohibit\p{L}*|forbids?|outlawed|convicted|acquitted|sentenced|indicted|charged with|pleaded|ruled|violat\p{L}+|guilty|treaty|permitted|required by|requires|overturned|upheld|struck down|an? (?:crime|felony)|(?:judge|court) (?:\p{L}+ ){0,2}(?:blocked|barred|halted|threw out|dismissed))\b/u },
  evidence,
  { type: "quantity", sure: 0.7, what: "a figure",
    hints: whole("_*\\d_*|none|fifth|tenth|hundreds|thousands|trillions|millions|billions|dozens|half|third|two-thirds|quarter|three-quarters|most|majority" + several),
    words: figure },
];

// The kinds that the words of a sentence may make a claim of, in their order.
const likelyKinds = (text) => kinds.filter((kind) => kind.hints.test(text) && kind.words.test(text));

function claim(doc, emit, { clause, said, place: rough }, likely) {
  const whole = rough.text.toLowerCase();
  const shown = likely.includes(evidence) && said && said.cue.some((c) => /^shows?$/i.test(c.text));
  if (!shown && !likely.some((k) => k.words.test(whole))) return;
  const place = tidy(doc, rough);
  const text = place.text.toLowerCase();
  const words = text.split(" ").length;
  if (text.length < 12 || words < 3 || words === 3 && text.length < 18) return;
  const kind = likely.find((k) => k.words.test(text) && (!k.also || k.also.test(text))) || (shown ? evidence : undefined);
  if (!kind || /condition of anonymity/.test(text) || personal.test(text) && kind.type !== "event_fact") return;
  const modality = modalityOf(clause, text);
  const maybe = modality === "future" || opinion.test(text);
  if (maybe && !doc.options.maybe) return;
  const attrs = {
    check_worthy: maybe ? "maybe" : "yes",
    claim_type: modality === "future" ? "prediction" : kind.type,
    modality,
    voice: said ? "attributed" : "journalist",
    self_contained: vague.test(text) ? "needs_context" : "yes",
  };
  const mark = emit.span(place, "claim", { confidence: maybe ? kind.sure - 0.2 : kind.sure, reason: `${kind.what}${said ? ", as somebody says" : ""}`, attrs });
  if (said && said.content.some((p) => p.start <= place.start && place.end <= p.end))
    emit.relation("claim-in", mark, emit.from("news-quotation", said.content, "content"), { confidence: 0.9, reason: "lies in this content" });
}

const personal = /^(?:i|we) (?:was|were|am|are|feel|felt|think|hope|love|know)\b/;
const opinion = /^(?:i|we)\b|\b(?:beautiful|terrible|great|amazing|wonderful|horrible|disgrace\w*|important|should|must|deserves?)\b/;
const vague = /^(?:it|this|that|these|those|they|he|she|there|we|i)\b/;

function modalityOf(clause, text) {
  if (clause.verb.tense === "future") return "future";
  if (/\b(?:if|unless)\b/.test(text)) return "conditional";
  if (/\b(?:may|might|could|appears?|appeared|seems?|seemed|likely|possibly|reportedly|allegedly|suspected|estimated|about to|believed to)\b/.test(text)) return "hedged";
  return clause.verb.tense === "conditional" ? "conditional" : "asserted";
}
