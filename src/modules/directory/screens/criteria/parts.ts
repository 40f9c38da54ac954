/** The parts of what is written: conditions of the whole service, and further ones for a need that it answers. Pure. */
import type { Criteria } from '#kernel/criteria';
import { readAllCriteria } from '../../criteria-rules.ts';
import type { Conditions } from '../../matching/preview.ts';
import type { Service } from '../../schema.ts';
import { draftOf, readDraft, type DraftGroup, type ReadDraft } from './draft.ts';
import { findingsIn, type PlacedFinding } from './findings.ts';

/** `null` is the whole service. */
export type PartName = string | null;

export interface PartsDraft {
  readonly root: DraftGroup;
  /** By need; a need without conditions of its own may be missing. */
  readonly needs: Readonly<Record<string, DraftGroup>>;
}

/** What a form begins with; only needs that the service answers can be written about. */
export function partsDraftOf(criteria: Criteria | null, needCriteria: Readonly<Record<string, unknown>>): PartsDraft {
  return { root: draftOf(criteria), needs: Object.fromEntries(Object.entries(needCriteria).map(([need, one]) => [need, draftOf(one as Criteria)])) };
}

export const partOf = (draft: PartsDraft, part: PartName): DraftGroup => (part === null ? draft.root : (draft.needs[part] ?? draftOf(null)));

/** The draft with one part changed. */
export function withPart(draft: PartsDraft, part: PartName, group: DraftGroup): PartsDraft {
  return part === null ? { ...draft, root: group } : { ...draft, needs: { ...draft.needs, [part]: group } };
}

export interface ReadPart extends ReadDraft { readonly findings: readonly PlacedFinding[] }

export interface ReadParts {
  readonly whole: ReadPart;
  readonly needs: Readonly<Record<string, ReadPart>>;
  readonly conditions: Conditions & { readonly criteria: Criteria };
  /** Something somewhere is not complete, or may not be said. */
  readonly stopped: boolean;
  /** Each part can be met, but not one for a need together with those of the whole service. */
  readonly clash: boolean;
}

/** Reads every part; a need whose group is empty asks nothing more. */
export function readParts(service: Service, draft: PartsDraft): ReadParts {
  const read = (group: DraftGroup): ReadPart => { const one = readDraft(group); return { ...one, findings: findingsIn(service, one) }; };
  const whole = read(draft.root);
  const written = service.serviceTypes.filter((need) => (draft.needs[need]?.kids.length ?? 0) > 0);
  const needs = Object.fromEntries(written.map((need) => [need, read(draft.needs[need]!)]));
  const conditions = { criteria: whole.criteria, needCriteria: Object.fromEntries(written.map((need) => [need, needs[need]!.criteria])) };
  const parts = [whole, ...Object.values(needs)];
  const unready = parts.some((one) => one.open.size > 0 || one.findings.some((finding) => finding.stops));
  const clash = !unready && !readAllCriteria({ ...service, ...conditions as Pick<Service, 'criteria' | 'needCriteria'> }).ok;
  return { whole, needs, conditions, stopped: unready || clash, clash };
}
