import type { ErrorComponentProps } from '@tanstack/react-router';
import { Banner, Button, Page, useText } from '#ui';

/** A page that broke: says what was kept, and offers a way on. */
export function Trouble({ error }: ErrorComponentProps) {
  const { t } = useText();
  // A new version was put in place while this one was open: its pieces are gone from the server.
  const outdated = /dynamically imported module|Importing a module script failed|Failed to fetch/.test(String((error as Error).message));
  return (
    <Page width="narrow">
      <Banner tone="danger" live title={t(outdated ? 'staff.trouble.outdated' : 'staff.trouble.title')} action={<Button onClick={() => window.location.reload()}>{t('staff.trouble.reload')}</Button>}>
        {t('staff.trouble.text')}
      </Banner>
    </Page>
  );
}
