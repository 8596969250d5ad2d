// Who said what in French: « … » with the verb and the speaker beside or inside them, que-clauses, selon and d'après. French turns
// verb and speaker round behind words that are quoted: « … », a déclaré la ministre; a-t-elle ajouté.
export const rule = {
  name: "news-quotation-fr",
  version: "1",
  description: "French quotations and reported speech with source and cue.",
  language: "fr",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue"],
  options: { words: 3 },
};

const past = "déclaré|dit|affirmé|expliqué|ajouté|indiqué|annoncé|précisé|estimé|assuré|souligné|confié|répondu|rappelé|regretté|dénoncé|lancé|conclu|raconté|averti|insisté|écrit|confirmé|reconnu|poursuivi|martelé|plaidé|promis|jugé|rapporté|commenté|réagi|noté|prévenu|demandé|soutenu|témoigné";
const now = "déclare|dit|affirme|explique|ajoute|indique|annonce|précise|estime|assure|souligne|confie|répond|rappelle|regrette|dénonce|lance|conclut|raconte|avertit|insiste|écrit|confirme|reconnaît|poursuit|martèle|plaide|promet|juge|rapporte|commente|réagit|note|prévient|demande|soutient|témoigne|déclarait|expliquait|affirmait|disait";
const spoken = `(?:(?:a|ont|avait|avaient)(?: (?:également|aussi|encore|ensuite|toutefois|notamment|par ailleurs))? (?:${past})|${now}|${now.replaceAll("|", "nt|")}nt)`;
const turned = `(?:(?:a-t-|ont-|avait-)(?<pron1>il|elle|on|ils|elles) (?:${past})|(?:${now})-(?:t-)?(?<pron2>il|elle|on|ils|elles))`;
const article = "(?:(?:[Ll]e|[Ll]a|[Ll]es|[Uu]ne?|[Dd]es|[Ss]on|[Ss]a|[Ss]es|[Ll]eur|[Cc]e|[Cc]ette|[Pp]lusieurs|[Dd]eux|[Tt]rois) |[Ll]['’]|[Dd]['’])";
const name = "\\p{Lu}[\\p{L}'’.-]*(?: (?:de |du |des |d['’]|la |le )?\\p{Lu}[\\p{L}'’.-]*){0,4}";
const noun = "\\p{Ll}[\\p{L}'’-]*";
// la ministre de la Mer, Anna Roth / Mme Roth / le porte-parole du port
const who = `(?:${article}${noun}(?: (?:${noun}|${name})){0,6}?(?:,? ${name})?|${name})`;
const speaker = `(?<who>${who})(?:\\s*(?:[,.;:»]|$| (?:à|au|aux|dans|lors|devant|sur|en|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|après|avant|auprès)\\b))`;

const behindVerb = new RegExp(`^[\\s,]*(?<cue>${spoken}) ${speaker}`, "u");
const behindTurned = new RegExp(`^[\\s,]*(?<cue>${turned})`, "u");
const beforeColon = new RegExp(`(?:^|[.!?;] |, )(?:\\p{Lu}\\p{L}+, )?(?<who>${who}|[Ii]l|[Ee]lle)(?:, [^,:]{3,80},)? (?<cue>${spoken})[^.:«]{0,60}:\\s*$`, "u");
const according = new RegExp(`(?<cue>Selon|D['’]après|selon|d['’]après) (?<who>${who})(?:\\s*,|\\s*[.;]|$)`, "u");
const that = new RegExp(`^(?:\\p{Lu}\\p{L}+, )?(?<who>${who}|Il|Elle) (?<cue>${spoken})(?: [^,.:«]{0,40})? (?<what>qu(?:e |['’])[^«»]+?)[.!]?$`, "u");
const inside = new RegExp(`, (?:(?<cue>${spoken}) (?<who>${who})|(?<cue2>${turned})), `, "u");

export function suggest(doc, emit) {
  for (const line of doc.blocks.filter((b) => b.kind === "paragraph")) {
    const quotes = doc.units("quotation", line).filter((q) => doc.units("word", q).length >= doc.options.words);
    let last = null; // who spoke before in this paragraph
    for (const quote of quotes) {
      const sentence = doc.range(quote.end, Math.max(quote.end, line.end));
      const found = doc.find(behindTurned, { in: sentence })[0] || doc.find(behindVerb, { in: sentence })[0] || doc.find(beforeColon, { in: doc.range(line.start, quote.start) })[0];
      const cut = found ? null : doc.find(inside, { in: quote })[0];
      if (found) last = propose(doc, emit, [quote], found, "direct");
      else if (cut) last = propose(doc, emit, [doc.range(quote.start, cut.start), doc.range(cut.end, quote.end)], cut, "direct");
      else if (last) goesOn(emit, quote, last);
    }
    for (const sentence of doc.units("sentence", line)) {
      const place = doc.trim(sentence);
      if (quotes.some((q) => q.start < place.end && place.start < q.end)) continue;
      const said = doc.find(that, { in: place })[0];
      if (said) {
        propose(doc, emit, [said.named.what], said, "indirect");
        continue;
      }
      const after = doc.find(according, { in: place })[0];
      if (after) propose(doc, emit, around(doc, place, after), after, "indirect");
    }
  }
}

// What is left of a sentence without "selon …".
function around(doc, sentence, found) {
  const parts = [doc.range(sentence.start, found.start), doc.range(Math.min(found.end, sentence.end), sentence.end)];
  return parts.map((p) => doc.find(/[^\s,.;].*[^\s,.;]/, { in: p })[0]).filter((p) => p);
}

function propose(doc, emit, places, found, directness) {
  if (places.length === 0) return null;
  const { cue, cue2, who: named, pron1, pron2 } = found.named;
  const signal = cue || cue2;
  const source = named || pron1 || pron2;
  const content = emit.span(places, "content", { confidence: directness === "direct" ? 0.88 : 0.72, reason: `« ${signal.text} » says whose words these are`, attrs: { directness } });
  const speaker = emit.span(source, "source", { confidence: 0.8, reason: "stands with the verb of saying", attrs: /^(?:il|elle|on|ils|elles)$/i.test(source.text) ? { form: "pronominal" } : {} });
  const verb = emit.span(ownWords(doc, signal, source), "cue", { confidence: 0.88, reason: "says that somebody speaks" });
  emit.relation("source", content, speaker, { confidence: 0.82, reason: "stands with the verb of saying" });
  emit.relation("cue", content, verb, { confidence: 0.9, reason: "signals this content" });
  return speaker;
}

// The cue without a pronoun that is tied to it: explique-t-elle. Of a-t-elle ajouté, which the pronoun splits, it is the participle.
function ownWords(doc, cue, source) {
  if (source.start >= cue.end || source.end <= cue.start) return cue;
  return source.end < cue.end ? doc.trim(doc.range(source.end, cue.end)) : doc.range(cue.start, doc.find(/-(?:t-)?$/, { in: doc.range(cue.start, source.start) })[0].start);
}

function goesOn(emit, quote, speaker) {
  const content = emit.span(quote, "content", { confidence: 0.65, reason: "quoted in the same paragraph, and nobody else is named", attrs: { directness: "direct" } });
  emit.relation("source", content, speaker, { confidence: 0.6, reason: "the speaker of the words before goes on" });
}
