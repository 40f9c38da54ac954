import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Note, Stack, useErrorSentence, useText } from '#ui';

interface ExportedFile { readonly name: string; readonly mediaType: string; readonly base64: string }

/** Gives the browser a file to keep. */
function keepFile({ name, mediaType, base64 }: ExportedFile): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The directory as one file; what is of the closed circle is in none. */
export function ExportCard() {
  const { t } = useText();
  const sentence = useErrorSentence();
  const fetched = useMutation({ mutationFn: (format: 'zip' | 'json') => api.get<ExportedFile>('/api/directory/export', { format }), onSuccess: keepFile, onError: () => undefined, gcTime: 0 });
  const button = (format: 'zip' | 'json') => <Button icon="download" pending={fetched.isPending && fetched.variables === format} onClick={() => fetched.mutate(format)}>{t(`directory.imports.export.${format}`)}</Button>;
  return (
    <Card title={t('directory.imports.export')} icon="download">
      <Stack>
        <Note>{t('directory.imports.export-lead')}</Note>
        {fetched.error ? <Banner tone="danger" live>{sentence(fetched.error)}</Banner> : null}
        <ButtonRow>{button('zip')}{button('json')}</ButtonRow>
      </Stack>
    </Card>
  );
}
