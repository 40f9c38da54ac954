import { MOST_COUNTED } from '#referrals/schema';
import { Card, Figure, Grid, useText } from '#ui';
import type { Supervision } from '../schema.ts';

const LIST = '/app/referrals/reviews';

/** What was sent without consent in an emergency and waits for somebody else's look; both numbers stand on the page that they lead to. */
export function ReviewsCard({ reviews }: { readonly reviews: Supervision['reviews'] }) {
  const { t, formatNumber } = useText();
  const number = (n: number) => (n >= MOST_COUNTED ? `${formatNumber(n)}+` : formatNumber(n));
  const tone = ({ waiting, late }: { readonly waiting: number; readonly late: number }) => (late > 0 ? 'danger' : waiting > 0 ? 'warning' : 'plain');
  const late = (n: number) => (n > 0 ? { note: t('insights.reviews.late', { n }) } : {});
  return (
    <Card title={t('insights.reviews.title')}>
      <Grid min="small">
        <Figure value={number(reviews.waiting)} label={t('insights.reviews.waiting')} tone={tone(reviews)} href={LIST} {...late(reviews.late)} />
        {reviews.reserved.waiting > 0 ? <Figure value={number(reviews.reserved.waiting)} label={t('insights.reviews.reserved')} tone={tone(reviews.reserved)} href={LIST} {...late(reviews.reserved.late)} /> : null}
      </Grid>
    </Card>
  );
}
