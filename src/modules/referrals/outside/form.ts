/** What somebody without an account typed, of any quality, and the command that it asks for. Pure. */
import { z } from 'zod';
import type { Problem } from '#kernel/errors';
import { typedLine } from '#platform/typed';
import { OUTCOMES, type CommandKind, type Outcome } from '../schema.ts';
import type { Details } from '../repository/referrals.ts';
import type { Command } from '../rules/record.ts';

const MOST_WORDS = 700;

const answerForm = z.object({
  accion: typedLine(20), codigo: typedLine(20), anio: typedLine(4), llave: typedLine(600), estado: typedLine(20),
  nombre: typedLine(80), nota: typedLine(MOST_WORDS), motivo: typedLine(64), otro: typedLine(160), resultado: typedLine(20),
});
export type AnswerFields = z.output<typeof answerForm>;

/** Reads a form; what is no form at all says nothing. */
export function readAnswerForm(body: unknown): AnswerFields {
  return answerForm.catch(() => answerForm.parse({})).parse(body ?? {});
}

/** Names of the steps in the pages, and the command that each is. */
export const STEPS = {
  aceptar: 'accept', inicio: 'start', resultado: 'complete', preguntar: 'ask', espera: 'waiting-list', 'no-vino': 'did-not-come', declinar: 'decline',
} as const satisfies Readonly<Record<string, CommandKind>>;
export type Step = keyof typeof STEPS;

/** What is asked for besides name and words. */
export const FIELDS_OF: Readonly<Record<Step, readonly ('motivo' | 'resultado' | 'pregunta' | 'nota' | 'otro')[]>> = {
  aceptar: ['nota'], inicio: ['nota'], resultado: ['resultado', 'nota'], preguntar: ['pregunta'], espera: ['nota'], 'no-vino': ['nota'], declinar: ['motivo', 'otro', 'nota'],
};

export const isStep = (text: string): text is Step => Object.hasOwn(STEPS, text);

/** What the form says, ready for the state table. */
export interface Wanted {
  readonly command: (id: string) => Command;
  readonly details: Details;
  readonly note: string;
  readonly reason?: string;
}

const isOutcome = (text: string): text is Outcome => (OUTCOMES as readonly string[]).includes(text);

/** Why a form says nothing that could be done, as a code; null if it does. */
export function formProblem(step: Step, form: AnswerFields): Problem | null {
  if (form.nombre === '') return { code: 'referrals.name-missing', field: 'nombre' };
  if (step === 'preguntar' && form.nota === '') return { code: 'referrals.question-missing', field: 'nota' };
  if (step === 'declinar' && form.motivo === '') return { code: 'referrals.unknown-reason', field: 'motivo' };
  return step === 'resultado' && !isOutcome(form.resultado) ? { code: 'referrals.outcome-missing', field: 'resultado' } : null;
}

/** The command of a form without problems. Another service that was named stands with the words, whether or not the directory knows it. */
export function wantedOf(step: Step, form: AnswerFields): Wanted {
  const kind = STEPS[step];
  if (kind === 'decline') {
    const note = [form.otro === '' ? '' : `→ ${form.otro}`, form.nota].filter(Boolean).join(' · ');
    return { command: (id) => ({ id, kind, reason: form.motivo }), details: { answered: true, reason: form.motivo }, note, reason: form.motivo };
  }
  if (kind === 'complete') {
    const outcome = form.resultado as Outcome;
    return { command: (id) => ({ id, kind, outcome }), details: { answered: true, outcome }, note: form.nota };
  }
  if (kind === 'ask') return { command: (id) => ({ id, kind, question: form.nota }), details: { answered: true }, note: form.nota };
  return { command: (id) => ({ id, kind }), details: { answered: true }, note: form.nota };
}
