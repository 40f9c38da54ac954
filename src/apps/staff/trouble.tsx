import { useCallback, useEffect } from 'react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { PartMissing, tryMissingAgain } from '#platform/client';
import { Banner, Button, Page, Row, useText } from '#ui';
import { serverAnswers } from './unattended.ts';

/** A page that broke, or did not come: says what was kept, and offers a way on. */
export function Trouble({ error, reset }: ErrorComponentProps) {
  return error instanceof PartMissing ? <Missing again={reset} /> : <Broken />;
}

function Reload() {
  const { t } = useText();
  return <Button onClick={() => window.location.reload()}>{t('staff.trouble.reload')}</Button>;
}

function Broken() {
  const { t } = useText();
  return (
    <Page width="narrow">
      <Banner tone="danger" live title={t('staff.trouble.title')} action={<Reload />}>{t('staff.trouble.text')}</Banner>
    </Page>
  );
}

/** Where somebody has tried again in vain. */
let triedAt: string | null = null;

/** Chromium remembers of a part that another one needs that it did not come, also when the network is back: whoever tries a second time begins anew. */
async function tryAgain(again: () => void): Promise<void> {
  const here = window.location.pathname;
  if (triedAt === here && (await serverAnswers())) return window.location.reload();
  triedAt = here;
  tryMissingAgain();
  again();
}

/** The network was gone when the page was opened, or a new version took its place long ago. */
function Missing({ again }: { readonly again: () => void }) {
  const { t } = useText();
  const retry = useCallback(() => void tryAgain(again), [again]);
  useEffect(() => {
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [retry]);
  return (
    <Page width="narrow">
      <Banner tone="danger" live title={t('staff.trouble.missing')} action={<Row gap={2}><Button look="primary" icon="refresh" onClick={retry}>{t('ui.retry')}</Button><Reload /></Row>}>
        {t('staff.trouble.missing-text')}
      </Banner>
    </Page>
  );
}
