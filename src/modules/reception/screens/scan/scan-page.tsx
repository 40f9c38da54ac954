import { useEffect, useRef, useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Form, Grid, Page, PageHeader, Select, Stack, TextField, useErrorSentence, useForm, useText, writePreference } from '#ui';
import { ScanCode, type FloorView, type ScannedPerson } from '../../schema.ts';
import { useMoment } from '../moment.ts';
import { keptStation, STATION_KEY } from './station.ts';
import { Camera } from './camera.tsx';
import { ScannedCard } from './scanned-card.tsx';
import { tapStore, useTaps } from './taps.ts';
import './scan.css';

/** Scan, see, tap: a slip's code or the number of the day opens its person; one tap records what was given. */
export function ScanPage() {
  const { t } = useText();
  const [station, setStation] = useState(keptStation);
  const [person, setPerson] = useState<ScannedPerson | null>(null);
  const [camera, setCamera] = useState(false);
  const sentence = useErrorSentence();
  const open = useMutation({
    mutationFn: (text: string) => api.ask<ScannedPerson>('/api/reception/scan', { text, station }), onSuccess: setPerson, onError: () => setPerson(null),
  });
  useEffect(() => tapStore.onAnswer((answer) => setPerson((now) => (now?.rowId === answer.rowId ? answer : now))), []);
  const choose = (code: string) => {
    writePreference(STATION_KEY, code);
    setStation(code);
    if (person) void api.get<ScannedPerson>(`/api/reception/stays/${person.rowId}`, { station: code }).then(setPerson);
  };
  const title = t('reception.scan.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('reception.scan.lead')} actions={<Button icon="search" onClick={() => setCamera(!camera)}>{t(camera ? 'reception.scan.camera-off' : 'reception.scan.camera-on')}</Button>} />
      {camera ? <Camera onCode={(code) => open.mutate(code)} /> : null}
      <Card>
        <Grid min="medium">
          <CodeForm onCode={open.mutateAsync} />
          <StationField station={station} onStation={choose} />
        </Grid>
      </Card>
      {open.isError ? <Banner tone="danger" live title={t('reception.scan.not-opened')}>{sentence(open.error)}</Banner> : null}
      <Kept />
      {person ? <ScannedCard key={person.rowId} person={person} station={station} onPerson={setPerson} /> : null}
    </Page>
  );
}

/** One box for a scanner's keys or for typing; it takes the keyboard back whenever nothing else has it. */
function CodeForm({ onCode }: { readonly onCode: (text: string) => Promise<unknown> }) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(0);
  // What was refused stays to be put right, and the next scan takes its place.
  const keepSelected = () => box.current?.querySelector('input')?.select();
  const form = useForm({ id: null, schema: ScanCode, initial: { text: '' }, onSubmit: ({ text }) => onCode(text).then(() => setOpened((n) => n + 1), keepSelected) });
  const reset = useRef(form.reset);
  reset.current = form.reset;
  useEffect(() => { if (opened > 0) reset.current(); }, [opened]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const free = document.activeElement === document.body || document.activeElement === null;
      if (free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) box.current?.querySelector('input')?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div ref={box}>
      <Form form={form} submitLabel={t('reception.scan.open')} label={title(t)}>
        <TextField {...form.field('text')} label={t('reception.scan.code')} hint={t('reception.scan.code-hint')} autoFocus spellCheck={false} maxLength={60} />
      </Form>
    </div>
  );
}

const title = (t: (key: string) => string): string => t('reception.scan.title');

function StationField({ station, onStation }: { readonly station: string; readonly onStation: (code: string) => void }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'stations'], queryFn: () => api.get<FloorView>('/api/reception/floor', { station }), staleTime: Infinity });
  return (
    <Select
      name="station" label={t('reception.scan.station')} hint={t('reception.scan.station-hint')} value={station} width="full" onChange={(code) => { if (code) onStation(code); }}
      options={(query.data?.stations ?? []).map((one) => ({ value: one.station, label: one.label }))}
    />
  );
}

/** Taps that wait for the network, and those that were refused, by name of the thing and with the reason. */
function Kept() {
  const { t } = useText();
  const moment = useMoment();
  const taps = useTaps();
  const waiting = taps.filter((tap) => tap.state === 'waiting');
  const refused = taps.filter((tap) => tap.state === 'refused');
  return (
    <Stack gap={2}>
      {waiting.length > 0 ? (
        <Banner tone="warning" icon="offline" live title={t('reception.scan.kept', { n: waiting.length })} action={<Button size="small" icon="refresh" onClick={() => void tapStore.resend()}>{t('reception.scan.send-now')}</Button>}>
          {t('reception.scan.kept-text')}
        </Banner>
      ) : null}
      {refused.map((tap) => (
        <Banner key={tap.id} tone="danger" live title={t('reception.scan.refused', { item: tap.label, at: moment(tap.at) })} action={<ButtonRow><Button size="small" onClick={() => tapStore.drop(tap.id)}>{t('reception.scan.seen')}</Button></ButtonRow>}>
          {tap.why}
        </Banner>
      ))}
    </Stack>
  );
}
