import { checkNumber, registrySlice } from '#registry';
import type { DocumentType } from '#registry/schema';
import type { Pack } from '#platform/country';
import type { NumberCheck } from './manifest/numbers.ts';
import { receptionSlice } from './pack.ts';

/** Checks a number of a list as the first of the country's document types that it can be; advice only. */
export function numberCheckOf(pack: Pack, today: string): NumberCheck {
  const formats = pack.slice(registrySlice).numbers;
  const types = pack.slice(receptionSlice).numberTypes as DocumentType[];
  return (text) => {
    const checks = types.map((type) => ({ type, ...checkNumber(formats[type], text, today) }));
    const best = checks.find((c) => c.verdict === 'valid') ?? checks[0]!;
    return { type: best.type, result: best.verdict, compact: best.compact, ...best.carries };
  };
}
