/** What was done to get papers, and what may be done next. */
import { addDays, type PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { known, type FactSet } from '#kernel/facts';
import type { Way } from '#directory/papers';
import type { PaperStepKind, RecordPaperStep } from '../schema.ts';

export interface StepDone {
  readonly paperId: string;
  readonly wayId: string | null;
  readonly step: PaperStepKind;
  readonly on: PlainDate;
  readonly validUntil: PlainDate | null;
}

/** The newest step of each paper; steps come oldest first. */
export function newestSteps<S extends Pick<StepDone, 'paperId'>>(steps: readonly S[]): ReadonlyMap<string, S> {
  return new Map(steps.map((step) => [step.paperId, step]));
}

/** Ways on which somebody was refused and that were not begun again since. */
export function refusedWays(steps: readonly StepDone[]): ReadonlySet<string> {
  const newest = new Map(steps.flatMap((step) => (step.wayId === null ? [] : [[step.wayId, step.step] as const])));
  return new Set([...newest].filter(([, step]) => step === 'refused').map(([wayId]) => wayId));
}

/** Last days of papers that were obtained and lapse. */
export function lapsesOf(steps: readonly StepDone[]): Readonly<Record<string, PlainDate | null>> {
  return Object.fromEntries(steps.filter((step) => step.step === 'obtained').map((step) => [step.paperId, step.validUntil]));
}

/** How long a paper got on this way holds: as the officer read it, or as a source says; null where nobody knows. */
export function validUntilOf({ step, on, validUntil }: Pick<RecordPaperStep, 'step' | 'on' | 'validUntil'>, way: Way | undefined): PlainDate | null {
  if (step !== 'obtained') return null;
  return validUntil ?? (way?.validDays ? addDays(on, way.validDays) : null);
}

interface Standing {
  readonly today: PlainDate;
  readonly held: boolean;
  readonly caseOpen: boolean;
  readonly way: Way | undefined;
}

function lapseProblems({ step, on, validUntil }: RecordPaperStep): Problem[] {
  if (validUntil === undefined) return [];
  if (step !== 'obtained') return [{ code: 'documents.only-obtained-lapse', field: 'validUntil' }];
  return validUntil < on ? [{ code: 'documents.lapses-before', field: 'validUntil' }] : [];
}

/** Why a step cannot be recorded; empty when it can. */
export function stepProblems(paperId: string, command: RecordPaperStep, { today, held, caseOpen, way }: Standing): Problem[] {
  return [
    ...(caseOpen ? [] : [{ code: 'documents.case-closed' }]),
    ...(command.on > today ? [{ code: 'documents.day-to-come', field: 'on' }] : []),
    ...(command.wayId !== undefined && way?.document !== paperId ? [{ code: 'documents.unknown-way', field: 'wayId' }] : []),
    ...(held ? [{ code: 'documents.held-already', field: 'step' }] : []),
    ...lapseProblems(command),
  ];
}

/** Who came back is not abroad any more: nobody is asked what the record of the return says. */
export function withWhereabouts(facts: FactSet, now: string): FactSet {
  if (facts.stillAbroad !== undefined || facts.monthsSinceReturn?.state !== 'known') return facts;
  return { ...facts, stillAbroad: known(false, now, 'derived') };
}
