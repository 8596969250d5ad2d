// What a rule of Galley sees. A rule is one file of plain JavaScript, without import, async, generators, Date or Math.random:
//
//     /// <reference path="galley.d.ts" />
//     /** @type {Galley.Meta} */
//     export const rule = { name: "my-rule", version: "1", labels: ["claim"] };
//
//     /** @param {Galley.Doc} doc @param {Galley.Emit} emit */
//     export function suggest(doc, emit) {
//       for (const m of doc.find(/\d+ percent/)) emit.span(m, "claim", { confidence: 0.6, reason: "a figure that can be checked" });
//     }
//
// Every position counts characters (Unicode code points) from the start of the text; places are half-open. JavaScript's own
// strings count UTF-16 units, which differ where there are emoji: take pieces of the text with doc.slice, not text.slice.
// Regular expressions take time in proportion to the text: no looking ahead or behind, no references to groups. \p{L} works.

declare namespace Galley {
  /** What a rule says of itself: export const rule. */
  interface Meta {
    /** a–z, 0–9, - and /; the same from version to version. */
    name: string;
    version: string;
    description?: string;
    /** Labels and relations that it may propose. What the scheme in force lacks is left out and counted. */
    labels?: string[];
    relations?: string[];
    /** Languages of the documents that it reads ("en", "de"); none is all. */
    language?: string | string[];
    /** Settings with their defaults; doc.options has what is in force. */
    options?: Record<string, string | number | boolean>;
  }

  interface Place {
    readonly start: number;
    readonly end: number;
  }
  interface Piece extends Place {
    readonly text: string;
  }
  interface Token extends Piece {
    /** A word; otherwise a punctuation mark or sign. */
    readonly word: boolean;
  }
  type BlockKind =
    | "headline" | "byline" | "paragraph" | "caption" | "furniture" | "entry" | "signer" | "contributor" | "editor_note" | "dateline" | "credit";
  interface Block extends Piece {
    readonly id: number;
    readonly kind: BlockKind;
    /** Of a credit: the id of its caption. */
    readonly of?: number;
    /** Of a caption that occurs again: the id of its first occurrence. */
    readonly repeats?: number;
    readonly note?: string;
  }
  interface Origin {
    readonly rule: string;
    readonly version: string;
    readonly confidence: number;
  }
  interface Span extends Piece {
    readonly id: string;
    readonly label: string;
    /** A discontinuous span has several. start and end are those of the first and last. */
    readonly parts: readonly Piece[];
    readonly attrs: Readonly<Record<string, string>>;
    /** null: made by hand. */
    readonly origin: Origin | null;
  }
  interface Relation {
    readonly id: string;
    readonly label: string;
    readonly head: Span;
    readonly tail: Span;
    readonly attrs: Readonly<Record<string, string>>;
    readonly origin: Origin | null;
  }
  interface Match extends Piece {
    /** groups[0] is the whole match; a group that took no part is null. */
    readonly groups: readonly (Piece | null)[];
    readonly named?: Readonly<Record<string, Piece | null>>;
  }
  type Unit = "character" | "word" | "phrase" | "quotation" | "clause" | "sentence" | "paragraph";

  interface Scheme {
    readonly id: string;
    readonly version: number;
    readonly labels: readonly { id: string; group: string; title: string; contiguous: boolean; unit: string; inside: readonly string[] }[];
    readonly relations: readonly { id: string; title: string; heads: readonly string[]; tails: readonly string[]; min: number; max: number }[];
    readonly attributes: readonly {
      id: string; on: readonly string[]; title: string; type: "enum" | "text" | "number" | "boolean"; values: readonly string[]; required: boolean;
    }[];
  }

  /** Who does what and who says what, found by word lists, endings and patterns. What cannot be known is left out. Lists are in
   *  the order of the text; members are the same objects wherever they are met, and index is their place in their list.
   *  …In(place) has those that lie wholly in a place, and costs less than all of a long list. */
  interface Grammar {
    readonly tokens: readonly Word[];
    readonly sentences: readonly GrammarSentence[];
    readonly chunks: readonly Chunk[];
    readonly verbs: readonly Verb[];
    readonly clauses: readonly GrammarClause[];
    readonly quotes: readonly Quote[];
    /** Who says, thinks or shows what. */
    readonly attributions: readonly Attribution[];
    /** What somebody asked, promised or planned that it be done: urged them to leave. */
    readonly requests: readonly Attribution[];
    readonly speakers: readonly Speaker[];
    tokensIn(place: Place): readonly Word[];
    sentencesIn(place: Place): readonly GrammarSentence[];
    chunksIn(place: Place): readonly Chunk[];
    verbsIn(place: Place): readonly Verb[];
    clausesIn(place: Place): readonly GrammarClause[];
    quotesIn(place: Place): readonly Quote[];
    attributionsIn(place: Place): readonly Attribution[];
    requestsIn(place: Place): readonly Attribution[];
  }
  type Form = "" | "base" | "third" | "past" | "participle" | "ing";
  type Sort = "person" | "organisation" | "document" | "time" | "quantity" | "thing";
  /** A word, figure, clitic (n't, 's) or mark with its class. */
  interface Word extends Piece {
    readonly index: number;
    readonly word: boolean;
    readonly lower: string;
    /** Of a verb its base form, otherwise lower. */
    readonly lemma: string;
    readonly pos:
      | "" | "noun" | "name" | "pronoun" | "determiner" | "number" | "adjective" | "adverb" | "verb" | "auxiliary" | "modal" | "to" | "preposition"
      | "conjunction" | "subordinator" | "complementizer" | "relative" | "possessive" | "mark" | "quotation mark";
    readonly form: Form;
    /** The outermost quotation around it. */
    readonly quote: Quote | null;
    readonly sentence: GrammarSentence | null;
  }
  interface GrammarSentence extends Piece {
    readonly index: number;
    readonly tokens: readonly Word[];
  }
  /** A noun phrase without what hangs on it. */
  interface Chunk extends Piece {
    readonly index: number;
    /** With the phrases that hang on it and its apposition: "Ana Ruiz, the mayor of Ely". */
    readonly full: Piece;
    readonly head: Word;
    readonly sort: Sort;
    /** The preposition that governs it. */
    readonly after: Word | null;
    /** What stands before a person's name, and the name; "" when there is none. */
    readonly title: string;
    readonly name: string;
    readonly tokens: readonly Word[];
  }
  /** A verb with its auxiliaries: "has not been told", "to leave". */
  interface Verb extends Piece {
    readonly index: number;
    readonly head: Word;
    readonly lemma: string;
    /** Whether it can be the verb of a sentence. */
    readonly finite: boolean;
    /** Of the first verb in it. */
    readonly form: Form;
    readonly tense: "" | "present" | "past" | "future" | "conditional";
    readonly passive: boolean;
    readonly perfect: boolean;
    readonly negative: boolean;
    readonly tokens: readonly Word[];
  }
  interface GrammarClause extends Piece {
    readonly index: number;
    readonly kind: "main" | "subordinate" | "complement" | "relative" | "infinitive" | "participle";
    readonly verb: Verb | null;
    readonly subject: Chunk | null;
    /** "that", "because". */
    readonly introducer: Word | null;
    readonly tokens: readonly Word[];
  }
  /** A stretch between quotation marks, both included. */
  interface Quote extends Piece {
    readonly index: number;
    readonly inner: Piece;
    /** 1, or 2 inside another. */
    readonly level: number;
    /** What the marks are for: words that could stand alone, a few words in a sentence of the writer's, doubt, or a title. */
    readonly use: "speech" | "fragment" | "scare" | "title";
    readonly unclosed: boolean;
    /** It runs over paragraphs, and each opens it again. */
    readonly reopened: boolean;
    /** One a paragraph. */
    readonly parts: readonly Piece[];
  }
  interface Attribution extends Piece {
    readonly index: number;
    /** What is said, marks included; several parts when the speaker stands inside. */
    readonly content: readonly Piece[];
    /** Who says it, with title and apposition; empty when nobody is named. */
    readonly source: readonly Piece[];
    /** The words that say so; empty when there are none. */
    readonly cue: readonly Piece[];
    readonly directness: "direct" | "indirect" | "mixed";
    readonly reports: "speech" | "thought" | "evidence";
    /** Did not say, denied. */
    readonly negative: boolean;
    /** Of the parts: "scq" is source, cue, quotation. */
    readonly order: string;
    /** The quotation stands alone, and its source is that of the one before or behind it. */
    readonly inherited: boolean;
    /** Whether it asks, promises or refuses that something be done: such are in requests. */
    readonly request: boolean;
    /** 0, or how many contents it lies in. */
    readonly depth: number;
    /** Of the cue. */
    readonly lemma: string;
    /** Whom the source refers to, as far as that is known. */
    readonly speaker: Speaker | null;
  }
  /** Somebody or something that attributions have for a source. Its place is the first phrase that names it. */
  interface Speaker extends Piece {
    readonly index: number;
    readonly name: string;
    readonly sort: Sort;
    /** The sources that refer to it. */
    readonly mentions: readonly Piece[];
  }

  /** A document with its marks, to be read only. What is not asked for is not worked out. */
  interface Doc {
    readonly id: string;
    readonly title: string;
    /** BCP 47, "" when nobody knows. */
    readonly lang: string;
    /** Whose marks doc.spans and doc.relations are, "" for nobody's. */
    readonly annotator: string;
    readonly text: string;
    /** Of the text, in characters. */
    readonly length: number;
    readonly meta: Readonly<Record<string, string>>;
    /** Attributes of the document. */
    readonly attrs: Readonly<Record<string, string>>;
    readonly blocks: readonly Block[];
    readonly tokens: readonly Token[];
    readonly words: readonly Piece[];
    readonly phrases: readonly Piece[];
    readonly quotations: readonly Piece[];
    readonly clauses: readonly Piece[];
    readonly sentences: readonly Piece[];
    readonly paragraphs: readonly Piece[];
    readonly spans: readonly Span[];
    readonly relations: readonly Relation[];
    readonly scheme: Scheme;
    readonly options: Readonly<Record<string, string | number | boolean>>;
    /** A shallow reading of the text, if it is English: by lang, or by its small words where nobody knows. Otherwise null. */
    readonly grammar: Grammar | null;

    slice(place: Place): string;
    slice(start: number, end?: number): string;
    range(start: number, end: number): Piece;
    units(unit: Unit, place?: Place): readonly Piece[];
    /** The unit at a position, the next of its line, or null. */
    unitAt(unit: Unit, position: number): Piece | null;
    /** Without outer white space, punctuation, or the quotation marks around it. */
    trim(place: Place, what?: "punctuation" | "quotes"): Piece;
    spansIn(place: Place, label?: string): readonly Span[];
    /** Every place of a text or expression, in the whole or in one place, which is then searched as if it were all. With
     *  group, the place is that of the group. */
    find(what: string | RegExp, settings?: { in?: Place; group?: number | string }): readonly Match[];
  }

  /** What emit.span returns: a mark to be linked. */
  interface Handle extends Piece {
    readonly id: string;
    readonly label: string;
  }
  interface Why {
    /** 0 to 1; 1 unless you say otherwise. */
    confidence?: number;
    /** One line for the annotator. */
    reason?: string;
  }
  type Value = string | number | boolean;

  interface Emit {
    /** Proposes a span. key, where you give one, says which proposal this is when its place may change from version to version. */
    span(where: Place | Span | readonly Place[], label: string, settings?: Why & { attrs?: Record<string, Value>; key?: string }): Handle;
    /** What another rule proposes for a place, to be linked with. A link to what that rule does not propose is not shown. */
    from(rule: string, where: Place | readonly Place[], label: string): Handle;
    relation(label: string, head: Handle | Span, tail: Handle | Span, settings?: Why & { attrs?: Record<string, Value> }): void;
    attribute(mark: Handle | Span | Relation, name: string, value: Value, settings?: Why): void;
    /** Reports a problem with a place or a mark; null is the document. */
    problem(where: Place | Span | Relation | null, message: string, settings?: { severity?: "hint" | "warning" | "error" }): void;
  }

  /** export function suggest: proposes marks. */
  type Suggest = (doc: Doc, emit: Emit) => void;
  /** export function check: finds problems. */
  type Check = (doc: Doc, emit: Emit) => void;
  /** export function record: writes a document; an object is a line of JSON, a list one line a member, a text stands as it is.
      Offsets here count code points, and JavaScript's strings UTF-16 units: cut words with doc.slice. In a record that
      holds text, whatever has start, end and text is compared with it, and an export with a wrong one is refused; a record that
      counts otherwise says so as offset_unit, "utf16" or "byte". */
  type Record_ = (doc: Doc) => unknown;
}
