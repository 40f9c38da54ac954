/** Which values a fact can take. */
import { factDefinition, type FactCode, type FactValue } from './facts.ts';

const OPEN_CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,79}$/u;
const isOpenCode = (value: unknown): boolean => typeof value === 'string' && OPEN_CODE.test(value);
const isListed = (values: readonly string[], value: unknown): boolean => typeof value === 'string' && values.includes(value);

function isMapValue(values: readonly string[], value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 200 && entries.every(([key, state]) => isOpenCode(key) && isListed(values, state));
}

function isCodesValue(values: readonly string[] | undefined, value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 200 || new Set(value).size !== value.length) return false;
  return value.every((v) => (values ? isListed(values, v) : isOpenCode(v)));
}

/** True if `value` is a value that this fact can take; the one check that forms, routes and imports share. */
export function isFactValue(code: FactCode, value: unknown): value is FactValue {
  const def = factDefinition(code);
  switch (def.kind) {
    case 'boolean': return typeof value === 'boolean';
    case 'number': return Number.isInteger(value) && (value as number) >= def.min && (value as number) <= def.max;
    case 'code':
    case 'ordered': return isListed(def.values, value);
    case 'open-code': return isOpenCode(value);
    case 'codes': return isCodesValue(def.values, value);
    case 'map': return isMapValue(def.values, value);
  }
}
