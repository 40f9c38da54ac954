import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '#platform/client';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, EmptyState, FileDrop, ItemList, Loaded, Note, Page, PageHeader, Select, Stack, TextField, useErrorSentence, useNavigate, useNotify, useText } from '#ui';
import type { ImportQuery, ImportReport } from '../../schema/exchange.ts';
import { useImports } from '../keep/data.ts';
import { ImportItem } from '../keep/proposals-card.tsx';
import { ExportCard } from './export-card.tsx';
import { ReportView } from './report-view.tsx';

const IMPORTS = '/api/directory/imports';
const KINDS = ['civil_society', 'government', 'international', 'private', 'returnee_led'] as const;

/** The directory as files: taking it along, bringing one in, and what was brought in before. */
export function ImportsPage() {
  const { t } = useText();
  const before = useImports();
  const title = t('directory.imports.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('directory.imports.lead')} back={{ href: '/app/directory/keep', label: t('directory.keep.title') }} />
      <Stack>
        <BringIn />
        <Card title={t('directory.imports.before')} icon="history">
          <Loaded query={before}>
            {({ imports }) => <ItemList items={imports} itemKey={(one) => one.id} empty={<EmptyState icon="upload" title={t('directory.imports.none')} />}>{(one) => <ImportItem line={one} />}</ItemList>}
          </Loaded>
        </Card>
        <ExportCard />
      </Stack>
    </Page>
  );
}

type Kind = (typeof KINDS)[number];
interface Sent { readonly file: File; readonly query: ImportQuery }

/** A file is looked at first, which keeps nothing; what it would propose is sent by a second decision. */
function useBringIn() {
  const { t } = useText();
  const navigate = useNavigate();
  const notify = useNotify();
  const look = useMutation<ImportReport, ApiError, Sent>({ mutationFn: ({ file, query }) => api.upload<ImportReport>(`${IMPORTS}/check`, file, { ...query }), onError: () => undefined });
  const take = useMutation<ImportReport, ApiError, Sent>({
    mutationFn: ({ file, query }) => api.upload<ImportReport>(IMPORTS, file, { ...query }),
    onSuccess: ({ importId, counts }) => {
      notify({ text: t('directory.imports.sent', { n: counts.new + counts.changed }) });
      navigate(`/app/directory/imports/${importId ?? ''}`);
    },
    onError: () => undefined,
  });
  return { look, take, forget: () => { look.reset(); take.reset(); } };
}

function BringIn() {
  const { t } = useText();
  const sentence = useErrorSentence();
  const [file, setFile] = useState<File | undefined>();
  const [source, setSource] = useState('');
  const [kind, setKind] = useState<Kind | null>(null);
  const { look, take, forget } = useBringIn();
  const sent: Sent | null = file && source.trim().length >= 3 ? { file, query: { source: source.trim(), ...(kind && { organizationKind: kind }) } } : null;
  const error = take.error ?? look.error;
  return (
    <Card title={t('directory.imports.bring')} icon="upload">
      <Stack>
        <FileDrop name="file" value={file} accept=".zip,.json" label={t('directory.imports.file')} hint={t('directory.imports.file-hint')} onChange={(chosen) => { forget(); setFile(chosen); }} />
        <TextField name="source" label={t('directory.imports.source')} hint={t('directory.imports.source-hint')} value={source} onChange={(text) => { forget(); setSource(text ?? ''); }} />
        <Select name="organizationKind" label={t('directory.imports.organization-kind')} hint={t('directory.imports.organization-kind-hint')} optional emptyLabel={t('directory.keep.not-said')} value={kind}
          onChange={(value) => { forget(); setKind(value ?? null); }} options={KINDS.map((value) => ({ value, label: t(`directory.keep.organization-kind.${value}`) }))} />
        {error ? <Banner tone="danger" title={t('directory.imports.refused')} live>{sentence(error)}</Banner> : null}
        <ButtonRow>
          <Button look={look.data ? 'secondary' : 'primary'} icon="search" pending={look.isPending} aria-disabled={sent === null || undefined} onClick={() => { if (sent) look.mutate(sent); }}>{t('directory.imports.look')}</Button>
        </ButtonRow>
        <Note>{t('directory.imports.nothing-kept')}</Note>
        {look.data ? <Found report={look.data} pending={take.isPending} send={() => { if (sent) take.mutate(sent); }} /> : null}
      </Stack>
    </Card>
  );
}

/** What was found in the file, and the second decision. */
function Found({ report, pending, send }: { readonly report: ImportReport; readonly pending: boolean; readonly send: () => void }) {
  const { t } = useText();
  const n = report.counts.new + report.counts.changed;
  return (
    <>
      <ReportView report={report} />
      {n > 0 ? <ButtonRow><Button look="primary" icon="send" pending={pending} onClick={send}>{t('directory.imports.take', { n })}</Button></ButtonRow> : null}
    </>
  );
}
