import { useEffect, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Dialog, EmptyState, Form, Grid, Icon, Item, ItemList, LinkButton, Stack, StatusTag, TextField, useForm, useNotify, useText } from '#ui';
import { z } from 'zod';
import type { GivenEntry, OfferedItem, ScannedPerson } from '../../schema.ts';
import { useMoment } from '../moment.ts';
import { FlagTags } from '../tags.tsx';
import { tapStore, useTaps } from './taps.ts';

interface Props {
  readonly person: ScannedPerson;
  readonly station: string;
  readonly onPerson: (person: ScannedPerson) => void;
}

/** Who was scanned, as much as this station needs: number, name, age, what matters here, what was given and when. */
export function ScannedCard({ person, station, onPerson }: Props) {
  const { t } = useText();
  const about = [
    person.age === null ? null : t('reception.arrivals.age', { n: person.age }), person.minutesHere === null ? null : t('reception.scan.here', { n: person.minutesHere }),
  ].filter(Boolean).join(' · ');
  return (
    <Stack>
      <Card>
        <Stack gap={3}>
          <div className="reception-scan__person" role="status">
            {person.number === null ? null : <span className="reception-scan__number">{person.number}</span>}
            <div><h2 className="reception-scan__name">{person.name}</h2><p>{about}</p></div>
          </div>
          {person.flags.length > 0 ? <ButtonRow><FlagTags flags={person.flags} /></ButtonRow> : null}
          {person.childAlone ? <Banner tone="danger" icon="child" title={t('reception.scan.child-alone')} /> : null}
          {person.left ? <Banner tone="neutral" icon="leave" title={t(`reception.left.${person.left.how}`)} /> : null}
          <ButtonRow>
            <LinkButton icon="phone" href={`/app/stays/${person.rowId}`}>{t('reception.scan.care')}</LinkButton>
            <LinkButton icon="flag" href={`/app/floor/${person.rowId}`}>{t('reception.scan.way')}</LinkButton>
            {person.left ? null : <LinkButton icon="leave" href={`/app/stays/${person.rowId}/exit`}>{t('reception.exit.title')}</LinkButton>}
          </ButtonRow>
        </Stack>
      </Card>
      <Items person={person} station={station} />
      <History person={person} station={station} onPerson={onPerson} />
    </Stack>
  );
}

function Items({ person, station }: Omit<Props, 'onPerson'>) {
  const { t } = useText();
  const taps = useTaps();
  const [again, setAgain] = useState<OfferedItem | null>(null);
  const tap = (item: OfferedItem, reason?: string) => tapStore.tap({ rowId: person.rowId, item: item.code, label: item.label, station, ...(reason ? { reason } : {}) });
  const pending = (item: OfferedItem) => taps.some((one) => one.rowId === person.rowId && one.item === item.code && one.state !== 'refused');
  return (
    <Card title={t('reception.scan.give')} icon="heart">
      {person.offered.length === 0 ? <EmptyState icon="check" title={t('reception.scan.nothing-here')} /> : (
        <Grid min="medium" gap={3}>
          {person.offered.map((item) => <TapButton key={item.code} item={item} pending={pending(item)} onTap={() => (item.state === 'given' ? setAgain(item) : tap(item))} />)}
        </Grid>
      )}
      <AgainDialog item={again} onClose={() => setAgain(null)} onReason={(item, reason) => { tap(item, reason); setAgain(null); }} />
    </Card>
  );
}

function TapButton({ item, pending, onTap }: { readonly item: OfferedItem; readonly pending: boolean; readonly onTap: () => void }) {
  const { t } = useText();
  const time = useMoment();
  const given = item.state === 'given';
  const note = [
    item.lastAt ? t('reception.scan.given-at', { at: time(item.lastAt) }) : null, item.lastBy, item.times > 1 ? t('reception.scan.times', { n: item.times }) : null,
    given && item.again ? t('reception.scan.again-from', { at: time(item.again) }) : null, given && !item.again ? t('reception.scan.once') : null,
  ].filter(Boolean).join(' · ');
  return (
    <Button className="reception-tap" look={given ? 'secondary' : 'primary'} icon={given ? 'check' : 'plus'} pending={pending} onClick={onTap}>
      {item.label}
      <span className="reception-tap__note">{note || t('reception.scan.tap')}</span>
    </Button>
  );
}

const Reason = z.strictObject({ reason: z.string().trim().min(3, { error: 'reception.reason-missing' }).max(200) });

/** Given already: once more only with a reason, which stays beside the entry. */
function AgainDialog({ item, onClose, onReason }: { readonly item: OfferedItem | null; readonly onClose: () => void; readonly onReason: (item: OfferedItem, reason: string) => void }) {
  const { t } = useText();
  return (
    <Dialog open={item !== null} onClose={onClose} title={t('reception.scan.again-title', { item: item?.label ?? '' })} description={t('reception.scan.again-text')}>
      {item ? <AgainForm onReason={(reason) => onReason(item, reason)} /> : null}
    </Dialog>
  );
}

function AgainForm({ onReason }: { readonly onReason: (reason: string) => void }) {
  const { t } = useText();
  const form = useForm({ id: null, schema: Reason, initial: { reason: '' }, onSubmit: ({ reason }) => onReason(reason) });
  return (
    <Form form={form} submitLabel={t('reception.scan.again')}>
      <TextField {...form.field('reason')} label={t('reception.scan.reason')} autoFocus maxLength={200} />
    </Form>
  );
}

function History({ person, station, onPerson }: Props) {
  const { t } = useText();
  if (person.given.length === 0) return null;
  return (
    <Card title={t('reception.scan.history')} icon="history" count={person.given.filter((one) => !one.undone).length} flush>
      <ItemList items={person.given} itemKey={(one) => one.entryId} label={t('reception.scan.history')}>
        {(one) => <Given one={one} station={station} onPerson={onPerson} />}
      </ItemList>
    </Card>
  );
}

function Given({ one, station, onPerson }: { readonly one: GivenEntry; readonly station: string; readonly onPerson: Props['onPerson'] }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const left = useSecondsLeft(one.undoUntil);
  const undo = useMutation({
    mutationFn: () => api.send<ScannedPerson>('POST', `/api/reception/items/${one.entryId}/undo`, { station }),
    onSuccess: (person) => { onPerson(person); notify({ text: t('reception.scan.undone', { item: one.label }) }); },
  });
  const meta = [formatDate(new Date(one.at), 'time'), one.by, one.reason ? t('reception.scan.because', { reason: one.reason }) : null].filter(Boolean).join(' · ');
  return (
    <Item
      title={one.undone ? <s>{one.label}</s> : one.label} meta={meta}
      tags={one.undone ? <StatusTag icon="undo">{t('reception.scan.taken-back')}</StatusTag> : null}
      actions={left > 0 && !one.undone ? <Button size="small" icon="undo" pending={undo.isPending} onClick={() => undo.mutate()}>{t('reception.scan.undo', { n: left })}</Button> : null}
      lead={<Icon name={one.undone ? 'undo' : 'check'} />}
    />
  );
}

/** Seconds in which a tap may be taken back, counting down. */
function useSecondsLeft(until: string | null): number {
  const secondsTo = () => (until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)));
  const [left, setLeft] = useState(secondsTo);
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setInterval(() => setLeft(Math.min(60, Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)))), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return Math.min(60, left);
}
