import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, FileDrop, Note, Page, PageHeader, Stack, useErrorSentence, useNavigate, useText } from '#ui';
import type { UploadPreview } from '../schema.ts';

/** Step one of a list: the file. Nothing is taken in here. */
export function UploadPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const [file, setFile] = useState<File | undefined>();
  const upload = useMutation({
    mutationFn: (chosen: File) => api.upload<UploadPreview>('/api/reception/uploads', chosen),
    onSuccess: (preview) => navigate(`/app/manifests/drafts/${preview.uploadId}`),
    onError: () => undefined,
  });
  const title = t('reception.upload.title');
  return (
    <Page width="narrow" title={title}>
      <PageHeader title={title} lead={t('reception.upload.lead')} back={{ href: '/app/manifests', label: t('reception.lists.title') }} />
      {upload.error ? <Banner tone="danger" title={t('reception.upload.refused')} live>{sentence(upload.error)}</Banner> : null}
      <Card>
        <Stack>
          <FileDrop
            name="file" value={file} accept=".csv,.tsv,.txt,.xlsx" label={t('reception.upload.file')} hint={t('reception.upload.hint')}
            onChange={(chosen) => { upload.reset(); setFile(chosen); }}
          />
          <ButtonRow>
            <Button look="primary" icon="search" pending={upload.isPending} disabled={!file} onClick={() => file && upload.mutate(file)}>{t('reception.upload.look')}</Button>
          </ButtonRow>
          <Note>{t('reception.upload.nothing-stored')}</Note>
        </Stack>
      </Card>
    </Page>
  );
}
