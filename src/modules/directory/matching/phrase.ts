/** Conditions and answers as sentences: first a structure of text keys, then words in the reader's language. */
import type { Locale } from '#kernel/codes';
import { entryOf, type Criteria, type CriterionOp, type Leaf } from '#kernel/criteria';
import { factLabelKey, factValueKey } from '#kernel/fact-words';
import { factDefinition, type FactCode, type FactValue } from '#kernel/facts';

/** What a code names, where it comes from a list outside the vocabulary. */
export type NameKind = 'country' | 'language' | 'place' | 'document' | 'occupation' | 'receptionPoint' | 'other';

export type Part = string | number | Phrase | { readonly name: NameKind; readonly code: string } | { readonly list: readonly Part[]; readonly join: 'and' | 'or' };

/** A text key with what goes into it. */
export interface Phrase {
  readonly key: string;
  readonly params?: Readonly<Record<string, Part>>;
}

const NAMED: { readonly [C in FactCode]?: NameKind } = {
  nationality: 'country', returnedFrom: 'country', languages: 'language', documentsHeld: 'document', occupations: 'occupation', arrivalPoint: 'receptionPoint',
  originAdmin2: 'place', destinationAdmin1: 'place', destinationAdmin2: 'place', cannotReturnTo: 'place',
};

/** From which list the codes of a fact are named. */
export const namedBy = (fact: FactCode): NameKind => NAMED[fact] ?? 'other';

const nameOf = (fact: FactCode, code: string): Part => ({ name: namedBy(fact), code });

/** One value of a fact; a code of a closed list has its own text. */
function valuePart(fact: FactCode, value: string | number | boolean): Part {
  if (typeof value === 'number') return value;
  const def = factDefinition(fact);
  const listed = def.kind === 'boolean' || def.kind === 'map' || ('values' in def && def.values !== undefined);
  return listed ? { key: factValueKey(fact, value) } : nameOf(fact, String(value));
}

const label = (fact: FactCode): Phrase => ({ key: factLabelKey(fact) });
const statement = (fact: FactCode, holds: boolean): Phrase => ({ key: `directory.facts.${fact}.${holds ? 'true' : 'false'}` });

const OPPOSITE: { readonly [O in CriterionOp]?: CriterionOp } = { is: 'isNot', isNot: 'is', has: 'lacks', lacks: 'has' };

/** The contrary of a leaf as another leaf, where there is one. */
function contrary(leaf: Leaf): Leaf | null {
  const op = OPPOSITE[leaf.op];
  if (op) return { ...leaf, op };
  if (typeof leaf.value !== 'number') return null;
  if (leaf.op === 'gte') return { ...leaf, op: 'lte', value: leaf.value - 1 };
  if (leaf.op === 'lte' || leaf.op === 'within') return { ...leaf, op: 'gte', value: leaf.value + 1 };
  return null;
}

function subject(leaf: Leaf): Part {
  const entry = entryOf(leaf);
  if (entry === undefined) return label(leaf.fact);
  return { key: 'directory.criteria.entry', params: { fact: label(leaf.fact), entry: nameOf(leaf.fact, entry) } };
}

function textFor(leaf: Leaf): string {
  if (leaf.op !== 'gte' && leaf.op !== 'lte') return leaf.op;
  return typeof leaf.value === 'number' ? leaf.op : `${leaf.op}-level`;
}

function valuesOf(leaf: Leaf): Readonly<Record<string, Part>> {
  if (leaf.op === 'between') {
    const [from, to] = leaf.value as readonly [number, number];
    return { from, to };
  }
  if (Array.isArray(leaf.value)) return { value: { list: leaf.value.map((v) => valuePart(leaf.fact, v as string)), join: 'or' } };
  return { value: valuePart(leaf.fact, leaf.value as string | number | boolean) };
}

/** A leaf as a sentence; yes-or-no facts have sentences of their own. */
export function sayLeaf(leaf: Leaf): Phrase {
  const def = factDefinition(leaf.fact);
  if (def.kind === 'boolean') return statement(leaf.fact, (leaf.op === 'is') === leaf.value);
  if (def.kind === 'map' && (leaf.op === 'has' || leaf.op === 'lacks')) {
    return { key: `directory.facts.${leaf.fact}.${leaf.op}`, params: { entry: nameOf(leaf.fact, String(leaf.value)) } };
  }
  return { key: `directory.criteria.${textFor(leaf)}`, params: { fact: subject(leaf), ...valuesOf(leaf) } };
}

function sayNot(what: Criteria): Phrase {
  const opposite = 'fact' in what ? contrary(what) : null;
  return opposite ? sayLeaf(opposite) : { key: 'directory.criteria.not', params: { what: sayCriteria(what, true) } };
}

function sayGroup(kids: readonly Criteria[], join: 'and' | 'or', inside: boolean): Phrase {
  if (kids.length === 0) return { key: join === 'and' ? 'directory.criteria.always' : 'directory.criteria.never' };
  if (kids.length === 1) return sayCriteria(kids[0]!, inside);
  const list: Part = { list: kids.map((kid) => sayCriteria(kid, true)), join };
  return { key: inside ? 'directory.criteria.group' : 'directory.criteria.whole', params: { list } };
}

/** Criteria as one sentence; groups inside groups stand in brackets. */
export function sayCriteria(criteria: Criteria, inside = false): Phrase {
  if ('not' in criteria) return sayNot(criteria.not);
  if ('all' in criteria) return sayGroup(criteria.all, 'and', inside);
  if ('any' in criteria) return sayGroup(criteria.any, 'or', inside);
  return sayLeaf(criteria);
}

/** What a decided leaf asked for: the leaf, or its contrary where it stood under a `not`. */
export function sayRequirement(leaf: Leaf, negated: boolean): Phrase {
  return sayCriteria(negated ? { not: leaf } : leaf);
}

/** The known value alone. */
export function sayValue({ fact }: Leaf, value: FactValue): Phrase {
  if (typeof value === 'boolean') return statement(fact, value);
  const part: Part = Array.isArray(value)
    ? value.length === 0 ? { key: 'directory.criteria.none' } : { list: value.map((v) => valuePart(fact, v as string)), join: 'and' }
    : valuePart(fact, value as string | number);
  return { key: 'directory.criteria.whole', params: { list: part } };
}

/** What is known, as far as the leaf looked at it. */
export function sayKnown(leaf: Leaf, value: FactValue): Phrase {
  if (typeof value === 'boolean') return statement(leaf.fact, value);
  return { key: 'directory.criteria.is', params: { fact: subject(leaf), value: sayValue(leaf, value) } };
}

/** What turns a structure into words. */
export interface PhraseWords {
  readonly locale: Locale;
  t(key: string, params?: Readonly<Record<string, string | number>>): string;
  /** Names of places, documents and the like; the code itself is shown where there is no name. */
  nameOf?(kind: NameKind, code: string): string | undefined;
}

const DISPLAY: { readonly [K in NameKind]?: 'region' | 'language' } = { country: 'region', language: 'language' };

function wordsOfName(kind: NameKind, code: string, words: PhraseWords): string {
  const known = words.nameOf?.(kind, code);
  const type = DISPLAY[kind];
  if (known !== undefined || !type) return known ?? code;
  return new Intl.DisplayNames([words.locale], { type, fallback: 'code' }).of(code) ?? code;
}

function wordsOfPart(part: Part, words: PhraseWords): string {
  if (typeof part === 'string') return part;
  if (typeof part === 'number') return new Intl.NumberFormat(words.locale).format(part);
  if ('name' in part) return wordsOfName(part.name, part.code, words);
  if ('key' in part) return inWords(part, words);
  const items = part.list.map((item) => wordsOfPart(item, words));
  return new Intl.ListFormat(words.locale, { type: part.join === 'and' ? 'conjunction' : 'disjunction' }).format(items);
}

/** The sentence in the reader's language. */
export function inWords(phrase: Phrase, words: PhraseWords): string {
  const params = Object.entries(phrase.params ?? {}).map(([name, part]) => [name, wordsOfPart(part, words)] as const);
  return words.t(phrase.key, Object.fromEntries(params));
}
