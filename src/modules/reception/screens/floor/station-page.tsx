import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, EmptyState, Grid, Item, ItemList, Link, LinkButton, Loaded, NumberField, Page, PageHeader, Select, StatusTag, useNotify, useText, writePreference } from '#ui';
import type { FloorView, MineLine, QueueLine } from '../../schema.ts';
import { FlagTags } from '../tags.tsx';
import { keptDesk, keptStation, PLACE_KEYS, useFloor } from './data.ts';
import { QueueNumber } from './queue-number.tsx';
import { StationsTable } from './stations-table.tsx';
import { StopSteps } from './steps.tsx';

/** Where an officer works: who is next here, who is with me, how full the other stations are. */
export function StationPage() {
  const { t } = useText();
  const [station, setStation] = useState(keptStation);
  const [desk, setDesk] = useState(keptDesk);
  const query = useFloor(station);
  const title = t('reception.floor.title');
  const choose = (code: string) => { writePreference(PLACE_KEYS.station, code); setStation(code); };
  const sit = (number: number | null) => { writePreference(PLACE_KEYS.desk, number === null ? null : String(number)); setDesk(number); };
  return (
    <Page width="wide" title={title}>
      <PageHeader
        title={title} lead={t('reception.floor.lead')}
        actions={<CallButton station={station} desk={desk} waiting={query.data?.queue.some((line) => line.state === 'waiting') ?? false} />}
      />
      <Loaded query={query}>
        {(view) => (
          <>
            <PlaceFields view={view} station={station} desk={desk} onStation={choose} onDesk={sit} />
            <Mine lines={view.mine} />
            <Queue view={view} station={station} />
            <StationsTable stations={view.stations} station={station} onChoose={choose} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function CallButton({ station, desk, waiting }: { readonly station: string; readonly desk: number | null; readonly waiting: boolean }) {
  const { t } = useText();
  const notify = useNotify();
  const call = useMutation({
    mutationFn: () => api.send<{ no: number | null }>('POST', '/api/reception/floor/call', { station, desk }),
    onSuccess: ({ no }) => notify({ tone: 'success', text: t(desk === null ? 'reception.floor.called' : 'reception.floor.called-to', { no: no ?? '', desk: desk ?? '' }) }),
  });
  return (
    <>
      <Button look="primary" icon="right" shortcut="t" pending={call.isPending} disabled={!waiting} onClick={() => call.mutate()}>{t('reception.floor.call-next')}</Button>
      <LinkButton icon="chart" href="/app/board">{t('reception.board.title')}</LinkButton>
      <LinkButton icon="list" href="/app/screens">{t('reception.screens.title')}</LinkButton>
    </>
  );
}

function PlaceFields({ view, station, desk, onStation, onDesk }: {
  readonly view: FloorView; readonly station: string; readonly desk: number | null; readonly onStation: (code: string) => void; readonly onDesk: (desk: number | null) => void;
}) {
  const { t } = useText();
  return (
    <Card>
      <Grid min="small">
        <Select
          name="station" label={t('reception.floor.my-station')} value={station} onChange={(code) => { if (code) onStation(code); }} width="full"
          options={view.stations.map((s) => ({ value: s.station, label: t('reception.floor.station-waiting', { name: s.label, n: s.waiting }) }))}
        />
        <NumberField
          name="desk" label={t('reception.floor.my-desk')} hint={t('reception.floor.my-desk-hint')} value={desk} optional
          onChange={(n) => onDesk(typeof n === 'number' && n >= 1 && n <= 99 ? Math.trunc(n) : null)}
        />
      </Grid>
    </Card>
  );
}

/** One list of mine, over all stations. */
function Mine({ lines }: { readonly lines: readonly MineLine[] }) {
  const { t } = useText();
  if (lines.length === 0) return null;
  return (
    <Card title={t('reception.floor.mine')} count={lines.length} tone="accent" flush>
      <ItemList items={lines} itemKey={(line) => line.stopId} label={t('reception.floor.mine')}>
        {(line) => (
          <Item
            lead={<QueueNumber no={line.no} />}
            title={<Link href={`/app/floor/${line.rowId}`}>{line.name}</Link>}
            meta={[line.label, t(`reception.stop.${line.state}`), t('reception.floor.since', { n: line.minutes }), line.reason ? t(`reception.reason.${line.reason}`) : null].filter(Boolean).join(' · ')}
            tags={<><FlagTags flags={line.flags} /><Together line={line} /></>}
            actions={<StopSteps stop={line} shown={t('reception.floor.number', { no: line.no ?? '' })} />}
          />
        )}
      </ItemList>
    </Card>
  );
}

function Together({ line }: { readonly line: QueueLine }) {
  const { t, formatList } = useText();
  if (line.together.length === 0) return null;
  return <StatusTag tone="info" icon="people">{t('reception.floor.together', { n: line.together.length, numbers: formatList(line.together.map(String)) })}</StatusTag>;
}

const SHOWN = 25;

function Queue({ view, station }: { readonly view: FloorView; readonly station: string }) {
  const { t } = useText();
  const [shown, setShown] = useState(SHOWN);
  const label = view.stations.find((s) => s.station === station)?.label ?? '';
  const mine = new Set(view.mine.map((line) => line.stopId));
  const waiting = view.queue.filter((line) => line.state === 'waiting');
  const others = view.queue.filter((line) => line.state !== 'waiting' && !mine.has(line.stopId));
  return (
    <>
      <Card
        title={t('reception.floor.queue', { station: label })} count={waiting.length} flush
        footer={waiting.length > shown ? <Button onClick={() => setShown(shown + 100)}>{t('reception.problems.more', { n: waiting.length - shown })}</Button> : null}
      >
        <ItemList items={waiting.slice(0, shown)} itemKey={(line) => line.stopId} label={label} empty={<EmptyState icon="check" title={t('reception.floor.nobody')} />}>
          {(line) => <QueueItem line={line} station={station} />}
        </ItemList>
      </Card>
      {view.later > 0 ? <Banner tone="neutral" title={t('reception.floor.later', { n: view.later })}>{t('reception.floor.later-text')}</Banner> : null}
      {others.length > 0 ? (
        <Card title={t('reception.floor.others')} count={others.length} flush>
          <ItemList items={others} itemKey={(line) => line.stopId} label={t('reception.floor.others')}>
            {(line) => <QueueItem line={line} station={station} />}
          </ItemList>
        </Card>
      ) : null}
    </>
  );
}

function useAbout(line: QueueLine): string {
  const { t } = useText();
  return [
    line.age === null ? null : t('reception.arrivals.age', { n: line.age }), line.sex ? t(`reception.sex.${line.sex}`) : null,
    t(line.state === 'waiting' ? 'reception.arrivals.minutes' : 'reception.floor.since', { n: line.minutes }),
    line.by && line.state !== 'paused' ? t('reception.arrivals.with', { name: line.by }) : null,
    line.obligatory ? null : t('reception.floor.offered'),
  ].filter(Boolean).join(' · ');
}

function QueueItem({ line, station }: { readonly line: QueueLine; readonly station: string }) {
  const { t } = useText();
  const about = useAbout(line);
  const waits = line.state === 'waiting';
  return (
    <Item
      lead={<QueueNumber no={line.no} />} title={waits ? about : t(`reception.stop.${line.state}`)} {...(waits ? {} : { meta: about })}
      tags={<><FlagTags flags={line.flags} /><Together line={line} />{line.reason ? <StatusTag tone="warning" icon="clock">{t(`reception.reason.${line.reason}`)}</StatusTag> : null}</>}
      actions={waits || line.state === 'paused' ? <StopSteps stop={{ ...line, station }} shown={t('reception.floor.number', { no: line.no ?? '' })} /> : undefined}
    />
  );
}
