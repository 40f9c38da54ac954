import { useEffect, useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Confirm, Figure, Grid, Link, Loaded, Page, PageHeader, useErrorSentence, useNavigate, useNotify, useText } from '#ui';
import type { ReviseUpload, UploadPreview } from '../schema.ts';
import { ArrivalForm } from './preview/arrival-form.tsx';
import { ColumnsCard, MissingColumns } from './preview/columns.tsx';
import { Overlaps, PointWarning, RecognisedSender, VersionQuestion } from './preview/known.tsx';
import { OpenLayouts, SettledLayouts } from './preview/layouts.tsx';
import { PeopleCard, ProblemsCard, SetApartCard } from './preview/problems.tsx';

/** Step two of a list: what was understood, what is wrong by row and column, and accepting it. */
export function PreviewPage({ uploadId }: { readonly uploadId: string }) {
  const { t } = useText();
  // Read once: from then on the page changes the draft itself, and an accepted draft is gone.
  const [open, setOpen] = useState(true);
  const query = useQuery({
    queryKey: ['reception', 'upload', uploadId], enabled: open, staleTime: Infinity, gcTime: 0,
    queryFn: () => api.get<UploadPreview>(`/api/reception/uploads/${uploadId}`),
  });
  const loaded = query.data !== undefined;
  useEffect(() => {
    if (loaded) setOpen(false);
  }, [loaded]);
  const title = t('reception.preview.title');
  return (
    <Page width="wide" title={title}>
      <Loaded query={query}>{(preview) => <Preview key={preview.uploadId} preview={preview} />}</Loaded>
    </Page>
  );
}

function Preview({ preview: first }: { readonly preview: UploadPreview }) {
  const { t } = useText();
  const navigate = useNavigate();
  const notify = useNotify();
  const sentence = useErrorSentence();
  const [preview, setPreview] = useState(first);
  const [leaveOut, setLeaveOut] = useState<ReadonlySet<number>>(() => rowsTwice(first));
  const [discarding, setDiscarding] = useState(false);
  const { reading, uploadId } = preview;
  const revise = useMutation({
    mutationFn: (change: ReviseUpload) => api.send<UploadPreview>('PATCH', `/api/reception/uploads/${uploadId}`, change),
    onSuccess: setPreview,
  });
  const discard = useMutation({
    mutationFn: () => api.send('DELETE', `/api/reception/uploads/${uploadId}`),
    onSuccess: () => navigate('/app/manifests'),
  });
  const blocked = reading.rows.filter((row) => !leaveOut.has(row.row) && row.problems.some((p) => p.severity === 'block'));
  const taken = reading.rows.filter((row) => !leaveOut.has(row.row)).length;
  const problems = reading.rows.reduce((n, row) => n + row.problems.length, 0);
  const toggle = (row: number) => setLeaveOut((now) => { const next = new Set(now); if (!next.delete(row)) next.add(row); return next; });
  return (
    <>
      <PageHeader
        title={preview.fileName} over={t('reception.preview.title')} lead={t('reception.preview.lead')} back={{ href: '/app/manifests', label: t('reception.lists.title') }}
        actions={<Button icon="trash" look="quiet" onClick={() => setDiscarding(true)}>{t('reception.preview.discard')}</Button>}
      />
      {preview.acceptedAs ? (
        <Banner tone="warning" title={t('reception.preview.already')}><Link href={`/app/manifests/${preview.acceptedAs}`}>{t('reception.preview.already-link')}</Link></Banner>
      ) : null}
      {revise.error ? <Banner tone="danger" live>{sentence(revise.error)}</Banner> : null}
      <Grid min="small">
        <Figure value={taken} label={t('reception.preview.people')} />
        <Figure value={problems} label={t('reception.preview.problems')} tone={problems > 0 ? 'warning' : 'success'} />
        <Figure value={blocked.length} label={t('reception.preview.blocked')} tone={blocked.length > 0 ? 'danger' : 'success'} />
        <Figure value={reading.setApart.length} label={t('reception.preview.apart')} note={t('reception.preview.apart-note')} />
      </Grid>
      {reading.notices.map((notice) => <Banner key={notice.code} tone="info">{t(`reception.notice.${notice.code}`, notice.params)}</Banner>)}
      <RecognisedSender preview={preview} />
      <PointWarning preview={preview} />
      <MissingColumns reading={reading} pending={revise.isPending} onAnswer={(choices) => revise.mutate({ choices })} />
      <OpenLayouts reading={reading} pending={revise.isPending} onAnswer={(choices) => revise.mutate({ choices })} />
      <VersionQuestion preview={preview} pending={revise.isPending} onUpdates={(updates) => revise.mutate({ details: { updates } })} />
      <Overlaps preview={preview} />
      <ProblemsCard reading={reading} leaveOut={leaveOut} onToggle={toggle} />
      <PeopleCard reading={reading} leaveOut={leaveOut} onToggle={toggle} />
      <ColumnsCard reading={reading} pending={revise.isPending} onChange={(columns) => revise.mutate({ choices: { columns } })} />
      <SettledLayouts reading={reading} pending={revise.isPending} onAnswer={(choices) => revise.mutate({ choices })} />
      <SetApartCard reading={reading} />
      <ArrivalForm
        preview={preview} leaveOut={[...leaveOut]} blocked={blocked.length} taken={taken}
        onSender={(details) => revise.mutate({ details })}
        onAccepted={(done) => {
          notify({ tone: 'success', text: t(done.already ? 'reception.preview.was-accepted' : done.moved ? 'reception.preview.accepted-moved' : 'reception.preview.accepted', { n: done.people }) });
          navigate(done.moved ? '/app/manifests' : `/app/manifests/${done.manifestId}`);
        }}
      />
      <Confirm
        open={discarding} onClose={() => setDiscarding(false)} title={t('reception.preview.discard-title')} description={t('reception.preview.discard-text')}
        confirmLabel={t('reception.preview.discard')} danger pending={discard.isPending} onConfirm={() => discard.mutate()}
      />
    </>
  );
}

/** The second copy of a row is proposed to be left out; the officer may put it back. */
function rowsTwice(preview: UploadPreview): ReadonlySet<number> {
  return new Set(preview.reading.rows.filter((row) => row.problems.some((p) => p.code === 'row-twice')).map((row) => row.row));
}
