import type { Ctx } from '#platform/context';
import * as repository from '../repository/identity.ts';
import { probeKeys, numberKey } from '../rules/keys.ts';
import { bandOf, compareProfiles, INITIAL_MODEL, type NameFrequencies, type Profile } from '../rules/linkage.ts';
import { nameTokens } from '../rules/names.ts';
import { profileOf, soundsOf } from '../rules/person.ts';
import { reasonsOf } from '../rules/reasons.ts';
import { DuplicateProbe, type Candidate, type DuplicateAnswer, type DuplicateProbeClean } from '../schema.ts';
import { adviceOn } from './people.ts';
import { placeName, shaped } from './shared.ts';

/**
 * How many people who share one key are taken, and how many records a probe is compared with. With a birth date or a number the
 * right record shares rarer keys; a name alone needs more room.
 */
const NARROW = { most: 60, compared: 16 } as const;
const WIDE = { most: 2_000, compared: 60 } as const;
const SHOWN = 8;

interface Frequencies { readonly names: NameFrequencies; readonly population: number }

/** How common the names of these probes are in the registry. */
async function frequenciesFor(ctx: Ctx, probes: readonly DuplicateProbeClean[]): Promise<Frequencies> {
  const sounds = probes.map((p) => soundsOf(nameTokens(p)));
  const terms = await repository.listNameTerms(ctx.actor, ctx.tx, {
    given: [...new Set(sounds.flatMap((s) => s.given))], surnames: [...new Set(sounds.flatMap((s) => s.surnames))],
  });
  const population = terms.find((t) => t.kind === 'total')?.people ?? 0;
  const share = (kind: string) => {
    const counted = new Map(terms.filter((t) => t.kind === kind).map((t) => [t.sound, t.people / Math.max(population, 1)]));
    // In a small registry counts say little about how common a name is.
    return (sound: string) => (population >= INITIAL_MODEL.smallestPopulation ? counted.get(sound) : undefined);
  };
  return { names: { given: share('given'), surname: share('surname') }, population };
}

function keysAsked(probe: DuplicateProbeClean, index: number): repository.KeyAsked[] {
  const keyed = {
    tokens: nameTokens(probe), birthDate: probe.birthDate ?? null,
    numbers: probe.documents.map((d) => d.number), phones: probe.phone ? [probe.phone] : [],
  };
  const room = probe.birthDate || probe.documents.length > 0 ? NARROW : WIDE;
  return probeKeys(keyed).map((k) => ({ probe: index, ...k, ...room }));
}

/** A candidate as the scorer sees it: of its numbers only whether they equal one of the probe's is known. */
function candidateProfile(row: repository.CandidateRow, probe: DuplicateProbeClean): Profile {
  const matched = new Set(row.matched);
  const equal = probe.documents.map((d) => ({ type: d.type, key: numberKey(d.number) })).filter((n) => matched.has(n.key));
  return {
    tokens: nameTokens(row), birthDate: row.birthDate, birthPrecision: row.birthPrecision, sex: row.sex, originAdmin2: row.originAdmin2,
    numbers: [...equal, ...row.documents.map((d) => ({ type: d.type, key: null }))],
  };
}

function judge(ctx: Ctx, probe: DuplicateProbeClean, mine: Profile, row: repository.CandidateRow, frequencies: Frequencies): Candidate | null {
  const comparison = compareProfiles(mine, candidateProfile(row, probe), INITIAL_MODEL, frequencies.names);
  const band = bandOf(comparison, INITIAL_MODEL, frequencies.population);
  if (band === 'nobody') return null;
  const { probe: _, matched: _m, personId, identityId: _i, ...person } = row;
  return { personId, band, score: Math.round(comparison.bits * 10) / 10, ...reasonsOf(comparison), person: { ...person, originName: placeName(ctx, row.originAdmin2) } };
}

/** Records of one identity are one candidate: the record that fits best. */
function ranked(found: readonly { identityId: string; candidate: Candidate }[], limit: number): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const { identityId, candidate } of found) {
    const other = best.get(identityId);
    if (!other || candidate.score > other.score) best.set(identityId, candidate);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1)).slice(0, limit);
}

/** Who of the country's registered people each of many probes may be, best first. One question to the database for all. */
export async function findCandidatesForMany(ctx: Ctx, probes: readonly DuplicateProbe[], limit = SHOWN): Promise<Candidate[][]> {
  const clean = probes.map((p) => shaped(DuplicateProbe, p));
  const frequencies = await frequenciesFor(ctx, clean);
  const rows = await repository.listCandidates(ctx.actor, ctx.tx, clean.flatMap(keysAsked));
  const perProbe = Map.groupBy(rows, (r) => r.probe);
  return clean.map((probe, i) => {
    const mine = profileOf(probe);
    const found = (perProbe.get(i) ?? []).flatMap((row) => {
      const candidate = judge(ctx, probe, mine, row, frequencies);
      return candidate ? [{ identityId: row.identityId, candidate }] : [];
    });
    return ranked(found, limit);
  });
}

/** Who of the country's registered people this may be, best first. */
export async function findCandidates(ctx: Ctx, probe: DuplicateProbe, limit = SHOWN): Promise<Candidate[]> {
  return (await findCandidatesForMany(ctx, [probe], limit))[0]!;
}

/** The duplicate check as the desk sees it: a band, the candidates with reasons, and what is odd about what was typed. */
export async function checkDuplicates(ctx: Ctx, probe: DuplicateProbe): Promise<DuplicateAnswer> {
  const clean = shaped(DuplicateProbe, probe);
  const candidates = await findCandidates(ctx, clean);
  return { band: candidates[0]?.band ?? 'nobody', candidates, advice: adviceOn(ctx, clean) };
}

/** Counts anew how common names are; after an import, after seeding, and every night. */
export function refreshNameTerms(ctx: Ctx): Promise<number> {
  return repository.refreshNameTerms(ctx.actor, ctx.tx);
}

/** At every start, as system: the frequencies of names follow the registry as it grows. */
export async function keepNameTerms(ctx: Ctx): Promise<void> {
  await repository.keepNameTerms(ctx.actor, ctx.tx);
}
