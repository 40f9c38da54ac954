import type { FactCode } from './facts.ts';

/** Text key of the fact's name. */
export function factLabelKey(code: FactCode): string {
  return `directory.facts.${code}.label`;
}

/** Text key of the question that obtains the fact. */
export function factQuestionKey(code: FactCode): string {
  return `directory.facts.${code}.question`;
}

/** Text key of one value of a closed list; booleans share `yes` and `no`. */
export function factValueKey(code: FactCode, value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'directory.facts.yes' : 'directory.facts.no';
  return `directory.facts.${code}.value.${value}`;
}
