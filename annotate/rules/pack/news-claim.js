// Claims that a desk would want checked: figures, tolls, comparisons, superlatives, causes, what the law says or a court did, and whatever
// somebody says as a fact, or says not to be so.
export const rule = {
  name: "news-claim",
  version: "6",
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
    const sentences = g.sentencesIn(block);
    const attributed = sayings(sentences, g.attributionsIn(block));
    for (let i = 0; i < sentences.length; i++) {
      const sentence = sentences[i];
      const said = attributed[i] || [];
      const text = sentence.text.toLowerCase();
      const likely = likelyKinds(text);
      if (likely.length === 0 && !(said.length > 0 && said.some(told)) && !negated.test(text) || /\?\W*$/.test(text)) continue;
      for (const p of propositions(doc, sentence, text, said, likely)) claim(doc, emit, p, likely);
    }
  }
}

// Who says what in each of some sentences, by its number; nothing where nobody does.
function sayings(sentences, attributions) {
  const by = {};
  for (const a of attributions) {
    let i = 0; // the first sentence that ends behind where it begins
    for (let end = sentences.length; i < end; ) {
      const half = (i + end) >> 1;
      if (sentences[half].end <= a.start) i = half + 1;
      else end = half;
    }
    for (; i < sentences.length && sentences[i].start < a.end; i++) (by[i] = by[i] || []).push(a);
  }
  return by;
}

const negated = /\b(?:not|never|cannot)\b|n['’]t\b/;
const told = (a) => a.depth === 0 && (a.directness !== "direct" || doubtful(a)) && a.reports !== "thought";
const doubtful = (a) => /^(?:claim|allege|assert|insist)$/.test(a.lemma); // says the writer, even of words in quotation marks

// The propositions of a sentence that may be claims: clauses with a subject and a finite verb of their own, each with what hangs on it, cut
// where somebody's words begin and end. What "that" leads belongs to the clause before it, unless somebody says it there: there is no
// evidence that it does. text is the sentence in lower case, said is who says what in it.
function propositions(doc, sentence, text, said, likely) {
  const all = doc.grammar.clausesIn(sentence);
  const compares = comparing.test(text);
  const counted = []; // whether a clause says something by itself, as far as that was asked
  const counts = (i) => {
    if (counted[i] === undefined) {
      const c = all[i];
      counted[i] = own(c, i > 0 ? all[i - 1] : undefined, said) && !helped(c) && !(compares && free(doc, sentence, c)) && !reduced(doc, sentence, c);
    }
    return counted[i];
  };
  const found = [];
  let outer, speaks, opening; // looked up when a clause comes that may be a claim
  for (let i = 0; i < all.length; i++) {
    const clause = all[i];
    const { kind, verb } = clause;
    if (kind !== "main" && kind !== "complement" && kind !== "relative" || !verb.finite) continue;
    const { subject, introducer } = clause;
    if (kind === "relative" && introducer) continue;
    outer = outer || (said.length > 0 ? said.filter((a) => a.depth === 0) : said);
    const holds = (p) => p.start <= verb.start && verb.end <= p.end;
    const by = outer.length > 0 ? outer.find((a) => a.content.some(holds)) : undefined;
    const fact = denied(clause) ? absent : by && factual(clause, by) ? stated : undefined;
    if (!fact && likely.length === 0 || !counts(i)) continue;
    const shares = !subject && joined(doc, sentence, clause, all, i);
    if (!subject && !shares && !doing(doc, sentence, clause) && !some.test(clause.text)) continue;
    const nested = said.length > outer.length;
    speaks = speaks || (said.length > 0 ? speaking(sentence, nested ? said.filter((a) => a.depth === 0 || !outer.some((o) => o.content.some((p) => p.start <= a.content[0].start && a.content[0].start < p.end))) : said, all) : said);
    if (speaks.length > 0 && speaks.some((p) => p.start < verb.end && verb.start < p.end)) continue;
    if (by && (gap.test(text) && gapEnd.test(doc.slice(sentence.start, clause.start)) || nested && said.some((a) => a.depth > 0 && a.reports === "speech" && a.cue.some((p) => p.start < verb.end && verb.start < p.end)))) continue;
    const part = by ? by.content.find(holds) : sentence;
    let j = i + 1;
    while (j < all.length && !counts(j)) j++;
    const next = j < all.length ? all[j].start : sentence.end;
    const speaker = speaks.length > 0 ? speaks.reduce((first, p) => (p.start >= verb.end ? Math.min(first, p.start) : first), sentence.end) : sentence.end;
    if (opening === undefined) opening = all[0].kind === "subordinate" ? all[0] : null;
    const whenever = opening && opening.start <= part.start + 1 && opening.end < clause.start && clause.start - opening.end < 3;
    const from = shares ? clause.start : whenever || !subject && clause.start > sentence.start && doing(doc, sentence, clause) ? sentence.start : introducer ? introducer.end : clause.start;
    const start = Math.max(by && !introducer && part.start < from && (clause.start > sentence.start || nested) ? leading(said, clause, all, from) : from, part.start, sentence.start);
    const end = Math.max(verb.end, Math.min(next, part.end, speaker));
    found.push({ clause, fact, said: by, place: doc.range(start, Math.min(end, Math.max(part.end, verb.end))), cut: end === speaker });
  }
  return found;
}

const comparing = /\b(?:than|what)\b/;

// Whether a clause says something by itself. One that begins in the middle of another does where somebody's words begin with it.
function own(clause, before, said) {
  const { kind } = clause;
  if (kind === "main") return true;
  if (kind === "complement") return !led(said, clause, before);
  return kind === "relative" && !clause.introducer && said.some((a) => a.content.some((p) => p.start <= clause.start && clause.start - p.start < 20 && !(before && before.verb && before.verb.finite && before.verb.start >= p.start)));
}

// Where the words begin that the first clause of what somebody says stands for: at least 544 people; the mayor, a farmer, met them.
function leading(said, { verb }, all, from) {
  let start = -1;
  for (const a of said)
    for (const p of a.content) if (p.start <= verb.start && verb.end <= p.end) start = Math.max(start, p.start);
  return start >= 0 && start < from && !all.some((c) => c.verb && c.verb.finite && c.kind !== "relative" && start <= c.verb.start && c.verb.start < verb.start) ? start : from;
}

// was fined twice and has lost its license: the second verb has the subject of the first.
function joined(doc, sentence, { start, verb, kind }, all, i) {
  if (kind !== "main" || verb.start - start > 12 || start <= sentence.start) return false;
  let j = i - 1; // the verb before it, in the same tense
  while (j >= 0 && all[j].kind !== "main" && all[j].kind !== "complement") j--;
  if (j < 0 || all[j].verb.tense !== verb.tense) return false;
  const before = doc.grammar.tokensIn(doc.range(sentence.start, start)).at(-1);
  return Boolean(before) && (before.lower === "and" || before.lower === "but");
}

const gap = /\bwhich,? according to /; // boats which, according to AFP, they criticised
const gapEnd = /\bwhich,? according to [^,]+(?:,[^,]*)?$/i;

// Whether a clause says something by itself. One that begins in the middle of another does where somebody's words begin with it.
function own(clause, before, said) {
  if (clause.kind === "main") return true;
  if (clause.kind === "complement") return !led(said, clause, before);
  return clause.kind === "relative" && !clause.introducer && said.some((a) => a.content.some((p) => p.start <= clause.start && clause.start - p.start < 20 && !(before && before.verb && before.verb.finite && before.verb.start >= p.start)));
}

// Where the words begin that the first clause of what somebody says stands for: at least 544 people; the mayor, a farmer, met them.
function leading(said, { verb }, all, from) {
  let start = -1;
  for (const a of said)
    for (const p of a.content) if (p.start <= verb.start && verb.end <= p.end) start = Math.max(start, p.start);
  return start >= 0 && start < from && !all.some((c) => c.verb && c.verb.finite && c.kind !== "relative" && start <= c.verb.start && c.verb.start < verb.start) ? start : from;
}

// Whether "that" leads a clause behind a verb with which nobody says it.
function led(said, { introducer }, before) {
  if (!introducer || introducer.lower !== "that" || !before || !before.verb) return false;
  if (before.kind === "relative" && before.introducer) return true; // the age at which it says that they retire
  const { start, end } = before.verb;
  return !said.some((a) => a.cue.some((p) => p.start < end && start < p.end) || a.depth > 0 && a.content.some((p) => p.start === introducer.start));
}

// Who speaks in a sentence, and the words that say so, but for those in a relative clause.
function speaking(sentence, outer, all) {
  const relative = all.filter((c) => c.kind === "relative");
  return outer.flatMap((a) => a.source.concat(a.cue)).filter((p) => sentence.start <= p.start && p.end <= sentence.end && !relative.some((c) => c.start <= p.start && p.end <= c.end));
}

// About one in eight adults: a quantity is the subject.
const some = /^(?:about|around|almost|nearly|over|more than|fewer than|less than|up to|at least) \p{L}/iu;

// helps a woman get it, made it clear: a verb in its base form has no subject of its own that is one.
function helped({ verb, subject }) {
  return verb.form === "base" && verb.tokens.length === 1 && Boolean(subject) && /^(?:an? [\p{L}-]+[^s]|it|he|she)$/iu.test(subject.text);
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
function reduced(doc, sentence, { start, subject, introducer }) {
  if (introducer || !subject || subject.head.pos !== "pronoun") return false;
  const before = doc.grammar.tokensIn(doc.range(sentence.start, start)).at(-1);
  return Boolean(before) && /^(?:noun|name)$/.test(before.pos);
}

// Without conjunctions, commas and quotation marks at the edges; cut is whether it ends where somebody speaks, and a preposition there is theirs.
function tidy(doc, place, cut) {
  let now = doc.trim(doc.trim(place, "punctuation"), "quotes");
  const last = cut ? dangling : joining;
  const { text } = now;
  if (last.test(text)) now = doc.range(now.start, doc.find(last, { in: now })[0].start);
  for (const what of inner) if (what.test(text)) now = doc.range(now.start, firstOf(doc, what, now));
  if (leads.test(text)) now = doc.range(doc.find(leads, { in: now })[0].end, now.end);
  return doc.trim(doc.trim(now, "punctuation"), "quotes");
}

function firstOf(doc, what, place) {
  const first = doc.find(what, { in: place })[0];
  return first ? first.start : place.end;
}

// What does not belong to a claim any more: as claimed by somebody; what the writer holds against words in quotation marks; the next that is said.
const inner = [/, as (?:\p{L}+ )?(?:claimed|reported|alleged|stated|announced|described|asserted) by\b/u, /,[”"] (?:al)?though\b/, /[\s,]+(?:and|but) that\b/];
const leads = /^\W*(?:[Aa]nd|[Bb]ut|[Oo]r|[Ss]o|[Yy]et|that)\b[\s,]*/;
const joining = /[\s,;:—–-]+(?:and|but|or|so|while|that|who|which|what|how|why|whether|although|though|as|because|(?:and|but) (?:now|then|so)|(?:with|for|in|on|at|of|to|from|by) which)\s*$/i;
const dangling = /[\s,;:—–-]+(?:and|but|or|so|while|that|who|which|what|how|why|whether|although|though|as|because|with|(?:and|but) (?:now|then|so)|(?:with|for|in|on|at|of|to|from|by) which)\s*$/i;

// What makes a claim worth checking, the strongest first: words match, and also, where there is one. All in lower case.
const evidence = { type: "event_fact", sure: 0.6, what: "what records show",
  words: /\b(?:records|documents|memos|emails|(?:a|one) (?:record|document|memo|email|photograph|photo|picture|image)|photographs|photos|pictures|images|videos?|footage|logs|tapes|data|figures|statistics|filings) (?:[\p{L}\d]+ ){0,4}(?:shows?|lists?|placed|contradict)\b/u };
const none = { type: "event_fact", sure: 0.55, what: "that there is none",
  words: /\b(?:(?:there (?:is|was|are|were)|found|shows?|showed|paid|earned|received|had|has|have) no \p{L}|no (?:evidence|record|proof)\b|no \p{L}+ (?:would|will|can|could|had|ha(?:s|ve)|was|were|is|are) )/u };
const comparison = { type: "comparison_rank", sure: 0.8, what: "a comparison",
  words: /\b(?:(?:more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|older|younger|better|worse|greater|longer|shorter|cheaper|stronger|weaker),? (?:\p{L}+,? ){0,7}than|(?:twice|half) (?:as|the)|(?:risen|fallen|grown|climbed|dropped) (?:below|above|to|by) |doubled|tripled|halved|compared (?:with|to)|up from|down from|times (?:as|more|higher|larger)|outnumber\p{L}*|exceed\p{L}*|(?:rose|fell|increased|decreased|dropped|grew|declined|jumped|climbed|shrank|gained|lost|cut|raised) (?:\p{L}+ ){0,3}(?:[$€£]|\d|a third|two-thirds|half|three-quarters|a (?:quarter|fifth|sixth|tenth))|since (?:\d{4}|the war)|as (?:much|many) (?:\p{L}+ ){0,3}as|(?:(?:more|less) \p{L}+|lower|higher) (?:by|to|because|among|in))/u };
const quantity = { type: "quantity", sure: 0.7, what: "a figure",
  words: /\bputs? the (?:number|figure|toll|cost|total) at\b|[$€£]\s?\d|\d[\d,.]*\s?(?:%|percent|per cent|million|billion|trillion|thousand|hundred)|\b(?:hundreds|thousands|millions|billions|dozens|half|a third|two-thirds|a quarter|three-quarters|most|a majority) of\b|\bnone of\b|\bone of the (?:last|past) \p{L}+ |\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of (?:the|his|her|its|their|those|these|\d+)\b|\b(?:a|half a|one|two) (?:hundred|thousand|million|billion|dozen)\b|\b(?:failed|missed|lost|received|recorded|reported|filed|issued|found|built|bought|sold|cut|opened|closed|fired|all but) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\bby (?:half|(?:a|one) (?:third|quarter|fifth|tenth))\b|\b(?:millions|billions|trillions)\b|\b(?:a|one|single) (?:penny|cent|dime|nickel)\b|\b(?:two|three|four|five|\d+) times over\b|\bfor the (?:second|third|fourth|fifth|\d+th) (?:\p{L}+ ){1,2}(?:running|in a row)\b|\b(?:second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:straight|consecutive|successive)\b|\b(?:is|was|are|were|be|became) (?:only )?(?:the|its|his|her|their) \d+(?:st|nd|rd|th) |\bnot (?:one|a single) \p{L}+|\b(?:one|two|three|four|nine) (?:in|out of) (?:three|four|five|six|seven|eight|nine|10|ten)\b|\b\d(?:[\d,.]*\d)? (?:\p{L}[\p{L}-]* ){0,2}\p{L}{2,}[^siu]s\b|\b\d(?:[\d,.]*\d)? (?:more|others?|people|men|women|children)\b/u };
const superlative = { type: "comparison_rank", sure: 0.8, what: "a superlative",
  words: /\b(?:(?:the|its|their|his|her|our|world.s|country.s|nation.s) (?:\p{L}+[- ])?(?:most|least|(?:dead|high|low|larg|small|big|old|young|new|great|strong|weak|long|short|fast|slow|rich|poor|cheap|hard|hott|cold|wett|dri|warm|steep|earl|lat)(?:li|i)?est|worst|best|leading \p{L}+|safest|deadliest|first (?:time|\p{L}+ (?:since|in|to|ever)|(?:\p{L}+ ){1,3}(?:since|ever)|(?:\p{L}+ ){0,2}\p{L}*(?:man|woman|person|team|country|state|city|company|leader|minister|president|player) to|since|in)|only|lone)|(?:all-time|record)(?:-breaking)? (?:high|low|\p{L}+)|unprecedented|never before|for the (?:first|last) time)\b/u };
const kinds = [
  { type: "event_fact", sure: 0.8, what: "a toll",
    words: /\b(?:shot|stabbed|drowned|kill(?:ed|s|ing)?|dead|died|dies|deaths?|injur(?:ed|ies|ing)|hurt|wounded|wounding|casualties|displaced|infected|hospitali[sz]ed|(?:taken|rushed|admitted) to (?:the |a )?hospital|bodies)\b/, also: /\d|\b(?:\p{L}+teen|twenty|thirty|forty|fifty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|no|nobody|none|several)\b/u },
  { type: "event_fact", sure: 0.65, what: "what was done, and can be proved",
    words: /\b(?:destroyed|bombed|shelled|collapsed|exploded|(?:un|not )armed|opened fire|prosecuted|leaked|dumped|lied|brib(?:ed?|es)|embezzled|covered up|tortured|smuggled|falsified|concealed|knew (?:of|about)|(?:has|have|had) never|disciplined|weapons)\b/ },
  superlative,
  comparison,
  { type: "causal", sure: 0.7, what: "a cause",
    words: /\b(?:because|caused|causes (?:[^o]|o[^f])|causing|led to|leads to|due to|resulted? in|as a result|result of|blamed (?:on|for)|thanks to|drove up|drives up|triggered|sparked|responsible for|contributed to|prevents?|prevented|linked (?:\p{L}+ )?to|(?:is|are|was|were) (?:safe|unsafe|toxic|harmless))\b/u },
  { type: "record_or_vote", sure: 0.75, what: "a vote",
    words: /\b(?:voted (?:\p{L}+ )?(?:for|against|to|in favou?r|\d)|votes (?:for|against)|passed (?:by|with)|\d+[-–]\d+ vote|was elected|won (?:by )?\d|(?:won|lost) (?:it|the \p{L}+) by|(?:won|lost|carried) (?:the )?(?:election|state|race|primary|county|district|vote))/u },
  { type: "record_or_vote", sure: 0.6, what: "what an office did",
    words: /\b(?:(?:passed|approved|rejected|signed|vetoed) (?:the|a|an|by|in|it) |to a vote|was awarded|(?:no|without) (?:\p{L}+ )?bidding|(?:was|were|been|is|are|being) (?:\p{L}+ly )?(?:cited|fined|sued|suspended|expelled|deported|extradited|appointed|nominated|pardoned|impeached|recalled|audited|inspected|licensed|blocked|barred|halted|thrown out|dismissed)|(?:has|have|had) sued|(?:cited|fined|sued|suspended|deported|appointed|pardoned) (?:the|a|an|its|his|her|by|\d)|a (?:\p{L}+ )?member of|won (?:\p{L}+ )?contracts?)/u },
  none,
  { type: "opinion_poll", sure: 0.75, what: "a poll",
    words: /\b(?:polls?|surveys?|voters|respondents|adults|those (?:polled|surveyed))\b/, also: /%|\b(?:per ?cent|points?|half|thirds?|quarters?|most|majority|(?:one|two|three|four|\d+) (?:in|out of))\b/ },
  { type: "rule_or_law", sure: 0.7, what: "what the law says or a court did",
    words: /\b(?:(?:un)?lawful|(?:il)?legal(?:ly)?|laws?|(?:un)?constitution(?:al)?|bans|banned|prohibit\p{L}*|forbids?|outlawed|convicted|acquitted|sentenced|indicted|charged with|pleaded|ruled|violat\p{L}+|guilty|treaty|permitted|required by|requires|overturned|upheld|struck down|an? (?:crime|felony)|(?:rules?|bill|measure|act|ordinance|order|policy) (?:will|would)|(?:judge|court) (?:\p{L}+ ){0,2}(?:blocked|barred|halted|threw out|dismissed))\b/u },
  evidence,
  quantity,
];

// What somebody says that is so, or was, can be checked, whatever it is about: nothing that is felt, wanted, or only going to be.
const stated = { type: "event_fact", sure: 0.5, what: "a fact" };
const felt = /^(?:want|hope|think|believe|feel|love|like|need|expect|try|plan|know|look|seem|appear|say|see|hear|ask|wish|wonder|worry|thank|care|enjoy|hate|get|do|come|let|mean|understand|happen|condemn|stand|remain|continue|review|consider|investigate|study|monitor|cooperate)$/;

const stance = /^(?:oppose|support|favou?r|welcome|deserve|demand|regret|agree|disagree|reject|back|respect|fear|aim|seek|insist|urge)$/; // today; what somebody did is a fact

const absent = { type: "event_fact", sure: 0.55, what: "that something is not so" };
const silent = /^(?:respond|comment|reply|return|answer|elaborate|acknowledge|confirm|explain|clarify|address|reach|give|name|identify|disclose|specify|mind|decide|intend|dispute|object|smile|laugh|flinch|wave)$/;
const near = /^(?:i|we|you|that|this|there|what|(?:my|our)\b.*)$/i;

// It was not clear, it is not known: "it" is nothing there, and nobody denies anything.
const empty = /^(?:be|know|say|disclose|report|announce|explain|determine|decide|matter)$/;

function denied({ verb, subject }) {
  return verb.negative && Boolean(subject) && !(subject.text.length === 2 && /^it$/i.test(subject.text) && empty.test(verb.lemma)) && !near.test(subject.text) && !/^(?:he|she)$/i.test(subject.text) && /^(?:past|present)$/.test(verb.tense) && !felt.test(verb.lemma) && !silent.test(verb.lemma);
}

function factual({ verb, subject, text }, said) {
  return said.reports !== "thought" && (said.directness !== "direct" || doubtful(said)) && Boolean(subject) && !near.test(subject.text) && /^(?:past|present)$/.test(verb.tense) && (verb.lemma !== "be" || verb.perfect && !/ that /.test(text)) && !(verb.tense === "present" && stance.test(verb.lemma))
    && !felt.test(verb.lemma) && !silent.test(verb.lemma);
}

// The kinds that the words of a sentence may make a claim of, in their order. To ask costs more than to answer: most are asked as one.
function likelyKinds(text) {
  const likely = [];
  if (rare.test(text)) {
    for (const kind of kinds) if (kind !== quantity && kind.words.test(text)) likely.push(kind);
  } else if (compared.test(text)) {
    for (const kind of ranks) if (kind.words.test(text)) likely.push(kind);
  }
  if (quantity.words.test(text) && !(years.test(text) && !quantity.words.test(text.replace(allYears, "")))) likely.push(quantity);
  return likely;
}
const ranks = [superlative, comparison];
const asOne = (some) => new RegExp(some.map((kind) => kind.words.source).join("|"), "u");
const compared = asOne(ranks);
const rare = asOne(kinds.filter((kind) => kind !== quantity && !ranks.includes(kind)));
const years = /\b(?:1[6-9]|20)\d\d /; // the 2014 protests are not so many
const allYears = /\b(?:1[6-9]|20)\d\d /g;

function claim(doc, emit, { clause, fact, said, place: rough, cut }, likely) {
  const shown = likely.includes(evidence) && said && said.cue.some((c) => /^shows?$/i.test(c.text));
  if (!shown && !fact) {
    const whole = rough.text.toLowerCase();
    if (!likely.some((k) => k.words.test(whole))) return;
  }
  const place = tidy(doc, rough, cut);
  const text = place.text.toLowerCase();
  if (text.length < 12 || !/\S\s+\S+\s+\S/.test(text) || text.length < 18 && !four.test(text)) return;
  let kind = likely.find((k) => k.words.test(text) && (!k.also || k.also.test(text))) || (shown ? evidence : fact && four.test(text) ? fact : undefined);
  if (kind === comparison && !comparison.words.test(text.replace(bound, ""))) kind = quantity;
  if (!kind || (kind === absent || kind === none) && (word.test(text) || !said && proof.test(text)) || kind === quantity && idle.test(text) || /condition of anonymity|\bshows?$/.test(text) || personal.test(text) && kind.type !== "event_fact" || kind.type === "causal" && /^(?:i|we)\b/.test(text)) return;
  if ((kind.type === "rule_or_law" || kind.type === "causal") && clause.verb.tokens.some((t) => /^(?:should|ought)$/.test(t.lower))) return; // what ought to be
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

const bound = /\b(?:more|less|fewer|longer|older|younger) than (?:about |an? |the )?(?:[$€£]?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|half|hundred|thousand|dozen|third|quarter|million|billion|decade|century|year|month|week|day|hour|minute)\b)/g; // more than 200 compares nothing
const idle = /\bmore than (?:happy|open|ready|willing|welcome|enough|likely|capable|able)\b/;
const word = /\b(?:no|not|never|any|neither|nor)\b.*\b(?:details?|comments?|explanations?|elaboration|confirmation|timeline|timetable|specifics|announcements?|dates?|word|response|reply|casualty figures)\b|n['’]t\b.*\b(?:details?|comments?|explanations?|confirmation|timeline|date)\b/; // nobody has said anything yet
const proof = /\b(?:offer|present|cit|provid|produc|giv)\w* (?:no|any) (?:evidence|proof|examples?)\b|\bwithout (?:evidence|proof)\b|\bgave no\b/; // what the reporter says of it
const four = /\S\s+\S+\s+\S+\s+\S/; // words, at least
const personal = /^(?:i|we)(?:['’](?:m|re)| (?:was|were|am|are|feel|felt|think|hope|love|know|have never felt))\b/;
const opinion = /^(?:i|we)\b|\b(?:beautiful|terrible|great|amazing|wonderful|horrible|disgrace\w*|important|should|must|deserves?)\b/;
const vague = /^(?:it|this|that|these|those|they|he|she|we|i)\b/;

const hedge = /\b(?:might|could|appears?|appeared|seems?|seemed|(?:is|are|was|were|be|been|very|most) likely|likely to|possibly|reportedly|allegedly|suspected|estimated|about to|believed to)\b/;

function modalityOf(clause, text) {
  if (clause.verb.tense === "future") return "future";
  if (/\b(?:if|unless)\b/.test(text)) return "conditional";
  if (hedge.test(text) || clause.verb.tokens.some((t) => t.lower === "may")) return "hedged"; // in May is a month
  return clause.verb.tense === "conditional" ? "conditional" : "asserted";
}
