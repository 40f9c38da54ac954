/** The search of people in sight: any part of a name in any order, code, number, telephone, birth year or date, place. */
import type { Ctx } from '#platform/context';
import { parsePublicCode } from '#kernel/ids';
import * as repository from '../repository/index-keys.ts';
import { casesOfPeople, listFound, type FoundRow } from '../repository/people.ts';
import { ageOn } from '../rules/birth.ts';
import { planLookUp, planSlips } from '../rules/look-up-plan.ts';
import { readBox, type ReadBox } from '../rules/look-up-text.ts';
import { compareWords, nameWords, soundOf } from '../rules/names.ts';
import { fullName } from '../rules/person.ts';
import type { PersonLine } from '../schema.ts';
import { soughtWords, type Seek } from './candidates.ts';
import { frequenciesOf } from './frequencies.ts';
import { growingWords, placesOf } from './look-up.ts';
import { placeName, today } from './shared.ts';
import { INITIAL_MODEL } from '../rules/linkage.ts';

const SHOWN = 20;
const COMPARED = 300;

/** How well a row answers the words: every word begins one of its names, sounds like one, or is one slip away. 0: it does not. */
function fit(words: readonly string[], row: FoundRow): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(0, ...row.nameWords.map((name) => wordFit(word, name)));
    if (best === 0) return 0;
    sum += best;
  }
  return words.length === 0 ? 1 : sum / words.length;
}

const FITS = { same: 5, begins: 4, sound: 3, variant: 2, close: 1, differ: 0 } as const;

function wordFit(word: string, name: string): number {
  if (name !== word && name.startsWith(word)) return FITS.begins;
  const level = compareWords(word, name);
  return level === 'differ' && soundOf(name).startsWith(soundOf(word)) ? FITS.sound : FITS[level];
}

/** A year finds everybody born in it; a date whoever bears it. */
function bornThen(box: ReadBox, row: FoundRow): boolean {
  if (!box.birth) return true;
  return box.birth.precision === 'year' ? row.birthDate?.slice(0, 4) === box.birth.date.slice(0, 4) : row.birthDate === box.birth.date;
}

function answers(box: ReadBox, rows: readonly FoundRow[]): FoundRow[] {
  return rows
    .map((row) => ({ row, fit: bornThen(box, row) ? fit(box.words, row) : 0 }))
    .filter((r) => r.fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, SHOWN)
    .map((r) => r.row);
}

async function ask(ctx: Ctx, box: ReadBox, places: readonly string[]): Promise<FoundRow[]> {
  const growing = await growingWords(ctx, box);
  const seek: Seek = {
    words: box.words.map((word) => ({ word, role: 'any' })), ...(growing ? { growing } : {}), birth: box.birth, numbers: box.numbers, phones: box.numbers, places,
    beside: (profile) => ({ profile, grown: null }),
  };
  const frequencies = await frequenciesOf(ctx, INITIAL_MODEL);
  const sought = { ...seek, country: ctx.actor.country, words: soughtWords(seek, frequencies) };
  const asks = [...planLookUp(sought, frequencies), ...planSlips(sought)];
  const ids = await repository.searchIndex(ctx.actor, ctx.tx, asks, COMPARED);
  return ids.length > 0 ? listFound(ctx.actor, ctx.tx, { ids }) : [];
}

/** Whoever bears what was typed as their code; nobody if no one does: some names and numbers could be codes, and some codes hold no digit. */
async function byCode(ctx: Ctx, text: string): Promise<FoundRow[]> {
  const code = parsePublicCode(text);
  return code ? listFound(ctx.actor, ctx.tx, { code }) : [];
}

async function byEverything(ctx: Ctx, text: string): Promise<FoundRow[]> {
  const read = readBox(text);
  const places = placesOf(ctx, read);
  const box = read.place && places.length === 0 ? { ...read, words: [...read.words, ...nameWords(read.place)] } : read;
  const rows = await ask(ctx, box, places);
  return answers(box.numbers.length > 0 ? { ...box, birth: null, words: [] } : box, places.length > 0 ? rows.filter((r) => r.originAdmin2 !== null && places.includes(r.originAdmin2)) : rows);
}

/** Finds people whom the actor sees. */
export async function searchPeople(ctx: Ctx, text: string): Promise<PersonLine[]> {
  const coded = await byCode(ctx, text);
  const rows = coded.length > 0 ? coded : await byEverything(ctx, text);
  const on = today(ctx);
  const cases = rows.length > 0 ? await casesOfPeople(ctx.actor, ctx.tx, rows.map((r) => r.personId)) : new Map<string, string>();
  return rows.map((r) => ({
    personId: r.personId, publicCode: r.publicCode, name: fullName(r), birthDate: r.birthDate, birthPrecision: r.birthPrecision,
    age: ageOn(r.birthDate, on), originName: placeName(ctx, r.originAdmin2), caseId: cases.get(r.personId) ?? null,
  }));
}
