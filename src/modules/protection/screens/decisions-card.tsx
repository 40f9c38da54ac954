import { Card, DateField, EmptyState, Form, Item, ItemList, RadioGroup, Select, StatusTag, TextArea, TextField, useForm, useText, YesNo } from '#ui';
import { CARE_KINDS, ConsiderCare, OUTCOMES, RecordDecision, type DecisionView } from '../schema.ts';
import { Ask, useSaving, WhyForm } from './ask.tsx';
import type { CardProps } from './data.ts';

/** What the authority decided, the newest first; nothing happens without. */
export function DecisionsCard({ family, work, works }: CardProps) {
  const { t } = useText();
  return (
    <Card title={t('protection.decisions')} icon="paper" actions={works ? <Ask label={t('protection.decision-add')} icon="plus">{(close) => <DecisionForm work={work} family={family} works onDone={close} />}</Ask> : null}>
      <ItemList items={work.decisions} itemKey={(d) => d.familyDecisionId} label={t('protection.decisions')} empty={<EmptyState icon="paper" title={t('protection.decisions-none')} />}>
        {(decision) => <Line decision={decision} work={work} works={works} family={family} />}
      </ItemList>
    </Card>
  );
}

function Line({ decision, work, works }: CardProps & { readonly decision: DecisionView }) {
  const { t, formatDate } = useText();
  const { familyDecisionId: id, outcome, authority, paper, decidedOn, reasons, revoked, stands } = decision;
  const about = work.relatives.find((r) => r.familyRelativeId === decision.relativeId)?.name ?? work.care.find((c) => c.careOptionId === decision.careOptionId)?.where;
  return (
    <Item
      title={[t(`protection.outcome.${outcome}`), about].filter(Boolean).join(': ')} meta={`${authority} · ${paper} · ${formatDate(decidedOn)}`}
      tags={(
        <>
          {stands ? <StatusTag tone="success" icon="check">{t('protection.stands')}</StatusTag> : null}
          {revoked ? <StatusTag tone="neutral" icon="undo">{t('protection.revoked')}</StatusTag> : null}
        </>
      )}
      actions={works && revoked === null ? <Ask label={t('protection.revoke')} look="quiet">{(close) => <WhyForm id={`protection.revoke.${id}`} path={`/api/family-decisions/${id}/revoke`} onDone={close} />}</Ask> : null}
    >
      <p className="ui-note">{reasons}</p>
      {revoked ? <p className="ui-note">{revoked.why}</p> : null}
    </Item>
  );
}

/** Only what the outcome is about is sent, whatever was chosen for another one before. */
function withSubject<V extends { outcome?: string | undefined; relativeId?: string | undefined; careOptionId?: string | undefined }>({ relativeId, careOptionId, ...rest }: V) {
  const relative = rest.outcome === 'reunite' || rest.outcome === 'not-with-them';
  return { ...rest, ...(relative && relativeId ? { relativeId } : {}), ...(rest.outcome === 'care' && careOptionId ? { careOptionId } : {}) };
}

function DecisionForm({ work, family, onDone }: CardProps & { readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${work.questionId}/decisions`, onDone);
  const form = useForm({ id: `protection.decision.${work.questionId}.${work.decisions.length}`, schema: RecordDecision, initial: { decidedOn: family.today }, prepare: withSubject, onSubmit: save });
  const { outcome } = form.values;
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <RadioGroup {...form.field('outcome')} label={t('protection.outcome')} options={OUTCOMES.map((o) => ({ value: o, label: t(`protection.outcome.${o}`) }))} />
      {outcome === 'reunite' || outcome === 'not-with-them' ? (
        <Select {...form.field('relativeId')} label={t('protection.relative')} width="full" options={work.relatives.map((r) => ({ value: r.familyRelativeId, label: r.name }))} />
      ) : null}
      {outcome === 'care' ? (
        <Select {...form.field('careOptionId')} label={t('protection.care-option')} width="full" options={work.care.map((c) => ({ value: c.careOptionId, label: `${t(`protection.care.${c.kind}`)}: ${c.where}`, disabled: !c.suits }))} />
      ) : null}
      <TextField {...form.field('authority')} label={t('protection.authority')} maxLength={200} />
      <TextField {...form.field('paper')} label={t('protection.paper')} hint={t('protection.paper-hint')} maxLength={200} />
      <DateField {...form.field('decidedOn')} label={t('protection.decided-on')} />
      <TextArea {...form.field('reasons')} label={t('protection.reasons')} rows={3} maxLength={2000} />
    </Form>
  );
}

/** Care that was considered where the child cannot be with its parents, the last resort last. */
export function CareCard({ work, works }: CardProps) {
  const { t } = useText();
  return (
    <Card title={t('protection.care')} icon="home" actions={works ? <Ask label={t('protection.care-add')} icon="plus">{(close) => <CareForm questionId={work.questionId} number={work.care.length} onDone={close} />}</Ask> : null}>
      <ItemList items={work.care} itemKey={(c) => c.careOptionId} label={t('protection.care')} empty={<EmptyState icon="home" title={t('protection.care-none')} />}>
        {(care) => (
          <Item
            title={`${t(`protection.care.${care.kind}`)}: ${care.where}`} meta={care.reasons}
            tags={<StatusTag tone={care.suits ? 'success' : 'neutral'} icon={care.suits ? 'check' : 'cross'}>{t(care.suits ? 'protection.suits' : 'protection.suits-not')}</StatusTag>}
          />
        )}
      </ItemList>
    </Card>
  );
}

function CareForm({ questionId, number, onDone }: { readonly questionId: string; readonly number: number; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${questionId}/care`, onDone);
  const form = useForm({ id: `protection.care.${questionId}.${number}`, schema: ConsiderCare, initial: {}, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <Select {...form.field('kind')} label={t('protection.care-kind')} options={CARE_KINDS.map((c) => ({ value: c, label: t(`protection.care.${c}`) }))} />
      <TextField {...form.field('where')} label={t('protection.care-where')} maxLength={300} />
      <YesNo {...form.field('suits')} label={t('protection.care-suits')} />
      <TextArea {...form.field('reasons')} label={t('protection.reasons')} rows={3} maxLength={2000} />
    </Form>
  );
}
