/** Which conditions of a service hold on which day. Pure: the day is an argument. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { RuleVersion, Service } from './schema.ts';

export interface Rules extends RuleVersion {
  readonly serviceId: string;
  readonly criteria: Service['criteria'];
  readonly needCriteria: Service['needCriteria'];
}

const holdsOn = ({ from, until }: RuleVersion, day: PlainDate): boolean => (from === null || from <= day) && (until === null || day <= until);

/** What a steward wrote comes before the pack; of two by the same hand the newer. */
const before = (a: RuleVersion, b: RuleVersion): number => Number(b.source === 'steward') - Number(a.source === 'steward') || b.version - a.version;

/** The version that holds on a day, if any does. */
export function ruleOn<R extends RuleVersion>(versions: readonly R[], day: PlainDate): R | undefined {
  return versions.filter((one) => holdsOn(one, day)).sort(before)[0];
}

/** A service with the conditions of a version; without one it keeps what its entry says. */
export function withRule(service: Service, held: Rules | undefined): Service {
  if (!held) return service;
  const { version, source, from, until, criteria, needCriteria } = held;
  return { ...service, criteria, needCriteria, rules: { version, source, from, until } };
}

/** Services with the conditions that hold. */
export function withRules(services: readonly Service[], rules: ReadonlyMap<string, Rules>): Service[] {
  return services.map((service) => withRule(service, rules.get(service.id)));
}

/** Days on which a new version may hold: the past stays judged by the rules it was judged by. */
export function periodProblems(from: PlainDate, until: PlainDate | null, today: PlainDate): Problem[] {
  if (from < today) return [{ code: 'directory.criteria-in-the-past', field: 'from' }];
  return until !== null && until < from ? [{ code: 'directory.criteria-ends-before', field: 'until' }] : [];
}
