// Who said what in French: « … » with the verb and the speaker beside or inside them, que-clauses, infinitives, tags behind the
// writer's words, selon and d'après. French turns
// verb and speaker round behind words that are quoted: « … », a déclaré la ministre; a-t-elle ajouté.
export const rule = {
  name: "news-quotation-fr",
  version: "2",
  description: "French quotations and reported speech with source and cue.",
  language: "fr",
  labels: ["content", "source", "cue"],
  relations: ["source", "cue"],
  options: { words: 3 },
};

const past = "déclaré|dit|affirmé|expliqué|ajouté|indiqué|annoncé|précisé|estimé|assuré|souligné|confié|répondu|rappelé|regretté|dénoncé|lancé|conclu|raconté|averti|insisté|écrit|confirmé|reconnu|poursuivi|martelé|plaidé|promis|jugé|rapporté|commenté|réagi|noté|" +
  "prévenu|demandé|soutenu|témoigné|répliqué|rétorqué|résumé|déploré|salué|nuancé|tempéré|glissé|observé|constaté|fustigé|critiqué|accusé|réclamé|exigé|évoqué|alerté|tranché|justifié|clamé|crié|tweeté|avoué|admis|concédé|prédit|suggéré|proposé|fait (?:savoir|valoir|remarquer)";
const now = "déclare|dit|affirme|explique|ajoute|indique|annonce|précise|estime|assure|souligne|confie|répond|rappelle|regrette|dénonce|lance|conclut|raconte|avertit|insiste|écrit|confirme|reconnaît|poursuit|martèle|plaide|promet|juge|rapporte|commente|réagit|note|" +
  "prévient|demande|soutient|témoigne|réplique|rétorque|résume|déplore|salue|nuance|tempère|glisse|observe|constate|fustige|critique|accuse|réclame|exige|évoque|alerte|tranche|justifie|clame|avoue|admet|concède|prédit|suggère|propose|fait (?:savoir|valoir|remarquer)|déclarait|expliquait|affirmait|disait";
const moved = "indigne|inquiète|étonne|alarme|agace|exclame|insurge|félicite|réjouit|défend|désole|emporte"; // s'indigne, s'est félicitée
const spoken = `(?:(?:a|ont|avait|avaient)(?: (?:également|aussi|encore|ensuite|toutefois|notamment|par ailleurs))? (?:${past})|(?:${now.replaceAll("|", "nt|")}nt|${now})|s(?:e |['’])(?:(?:${moved})(?:nt)?|est (?:${moved.replaceAll("e|", "ée?|").replace(/e$/, "ée?")}|réjouie?)))`;
const turned = `(?:(?:a-t-|ont-|avait-)(?<pron1>il|elle|on|ils|elles) (?:${past})|(?:${now})-(?:t-)?(?<pron2>il|elle|on|ils|elles))`;
const article = "(?:(?:[Ll]e|[Ll]a|[Ll]es|[Uu]ne?|[Dd]es|[Ss]on|[Ss]a|[Ss]es|[Ll]eur|[Cc]e|[Cc]ette|[Pp]lusieurs|[Dd]eux|[Tt]rois) |[Ll]['’]|[Dd]['’])";
const name = "\\p{Lu}[\\p{L}'’.-]*(?: (?:de |du |des |d['’]|la |le )?\\p{Lu}[\\p{L}'’.-]*){0,4}";
const noun = "\\p{Ll}[\\p{L}'’-]*";
// la ministre de la Mer, Anna Roth / Mme Roth / le porte-parole du port
const who = `(?:${article}${noun}(?: (?:${noun}|${name})){0,6}?(?:,? ${name})?|${name})`;
const when = "(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ensuite|plus tard|à l['’]AFP)(?: (?:matin|soir|dernier))?)?";
const stop = "\\s*(?:[,.;:»]|$| (?:à|au|aux|dans|lors|devant|sur|en|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|après|avant|auprès)\\b)";
const speaker = `(?<who>${who})(?:${stop})`;
const before = `(?:^|[.!?;] |, )(?:\\p{Lu}\\p{L}+, )?(?<who>${who}|[Ii]l|[Ee]lle|[Ii]ls|[Ee]lles)(?:, [^,:«]{3,80},)?`;

const behindVerb = new RegExp(`^[\\s,]*(?<cue>${spoken})${when} ${speaker}`, "u");
const behindTurned = new RegExp(`^[\\s,]*(?<cue>${turned})`, "u");
const beforeColon = new RegExp(`${before} (?<cue>${spoken})[^.:«]{0,60}:\\s*$`, "u");
const beforeFew = new RegExp(`${before} (?<cue>${spoken}|(?:a|ont) parlé d(?:e|['’])|parle(?:nt)? d(?:e|['’]))[^.:;,«]{0,40}$`, "u"); // Il a dénoncé « des années de retard »
const according = new RegExp(`(?<cue>Selon|D['’]après|selon|d['’]après) (?<who>${who})(?:\\s*,|\\s*[.;]|$)`, "u");
const that = new RegExp(`${before} (?<cue>${spoken})(?: [^,.:«]{0,40}?)?? (?<what>(?:qu(?:e |['’])|avoir |être |vouloir |ne pas ).+?)[.!]?$`, "u");
const tail = new RegExp(`, (?:(?<cue>${spoken})${when} (?<who>${who})|(?<cue2>${turned}))(?: [^,«»]{0,60})?[.!]?$`, "u"); // Le port restera fermé, a annoncé la préfecture.
const inside = new RegExp(`, (?:(?<cue>${spoken}) (?<who>${who})|(?<cue2>${turned})), `, "u");

export function suggest(doc, emit) {
  for (const line of doc.blocks.filter((b) => b.kind === "paragraph")) {
    const dated = doc.blocks.find((b) => b.kind === "dateline" && line.start <= b.start && b.end <= line.end);
    const quotes = doc.units("quotation", line);
    const all = [];
    let last = null; // what was quoted before in this paragraph, and may go on
    for (const quote of quotes.filter((q) => doc.units("word", q).length >= doc.options.words)) {
      const front = doc.range(dated ? dated.end : line.start, quote.start);
      const after = doc.range(quote.end, Math.max(quote.end, line.end));
      const found = doc.find(behindTurned, { in: after })[0] || doc.find(behindVerb, { in: after })[0] || doc.find(beforeColon, { in: front })[0] || doc.find(beforeFew, { in: front })[0];
      const cut = found ? null : doc.find(inside, { in: quote })[0];
      if (found) all.push((last = { places: [quote], found, directness: "direct" }));
      else if (cut) all.push((last = { places: [doc.range(quote.start, cut.start), doc.range(cut.end, quote.end)], found: cut, directness: "direct" }));
      else if (last && /[.!?]\s*$/.test(front.text)) last.places.push(quote);
    }
    for (const sentence of doc.units("sentence", line)) {
      const begins = dated && dated.start === sentence.start ? doc.find(/^[\s–—-]*(.+)$/, { in: doc.range(dated.end, sentence.end), group: 1 })[0] : sentence;
      const place = doc.trim(begins || sentence);
      if (!all.some((x) => x.places.some((p) => p.start < place.end && place.start < p.end))) all.push(...unquoted(doc, place));
    }
    for (const { places, found, directness } of all) propose(doc, emit, places, found, directness);
  }
}

// What a sentence reports in the writer's words, but for quotations of a few words.
function unquoted(doc, place) {
  const of = (places, found) => [{ places, found, directness: /[«“]/.test(places.map((p) => p.text).join("")) ? "mixed" : "indirect" }];
  const said = doc.find(that, { in: place })[0];
  if (said) return of([said.named.what], said);
  const cut = doc.find(inside, { in: place })[0];
  if (cut) return of([doc.range(place.start, cut.start), doc.trim(doc.range(cut.end, place.end), "punctuation")], cut);
  const end = doc.find(tail, { in: place })[0];
  if (end) return of([doc.range(place.start, end.start)], end);
  const after = doc.find(according, { in: place })[0];
  return after ? of(around(doc, place, after), after) : [];
}

// What is left of a sentence without "selon …".
function around(doc, sentence, found) {
  const parts = [doc.range(sentence.start, found.start), doc.range(Math.min(found.end, sentence.end), sentence.end)];
  return parts.map((p) => doc.find(/[^\s,.;].*[^\s,.;]/, { in: p })[0]).filter((p) => p);
}

function propose(doc, emit, places, found, directness) {
  if (places.length === 0) return;
  const { cue, cue2, who: named, pron1, pron2 } = found.named;
  const signal = cue || cue2;
  const source = named || pron1 || pron2;
  const content = emit.span(places, "content", { confidence: directness === "direct" ? 0.88 : 0.72, reason: `« ${signal.text} » says whose words these are`, attrs: { directness } });
  const speaker = emit.span(source, "source", { confidence: 0.8, reason: "stands with the verb of saying", attrs: /^(?:il|elle|on|ils|elles)$/i.test(source.text) ? { form: "pronominal" } : {} });
  const verb = emit.span(ownWords(doc, signal, source), "cue", { confidence: 0.88, reason: "says that somebody speaks" });
  emit.relation("source", content, speaker, { confidence: 0.82, reason: "stands with the verb of saying" });
  emit.relation("cue", content, verb, { confidence: 0.9, reason: "signals this content" });
}

// The cue without a pronoun that is tied to it: explique-t-elle. Of a-t-elle ajouté, which the pronoun splits, it is the participle.
function ownWords(doc, cue, source) {
  if (source.start >= cue.end || source.end <= cue.start) return cue;
  return source.end < cue.end ? doc.trim(doc.range(source.end, cue.end)) : doc.range(cue.start, doc.find(/-(?:t-)?$/, { in: doc.range(cue.start, source.start) })[0].start);
}
