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
    /** The analysis of the text, where there is one for its language; null where there is none. */
    readonly grammar: any;

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
    relation(label: string, head: Handle | Span, tail: Handle | Span, settings?: Why & { attrs?: Record<string, Value> }): void;
    attribute(mark: Handle | Span | Relation, name: string, value: Value, settings?: Why): void;
    /** Reports a problem with a place or a mark; null is the document. */
    problem(where: Place | Span | Relation | null, message: string, settings?: { severity?: "hint" | "warning" | "error" }): void;
  }

  /** export function suggest: proposes marks. */
  type Suggest = (doc: Doc, emit: Emit) => void;
  /** export function check: finds problems. */
  type Check = (doc: Doc, emit: Emit) => void;
  /** export function record: writes a document; an object is a line of JSON, a list one line a member, a text stands as it is. */
  type Record_ = (doc: Doc) => unknown;
}
