import { Banner, DataTable, Stack, useText } from '#ui';
import { ROUNDS, SCORED, type FollowUpView, type Round, type ScoredDimension, type SurveyView } from '../schema.ts';

/** A round of the survey: asked, or why there is nothing. */
interface Shown {
  readonly key: string;
  readonly round: Round;
  readonly survey: SurveyView | null;
  /** The contact at which it was to be asked. */
  readonly contact: FollowUpView | null;
}

const valueOf = (survey: SurveyView | null, dimension: ScoredDimension) => survey?.scores.find((s) => s.dimension === dimension);

/** Every round that was asked or planned, in their order: a round that is missing is shown as missing, not left out. */
function roundsOf(surveys: readonly SurveyView[], followUps: readonly FollowUpView[]): Shown[] {
  return ROUNDS.flatMap((round): Shown[] => {
    const asked = surveys.filter((s) => s.round === round).map((survey) => ({ key: survey.surveyId, round, survey, contact: null }));
    if (asked.length > 0) return asked;
    const contact = followUps.find((f) => f.round === round && f.state !== 'cancelled') ?? null;
    return contact ? [{ key: contact.followUpId, round, survey: null, contact }] : [];
  });
}

/** Why a round has no scores, in few words. */
function useMissing(): (shown: Shown) => string {
  const { t, formatDate } = useText();
  return ({ contact }) => {
    if (contact?.state === 'lost') return t('plans.missing-round.lost');
    return contact?.timing ? t('plans.missing-round.waiting', { date: formatDate(contact.dueOn) }) : t('plans.missing-round.not-asked');
  };
}

/** One dimension over the rounds: a bar per round, the number beside it; a round without an answer is an empty line with its reason. */
function Bars({ dimension, rounds }: { readonly dimension: ScoredDimension; readonly rounds: readonly Shown[] }) {
  const { t, formatNumber } = useText();
  return (
    <div className="plans-bars">
      <p className="plans-bars__title">{t(`plans.dimension.${dimension}`)}</p>
      {rounds.map((shown) => {
        const value = valueOf(shown.survey, dimension)?.value ?? null;
        return (
          <div key={shown.key} className="plans-bars__row">
            <span>{t(`plans.round.${shown.round}`)}</span>
            <span className={`plans-bars__track${value === null ? ' plans-bars__track--none' : ''}`}>
              <span className={`plans-bars__bar plans-bars__bar--${dimension}`} style={{ inlineSize: `${(value ?? 0) * 100}%` }} />
            </span>
            <span className="plans-bars__value">{value === null ? '—' : formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}</span>
          </div>
        );
      })}
    </div>
  );
}

/** Scores of the surveys of a case: a picture, the same in a table, and what to think of the weights. */
export function Scores({ surveys, followUps }: { readonly surveys: readonly SurveyView[]; readonly followUps: readonly FollowUpView[] }) {
  const { t, formatDate, formatNumber } = useText();
  const missing = useMissing();
  if (surveys.length === 0) return null;
  const rounds = roundsOf(surveys, followUps);
  const share = (value: number) => formatNumber(value, { style: 'percent', maximumFractionDigits: 0 });
  const cell = (shown: Shown, dimension: ScoredDimension) => {
    const score = valueOf(shown.survey, dimension);
    // Why there is none stands once, beside its round.
    if (!score) return '—';
    const value = score.value === null ? t('plans.too-little') : formatNumber(score.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return <>{value}<br /><small>{t('plans.answered', { share: share(score.completeness) })}</small></>;
  };
  const unofficial = surveys.some((s) => !s.official);
  const sets = [...new Set(surveys.map((s) => s.weightSet))];
  return (
    <Stack gap={3}>
      {unofficial ? <Banner tone="warning" title={t('plans.unofficial')}>{t('plans.unofficial-text', { name: sets.join(', ') })}</Banner> : null}
      {sets.length > 1 ? <Banner tone="info">{t('plans.several-weights')}</Banner> : null}
      <div className="plans-chart" aria-hidden="true">
        {SCORED.map((dimension) => <Bars key={dimension} dimension={dimension} rounds={rounds} />)}
      </div>
      <DataTable
        caption={unofficial ? t('plans.scores-caption-unofficial') : t('plans.scores-caption')} rows={rounds} rowKey={(s) => s.key} showCaption
        columns={[
          { key: 'round', title: t('plans.round'), cell: (s) => <>{t(`plans.round.${s.round}`)}<br /><small>{s.survey ? formatDate(s.survey.askedOn) : missing(s)}</small></> },
          ...SCORED.map((dimension) => ({ key: dimension, title: t(`plans.dimension.${dimension}`), numeric: true, cell: (s: Shown) => cell(s, dimension) })),
        ]}
      />
    </Stack>
  );
}
