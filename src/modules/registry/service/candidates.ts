/** The one way from "who may this be?" to people: plan, ask the index, compare, put in order. Check at a desk, look-up and list use it. */
import type { Ctx } from '#platform/context';
import * as repository from '../repository/index-keys.ts';
import { comparedProfile, lastDigits, readProfile, type Recorded } from '../rules/indexed.ts';
import { bandOf, compareProfiles, oddsOf, weighProfiles, type Comparison, type LinkageModel, type NameFrequencies, type Profile } from '../rules/linkage.ts';
import { deskThrift, planLookUp, planSlips, type Ask, type Sought } from '../rules/look-up-plan.ts';
import { rootName, soundOf, type NameTokens } from '../rules/names.ts';
import { compactNumber } from '../rules/numbers.ts';
import { reasonsOf } from '../rules/reasons.ts';
import { likelyWords } from '../rules/vocabulary.ts';
import type { Band, Found } from '../schema.ts';
import { frequenciesOf, type Frequencies } from './frequencies.ts';
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
  /** The probe as it is compared with a record; `grown` is the sound that an unfinished word was taken for, grown or as it stands. */
  readonly beside: (record: Profile) => { readonly profile: Profile; readonly grown: string | null };
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

/** The words of a name with their parts of it. */
export function wordsOf(tokens: NameTokens): Seek['words'] {
  return [...tokens.given.map((word) => ({ word, role: 'given' as const })), ...[...tokens.surname1, ...tokens.surname2].map((word) => ({ word, role: 'surname' as const }))];
}

function soundsOfWord({ word, role }: Seek['words'][number]): string[] {
  const root = soundOf(rootName(word));
  if (role === 'given') return [root];
  return role === 'surname' ? [soundOf(word)] : [...new Set([soundOf(word), root])];
}

const GROWN_SOUNDS = 24;
const GROWN_CORRECTED = 3;

/** The sounds that each word may have in the registry: its own, those of what it may be a slip of, or may grow into. */
export function soughtWords(seek: Seek, { vocabulary }: Frequencies): { sounds: string[] }[] {
  return seek.words.map((w, i) => {
    const growing = i === seek.words.length - 1 ? (seek.growing ?? []) : [];
    const grown = growing.map((g) => g.word);
    // What a word grows into may be a slip that somebody else made: the word it means is sought first.
    const meant = (grown.length > 0 ? grown.slice(0, GROWN_CORRECTED) : [w.word]).flatMap((word) => likelyWords(word, vocabulary));
    const others = [...meant, ...grown].flatMap((word) => soundsOfWord({ ...w, word }));
    return { sounds: [...new Set([...soundsOfWord(w), ...others])].slice(0, GROWN_SOUNDS) };
  });
}

/** A word that is still growing counts only as much as its beginning, whether it is taken as it stands or grown: as common as everything that begins so. */
function unfinishedNames(seek: Seek, frequencies: Frequencies): (grown: string | null) => NameFrequencies {
  const last = seek.words.at(-1);
  if (!seek.growing || !last) return () => frequencies.names;
  const typed = new Set(soundsOfWord(last));
  const people = seek.growing.reduce((sum, g) => sum + g.people, 0);
  const share = Math.min(people / Math.max(frequencies.population, 1), 1);
  const blurred = (counted: (sound: string) => number | undefined, grown: string | null) => (sound: string) => {
    const known = counted(sound);
    return known !== undefined && (sound === grown || typed.has(sound)) ? Math.max(share, known) : known;
  };
  return (grown) => ({ given: blurred(frequencies.names.given, grown), surname: blurred(frequencies.names.surname, grown) });
}

/** A record beside a look-up, weighed but not yet explained. */
interface Beside { readonly personId: string; readonly text: string; readonly mine: Profile; readonly other: Profile; readonly names: NameFrequencies; readonly bits: number; readonly odds: number }

/** What is weighed with. */
export interface Scales { readonly model: LinkageModel; readonly frequencies: Frequencies }

/** Whether somebody who was found bears a number that is sought, or none is sought. */
function isBorne({ numbers }: Seek, rows: readonly repository.FoundRow[]): boolean {
  const sought = numbers.map(compactNumber);
  return sought.length === 0 || rows.some((r) => sought.some((n) => r.profile.includes(n)));
}

async function rowsFound(ctx: Ctx, seeks: readonly Seek[], frequencies: Frequencies): Promise<Map<number, repository.FoundRow[]>> {
  const { country } = ctx.actor;
  const ask = async (probes: readonly number[], plan: (seek: Seek) => Ask[]) => {
    const asks = probes.flatMap((probe) => plan(seeks[probe]!).map((a) => ({ ...a, probe })));
    return asks.length > 0 ? repository.lookUp(ctx.actor, ctx.tx, asks) : new Map<number, repository.FoundRow[]>();
  };
  const found = await ask([...seeks.keys()], (seek) => planLookUp({ ...seek, country, words: soughtWords(seek, frequencies) }, frequencies, deskThrift(frequencies.population)));
  // Only where nobody bears the number itself may it be a slip of another.
  const unknown = seeks.flatMap((seek, i) => (isBorne(seek, found.get(i) ?? []) ? [] : [i]));
  for (const [probe, rows] of await ask(unknown, (seek) => planSlips({ ...seek, country }))) found.set(probe, [...(found.get(probe) ?? []), ...rows]);
  return found;
}

function weigh(seek: Seek, rows: readonly repository.FoundRow[], { model, frequencies }: Scales): Beside[] {
  const names = unfinishedNames(seek, frequencies);
  return rows.map(({ personId, profile }) => {
    const other = comparedProfile(profile);
    const { profile: mine, grown } = seek.beside(other);
    const spoken = names(grown);
    const weighed = weighProfiles(mine, other, model, spoken);
    return { personId, text: profile, mine, other, names: spoken, bits: weighed.bits, odds: oddsOf(weighed, model, frequencies.population) };
  }).sort((a, b) => b.odds - a.odds || b.bits - a.bits || (a.personId < b.personId ? -1 : 1));
}

/** Some people have several records: so many more than people are looked at first, and everybody who was found if that is not enough. */
const RECORDS_MORE = 2;
const MOST_RECORDS_EACH = 3;

/** Who of the country's registered people each of many look-ups may mean: the record that fits best for each identity, best first. One question to the database for all. */
export async function meetMany(ctx: Ctx, seeks: readonly Seek[], people: number): Promise<Met[][]> {
  const model = await modelInForce(ctx);
  const frequencies = await frequenciesOf(ctx, model);
  const found = await rowsFound(ctx, seeks, frequencies);
  const weighed = seeks.map((seek, i) => weigh(seek, found.get(i) ?? [], { model, frequencies }));
  const known = new Map<string, repository.MetRow>();
  const meet = async (lists: readonly (readonly Beside[])[]): Promise<void> => {
    const ids = [...new Set(lists.flat().map((w) => w.personId))];
    for (const row of ids.length > 0 ? await repository.listMet(ctx.actor, ctx.tx, ids) : []) known.set(row.personId, row);
  };
  const first = people + RECORDS_MORE;
  await meet(weighed.map((list) => list.slice(0, first)));
  const short = weighed.filter((list) => list.length > first && ofIdentities(list, known, people).length < people);
  if (short.length > 0) await meet(short.map((list) => list.slice(first, people * MOST_RECORDS_EACH)));
  return weighed.map((list) => ofIdentities(list, known, people).map(([w, row]) => {
    const comparison = compareProfiles(w.mine, w.other, model, w.names);
    return { row, record: readProfile(w.text), comparison, odds: w.odds, band: bandOf(comparison, model, frequencies.population) };
  }));
}

/** Records of one identity are one person: the record that fits best stands for it. */
function ofIdentities(list: readonly Beside[], known: ReadonlyMap<string, repository.MetRow>, people: number): [Beside, repository.MetRow][] {
  const best = new Map<string, [Beside, repository.MetRow]>();
  for (const one of list) {
    const row = known.get(one.personId);
    if (row && !best.has(row.identityId)) best.set(row.identityId, [one, row]);
    if (best.size === people) break;
  }
  return [...best.values()];
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
