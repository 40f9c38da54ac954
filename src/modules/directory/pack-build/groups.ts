import type { Service } from '../schema.ts';
import type { SourceService } from './source.ts';

/** What the target groups of a source say by themselves, where nobody has read more out of its text. */

const CHILD_GROUPS = ['child', 'unaccompanied_child', 'girls', 'us_citizen_child', 'family'];
const ALL_AGE_GROUPS = ['family', 'youth', 'us_citizen_child', 'women'];
const GENERAL_GROUPS = ['adult', 'youth', 'child', 'family', 'general_public', 'host_community'];
const RETURN_GROUPS = ['deported', 'voluntary_returnee'];

type Ages = Service['ages'];

const has = (s: SourceService, groups: readonly string[]): boolean => (s.target_groups ?? []).some((g) => groups.includes(g));
const only = (s: SourceService, groups: readonly string[]): boolean => (s.target_groups ?? []).every((g) => groups.includes(g));

/** Age groups it is meant for, from the groups alone; null when they do not tell. */
export function agesOf(s: SourceService): Ages {
  const children = has(s, CHILD_GROUPS);
  const adults = has(s, ['adult']);
  if (children && (adults || has(s, ALL_AGE_GROUPS))) return ['child', 'adult'];
  if (children) return ['child'];
  return adults && !has(s, ['youth']) ? ['adult'] : null;
}

/** Sexes it is meant for: only where the source states it as a condition. */
export function sexesOf(s: SourceService): Service['sexes'] {
  return (s.eligibility ?? []).some((text) => text.kind === 'sex') && has(s, ['women']) ? ['F'] : null;
}

/** General population, people who return, or one group among them. */
export function specificityOf(s: SourceService): Service['specificity'] {
  if ((s.eligibility ?? []).some((text) => text.kind === 'population') || only(s, GENERAL_GROUPS)) return 0;
  return only(s, [...GENERAL_GROUPS, ...RETURN_GROUPS]) ? 1 : 2;
}

const RETURNED = { all: [{ fact: 'returnType', op: 'in', value: ['deported', 'assistedVoluntary', 'independentVoluntary'] }] };

/**
 * Criteria where the source states no eligibility at all. Groups of people who return mean anybody who came back: the
 * sources use their words for forced and voluntary return interchangeably. General groups mean everybody.
 */
export function defaultCriteria(s: SourceService): Service['criteria'] {
  if (s.eligibility !== null || s.target_groups === null) return null;
  if (has(s, RETURN_GROUPS)) return RETURNED;
  return only(s, GENERAL_GROUPS) ? { all: [] } : null;
}
