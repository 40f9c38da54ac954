import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Dialog, EmptyState, Form, type Happening, Item, ItemList, Link, Loaded, Page, PageHeader, Stack, StatusTag, Tabs, TextArea, TextField, Timeline, useForm, useText } from '#ui';
import { Contribute, MEMBER_LISTS, type MemberConference, type MemberConferences, type MemberLine, type MemberList } from '../../conference/schema.ts';
import { TasksCard } from './tasks-card.tsx';
import { ConferenceTag, SharedView, useWhen } from './words.tsx';

/** Conferences to which the own institution was invited. */
export function MyConferencesPage() {
  const { t } = useText();
  const [list, setList] = useState<MemberList>('open');
  const [text, setText] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['plans', 'my-conferences', list, text], placeholderData: keepPreviousData, initialPageParam: '', getNextPageParam: (page: MemberConferences) => page.next,
    queryFn: ({ pageParam, signal }) => api.ask<MemberConferences>('/api/member-conferences/search', { list, ...(text.trim() ? { text: text.trim() } : {}), ...(pageParam ? { after: pageParam } : {}) }, signal),
  });
  return (
    <Page title={t('plans.conference.mine')}>
      <PageHeader title={t('plans.conference.mine')} lead={t('plans.conference.mine-lead')} />
      <Stack gap={4}>
        <TextField name="text" value={text} onChange={(typed) => setText(typed ?? '')} label={t('plans.conference.mine-search')} optional />
        <Loaded query={query}>
          {({ pages }) => (
            <Tabs
              label={t('plans.conference.mine')} value={list} onChange={(key) => setList(MEMBER_LISTS.find((l) => l === key) ?? 'open')}
              tabs={MEMBER_LISTS.map((key) => ({ key, label: t(`plans.conference.list.${key}`), count: pages[0]!.counts[key], content: key === pages[0]!.list ? <Lines list={key} lines={pages.flatMap((p) => p.lines)} /> : null }))}
            />
          )}
        </Loaded>
        {query.hasNextPage ? <ButtonRow><Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans.conference.more')}</Button></ButtonRow> : null}
      </Stack>
    </Page>
  );
}

function Lines({ list, lines }: { readonly list: MemberList; readonly lines: readonly MemberLine[] }) {
  const { t } = useText();
  return (
    <ItemList items={lines} itemKey={(l) => l.memberId} label={t(`plans.conference.list.${list}`)} empty={<EmptyState icon="people" title={t(`plans.conference.list-empty.${list}`)} />}>
      {(line) => <Line line={line} />}
    </ItemList>
  );
}

function Line({ line }: { readonly line: MemberLine }) {
  const { t, formatDate } = useText();
  if (line.firstName === null || line.plannedOn === null) return <Item title={t('plans.conference.nameless')} meta={t('plans.conference.invited-on', { date: formatDate(new Date(line.invitedAt), 'short') })} />;
  const day = formatDate(line.plannedOn);
  return (
    <Item
      title={<Link href={`/app/conferences/${line.conferenceId}`}>{`${line.firstName} · ${line.publicCode ?? ''}`}</Link>}
      meta={line.plannedTime === null ? day : t('plans.conference.at', { date: day, time: line.plannedTime })}
      tags={<>{line.state === null ? null : <ConferenceTag state={line.state} />}{line.openTasks > 0 ? <StatusTag tone="info">{t('plans.conference.open-tasks', { n: line.openTasks })}</StatusTag> : null}</>}
    />
  );
}

/** One conference, the side of an institution that was invited. */
export function MyConferencePage({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['plans', 'my-conference', conferenceId], queryFn: ({ signal }) => api.get<MemberConference>(`/api/member-conferences/${conferenceId}`, {}, signal) });
  return <Page title={t('plans.conference.title')} width="narrow"><Loaded query={query}>{(conference) => <View conference={conference} />}</Loaded></Page>;
}

function View({ conference }: { readonly conference: MemberConference }) {
  const { t, formatDate } = useText();
  const when = useWhen();
  const decisions = conference.decisions.map((d, at): Happening => ({ key: String(at), when: formatDate(new Date(d.at), 'time'), title: d.text, tone: 'success' })).reverse();
  return (
    <Stack gap={5}>
      <PageHeader title={conference.question} over={t('plans.conference.title')} lead={when(conference)} back={{ href: '/app/conferences', label: t('plans.conference.back-to-mine') }} tags={<ConferenceTag state={conference.state} />} />
      <Card title={t('plans.conference.shared')} icon="shield"><Stack gap={4}><SharedView shared={conference.shared} /></Stack></Card>
      <TasksCard address={`/api/member-conferences/${conference.conferenceId}/tasks`} tasks={conference.tasks} mayWrite={conference.mayWrite} title={t('plans.conference.our-tasks')} addLabel={t('plans.conference.take-on')} />
      <Card title={t('plans.conference.decisions')} icon="check">
        {decisions.length > 0 ? <Timeline items={decisions} label={t('plans.conference.decisions')} /> : <EmptyState icon="check" title={t('plans.conference.no-decisions')} />}
      </Card>
      <Contributions conference={conference} />
    </Stack>
  );
}

function Contributions({ conference }: { readonly conference: MemberConference }) {
  const { t, formatDate } = useText();
  const [writing, setWriting] = useState(false);
  const close = () => setWriting(false);
  const said = conference.contributions.map((c, at): Happening => ({ key: String(at), when: formatDate(new Date(c.at), 'time'), who: c.by, title: c.text, tone: 'neutral' })).reverse();
  return (
    <Card title={t('plans.conference.contributions')} icon="edit" actions={conference.mayWrite ? <Button size="small" icon="plus" onClick={() => setWriting(true)}>{t('plans.conference.contribute')}</Button> : null}>
      {said.length > 0 ? <Timeline items={said} label={t('plans.conference.contributions')} /> : <EmptyState icon="edit" title={t('plans.conference.no-contributions')} />}
      <Dialog open={writing} onClose={close} title={t('plans.conference.contribute')}><ContributeForm conferenceId={conference.conferenceId} onDone={close} /></Dialog>
    </Card>
  );
}

function ContributeForm({ conferenceId, onDone }: { readonly conferenceId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.conference.contribute.${conferenceId}`, schema: Contribute, initial: {},
    onSubmit: async (command) => { await api.send('POST', `/api/member-conferences/${conferenceId}/contributions`, command); onDone(); },
  });
  return (
    <Form form={form} submitLabel={t('plans.save')} onCancel={onDone}>
      <TextArea {...form.field('text')} label={t('plans.conference.text')} hint={t('plans.conference.contribute-hint')} rows={4} maxLength={4000} />
    </Form>
  );
}
