/** What somebody without an account typed, of any quality. Pure. */
import { z } from 'zod';
import type { Problem } from '#kernel/errors';
import { KINDS, type FeedbackKind } from '../schema.ts';

const MOST_WORDS = 2_000;
const MOST_WHY = 1_000;

const typed = (max: number) => z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.string().catch('').default('')).transform((text) => tidy(text).slice(0, max));

/** Without what no text needs: signs that command a machine, and gaps in a row. Lines stay: people write in paragraphs. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]+|\p{Cf}+/gu, ' ').replace(/[^\S\n]+/g, ' ').replace(/\n{3,}/g, '\n\n').trim();
}

const saidForm = z.object({
  envio: z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.uuid().catch('')),
  tipo: z.enum(['', ...KINDS]).catch(''),
  oficina: z.preprocess((v) => (Array.isArray(v) ? v[0] : v), z.uuid().catch('')),
  texto: typed(MOST_WORDS), nombre: typed(120), respuesta: z.enum(['si', 'no']).catch('si'), via: typed(200),
  /** A field that people do not see and machines fill in. */
  sitio: typed(200),
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

const codeForm = z.object({ codigo: typed(20), llave: typed(600), accion: z.enum(['ver', 'bien', 'no']).catch('ver'), texto: typed(MOST_WHY) });
export type CodeFields = z.output<typeof codeForm>;

export function readCodeForm(body: unknown): CodeFields {
  return codeForm.catch(() => codeForm.parse({})).parse(body ?? {});
}
