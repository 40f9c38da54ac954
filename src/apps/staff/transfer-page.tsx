import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { promisedSteps } from '#plans/schema';
import type { ReferralsOnPaper } from '#referrals/schema';
import { TransferPage, useTransfers } from '#registry/pages';
import { Button, Card, EmptyState, Item, ItemList, Loaded, Note, Page, PageHeader, PrintPage, Stack, useText, useToday } from '#ui';
import { needsOnPaper } from './case/on-paper.ts';
import { asked } from './case/use-case.ts';
import './transfer-page.css';

const OVER: ReadonlySet<string> = new Set(['withdrawn', 'draft']);

interface Open {
  readonly caseId: string;
  /** Anybody may read a paper: what only protection reads does not stand on it. */
  readonly onPaper: boolean;
}

function useReferrals(caseId: string, onPaper: boolean) {
  const all = useQuery({ ...asked.referrals(caseId), enabled: !onPaper });
  // What may stand on a paper the server decides: only it knows which services are protected.
  const printed = useQuery({ ...asked.referralsOnPaper(caseId), enabled: onPaper });
  return onPaper ? printed : all;
}

const isOpen = (r: ReferralsOnPaper['referrals'][number] & { readonly handled?: boolean }): boolean => !r.handled && !OVER.has(r.state);

function OpenReferrals({ caseId, onPaper }: Open) {
  const { t, locale } = useText();
  return (
    <Loaded query={useReferrals(caseId, onPaper)}>
      {(found: { readonly referrals: readonly ReferralsOnPaper['referrals'][number][]; readonly left?: number }) => (
        <>
          <ItemList items={found.referrals.filter(isOpen)} itemKey={(r) => r.referralId} label={t('staff.promises.referrals')} empty={<EmptyState title={t('staff.promises.no-referrals')} />}>
            {(r) => <Item title={r.serviceName[locale]} meta={t(`referrals.state.${r.state}`)} />}
          </ItemList>
          {found.left ? <div className="ui-no-print"><Note>{t('staff.promises.not-on-paper', { n: found.left })}</Note></div> : null}
        </>
      )}
    </Loaded>
  );
}

function OpenContacts({ caseId }: { readonly caseId: string }) {
  const { t, locale, formatDate } = useText();
  const query = useQuery(asked.followUps(caseId));
  return (
    <Loaded query={query}>
      {({ followUps }) => (
        <ItemList items={followUps.filter((f) => f.timing !== null)} itemKey={(f) => f.followUpId} label={t('staff.promises.contacts')} empty={<EmptyState title={t('staff.promises.no-contacts')} />}>
          {(f) => <Item title={f.label[locale]} meta={formatDate(f.dueOn)} />}
        </ItemList>
      )}
    </Loaded>
  );
}

/** Steps of the agreed plan that somebody still has to do. */
function OpenSteps({ caseId }: { readonly caseId: string }) {
  const { t, locale, formatDate } = useText();
  const query = useQuery(asked.plan(caseId));
  return (
    <Loaded query={query}>
      {(plan) => (
        <ItemList items={promisedSteps(plan)} itemKey={(s) => s.actionId} label={t('staff.promises.steps')} empty={<EmptyState title={t('staff.promises.no-steps')} />}>
          {(s) => <Item title={wordingIn(s.words, locale)} meta={`${s.name ?? t(`plans.plan.who.${s.who}`)} · ${formatDate(s.dueOn)}`} />}
        </ItemList>
      )}
    </Loaded>
  );
}

function OpenNeeds({ caseId, onPaper }: Open) {
  const { t, locale } = useText();
  const query = useQuery(asked.needs(caseId));
  return (
    <Loaded query={query}>
      {({ needs }) => (
        <ItemList items={onPaper ? needsOnPaper(needs) : needs.filter((n) => n.state === 'open')} itemKey={(n) => n.needId} label={t('staff.promises.needs')} empty={<EmptyState title={t('staff.promises.no-needs')} />}>
          {(n) => <Item title={n.label[locale]} meta={t(`registry.urgency.${n.urgency}`)} />}
        </ItemList>
      )}
    </Loaded>
  );
}

/** What the office has promised and the next one goes on with, as each room knows it. */
function Promises({ caseId, onPaper = false }: Pick<Open, 'caseId'> & Partial<Open>) {
  const { t } = useText();
  return (
    <Stack gap={4}>
      <Card title={t('staff.promises.contacts')} icon="phone" flush><OpenContacts caseId={caseId} /></Card>
      <Card title={t('staff.promises.steps')} icon="check" flush><OpenSteps caseId={caseId} /></Card>
      <Card title={t('staff.promises.referrals')} icon="send" flush><OpenReferrals caseId={caseId} onPaper={onPaper} /></Card>
      <Card title={t('staff.promises.needs')} icon="flag" flush><OpenNeeds caseId={caseId} onPaper={onPaper} /></Card>
    </Stack>
  );
}

/** Handing a case over to another office, with everything that is still open beside the note. */
export function CaseTransferPage({ caseId }: { readonly caseId: string }) {
  return <TransferPage caseId={caseId} promises={<Promises caseId={caseId} />} />;
}

/** The note on paper, for an office that does not work with the product, also of another country: name, code, what is open, and lines to write on. Nothing of how somebody came back, and nothing that only protection reads. */
export function HandOverSheetPage({ caseId }: { readonly caseId: string }) {
  const { t, formatDate } = useText();
  const today = useToday();
  const query = useTransfers(caseId);
  const title = t('staff.promises.sheet');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t('staff.promises.sheet-lead')} back={{ href: `/app/cases/${caseId}/transfer`, label: t('registry.transfer.title') }}
          actions={<Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('staff.promises.print')}</Button>}
        />
      </div>
      <Loaded query={query}>
        {(found) => (
          <PrintPage>
            <div className="staff-sheet"><Stack gap={4}>
              <header><h2>{found.name}</h2><p>{[found.publicCode, found.officeName, formatDate(today, 'long')].join(' · ')}</p></header>
              <Promises caseId={caseId} onPaper />
              <section className="staff-sheet__note"><h3>{t('registry.transfer.note')}</h3></section>
            </Stack></div>
          </PrintPage>
        )}
      </Loaded>
    </Page>
  );
}
