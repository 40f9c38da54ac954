/** Work lists of what comes from other countries and of what was handed over to them. */
import { dayIn, isPlainDate } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/abroad.ts';
import { abroadStateAt } from '../rules/abroad.ts';
import { nameWords } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import { ABROAD_LISTS, type AbroadLine, type AbroadList, type AbroadPage } from '../schema.ts';
import { countryName } from './abroad.ts';
import { today } from './shared.ts';

const PAGE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readPlace(after: string | undefined): repository.AbroadPlace | null {
  if (!after) return null;
  const [day = '', id = ''] = Buffer.from(after, 'base64url').toString().split('|');
  if (!isPlainDate(day) || !UUID.test(id)) throw refuse('platform.invalid', { field: 'after', status: 400 });
  return { day, id };
}

function lineOf(ctx: Ctx, row: repository.LineRow): AbroadLine {
  const state = abroadStateAt(row.state, row.openUntil, ctx.now);
  return {
    abroadId: row.id, caseId: row.caseId, name: fullName(row.minimum), state, urgency: row.urgency, countryName: countryName(ctx, row.country), officeName: row.officeName[ctx.actor.locale],
    answerBy: row.answerBy, late: state === 'asked' && row.answerBy < today(ctx), sinceOn: dayIn(ctx.pack.info.timeZone, row.since),
  };
}

export interface AbroadAsked { readonly list: AbroadList; readonly text?: string | undefined; readonly after?: string | undefined }

/** A page of one of the lists, with the number of each. */
export async function listAbroad(ctx: Ctx, { list, text, after }: AbroadAsked): Promise<AbroadPage> {
  const [on, words] = [today(ctx), nameWords(text ?? '')];
  const rows = await repository.listLines(ctx.actor, ctx.tx, { list, words, after: readPlace(after), limit: PAGE + 1, today: on });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  const counts = { coming: 0, back: 0, waiting: 0 };
  for (const one of ABROAD_LISTS) counts[one] = await repository.countLines(ctx.actor, ctx.tx, one, words, on);
  return { lines: shown.map((row) => lineOf(ctx, row)), counts, next: rows.length > PAGE && last ? Buffer.from(`${last.answerBy}|${last.id}`).toString('base64url') : null };
}
