import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Confirm, DescriptionList, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Page, PageHeader, Row, Stack, TextArea, useForm, useNotify, useText } from '#ui';
import { SayAbroad, type AbroadNeedSent, type CaseAbroad, type SentAbroad } from '../../schema.ts';
import { AbroadTag, CircleNote, MinimumView, WordsView } from './abroad-words.tsx';
import { SendForm } from './send-form.tsx';

function ReplyForm({ one }: { readonly one: SentAbroad }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `registry.abroad.reply.${one.abroadId}`, schema: SayAbroad, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/abroad/sent/${one.abroadId}/reply`, command);
      notify({ text: t('registry.abroad.replied-notice') });
    },
  });
  return <Form form={form} submitLabel={t('registry.abroad.reply')}><TextArea {...form.field('words')} label={t('registry.abroad.reply-words')} rows={4} /></Form>;
}

function Actions({ caseId, one }: { readonly caseId: string; readonly one: SentAbroad }) {
  const { t } = useText();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const act = useMutation({ mutationFn: (path: 'take-back' | 'seen') => api.send('POST', `/api/abroad/sent/${one.abroadId}/${path}`, {}), onSuccess: (_, path) => notify({ text: t(`registry.abroad.${path}-notice`) }) });
  return (
    <ButtonRow>
      {one.mayClose ? <LinkButton look="primary" icon="check" href={`/app/cases/${caseId}/close?code=left-country`}>{t('registry.abroad.close')}</LinkButton> : null}
      {one.mayTakeNote ? <Button pending={act.isPending} onClick={() => act.mutate('seen')}>{t(one.state === 'accepted' ? 'registry.abroad.keep-open' : 'registry.abroad.seen')}</Button> : null}
      {one.mayTakeBack ? <Button look="quiet" icon="undo" onClick={() => setAsking(true)}>{t('registry.abroad.take-back')}</Button> : null}
      <Confirm
        open={asking} onClose={() => setAsking(false)} title={t('registry.abroad.take-back')} description={t('registry.abroad.take-back-text')} confirmLabel={t('registry.abroad.take-back')} pending={act.isPending}
        onConfirm={() => { act.mutate('take-back'); setAsking(false); }}
      />
    </ButtonRow>
  );
}

const TOLD: ReadonlySet<string> = new Set(['accepted', 'declined', 'withdrawn', 'expired', 'returned']);

/** What it means now, in a sentence. */
function Meaning({ one }: { readonly one: SentAbroad }) {
  const { t, formatDate } = useText();
  if (one.mayTakeBack) return <Banner tone={one.late ? 'warning' : 'info'} title={t(one.late ? 'registry.abroad.late-text' : 'registry.abroad.still-ours', { on: formatDate(one.openUntil) })} />;
  if (!TOLD.has(one.state)) return null;
  return <Banner tone={one.state === 'accepted' ? 'success' : 'warning'} title={t(`registry.abroad.told.${one.state}`, { office: one.toOfficeName })} />;
}

function OpenCard({ caseId, one }: { readonly caseId: string; readonly one: SentAbroad }) {
  const { t, formatDate } = useText();
  return (
    <Card title={t('registry.abroad.way', { country: one.toCountryName, office: one.toOfficeName })} icon="swap" tone={one.late ? 'danger' : 'plain'}>
      <Stack gap={4}>
        <Row><AbroadTag state={one.state} late={one.late} /></Row>
        <Meaning one={one} />
        <CircleNote restricted={one.restricted} />
        <DescriptionList
          columns={2}
          items={[
            { term: t('registry.transfer.asked-by'), value: [one.askedBy, formatDate(one.askedOn)].filter(Boolean).join(' · ') }, { term: t('registry.abroad.answer-by'), value: formatDate(one.answerBy) },
            ...(one.reason ? [{ term: t('registry.transfer.reason'), value: t(`registry.abroad.refusal.${one.reason}`) }] : []),
            { term: t('registry.transfer.note'), value: <span className="registry-note">{one.note}</span> },
          ]}
        />
        <WordsView words={one.words} />
        {one.mayReply ? <ReplyForm one={one} /> : null}
        <Actions caseId={caseId} one={one} />
      </Stack>
    </Card>
  );
}

function Past({ handOvers }: { readonly handOvers: readonly SentAbroad[] }) {
  const { t, formatDate } = useText();
  if (handOvers.length === 0) return null;
  return (
    <Card title={t('registry.abroad.past')} icon="history" flush>
      <ItemList items={handOvers} itemKey={(one) => one.abroadId} label={t('registry.abroad.past')}>
        {(one) => <Item title={t('registry.abroad.way', { country: one.toCountryName, office: one.toOfficeName })} meta={[formatDate(one.askedOn), one.note].join(' · ')} tags={<AbroadTag state={one.state} late={false} />} />}
      </ItemList>
    </Card>
  );
}

const isNow = (one: SentAbroad): boolean => one.mayTakeBack || one.mayTakeNote || one.mayClose || one.state === 'asked' || one.state === 'more-asked';

function Found({ caseId, found, needs }: { readonly caseId: string; readonly found: CaseAbroad; readonly needs: readonly AbroadNeedSent[] }) {
  const { t } = useText();
  const now = found.handOvers.find(isNow);
  const past = found.handOvers.filter((one) => one !== now);
  const sends = found.mayAsk && found.offices.length > 0;
  return (
    <Stack gap={4}>
      {now ? <OpenCard caseId={caseId} one={now} /> : null}
      {now ? <Card title={t('registry.abroad.went')} icon="lock" tone="sunken"><MinimumView minimum={now.minimum} needs={now.needs} /></Card> : null}
      {sends && now?.state !== 'accepted' ? <SendForm caseId={caseId} found={found} needs={needs} /> : null}
      {!now && !sends ? <EmptyState icon="swap" title={t(found.mayAsk ? 'registry.abroad.no-offices' : 'registry.abroad.none-here')}>{t('registry.abroad.on-paper')}</EmptyState> : null}
      <Past handOvers={past} />
    </Stack>
  );
}

/** A case goes to an office of another country: to whom, under which consent, what goes along, and the answer. `needs` are those that may go along; `loading` stands here until they are known. */
export function SendAbroadPage({ caseId, needs, loading }: { readonly caseId: string; readonly needs: readonly AbroadNeedSent[]; readonly loading: ReactNode }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['registry', 'abroad-case', caseId], queryFn: ({ signal }) => api.get<CaseAbroad>(`/api/cases/${caseId}/abroad`, {}, signal) });
  return (
    <Page title={t('registry.abroad.send-title')} width="narrow">
      <PageHeader
        title={t('registry.abroad.send-title')} over={query.data ? [query.data.name, query.data.publicCode].filter(Boolean).join(' · ') : null} lead={t('registry.abroad.send-lead')}
        back={{ href: `/app/cases/${caseId}`, label: t('registry.transfer.case') }}
      />
      {loading ?? <Loaded query={query}>{(found) => <Found caseId={caseId} found={found} needs={needs} />}</Loaded>}
    </Page>
  );
}
