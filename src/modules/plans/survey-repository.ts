import type { Actor } from '#kernel/actor';
import type { Answers } from '#assessment/schema';
import { sql, type Tx } from '#platform/db';
import { json, scope } from './repository.ts';
import type { RecordSurvey, Round, Score, ScoredDimension } from './schema.ts';

export interface NewSurvey extends Pick<RecordSurvey, 'answers' | 'mode' | 'locale'> {
  readonly id: string;
  readonly caseId: string;
  readonly followUpId: string;
  readonly round: Round;
  readonly instrument: string;
  readonly version: string;
  readonly snapshot: unknown;
  /** The definition that was asked, as `#assessment` keeps it. */
  readonly digest: string;
  readonly today: string;
}

export async function insertSurvey(actor: Actor, tx: Tx, s: NewSurvey, now: Date): Promise<void> {
  await sql`insert into plans.survey_response (id, country, case_id, follow_up_id, round, instrument, version, locale, mode, answers, snapshot, digest, asked_by, asked_at, asked_on)
    values (${s.id}, ${actor.country}, ${s.caseId}, ${s.followUpId}, ${s.round}, ${s.instrument}, ${s.version}, ${s.locale}, ${s.mode}, ${json(s.answers)}, ${json(s.snapshot)}, ${s.digest},
      ${actor.userId}, ${now}, ${s.today})`.execute(tx);
}

export async function insertScores(actor: Actor, tx: Tx, responseId: string, set: { name: string; official: boolean }, scores: readonly Score[], now: Date): Promise<void> {
  for (const s of scores) {
    await sql`insert into plans.score (response_id, weight_set, dimension, country, value, completeness, official, computed_at)
      values (${responseId}, ${set.name}, ${s.dimension}, ${actor.country}, ${s.value}, ${s.completeness}, ${set.official}, ${now})`.execute(tx);
  }
}

export interface ScoreRow {
  readonly id: string;
  readonly case_id: string;
  readonly round: Round;
  readonly asked_on: string;
  readonly weight_set: string;
  readonly official: boolean;
  readonly dimension: ScoredDimension;
  readonly value: number | null;
  readonly completeness: number;
}

/** Scores of these cases, oldest round first: under this set of weights, or where a survey has none under it, under the one that was computed last. */
export async function listScores(actor: Actor, tx: Tx, caseIds: readonly string[], weightSet: string): Promise<ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`select f.id, f.case_id, f.round, f.asked_on, s.weight_set, s.official, s.dimension, s.value, s.completeness
    from plans.survey_response f
      join lateral (select o.weight_set from plans.score o where o.response_id = f.id order by (o.weight_set = ${weightSet}) desc, o.computed_at desc, o.weight_set limit 1) k on true
      join plans.score s on s.response_id = f.id and s.weight_set = k.weight_set
    where f.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    order by f.asked_on, f.id, array_position(array['economic', 'social', 'psychosocial', 'composite'], s.dimension)`.execute(tx);
  return rows;
}

/** A survey whose scores can be computed again: nothing that tells who answered. */
export interface ToScore {
  readonly id: string;
  readonly instrument: string;
  readonly version: string;
  readonly digest: string | null;
  readonly answers: Answers;
}

/** Surveys of the country without scores under a set of weights; for the product itself. */
export async function listToScore(_actor: Actor, tx: Tx, weightSet: string, after: string | null, limit: number): Promise<ToScore[]> {
  const { rows } = await sql<ToScore>`select r.id, r.instrument, r.version, r.digest, r.answers from plans.surveys_to_score(${weightSet}, ${after}::uuid, ${limit}::int) r`.execute(tx);
  return rows;
}

/** Keeps scores beside those that are there; scores under the same set stay as they were. */
export async function keepScores(_actor: Actor, tx: Tx, responseId: string, set: { name: string; official: boolean }, scores: readonly Score[], now: Date): Promise<void> {
  await sql`select plans.keep_scores(${responseId}, ${set.name}, ${set.official}, ${json(scores)}, ${now})`.execute(tx);
}
