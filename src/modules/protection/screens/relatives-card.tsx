import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { PlaceField } from '#registry/screens';
import type { FamilyView as RelativesOnRecord } from '#registry/schema';
import { Banner, Card, DateField, Disclosure, EmptyState, Form, Item, ItemList, RadioGroup, Row, Select, Stack, StatusTag, TextArea, TextField, useForm, useText } from '#ui';
import { AddRelative, CHECK_RESULTS, CheckRelative, CHILD_WORDS, FOUND_HOW, HearChild, KIN_WORDS, type CheckView, type ChildWord, type RelativeView } from '../schema.ts';
import { Ask, useSaving, WhyForm } from './ask.tsx';
import { useItemWords, type CardProps } from './data.ts';

const HEARD = 'child-heard';
const CHILD_TONES = { 'not-asked': 'warning', wants: 'success', unsure: 'info', 'does-not-want': 'warning', fears: 'danger' } as const;
const RESULT_TONES = { confirmed: 'success', 'not-yet': 'neutral', against: 'danger' } as const;
const RESULT_ICONS = { confirmed: 'check', 'not-yet': 'circle', against: 'cross' } as const;

/** Who was found, what the child says of each, and what was looked at. */
export function RelativesCard(props: CardProps) {
  const { t } = useText();
  const { family, work, works } = props;
  return (
    <Card title={t('protection.relatives')} icon="people" actions={works ? <Ask label={t('protection.add-relative')} icon="plus">{(close) => <AddForm family={family} questionId={work.questionId} onDone={close} />}</Ask> : null}>
      <ItemList items={work.relatives} itemKey={(r) => r.familyRelativeId} label={t('protection.relatives')} empty={<EmptyState icon="people" title={t('protection.relatives-none')} />}>
        {(relative) => <Line relative={relative} {...props} />}
      </ItemList>
    </Card>
  );
}

function Line({ relative, work, works, family }: CardProps & { readonly relative: RelativeView }) {
  const { t } = useText();
  const { familyRelativeId: id, word, foundHow, admin2Name, reach, note, aside, childWord } = relative;
  const path = `/api/family-relatives/${id}`;
  const acts = works && aside === null;
  return (
    <Item
      title={relative.name}
      meta={[t(`protection.word.${word}`), t(`protection.found.${foundHow}`), admin2Name, reach?.value, reach?.how, note].filter(Boolean).join(' · ')}
      tags={<Tags relative={relative} />}
    >
      <Stack gap={3}>
        {aside ? <p className="ui-note">{aside.why}</p> : null}
        {relative.soundsApart ? <Banner tone="danger">{t('protection.sounds-apart')}</Banner> : null}
        {aside ? <Disclosure summary={t('protection.looked-at')}><Checks relative={relative} work={work} family={family} works={false} /></Disclosure> : <Checks relative={relative} work={work} family={family} works={works} />}
        {acts ? (
          <Row gap={2}>
            <Ask label={t('protection.child-hear')} look="primary">{(close) => <ChildForm id={id} word={childWord} today={family.today} onDone={close} />}</Ask>
            <Ask label={t('protection.set-aside')} look="quiet">{(close) => <WhyForm id={`protection.aside.${id}`} path={`${path}/aside`} onDone={close} />}</Ask>
          </Row>
        ) : null}
      </Stack>
    </Item>
  );
}

/** How far the looking at somebody is, and what the child says; of whoever was set aside it need not be asked any more. */
function Tags({ relative: { aside, childWord, verified } }: { readonly relative: RelativeView }) {
  const { t } = useText();
  return (
    <>
      {aside ? <StatusTag tone="neutral" icon="cross">{t('protection.aside')}</StatusTag> : <VerifiedTag verified={verified} />}
      {aside && childWord === 'not-asked' ? null : <StatusTag tone={CHILD_TONES[childWord]} icon="child">{t(`protection.child.${childWord}`)}</StatusTag>}
    </>
  );
}

function VerifiedTag({ verified }: { readonly verified: boolean }) {
  const { t } = useText();
  return <StatusTag tone={verified ? 'success' : 'warning'} icon={verified ? 'shield' : 'circle'}>{t(verified ? 'protection.verified' : 'protection.not-verified')}</StatusTag>;
}

/** Everything that is looked at of a relative, in the order of the list. */
function Checks({ relative, works, ...rest }: CardProps & { readonly relative: RelativeView }) {
  const { t } = useText();
  return (
    <ItemList items={relative.checks} itemKey={(c) => c.item} label={t('protection.looked-at')}>
      {(check) => <CheckLine check={check} relativeId={relative.familyRelativeId} works={works && check.item !== HEARD} {...rest} />}
    </ItemList>
  );
}

interface CheckLineProps extends CardProps { readonly relativeId: string; readonly check: RelativeView['checks'][number] }

function CheckLine({ check: { item, newest, before }, relativeId, work, works, family }: CheckLineProps) {
  const { t } = useText();
  const words = useItemWords(work);
  const said = useSaid();
  return (
    <Item
      title={words(item)} meta={newest ? said(newest) : t('protection.not-looked')}
      tags={newest ? <StatusTag tone={RESULT_TONES[newest.result]} icon={RESULT_ICONS[newest.result]}>{t(`protection.result.${newest.result}`)}</StatusTag> : null}
      actions={works ? (
        <Ask label={t('protection.check')} title={t('protection.check-of', { item: words(item) })} look="quiet">
          {(close) => <CheckForm item={item} relativeId={relativeId} today={family.today} number={before.length} onDone={close} />}
        </Ask>
      ) : null}
    >
      {before.length > 0 ? (
        <Disclosure summary={t('protection.before', { n: before.length })}>
          {before.map((b) => <p key={b.at} className="ui-note">{`${t(`protection.result.${b.result}`)} · ${said(b)}`}</p>)}
        </Disclosure>
      ) : null}
    </Item>
  );
}

/** What was seen, on which day, by whom. */
function useSaid(): (check: CheckView) => string {
  const { t, formatDate } = useText();
  return (check) => [check.note, t('protection.by', { by: check.by ?? '', date: formatDate(check.on) })].filter(Boolean).join(' · ');
}

function CheckForm({ item, relativeId, today, number, onDone }: { readonly item: string; readonly relativeId: string; readonly today: string; readonly number: number; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-relatives/${relativeId}/checks`, onDone);
  const form = useForm({ id: `protection.check.${relativeId}.${item}.${number}`, schema: CheckRelative, initial: { on: today }, prepare: (values) => ({ ...values, item }), onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <RadioGroup {...form.field('result')} label={t('protection.result')} options={CHECK_RESULTS.map((r) => ({ value: r, label: t(`protection.result.${r}`) }))} />
      <DateField {...form.field('on')} label={t('protection.on')} />
      <TextArea {...form.field('note')} label={t('protection.seen-how')} optional={form.values.result !== 'against'} rows={3} maxLength={1000} />
    </Form>
  );
}

function ChildForm({ id, word, today, onDone }: { readonly id: string; readonly word: ChildWord; readonly today: string; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-relatives/${id}/child`, onDone);
  const form = useForm({ id: `protection.child.${id}.${word}`, schema: HearChild, initial: { on: today }, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <RadioGroup {...form.field('word')} label={t('protection.child-word')} options={CHILD_WORDS.flatMap((w) => (w === 'not-asked' ? [] : [{ value: w, label: t(`protection.child.${w}`) }]))} />
      <TextArea {...form.field('said')} label={t('protection.child-said')} rows={3} maxLength={1000} />
      <DateField {...form.field('on')} label={t('protection.on')} />
    </Form>
  );
}

function AddForm({ family, questionId, onDone }: { readonly family: CardProps['family']; readonly questionId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const save = useSaving(`/api/family-questions/${questionId}/relatives`, onDone);
  const form = useForm({ id: `protection.relative.${questionId}`, schema: AddRelative, initial: {}, onSubmit: save });
  const onRecord = useQuery({ queryKey: ['registry', 'family', family.personId], queryFn: () => api.get<RelativesOnRecord>(`/api/people/${family.personId}/family`) });
  const known = [...(onRecord.data?.relations ?? []), ...(onRecord.data?.household?.members ?? []).map((member) => ({ member }))]
    .flatMap(({ member }) => (member.personId && !member.apart ? [{ value: member.personId, label: [member.name, member.publicCode].filter(Boolean).join(' · ') }] : []));
  const options = [...new Map(known.map((o) => [o.value, o])).values()];
  return (
    <Form form={form} submitLabel={t('protection.save')} onCancel={onDone}>
      <TextField {...form.field('name')} label={t('protection.name')} maxLength={160} />
      <Select {...form.field('word')} label={t('protection.word')} options={KIN_WORDS.map((w) => ({ value: w, label: t(`protection.word.${w}`) }))} />
      <Select {...form.field('foundHow')} label={t('protection.found-how')} options={FOUND_HOW.map((w) => ({ value: w, label: t(`protection.found.${w}`) }))} />
      {options.length > 0 ? <Select {...form.field('personId')} label={t('protection.on-record')} hint={t('protection.on-record-hint')} emptyLabel={t('protection.on-record-none')} optional width="full" options={options} /> : null}
      <PlaceField {...form.field('admin2')} label={t('protection.admin2')} optional />
      <TextField {...form.field('reach')} label={t('protection.reach')} optional maxLength={120} />
      <TextField {...form.field('reachHow')} label={t('protection.reach-how')} optional maxLength={200} />
      <TextArea {...form.field('note')} label={t('protection.note')} optional rows={2} maxLength={1000} />
    </Form>
  );
}
