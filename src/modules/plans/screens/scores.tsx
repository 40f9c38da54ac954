import { Banner, DataTable, Stack, useText } from '#ui';
import { SCORED, type ScoredDimension, type SurveyView } from '../schema.ts';

const valueOf = (survey: SurveyView, dimension: ScoredDimension) => survey.scores.find((s) => s.dimension === dimension);

/** One dimension over the rounds: a bar per round, the number beside it. */
function Bars({ dimension, surveys }: { readonly dimension: ScoredDimension; readonly surveys: readonly SurveyView[] }) {
  const { t, formatNumber } = useText();
  return (
    <div className="plans-bars">
      <p className="plans-bars__title">{t(`plans.dimension.${dimension}`)}</p>
      {surveys.map((survey) => {
        const value = valueOf(survey, dimension)?.value ?? null;
        return (
          <div key={survey.surveyId} className="plans-bars__row">
            <span>{t(`plans.round.${survey.round}`)}</span>
            <span className="plans-bars__track"><span className={`plans-bars__bar plans-bars__bar--${dimension}`} style={{ inlineSize: `${(value ?? 0) * 100}%` }} /></span>
            <span className="plans-bars__value">{value === null ? '—' : formatNumber(value, { maximumFractionDigits: 2 })}</span>
          </div>
        );
      })}
    </div>
  );
}

/** Scores of the surveys of a case: a picture, the same in a table, and what to think of the weights. */
export function Scores({ surveys }: { readonly surveys: readonly SurveyView[] }) {
  const { t, formatDate, formatNumber } = useText();
  if (surveys.length === 0) return null;
  const shown = (survey: SurveyView, dimension: ScoredDimension) => {
    const score = valueOf(survey, dimension);
    if (!score || score.value === null) return t('plans.too-little');
    return formatNumber(score.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  };
  const unofficial = surveys.some((s) => !s.official);
  return (
    <Stack gap={3}>
      {unofficial ? <Banner tone="warning" title={t('plans.unofficial')}>{t('plans.unofficial-text', { name: surveys[0]!.weightSet })}</Banner> : null}
      <div className="plans-chart" aria-hidden="true">
        {SCORED.map((dimension) => <Bars key={dimension} dimension={dimension} surveys={surveys} />)}
      </div>
      <DataTable
        caption={unofficial ? t('plans.scores-caption-unofficial') : t('plans.scores-caption')} rows={surveys} rowKey={(s) => s.surveyId} showCaption
        columns={[
          { key: 'round', title: t('plans.round'), cell: (s) => <>{t(`plans.round.${s.round}`)}<br /><small>{formatDate(s.askedOn)} · {t('plans.answered', { share: formatNumber(valueOf(s, 'composite')?.completeness ?? 0, { style: 'percent', maximumFractionDigits: 0 }) })}</small></> },
          ...SCORED.map((dimension) => ({ key: dimension, title: t(`plans.dimension.${dimension}`), numeric: true, cell: (s: SurveyView) => shown(s, dimension) })),
        ]}
      />
    </Stack>
  );
}
