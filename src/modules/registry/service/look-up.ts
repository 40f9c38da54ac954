import { parsePublicCode } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/index-keys.ts';
import { assignWords } from '../rules/assignment.ts';
import { readBox, type ReadBox } from '../rules/look-up-text.ts';
import { nameWords } from '../rules/names.ts';
import { compactNumber } from '../rules/numbers.ts';
import { LookUp, type LookUpAnswer, type LookUpClean } from '../schema.ts';
import { meetMany, shownCandidate, type Seek } from './candidates.ts';
import { seekByFields } from './duplicates.ts';
import { shaped } from './shared.ts';

const SHOWN = 10;
const GROWING = 40;
const SHORTEST_BEGINNING = 1;

/** What a word that is still being typed may become. */
export async function growingWords(ctx: Ctx, box: ReadBox): Promise<repository.WordRow[] | undefined> {
  const last = box.words.at(-1);
  if (!box.unfinished || !last || last.length < SHORTEST_BEGINNING) return undefined;
  const words = await repository.listWordsBeginning(ctx.actor, ctx.tx, last, GROWING);
  return words.length > 0 ? words : undefined;
}

/** Municipalities that the box names. */
export function placesOf(ctx: Ctx, box: ReadBox): string[] {
  return box.place ? ctx.pack.places.guess(box.place).filter((g) => g.how === 'exact').map((g) => g.place.id) : [];
}

async function seekByBox(ctx: Ctx, text: string, sex: string | null): Promise<Seek> {
  const read = readBox(text);
  const places = placesOf(ctx, read);
  // What stands after a comma and is no place is a name after all: "Paz, Ana".
  const box = read.place && places.length === 0 ? { ...read, words: [...read.words, ...nameWords(read.place)], unfinished: true } : read;
  const growing = await growingWords(ctx, box);
  const assign = assignWords(box);
  const common = {
    birthDate: box.birth?.date ?? null, birthPrecision: box.birth?.precision ?? ('day' as const), sex, originAdmin2: places[0] ?? null,
    numbers: box.numbers.map((n) => ({ type: 'other', number: compactNumber(n) })),
  };
  return {
    words: box.words.map((word) => ({ word, role: 'any' })), ...(growing ? { growing } : {}), birth: box.birth, numbers: box.numbers,
    phones: box.numbers, places,
    beside: (record) => {
      const { tokens, grown } = assign(record.tokens, record.married ?? []);
      return { profile: { ...common, tokens }, grown };
    },
  };
}

function seekOf(ctx: Ctx, asked: LookUpClean): Promise<Seek> {
  const { q, birthYear, ...probe } = asked;
  if (q) return seekByBox(ctx, q, asked.sex ?? null);
  const birth = !probe.birthDate && birthYear ? { birthDate: `${birthYear}-01-01`, birthPrecision: 'year' as const } : {};
  return Promise.resolve(seekByFields({ ...probe, ...birth }));
}

/** Who this may be, from one box or from fields, over the whole country: best first, each with what agrees and what differs. */
export async function lookUp(ctx: Ctx, command: LookUp): Promise<LookUpAnswer> {
  const asked = shaped(LookUp, command);
  const code = parsePublicCode(asked.q ?? '');
  const seek = await seekOf(ctx, asked);
  const [met] = await meetMany(ctx, [code ? { ...seek, numbers: [...seek.numbers, code] } : seek], SHOWN);
  const bearer = met!.find((m) => code !== null && m.record.publicCode === code);
  if (bearer) return { known: true, people: [shownCandidate(ctx, { ...bearer, band: 'surely' })] };
  const people = met!.filter((m) => m.comparison.bits > 0).map((m) => shownCandidate(ctx, m));
  return { known: people[0]?.band === 'surely', people };
}
