import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, CheckboxGroup, EmptyState, Item, ItemList, LinkButton, Loaded, Note, Page, PageHeader, Select, Stack, StatusTag, useText } from '#ui';
import type { IconName, Tone } from '#ui';
import { FLAGS, type Flag, type FloorPerson, type StopLine, type StopState } from '../../schema.ts';
import { FlagTags } from '../tags.tsx';
import { useFloorPerson } from './data.ts';
import { QueueNumber } from './queue-number.tsx';
import { StandsCard } from './stands-card.tsx';
import { StopSteps } from './steps.tsx';

/** One person on the floor: where they have been, what comes, why they are seen first. */
export function FloorPersonPage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const query = useFloorPerson(rowId);
  // A name in the title of a window is read over a shoulder.
  return <Page title={t('reception.floor.title')}><Loaded query={query}>{(person) => <Person person={person} />}</Loaded></Page>;
}

function Person({ person }: { readonly person: FloorPerson }) {
  const { t, formatList } = useText();
  const about = [
    person.age === null ? null : t('reception.arrivals.age', { n: person.age }), person.minutesHere === null ? null : t('reception.floor.here', { n: person.minutesHere }),
    person.together.length > 0 ? t('reception.floor.together', { n: person.together.length, numbers: formatList(person.together.map(String)) }) : null,
  ].filter(Boolean).join(' · ');
  return (
    <>
      <PageHeader
        over={<QueueNumber no={person.no} />} title={person.name} lead={about} back={{ href: '/app/floor', label: t('reception.floor.title') }} tags={<FlagTags flags={person.flags} />}
        actions={person.leftAt === null ? <><LinkButton icon="phone" href={`/app/stays/${person.rowId}`}>{t('reception.scan.care')}</LinkButton><LinkButton icon="leave" href={`/app/stays/${person.rowId}/exit`}>{t('reception.exit.title')}</LinkButton></> : null}
      />
      {person.leftAt === null ? null : <Banner tone="success" title={t('reception.floor.left')} />}
      <Way person={person} />
      {person.leftAt === null ? <><StandsCard person={person} /><SendCard person={person} /><FlagsCard person={person} /></> : null}
    </>
  );
}

const LOOK: Readonly<Record<StopState, { tone: Tone; icon: IconName }>> = {
  waiting: { tone: 'neutral', icon: 'clock' }, called: { tone: 'accent', icon: 'right' }, in: { tone: 'info', icon: 'edit' },
  paused: { tone: 'warning', icon: 'clock' }, done: { tone: 'success', icon: 'check' }, skipped: { tone: 'neutral', icon: 'cross' },
};

function Way({ person }: { readonly person: FloorPerson }) {
  const { t, formatDate } = useText();
  const about = (stop: StopLine) => [
    formatDate(new Date(stop.since), 'time'), stop.by, stop.reason ? t(`reception.reason.${stop.reason}`) : null, stop.obligatory ? null : t('reception.floor.offered'),
  ].filter(Boolean).join(' · ');
  return (
    <Card title={t('reception.floor.way')} icon="flag" flush>
      <ItemList items={person.stops} itemKey={(stop) => stop.stopId} label={t('reception.floor.way')} empty={<EmptyState icon="flag" title={t('reception.floor.no-way')} />}>
        {(stop) => (
          <Item
            title={stop.label} meta={about(stop)} tags={<StatusTag {...LOOK[stop.state]}>{t(`reception.stop.${stop.state}`)}</StatusTag>}
            actions={person.leftAt === null ? <StopSteps stop={{ ...stop, rowId: person.rowId }} shown={stop.label} /> : undefined}
          />
        )}
      </ItemList>
    </Card>
  );
}

function SendCard({ person }: { readonly person: FloorPerson }) {
  const { t } = useText();
  const [station, setStation] = useState<string | undefined>();
  const send = useMutation({ mutationFn: (to: string) => api.send('POST', `/api/reception/floor/${person.rowId}/send`, { station: to }), onSuccess: () => setStation(undefined) });
  if (person.others.length === 0) return null;
  return (
    <Card title={t('reception.floor.send')} icon="send">
      <Stack>
        <Select name="send" label={t('reception.floor.station')} value={station} onChange={setStation} options={person.others.map((o) => ({ value: o.station, label: o.label }))} />
        <ButtonRow><Button look="primary" disabled={!station} pending={send.isPending} onClick={() => { if (station) send.mutate(station); }}>{t('reception.floor.send')}</Button></ButtonRow>
      </Stack>
    </Card>
  );
}

/** Ages are known from the birth date; that a child is alone can be said here, and is not taken back here. */
const SAID: readonly Flag[] = FLAGS.filter((flag) => flag !== 'child' && flag !== 'elder');

function FlagsCard({ person }: { readonly person: FloorPerson }) {
  const { t } = useText();
  const known = person.flags.filter((flag) => SAID.includes(flag));
  const [flags, setFlags] = useState<readonly Flag[]>(known);
  const change = { add: flags.filter((f) => !known.includes(f)), remove: known.filter((f) => !flags.includes(f)) };
  const mark = useMutation({ mutationFn: () => api.send('POST', `/api/reception/floor/${person.rowId}/flags`, change) });
  return (
    <Card title={t('reception.floor.first')} icon="alert">
      <Stack>
        <CheckboxGroup name="flags" layout="tiles" label={t('reception.add.flags')} value={flags as Flag[]} onChange={(next) => setFlags(next ?? [])} options={SAID.filter((flag) => flag !== 'unaccompaniedChild' || !known.includes(flag)).map((flag) => ({ value: flag, label: t(`reception.flag.${flag}`) }))} optional />
        <Note>{t('reception.floor.reserved-note')}</Note>
        <ButtonRow><Button pending={mark.isPending} disabled={change.add.length + change.remove.length === 0} onClick={() => mark.mutate()}>{t('reception.floor.save-first')}</Button></ButtonRow>
      </Stack>
    </Card>
  );
}
