import type { z } from 'zod';
import { DateField, type FormState, Select, TextField, useText } from '#ui';
import { CONFERENCE_WAYS, type MoveConference } from '../../conference/schema.ts';

/** Day, hour, way and place of a conference. */
export function WhenFields({ form }: { readonly form: FormState<typeof MoveConference> | FormState<z.ZodType<MoveConference, MoveConference>> }) {
  const { t } = useText();
  const of = form as FormState<typeof MoveConference>;
  return (
    <>
      <DateField {...of.field('plannedOn')} label={t('plans.conference.planned-on')} />
      <TextField {...of.field('plannedTime')} label={t('plans.conference.planned-time')} optional width="short" />
      <Select {...of.field('how')} label={t('plans.conference.how')} options={CONFERENCE_WAYS.map((way) => ({ value: way, label: t(`plans.conference.way.${way}`) }))} />
      <TextField {...of.field('place')} label={t('plans.conference.place')} optional />
    </>
  );
}
