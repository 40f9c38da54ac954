import { fold } from '#kernel/text';
import type { ArrivalLine } from '../../schema.ts';

/** Whether somebody on the board bears these words, in any order and as far as they are typed, or this number. */
export function answersTo(text: string, line: Pick<ArrivalLine, 'name' | 'no'>): boolean {
  const names = fold(line.name).split(' ');
  return fold(text).split(' ').filter(Boolean).every((word) => (/^\d+$/.test(word) ? line.no === Number(word) : names.some((name) => name.startsWith(word))));
}
