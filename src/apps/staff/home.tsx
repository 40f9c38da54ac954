import { useSession } from '#access/screens';
import { Page, PageHeader, useText, useToday } from '#ui';

/** Home: the work list of whoever signed in. */
export function HomePage() {
  const { t, formatDate } = useText();
  const { officeName } = useSession();
  const today = useToday();
  return (
    <Page title={t('staff.home.title')}>
      <PageHeader title={t('staff.home.title')} over={officeName} lead={formatDate(today, 'long')} />
    </Page>
  );
}
