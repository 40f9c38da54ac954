/** Whether criteria may stand for a service: well written, leaving no group out, and met by somebody. Pure, for both sides. */
import { parseCriteria, positionOf, reviewCriteria, truthOf, unfairLeaves, type Criteria, type CriteriaFinding } from '#kernel/criteria';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import { ageCondition, sexCondition } from './matching/offer-index.ts';
import type { Service } from './schema.ts';

/** For whom the service is by age group and sex, which the criteria come on top of. */
export type ServiceGroup = Pick<Service, 'ages' | 'sexes'>;

const unfair = (path: string): Problem => ({ code: 'directory.criteria-unfair', field: `criteria${path}`, params: { at: positionOf(path), path: path || '/' } });

/** True if nobody of the age group and sex of the service can meet the criteria. */
function metByNobody(group: ServiceGroup, criteria: Criteria): boolean {
  const parts = [ageCondition(group), sexCondition(group), criteria].filter((part) => part !== null);
  return truthOf({ all: parts }) === 'never';
}

/** The criteria as they may be kept, or every reason why not. */
export function readServiceCriteria(group: ServiceGroup, json: unknown): Result<Criteria> {
  const parsed = parseCriteria(json);
  if (!parsed.ok) return parsed;
  const left = unfairLeaves(parsed.value);
  if (left.length > 0) return no(...left.map(unfair));
  return metByNobody(group, parsed.value) ? no({ code: 'directory.criteria-never-true', field: 'criteria' }) : parsed;
}

/** What to tell who writes them, beyond what is refused. */
export function findingsOn(group: ServiceGroup, criteria: Criteria): readonly CriteriaFinding[] {
  const findings = reviewCriteria(criteria);
  const own = findings.some((finding) => finding.kind === 'neverTrue' && finding.path === '');
  return own || !metByNobody(group, criteria) ? findings : [{ kind: 'neverTrue', path: '', parts: [] }, ...findings];
}

/** All criteria of a service together with its age group and sex, for each need that it answers. */
export function readAllCriteria(service: ServiceGroup & Pick<Service, 'criteria' | 'needCriteria'>): Result<readonly Criteria[]> {
  const whole = service.criteria === null ? ok<Criteria>({ all: [] }) : readServiceCriteria(service, service.criteria);
  if (!whole.ok) return whole;
  const read = Object.values(service.needCriteria).map((one) => readServiceCriteria(service, one));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return no(...problems);
  const together = read.map((one): Criteria => ({ all: [whole.value, ...(one.ok ? [one.value] : [])] }));
  return together.some((one) => metByNobody(service, one)) ? no({ code: 'directory.criteria-never-true', field: 'needCriteria' }) : ok([whole.value, ...together]);
}
