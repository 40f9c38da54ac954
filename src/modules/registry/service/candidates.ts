/** The one way from "who may this be?" to people: plan, ask the index, compare, put in order. Check at a desk, look-up and list use it. */
import type { Ctx } from '#platform/context';
import * as repository from '../repository/index-keys.ts';
import { lastDigits, readProfile, recordedProfile, type Recorded } from '../rules/indexed.ts';
import { bandOf, compareProfiles, oddsOf, type Comparison, type NameFrequencies, type Profile } from '../rules/linkage.ts';
import { planLookUp, type Sought } from '../rules/look-up-plan.ts';
import { rootName, soundOf } from '../rules/names.ts';
import { reasonsOf } from '../rules/reasons.ts';
import { likelyWords } from '../rules/vocabulary.ts';
import type { Band, Found } from '../schema.ts';
import { commonWords, frequenciesOf, type Frequencies } from './frequencies.ts';
import { modelInForce } from './model.ts';
import { placeName } from './shared.ts';

/** One look-up: what to ask the index, and how to read what was typed beside a record. */
export interface Seek {
  /** Words as typed, folded; those of an unfinished word are added by `growing`. */
  readonly words: readonly { readonly word: string; readonly role: 'given' | 'surname' | 'any' }[];
  /** What an unfinished last word may become. */
  readonly growing?: readonly { readonly word: string; readonly people: number }[];
  readonly birth: Sought['birth'];
  readonly numbers: readonly string[];
  readonly phones: readonly string[];
  readonly places: readonly string[];
  /** The probe as it is compared with a record; `grown` is the sound that an unfinished word was taken for. */
  readonly beside: (record: Recorded, profile: Profile) => { readonly profile: Profile; readonly grown: string | null };
}

/** A record that was found, with its comparison. */
export interface Met {
  readonly row: repository.MetRow;
  readonly record: Recorded;
  readonly comparison: Comparison;
  /** Bits of odds that this is the person, with relatives and the size of the registry in mind. */
  readonly odds: number;
  readonly band: Band;
}

function soundsOfWord({ word, role }: Seek['words'][number]): string[] {
  const root = soundOf(rootName(word));
  if (role === 'given') return [root];
  return role === 'surname' ? [soundOf(word)] : [...new Set([soundOf(word), root])];
}

const GROWN_SOUNDS = 24;
/** A word that so few bear may be a slip. */
const RARE = 2;

/** The sounds that each word may have in the registry: its own, those of what it may be a slip of, or may grow into. */
export async function soughtWords(ctx: Ctx, seek: Seek, frequencies: Frequencies): Promise<{ sounds: string[] }[]> {
  const common = await commonWords(ctx, frequencies.population);
  return seek.words.map((w, i) => {
    const own = soundsOfWord(w);
    const last = i === seek.words.length - 1 ? (seek.growing ?? []) : [];
    const grown = last.flatMap((g) => [soundOf(g.word), soundOf(rootName(g.word))]);
    const rare = grown.length === 0 && frequencies.population > 0 && own.every((s) => frequencies.people(s) <= RARE);
    const slips = rare ? likelyWords(w.word, common).flatMap((word) => soundsOfWord({ ...w, word })) : [];
    return { sounds: [...new Set([...own, ...slips, ...grown])].slice(0, GROWN_SOUNDS) };
  });
}

/** All sounds of which it matters how common they are. */
export function soundsAsked(seeks: readonly Seek[]): Set<string> {
  return new Set(seeks.flatMap((s) => [...s.words.flatMap(soundsOfWord), ...(s.growing ?? []).flatMap((g) => [soundOf(g.word), soundOf(rootName(g.word))])]));
}

/** A word that is still growing counts only as much as its beginning: as common as everything that begins so. */
function unfinishedNames(seek: Seek, frequencies: Frequencies): (grown: string | null) => NameFrequencies {
  if (!seek.growing) return () => frequencies.names;
  const people = seek.growing.reduce((sum, g) => sum + g.people, 0);
  const share = Math.min(people / Math.max(frequencies.population, 1), 1);
  const blurred = (counted: (sound: string) => number | undefined, grown: string | null) => (sound: string) => {
    const known = counted(sound);
    return sound === grown && known !== undefined ? Math.max(share, known) : known;
  };
  return (grown) => (grown === null ? frequencies.names : { given: blurred(frequencies.names.given, grown), surname: blurred(frequencies.names.surname, grown) });
}

/** Who of the country's registered people each of many look-ups may mean, unordered. One question to the database for all. */
export async function meetMany(ctx: Ctx, seeks: readonly Seek[]): Promise<Met[][]> {
  const model = await modelInForce(ctx);
  const frequencies = await frequenciesOf(ctx, soundsAsked(seeks), model);
  const asks = (await Promise.all(seeks.map(async (seek, probe) => {
    const words = await soughtWords(ctx, seek, frequencies);
    return planLookUp({ ...seek, country: ctx.actor.country, words }, frequencies).map((a) => ({ ...a, probe }));
  }))).flat();
  const rows = asks.length > 0 ? await repository.lookUp(ctx.actor, ctx.tx, asks) : [];
  const perProbe = Map.groupBy(rows, (r) => r.probe);
  return seeks.map((seek, i) => {
    const names = unfinishedNames(seek, frequencies);
    return (perProbe.get(i) ?? []).map((row) => {
      const record = readProfile(row.profile);
      const other = recordedProfile(record);
      const mine = seek.beside(record, other);
      const comparison = compareProfiles(mine.profile, other, model, names(mine.grown));
      return { row, record, comparison, odds: oddsOf(comparison, model, frequencies.population), band: bandOf(comparison, model, frequencies.population) };
    });
  });
}

/** Records of one identity are one person: the record that fits best stands for it. Best first. */
export function ranked(met: readonly Met[], limit: number): Met[] {
  const best = new Map<string, Met>();
  for (const one of met) {
    const other = best.get(one.row.identityId);
    if (!other || before(one, other) < 0) best.set(one.row.identityId, one);
  }
  return [...best.values()].sort(before).slice(0, limit);
}

function before(a: Met, b: Met): number {
  return b.odds - a.odds || b.comparison.bits - a.comparison.bits || (a.row.personId < b.row.personId ? -1 : 1);
}

/** What an officer sees of somebody who was found: enough to compare, nothing more. */
export function shownCandidate<B extends Band>(ctx: Ctx, met: Met & { readonly band: B }): Found & { band: B } {
  const { row, record, comparison, band } = met;
  const { givenNames, surname1, surname2, birthDate, birthPrecision, sex, originAdmin2 } = record;
  return {
    personId: row.personId, band, score: Math.round(comparison.bits * 10) / 10, ...reasonsOf(comparison),
    person: {
      givenNames, surname1, surname2, birthDate, birthPrecision, sex, originAdmin2, originName: placeName(ctx, originAdmin2),
      documents: record.documents.map((d) => ({ type: d.type, last4: lastDigits(d.number) })), lastReturnOn: row.lastReturnOn, lastReturnPlace: row.lastReturnPlace,
    },
  };
}
