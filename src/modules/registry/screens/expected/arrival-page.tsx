import { useQuery } from '@tanstack/react-query';
import { telHref } from '#kernel/phone';
import { api } from '#platform/client';
import { Card, Combobox, DateField, DescriptionList, Form, Item, ItemList, Loaded, Note, Page, PageHeader, RadioGroup, Select, Stack, StatusTag, TextArea, Timeline, useForm, useNavigate, useNotify, useText } from '#ui';
import { AnswerArrival, ARRIVAL_OUTCOMES, type ArrivalDetail, type ArrivalOutcome } from '../../schema.ts';
import { ArrivalTag } from './arrival-words.tsx';

type Way = ArrivalDetail['ways'][number];

/** Somebody who is expected: by which ways they can be called, what was tried, and what became of it. */
export function ArrivalPage({ arrivalId }: { readonly arrivalId: string }) {
  const query = useQuery({ queryKey: ['registry', 'expected-one', arrivalId], queryFn: ({ signal }) => api.get<ArrivalDetail>(`/api/expected-arrivals/${arrivalId}`, {}, signal) });
  const { t } = useText();
  return <Page title={t('registry.expected.dialog')} width="narrow"><Loaded query={query}>{(detail) => <Detail detail={detail} />}</Loaded></Page>;
}

function Detail({ detail }: { readonly detail: ArrivalDetail }) {
  const { t, formatDate } = useText();
  const { arrival } = detail;
  return (
    <Stack gap={5}>
      <PageHeader title={arrival.name} over={arrival.publicCode} back={{ href: '/app/expected', label: t('registry.expected.title') }} tags={<ArrivalTag line={arrival} />} />
      <DescriptionList
        columns={3}
        items={[
          { term: t('registry.expected.until'), value: `${formatDate(arrival.until)} · ${t('registry.expected.since', { on: formatDate(arrival.from) })}` },
          { term: t('registry.expected.from'), value: arrival.fromOfficeName }, { term: t('registry.field.destination'), value: arrival.destinationName },
        ]}
      />
      {arrival.state === 'expected' ? <WaysCard detail={detail} /> : null}
      {arrival.mayAnswer ? <AnswerCard key={detail.notes.length} detail={detail} /> : null}
      <Notes detail={detail} />
    </Stack>
  );
}

const PHONES: ReadonlySet<string> = new Set(['phone', 'sms', 'whatsapp']);

function useWayMeta(): (way: Way) => string {
  const { t } = useText();
  return (way) => [
    t(`registry.channel.${way.channel}`), way.relativeName ? t('registry.expected.way-relative', { name: way.relativeName }) : null, way.hours ? t('registry.contacts.at', { hours: way.hours }) : null,
    way.whoAnswers ? t('registry.contacts.answers', { who: way.whoAnswers }) : null, t(way.mayLeaveMessage ? 'registry.expected.way-message' : 'registry.expected.way-no-message'),
    way.neutralSender ? t('registry.expected.way-sender', { name: way.neutralSender }) : null, way.safe ? null : t('registry.expected.way-ask'),
  ].filter(Boolean).join(' · ');
}

function WaysCard({ detail }: { readonly detail: ArrivalDetail }) {
  const { t } = useText();
  const meta = useWayMeta();
  return (
    <Card title={t('registry.expected.ways')} icon="phone">
      <ItemList items={detail.ways} itemKey={(way) => way.contactId} label={t('registry.expected.ways')} empty={<Note>{t('registry.expected.no-ways')}</Note>}>
        {(way) => (
          <Item
            title={PHONES.has(way.channel) ? <a className="ui-link" href={telHref(way.value)}>{way.value}</a> : way.value} meta={meta(way)}
            tags={way.safe ? <StatusTag tone="success" icon="phone">{t('registry.expected.way-safe')}</StatusTag> : undefined}
          />
        )}
      </ItemList>
      {detail.unsafe > 0 ? <Note>{t('registry.expected.unsafe', { n: detail.unsafe })}</Note> : null}
    </Card>
  );
}

const OFFERED: readonly ArrivalOutcome[] = ARRIVAL_OUTCOMES.filter((outcome) => outcome !== 'take-back');

function AnswerCard({ detail }: { readonly detail: ArrivalDetail }) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const { arrivalId } = detail.arrival;
  const form = useForm({
    id: `registry.arrival.${arrivalId}.${detail.notes.length}`, schema: AnswerArrival, initial: { note: '' },
    // What was typed for another answer is not told.
    prepare: ({ comesOn, toOfficeId, ...rest }) => ({ ...rest, ...(rest.outcome === 'will-come' && comesOn ? { comesOn } : {}), ...(rest.outcome === 'elsewhere' && toOfficeId ? { toOfficeId } : {}) }),
    onSubmit: async (command) => {
      await api.send('POST', `/api/expected-arrivals/${arrivalId}/answer`, command);
      notify({ text: t('registry.expected.saved') });
      navigate('/app/expected');
    },
  });
  const { outcome } = form.values;
  const answers = detail.arrival.state === 'expected' ? OFFERED.filter((o) => o !== 'not-safe' || detail.ways.length > 0) : OFFERED.filter((o) => o === 'came' || (o === 'will-come' && detail.arrival.state === 'declined'));
  const offices = detail.offices.map((o) => ({ value: o.officeId, label: o.name, ...(o.placeName ? { hint: o.placeName } : {}) }));
  return (
    <Card title={t('registry.expected.dialog')} icon="edit">
      <Form form={form} submitLabel={t('registry.expected.save')}>
        {detail.ways.length > 0 ? (
          <Select {...form.field('contactId')} label={t('registry.expected.used')} emptyLabel={t('registry.expected.used-none')} optional options={detail.ways.map((way) => ({ value: way.contactId, label: [way.value, way.relativeName].filter(Boolean).join(' · ') }))} />
        ) : null}
        <RadioGroup {...form.field('outcome')} label={t('registry.expected.outcome')} options={answers.map((o) => ({ value: o, label: t(`registry.expected.outcome.${o}`) }))} />
        {outcome === 'will-come' ? <DateField {...form.field('comesOn')} label={t('registry.expected.comes-on')} /> : null}
        {outcome === 'elsewhere' ? <Combobox {...form.field('toOfficeId')} label={t('registry.expected.to')} hint={t('registry.expected.to-hint')} optional options={offices} /> : null}
        <TextArea {...form.field('note')} label={t('registry.expected.note')} hint={t('registry.expected.note-hint')} optional rows={3} />
      </Form>
    </Card>
  );
}

function Notes({ detail }: { readonly detail: ArrivalDetail }) {
  const { t, formatDate } = useText();
  if (detail.notes.length === 0) return null;
  return (
    <Card title={t('registry.expected.notes')} icon="history">
      <Timeline
        label={t('registry.expected.notes')}
        items={detail.notes.map((n, i) => ({
          key: String(i), when: formatDate(n.on), title: [t(`registry.expected.outcome.${n.outcome}`), n.comesOn ? t('registry.expected.comes', { on: formatDate(n.comesOn) }) : null].filter(Boolean).join(': '), who: n.by ?? '', detail: n.note,
        }))}
      />
    </Card>
  );
}
