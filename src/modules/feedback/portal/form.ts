/** What somebody without an account typed, of any quality. Pure. */
import { z } from 'zod';
import type { Problem } from '#kernel/errors';
import { typedId, typedLine, typedText } from '#platform/typed';
import { KINDS, type FeedbackKind } from '../schema.ts';

const MOST_WORDS = 2_000;
const MOST_WHY = 1_000;

const saidForm = z.object({
  envio: typedId,
  tipo: z.enum(['', ...KINDS]).catch(''),
  oficina: typedId,
  texto: typedText(MOST_WORDS), nombre: typedLine(120), respuesta: z.enum(['si', 'no']).catch('si'), via: typedLine(200),
  /** A field that people do not see and machines fill in. */
  sitio: typedLine(200),
});
export type SaidFields = z.output<typeof saidForm>;

/** Reads the form; what is no form at all says nothing. */
export function readSaidForm(body: unknown): SaidFields {
  return saidForm.catch(() => saidForm.parse({})).parse(body ?? {});
}

/** What is missing, if anything is. */
export function saidProblem(form: SaidFields): Problem | null {
  if (form.tipo === '') return { code: 'feedback.choose-kind', field: 'tipo' };
  return form.texto.length < 3 ? { code: 'feedback.say-something', field: 'texto' } : null;
}

export const kindOf = (form: SaidFields): FeedbackKind => (form.tipo === '' ? 'suggestion' : form.tipo);

const codeForm = z.object({ codigo: typedLine(20), llave: typedLine(600), accion: z.enum(['ver', 'bien', 'no']).catch('ver'), texto: typedText(MOST_WHY) });
export type CodeFields = z.output<typeof codeForm>;

export function readCodeForm(body: unknown): CodeFields {
  return codeForm.catch(() => codeForm.parse({})).parse(body ?? {});
}
