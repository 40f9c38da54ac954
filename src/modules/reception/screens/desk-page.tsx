import { useCallback, useRef, useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, LinkButton, Loaded, Page, PageHeader, Row, StatusTag, useNavigate, useText } from '#ui';
import type { DeskView, StopReason } from '../schema.ts';
import { DeskForm, type SaveNow } from './desk/desk-form.tsx';
import { ReasonDialog } from './floor/reason-dialog.tsx';
import { FlagTags } from './tags.tsx';

/** The desk: one person, one screen, one command at the end. */
export function DeskPage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  // What is typed belongs to the form: the view is read once and not pulled from under the officer.
  const query = useQuery({ queryKey: ['reception', 'desk', rowId], queryFn: () => api.get<DeskView>(`/api/reception/desk/${rowId}`), staleTime: Infinity });
  const title = t('reception.desk.title');
  return <Page width="wide" title={title}><Loaded query={query}>{(view) => <Desk view={view} />}</Loaded></Page>;
}

function Desk({ view }: { readonly view: DeskView }) {
  const { t } = useText();
  const saver = useRef<SaveNow>(async () => undefined);
  const onSaver = useCallback((save: SaveNow) => { saver.current = save; }, []);
  const { person } = view;
  const name = [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ') || person.nameAsSeen;
  return (
    <>
      <PageHeader
        title={name} over={t('reception.desk.title')} back={{ href: '/app/arrivals', label: t('reception.arrivals.title') }}
        tags={<Row gap={2}><FlagTags flags={view.flags} />{view.state === 'finished' ? <StatusTag tone="success" icon="check">{t('reception.state.finished')}</StatusTag> : null}</Row>}
        actions={view.takenByMe && view.state === 'taken' ? <><LinkButton icon="people" href={`/app/desk/${view.rowId}/family`}>{t('reception.family.open-form')}</LinkButton><PauseButton rowId={view.rowId} name={name} save={() => saver.current()} /><ReleaseButton rowId={view.rowId} /></> : undefined}
      />
      <DeskBody view={view} onSaver={onSaver} />
    </>
  );
}

function DeskBody({ view, onSaver }: { readonly view: DeskView; readonly onSaver: (save: SaveNow) => void }) {
  const { t } = useText();
  if (view.state === 'finished') {
    return <Banner tone="success" title={t('reception.desk.done')} action={view.slipId ? <LinkButton icon="print" href={`/app/slips/${view.slipId}`}>{t('reception.arrivals.slip')}</LinkButton> : undefined} />;
  }
  if (view.state !== 'taken' || !view.takenByMe) return <NotMine view={view} />;
  return <DeskForm view={view} onSaver={onSaver} />;
}

function NotMine({ view }: { readonly view: DeskView }) {
  const { t } = useText();
  const taken = view.state === 'taken';
  const take = useMutation({ mutationFn: () => api.send('POST', `/api/reception/arrivals/${view.rowId}/take`, { takeOver: taken }) });
  return (
    <Banner
      tone="warning" title={taken ? t('reception.desk.with', { name: view.takenBy ?? '' }) : t('reception.desk.not-taken')}
      action={<Button look="primary" pending={take.isPending} onClick={() => take.mutate()}>{t(taken ? 'reception.arrivals.take-over' : 'reception.arrivals.take')}</Button>}
    >
      {taken ? t('reception.desk.take-over-text') : null}
    </Banner>
  );
}

function ReleaseButton({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const release = useMutation({ mutationFn: () => api.send('POST', `/api/reception/arrivals/${rowId}/release`), onSuccess: () => navigate('/app/arrivals') });
  return <Button icon="undo" look="quiet" pending={release.isPending} onClick={() => release.mutate()}>{t('reception.desk.release')}</Button>;
}

/** The person rests or needs another place: what was typed stays, and any officer goes on. */
function PauseButton({ rowId, name, save }: { readonly rowId: string; readonly name: string; readonly save: SaveNow }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  // The last words first: a colleague goes on with all of them. The page then says that nobody has the person.
  const pause = useMutation({ mutationFn: async (reason: StopReason) => { await save(); return api.send('POST', `/api/reception/floor/${rowId}/pause`, { reason }); } });
  return (
    <>
      <Button icon="clock" onClick={() => setAsking(true)}>{t('reception.desk.pause')}</Button>
      <ReasonDialog asking={asking ? 'pause' : null} shown={name} pending={pause.isPending} onClose={() => setAsking(false)} onChosen={(_, reason) => pause.mutate(reason)} />
    </>
  );
}
