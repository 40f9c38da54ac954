import type { Ctx } from '#platform/context';
import { claimRegistration } from '../repository/identity.ts';
import { registrationClaims } from '../rules/claims.ts';
import { nameTokens } from '../rules/names.ts';
import { profileOf } from '../rules/person.ts';
import { DuplicateProbe, type Band, type Candidate, type DuplicateAnswer, type DuplicateProbeClean } from '../schema.ts';
import { meetMany, shownCandidate, wordsOf, type Met, type Seek } from './candidates.ts';
import { adviceOn } from './people.ts';
import { shaped } from './shared.ts';

const SHOWN = 8;

/** A look-up by separate fields. */
export function seekByFields(probe: DuplicateProbeClean): Seek {
  const tokens = nameTokens(probe);
  const profile = profileOf(probe);
  return {
    words: wordsOf(tokens),
    birth: probe.birthDate ? { date: probe.birthDate, precision: probe.birthPrecision } : null,
    numbers: probe.documents.map((d) => d.number), phones: probe.phone ? [probe.phone] : [],
    places: probe.originAdmin2 && !probe.birthDate ? [probe.originAdmin2] : [],
    beside: () => ({ profile, grown: null }),
  };
}

const isKnown = (met: Met): met is Met & { band: Exclude<Band, 'nobody'> } => met.band !== 'nobody';

/** Who of the country's registered people each of many probes may be, best first. One question to the database for all. */
export async function findCandidatesForMany(ctx: Ctx, probes: readonly DuplicateProbe[], limit = SHOWN): Promise<Candidate[][]> {
  const seeks = probes.map((p) => seekByFields(shaped(DuplicateProbe, p)));
  return (await meetMany(ctx, seeks, limit)).map((met) => met.filter(isKnown).map((m) => shownCandidate(ctx, m)));
}

/** Who of the country's registered people this may be, best first. */
export async function findCandidates(ctx: Ctx, probe: DuplicateProbe, limit = SHOWN): Promise<Candidate[]> {
  return (await findCandidatesForMany(ctx, [probe], limit))[0]!;
}

/**
 * The check just before somebody is registered: whoever registers the same person at this very second is waited for, and seen.
 * Nothing that may be an earlier record is missed between the look and the command.
 */
export async function findBeforeRegistering(ctx: Ctx, probe: DuplicateProbe, limit = SHOWN): Promise<Candidate[]> {
  return (await findManyBeforeRegistering(ctx, [probe], limit))[0]!;
}

/** The same for several people who are registered together: everybody is claimed at once, so that two families never wait for one another. */
export async function findManyBeforeRegistering(ctx: Ctx, probes: readonly DuplicateProbe[], limit = SHOWN): Promise<Candidate[][]> {
  const clean = probes.map((p) => shaped(DuplicateProbe, p));
  const claims = clean.flatMap((p) => registrationClaims({ tokens: nameTokens(p), birthDate: p.birthDate ?? null, numbers: p.documents.map((d) => d.number), phone: p.phone ?? null }));
  await claimRegistration(ctx.actor, ctx.tx, [...new Set(claims)]);
  return findCandidatesForMany(ctx, clean, limit);
}

/** The duplicate check as the desk sees it: a band, the candidates with reasons, and what is odd about what was typed. */
export async function checkDuplicates(ctx: Ctx, probe: DuplicateProbe): Promise<DuplicateAnswer> {
  const clean = shaped(DuplicateProbe, probe);
  const candidates = await findCandidates(ctx, clean);
  return { band: candidates[0]?.band ?? 'nobody', candidates, advice: adviceOn(ctx, clean) };
}
