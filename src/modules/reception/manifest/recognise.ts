import { fold } from '#kernel/text';
import type { Recognised, SenderMemory } from '#reception/schema';
import { LIMITS } from './limits.ts';

/** Header words in their order, folded: what tells one sender's files from another's. */
export function shapeOf(headers: readonly string[]): string {
  return headers.map((header) => fold(header)).join('|').replace(/\|+$/, '');
}

/** Fewer words than these are everybody's. */
const FEWEST_WORDS = 3;
/** Share of words in common from which a header is called the sender's. */
const CLOSE = 0.75;

export interface Recognition {
  readonly memory: SenderMemory;
  readonly recognised: Recognised;
}

/**
 * The remembered layout that the first rows of a file show. A sender who is named already is looked for among their own layouts;
 * without a name, two senders whose headers look alike are not told apart: nobody is proposed.
 */
export function recognise(rows: readonly (readonly string[])[], memories: readonly SenderMemory[], senderKey?: string): Recognition | null {
  const mine = senderKey === undefined ? memories : memories.filter((m) => m.senderKey === senderKey);
  const heads = rows.slice(0, LIMITS.titleRows).map((cells) => ({ shape: shapeOf(cells), words: wordsOf(cells) })).filter((head) => head.words.size > 0);
  const exact = mine.filter((m) => m.shape !== '' && wordsOf(m.shape.split('|')).size >= FEWEST_WORDS && heads.some((head) => head.shape === m.shape));
  if (oneSender(exact)) return { memory: exact[0]!, recognised: { sender: exact[0]!.sender, by: 'shape' } };
  const close = mine.map((memory) => ({ memory, share: Math.max(0, ...heads.map((head) => shared(new Set(Object.keys(memory.columns)), head.words))) }))
    .filter(({ share }) => share >= (senderKey === undefined ? CLOSE : 0.34)).sort((a, b) => b.share - a.share);
  const best = close.filter(({ share }) => share === close[0]!.share).map(({ memory }) => memory);
  return oneSender(best) ? { memory: best[0]!, recognised: { sender: best[0]!.sender, by: 'words' } } : null;
}

function oneSender(memories: readonly SenderMemory[]): boolean {
  return memories.length > 0 && memories.every((m) => m.senderKey === memories[0]!.senderKey);
}

function wordsOf(cells: readonly string[]): Set<string> {
  return new Set(cells.map((cell) => fold(cell)).filter((word) => word !== ''));
}

/** Words in common, of all words of both; too few words say nothing. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common < FEWEST_WORDS ? 0 : common / (a.size + b.size - common);
}
