// Claims that a desk would want checked: figures, tolls, comparisons, superlatives, causes, what the law says or a court did, and whatever
// somebody says as a fact, or says not to be so.
export const rule = {
  name: "news-claim",
  version: "5",
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
    const attributions = g.attributionsIn(block);
    for (const sentence of g.sentencesIn(block)) {
      const text = sentence.text.toLowerCase();
      const likely = likelyKinds(text);
      const said = attributions.length > 0 ? attributions.filter((a) => a.start < sentence.end && sentence.start < a.end) : attributions;
      if (likely.length === 0 && !(said.length > 0 && said.some(told)) && !negated.test(text) || /\?\W*$/.test(text)) continue;
      for (const p of propositions(doc, sentence, text, said, likely)) claim(doc, emit, p, likely);
    }
  }
}

const negated = /\b(?:not|never|cannot)\b|n['’]t\b/;
const told = (a) => a.depth === 0 && a.directness !== "direct" && a.reports !== "thought";

// The propositions of a sentence that may be claims: clauses with a subject and a finite verb of their own, each with what hangs on it, cut
// where somebody's words begin and end. What "that" leads belongs to the clause before it, unless somebody says it there: there is no
// evidence that it does. text is the sentence in lower case, said is who says what in it.
function propositions(doc, sentence, text, said, likely) {
  const compares = /\b(?:than|what)\b/.test(text);
  const all = doc.grammar.clausesIn(sentence);
  const clauses = all.filter((c, i) => (c.kind === "main" || c.kind === "complement" && !led(said, c, all[i - 1])) && c.verb && !helped(c) && !(compares && free(doc, sentence, c)));
  const outer = said.filter((a) => a.depth === 0);
  let speaks; // who does, looked up when a clause comes that may be a claim
  const opening = all.length > 0 && all[0].kind === "subordinate" ? all[0] : null;
  const found = [];
  clauses.forEach((clause, i) => {
    const { verb, subject, introducer } = clause;
    if (!verb.finite || !subject && !doing(doc, sentence, clause) && !some.test(clause.text)) return;
    const holds = (p) => p.start <= verb.start && verb.end <= p.end;
    const by = outer.length > 0 ? outer.find((a) => a.content.some(holds)) : undefined;
    const fact = denied(clause) ? absent : by && factual(clause, by) ? stated : undefined;
    if (!fact && likely.length === 0) return;
    speaks = speaks || (outer.length > 0 ? speaking(sentence, outer, all) : outer);
    if (speaks.length > 0 && speaks.some((p) => p.start < verb.end && verb.start < p.end) || reduced(doc, sentence, clause)) return;
    const part = by ? by.content.find(holds) : sentence;
    const next = clauses[i + 1] ? clauses[i + 1].start : sentence.end;
    const speaker = speaks.length > 0 ? speaks.reduce((first, p) => (p.start >= clause.end ? Math.min(first, p.start) : first), sentence.end) : sentence.end;
    const whenever = opening && opening.start <= part.start + 1 && opening.end < clause.start && clause.start - opening.end < 3;
    const start = Math.max(!subject || whenever ? sentence.start : introducer ? introducer.end : clause.start, part.start);
    const end = Math.max(verb.end, clause.end, Math.min(next, part.end, speaker));
    found.push({ clause, fact, said: by, place: doc.range(start, Math.min(end, Math.max(part.end, verb.end))) });
  });
  return found;
}

// Whether "that" leads a clause behind a verb with which nobody says it.
function led(said, { introducer }, before) {
  if (!introducer || introducer.lower !== "that" || !before || !before.verb) return false;
  const { start, end } = before.verb;
  return !said.some((a) => a.cue.some((p) => p.start < end && start < p.end));
}

// Who speaks in a sentence, and the words that say so, but for those in a relative clause.
function speaking(sentence, outer, all) {
  const relative = all.filter((c) => c.kind === "relative");
  return outer.flatMap((a) => a.source.concat(a.cue)).filter((p) => sentence.start <= p.start && p.end <= sentence.end && !relative.some((c) => c.start <= p.start && p.end <= c.end));
}

// About one in eight adults: a quantity is the subject.
const some = /^(?:about|around|almost|nearly|over|more than|fewer than|less than|up to|at least) \p{L}/iu;

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
  if (!subject || subject.head.pos !== "pronoun") return false;
  const before = doc.grammar.tokensIn(doc.range(sentence.start, start)).at(-1);
  return Boolean(before) && /^(?:noun|name)$/.test(before.pos);
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
const figure = /\bputs? the (?:number|figure|toll|cost|total) at\b|[$€£]\s?\d|\d[\d,.]*\s?(?:%|percent|per cent|million|billion|trillion|thousand|hundred)|\b(?:hundreds|thousands|millions|billions|dozens|half|a third|two-thirds|a quarter|three-quarters|most|a majority) of\b|\bnone of\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of (?:the|his|her|its|their|those|these|\d+)\b|\b(?:a|half a|one|two) (?:hundred|thousand|million|billion|dozen)\b|\b(?:failed|missed|lost|received|recorded|reported|filed|issued|found|built|bought|sold|cut|opened|closed|fired|all but) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\bby (?:half|(?:a|one) (?:third|quarter|fifth|tenth))\b|\b(?:millions|billions|trillions)\b|\bnot (?:one|a single) \p{L}+|\bno \p{L}+ (?:has|have|was|were)\b|\b(?:one|two|three|four|nine) (?:in|out of) (?:three|four|five|six|seven|eight|nine|10|ten)\b|\b\d(?:[\d,.]*\d)? (?:[\p{L}-]+ ){0,2}\p{L}+s\b|\b\d(?:[\d,.]*\d)? (?:people|men|women|children)\b/u;
const several = "|not (?:one|a)|no _+ (?:has|have|was|were)|one (?:in|out|of)|(?:a|half) (?:a|hundred|thousand|million|billion|dozen)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty";
const evidence = { type: "event_fact", sure: 0.6, what: "what records show",
  hints: whole("records|documents|memos|emails|photographs|photos|pictures|images|video|videos|footage|logs|tapes|data|figures|statistics|filings"),
  words: /\b(?:records|documents|memos|emails|photographs|photos|pictures|images|videos?|footage|logs|tapes|data|figures|statistics|filings) (?:[\p{L}\d]+ ){0,4}(?:shows?|lists?|placed|contradict)\b/u };
const kinds = [
  { type: "event_fact", sure: 0.8, what: "a toll",
    hints: whole("shot|stabbed|drowned|killed|kills|killing|kill|dead|died|dies|death|deaths|injured|injuries|injury|injuring|hurt|wounded|wounding|casualties|displaced|infected"),
    words: /\b(?:shot|stabbed|drowned|kill(?:ed|s|ing)?|dead|died|dies|deaths?|injur(?:ed|ies|ing)|hurt|wounded|wounding|casualties|displaced|infected)\b/, also: /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|no|nobody|none|several)\b/ },
  { type: "event_fact", sure: 0.65, what: "what was done, and can be proved",
    hints: whole("destroyed|bombed|shelled|collapsed|exploded|armed|unarmed|fired|prosecuted|leaked|dumped|lied|bribe|bribed|bribes|embezzled|covered|tortured|smuggled|falsified|concealed|knew|never|disciplined|weapons"),
    words: /\b(?:destroyed|bombed|shelled|collapsed|exploded|(?:un|not )armed|opened fire|prosecuted|leaked|dumped|lied|brib(?:ed?|es)|embezzled|covered up|tortured|smuggled|falsified|concealed|knew (?:of|about)|(?:has|have|had) never|disciplined|weapons)\b/ },
  { type: "comparison_rank", sure: 0.8, what: "a superlative",
    hints: whole("most|least|worst|best|first|last|only|lone|leading|record|all-time|record-breaking|unprecedented|never|_*est"),
    words: /\b(?:(?:the|its|their|his|her|our|world.s|country.s|nation.s) (?:\p{L}+[- ])?(?:most|least|(?:dead|high|low|larg|small|big|old|young|new|great|strong|weak|long|short|fast|slow|rich|poor|cheap|hard|hott|cold|wett|dri|warm|steep|earl|lat)(?:li|i)?est|worst|best|leading \p{L}+|safest|deadliest|first (?:time|\p{L}+ (?:since|in|to|ever)|since|in)|only|lone)|(?:all-time|record)(?:-breaking)? (?:high|low|\p{L}+)|unprecedented|never before|for the (?:first|last) time)\b/u },
  { type: "comparison_rank", sure: 0.8, what: "a comparison",
    hints: whole("than|twice|half|risen|fallen|grown|climbed|dropped|doubled|tripled|halved|compared|up|down|times|rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised|outnumber|outnumbered|outnumbers|exceed|exceeds|exceeded|since|likely|as (?:much|many)|more|less|lower|higher"),
    words: /\b(?:(?:more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|older|younger|better|worse|greater|longer|shorter|cheaper|stronger|weaker) (?:\p{L}+ ){0,4}than|(?:twice|half) (?:as|the)|(?:risen|fallen|grown|climbed|dropped) (?:below|above|to|by) |doubled|tripled|halved|compared (?:with|to)|up from|down from|times (?:as|more|higher|larger)|outnumber\p{L}*|exceed\p{L}*|(?:rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised) (?:\p{L}+ ){0,3}(?:[$€£]|\d|a third|two-thirds|half|three-quarters|a (?:quarter|fifth|sixth|tenth))|since (?:\d{4}|the war)|as (?:much|many) (?:\p{L}+ ){0,3}as|(?:(?:more|less) \p{L}+|lower|higher) (?:by|to|because|among|in))/u },
  { type: "causal", sure: 0.7, what: "a cause",
    hints: whole("because|caused|causes|causing|led|leads|due|result|results|resulted|blamed|thanks|drove|drives|triggered|sparked|responsible|contributed|prevent|prevents|prevented|linked|safe|unsafe|toxic|harmless"),
    words: /\b(?:because|caused|causes|causing|led to|leads to|due to|resulted? in|as a result|result of|blamed (?:on|for)|thanks to|drove up|drives up|triggered|sparked|responsible for|contributed to|prevents?|prevented|linked (?:\p{L}+ )?to|(?:is|are|was|were) (?:safe|unsafe|toxic|harmless))\b/u },
  { type: "record_or_vote", sure: 0.75, what: "a vote",
    hints: whole("voted|votes|vote|passed|elected|won|lost|carried"),
    words: /\b(?:voted (?:\p{L}+ )?(?:for|against|to|in favou?r|\d)|votes (?:for|against)|passed (?:by|with)|\d+[-–]\d+ vote|was elected|won (?:by )?\d|(?:won|lost) (?:it|the \p{L}+) by|(?:won|lost|carried) (?:the )?(?:election|state|race|primary|county|district|vote))/u },
  { type: "record_or_vote", sure: 0.6, what: "what an office did",
    hints: whole("passed|approved|rejected|signed|vetoed|vote|awarded|bidding|cited|fined|sued|suspended|expelled|deported|extradited|appointed|nominated|pardoned|impeached|member|recalled|audited|licensed|inspected|subsidies|contract|contracts"),
    words: /\b(?:(?:passed|approved|rejected|signed|vetoed) (?:the|a|an|by|in|it) |to a vote|was awarded|(?:no|without) (?:\p{L}+ )?bidding|(?:was|were|been|is|are|being) (?:\p{L}+ly )?(?:cited|fined|sued|suspended|expelled|deported|extradited|appointed|nominated|pardoned|impeached|recalled|audited|inspected|licensed)|(?:has|have|had) sued|(?:cited|fined|sued|suspended|deported|appointed|pardoned) (?:the|a|an|its|his|her|by|\d)|a (?:\p{L}+ )?member of|won (?:\p{L}+ )?contracts?)/u },
  { type: "event_fact", sure: 0.55, what: "that there is none",
    hints: whole("no"),
    words: /\b(?:(?:there (?:is|was|are|were)|found|shows?|showed|paid) no \p{L}|no (?:evidence|record|proof)\b|no \p{L}+ (?:would|will|can|could|had|ha(?:s|ve)) )/u },
  { type: "opinion_poll", sure: 0.75, what: "a poll",
    hints: whole("poll|polls|survey|surveys|voters|respondents|adults|those"),
    words: /\b(?:polls?|surveys?|voters|respondents|adults|those (?:polled|surveyed))\b/, also: /\d/ },
  { type: "rule_or_law", sure: 0.7, what: "what the law says or a court did",
    hints: whole("lawful|unlawful|legal|legally|illegal|illegally|law|laws|constitution|constitutional|unconstitutional|bans|banned|prohibit|prohibits|prohibited|forbid|forbids|outlawed|convicted|acquitted|sentenced|indicted|charged|pleaded|ruled|violate|violates|violated|violating|violation|violations|guilty|treaty|permitted|required|requires|overturned|upheld|struck|crime|felony|judge|court|rule|rules|bill|measure|act|ordinance|order|policy"),
    words: /\b(?:(?:un)?lawful|(?:il)?legal(?:ly)?|laws?|(?:un)?constitution(?:al)?|bans|banned|prohibit\p{L}*|forbids?|outlawed|convicted|acquitted|sentenced|indicted|charged with|pleaded|ruled|violat\p{L}+|guilty|treaty|permitted|required by|requires|overturned|upheld|struck down|an? (?:crime|felony)|(?:rules?|bill|measure|act|ordinance|order|policy) (?:will|would)|(?:judge|court) (?:\p{L}+ ){0,2}(?:blocked|barred|halted|threw out|dismissed))\b/u },
  evidence,
  { type: "quantity", sure: 0.7, what: "a figure",
    hints: whole("_*\\d_*|put|puts|none|fifth|tenth|hundreds|thousands|trillions|millions|billions|dozens|half|third|two-thirds|quarter|three-quarters|most|majority" + several),
    words: figure },
];

// What somebody says that is so, or was, can be checked, whatever it is about: nothing that is felt, wanted, or only going to be.
const stated = { type: "event_fact", sure: 0.5, what: "a fact" };
const felt = /^(?:want|hope|think|believe|feel|love|like|need|expect|try|plan|know|look|seem|appear|say|see|hear|ask|wish|wonder|worry|thank|care|enjoy|hate|get|do|come|let|mean|understand|happen|condemn|stand|remain|continue|review|consider|investigate|study|monitor|cooperate)$/;

const absent = { type: "event_fact", sure: 0.55, what: "that something is not so" };
const silent = /^(?:respond|comment|reply|return|answer|elaborate|reach|give|name|identify|disclose|specify|mind|decide|intend|dispute|object|smile|laugh|flinch|wave)$/;
const near = /^(?:i|we|you|that|this|there|what|(?:my|our)\b.*)$/i;

function denied({ verb, subject }) {
  return verb.negative && Boolean(subject) && !near.test(subject.text) && !/^(?:he|she)$/i.test(subject.text) && /^(?:past|present)$/.test(verb.tense) && !felt.test(verb.lemma) && !silent.test(verb.lemma);
}

function factual({ verb, subject }, said) {
  return said.reports !== "thought" && said.directness !== "direct" && Boolean(subject) && !near.test(subject.text) && /^(?:past|present)$/.test(verb.tense) && (verb.lemma !== "be" || verb.perfect)
    && !felt.test(verb.lemma) && !silent.test(verb.lemma);
}

// The kinds that the words of a sentence may make a claim of, in their order.
const likelyKinds = (text) => (hinted.test(text) ? kinds.filter((kind) => kind.hints.test(text) && kind.words.test(text)) : []);
const hinted = new RegExp(kinds.map((kind) => kind.hints.source).join("|"), "u"); // most sentences hold no hint of any kind

function claim(doc, emit, { clause, fact, said, place: rough }, likely) {
  const whole = rough.text.toLowerCase();
  const shown = likely.includes(evidence) && said && said.cue.some((c) => /^shows?$/i.test(c.text));
  if (!shown && !fact && !likely.some((k) => k.words.test(whole))) return;
  const place = tidy(doc, rough);
  const text = place.text.toLowerCase();
  if (text.length < 12 || !/\S\s+\S+\s+\S/.test(text) || text.length < 18 && !four.test(text)) return;
  const kind = likely.find((k) => k.words.test(text) && (!k.also || k.also.test(text))) || (shown ? evidence : fact && four.test(text) ? fact : undefined);
  if (!kind || /condition of anonymity|\bshows?$/.test(text) || personal.test(text) && kind.type !== "event_fact" || kind.type === "causal" && /^(?:i|we)\b/.test(text)) return;
  const modality = modalityOf(clause, text);
  const maybe = modality === "future" || kind === stated || opinion.test(text);
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

const four = /\S\s+\S+\s+\S+\s+\S/; // words, at least
const personal = /^(?:i|we) (?:was|were|am|are|feel|felt|think|hope|love|know)\b/;
const opinion = /^(?:i|we)\b|\b(?:beautiful|terrible|great|amazing|wonderful|horrible|disgrace\w*|important|should|must|deserves?)\b/;
const vague = /^(?:it|this|that|these|those|they|he|she|there|we|i)\b/;

function modalityOf(clause, text) {
  if (clause.verb.tense === "future") return "future";
  if (/\b(?:if|unless)\b/.test(text)) return "conditional";
  if (/\b(?:may|might|could|appears?|appeared|seems?|seemed|likely|possibly|reportedly|allegedly|suspected|estimated|about to|believed to)\b/.test(text)) return "hedged";
  return clause.verb.tense === "conditional" ? "conditional" : "asserted";
}
