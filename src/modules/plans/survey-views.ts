import type { SurveyView } from './schema.ts';
import type { ScoreRow } from './survey-repository.ts';

/** Surveys with their scores, from rows that stand one for each dimension. */
export function surveysFrom(rows: readonly ScoreRow[]): SurveyView[] {
  const surveys = new Map<string, SurveyView>();
  for (const row of rows) {
    const survey = surveys.get(row.id) ?? { surveyId: row.id, caseId: row.case_id, round: row.round, askedOn: row.asked_on, weightSet: row.weight_set, official: row.official, scores: [] };
    survey.scores.push({ dimension: row.dimension, value: row.value, completeness: row.completeness });
    surveys.set(row.id, survey);
  }
  return [...surveys.values()];
}
