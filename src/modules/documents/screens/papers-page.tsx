import { Button, ButtonRow, Card, EmptyState, Item, ItemList, LinkButton, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, useNavigate, useText } from '#ui';
import { useSession } from '#access/screens';
import { CounterCard, CounterChoice } from '#directory/pages';
import { useCaseAddress } from '#registry/screens';
import type { PapersOfCase } from '../schema.ts';
import { useDropPaper, usePapers, useWantPapers } from './data.ts';
import { AddPaper } from './papers-panel.tsx';
import { PlanSteps, StepsDone } from './plan-steps.tsx';
import { useWayWords } from './words.ts';
import './documents.css';

const RECORDING: ReadonlySet<string> = new Set(['window', 'protection']);

/** The way to the papers of one case. */
export function PapersPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const { actor } = useSession();
  const navigate = useNavigate();
  const query = usePapers(caseId);
  const back = useCaseAddress(caseId);
  const serviceId = new URLSearchParams(window.location.search).get('service');
  const records = query.data?.open === true && RECORDING.has(actor.role);
  // What is said of a case is said by whoever keeps it, while it is open.
  const saysOf = records ? caseId : undefined;
  const title = t('documents.title');
  return (
    <Page title={title}>
      <PageHeader
        title={title} lead={t('documents.lead')} back={{ href: back, label: t('documents.back') }}
        actions={query.data && query.data.earliest.plan.steps.length > 0 ? <LinkButton icon="print" shortcut="p" href={`/app/cases/${caseId}/papers/sheet`}>{t('documents.print')}</LinkButton> : null}
      />
      <Loaded query={query}>
        {(view) => (
          <Stack gap={5}>
            {serviceId ? <OfService view={view} serviceId={serviceId} mayRecord={records} /> : null}
            {serviceId ? <CounterCard named serviceId={serviceId} caseId={saysOf} /> : null}
            <Wanted view={view} mayRecord={records} />
            <Ways view={view} mayRecord={records} />
            {countersOf(view).filter((id) => id !== serviceId).map((id) => <CounterCard key={id} named serviceId={id} caseId={saysOf} />)}
            {records ? <CounterChoice onChoose={(id) => navigate(`/app/cases/${caseId}/papers?service=${encodeURIComponent(id)}`)} /> : null}
            <StepsDone view={view} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Services that ask for something that is wanted: what was reported from their counters is shown beside the way. */
const countersOf = (view: PapersOfCase): string[] => [...new Set(view.wanted.flatMap((w) => w.serviceId ?? []))];

/** The papers that a suggested service asks for, taken over with one press. */
function OfService({ view, serviceId, mayRecord }: { readonly view: PapersOfCase; readonly serviceId: string; readonly mayRecord: boolean }) {
  const { t, locale } = useText();
  const want = useWantPapers(view.caseId);
  const service = view.services[serviceId];
  if (!service || !mayRecord || view.wanted.some((w) => w.serviceId === serviceId)) return null;
  return (
    <Card tone="accent" icon="paper" title={t('documents.of-service', { service: service[locale] })}>
      <ButtonRow><Button look="primary" pending={want.isPending} onClick={() => want.mutate({ serviceId })}>{t('documents.take-over')}</Button></ButtonRow>
    </Card>
  );
}

function Wanted({ view, mayRecord }: { readonly view: PapersOfCase; readonly mayRecord: boolean }) {
  const { t, locale, formatDate } = useText();
  const words = useWayWords(view);
  const drop = useDropPaper(view.caseId);
  return (
    <Card title={t('documents.wanted')} icon="list" actions={mayRecord ? <AddPaper view={view} /> : null}>
      <ItemList items={view.wanted} itemKey={(w) => w.wantedId} label={t('documents.wanted')} empty={<EmptyState icon="paper" title={t('documents.nothing-wanted')} />}>
        {(wanted) => (
          <Item
            title={words.paper(wanted.paperId)} tags={<StatusTag tone={wanted.held ? 'success' : 'neutral'} icon={wanted.held ? 'check' : 'circle'}>{t(wanted.held ? 'documents.state.held' : 'documents.state.missing')}</StatusTag>}
            meta={[wanted.serviceId ? t('documents.for-service', { service: view.services[wanted.serviceId]?.[locale] ?? wanted.serviceId }) : null, wanted.by, formatDate(wanted.at)].filter(Boolean).join(' · ')}
            actions={mayRecord ? <Button size="small" look="quiet" icon="cross" pending={drop.isPending} onClick={() => drop.mutate(wanted.paperId)}>{t('documents.drop')}</Button> : null}
          />
        )}
      </ItemList>
    </Card>
  );
}

/** The earliest way, and the cheapest beside it where it is another. */
function Ways({ view, mayRecord }: { readonly view: PapersOfCase; readonly mayRecord: boolean }) {
  const { t } = useText();
  const { earliest, cheapest } = view;
  if (earliest.plan.steps.length + earliest.blocked.length === 0) return view.wanted.length > 0 ? <Note>{t('documents.all-held')}</Note> : null;
  const plan = (path: typeof earliest) => <PlanSteps view={view} path={path} mayRecord={mayRecord} />;
  return (
    <Card title={t('documents.way')} icon="right">
      {cheapest === null ? plan(earliest) : (
        <Tabs
          label={t('documents.way')}
          tabs={[{ key: 'earliest', label: t('documents.earliest'), content: plan(earliest) }, { key: 'cheapest', label: t('documents.cheapest'), content: plan(cheapest) }]}
        />
      )}
    </Card>
  );
}
