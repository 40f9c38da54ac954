import type { Step } from '#directory/papers';
import { Button, Loaded, Page, PageHeader, PrintPage, useText } from '#ui';
import { shownPlan } from '../rules/compare.ts';
import type { PapersOfCase } from '../schema.ts';
import { usePapers } from './data.ts';
import { useWayWords } from './words.ts';
import './documents.css';

/** The checklist to take along: what, where, bring, cost, days. No name, no case, nothing that tells how somebody came back. */
export function PapersSheetPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const query = usePapers(caseId);
  const title = t('documents.sheet');
  return (
    <Page width="narrow" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t('documents.sheet-lead')} back={{ href: `/app/cases/${caseId}/papers`, label: t('documents.title') }}
          actions={<Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('documents.print')}</Button>}
        />
      </div>
      <Loaded query={query}>{(view) => <PrintPage><Sheet view={view} /></PrintPage>}</Loaded>
    </Page>
  );
}

/** The same view with every name as it may be printed. */
function asPrinted(view: PapersOfCase, arrival: { readonly es: string; readonly en: string }): PapersOfCase {
  return { ...view, papers: Object.fromEntries(Object.entries(view.papers).map(([id, name]) => [id, { ...name, ...(name.printed ?? arrival) }])) };
}

function Sheet({ view: whole }: { readonly view: PapersOfCase }) {
  const { t, formatDate } = useText();
  const view = asPrinted(whole, { es: t('documents.arrival-paper'), en: t('documents.arrival-paper') });
  const words = useWayWords(view);
  const plan = shownPlan(view.earliest);
  return (
    <div className="documents-sheet">
      <header><h2>{t('documents.sheet')}</h2><p>{formatDate(view.today, 'long')}</p></header>
      <ol className="documents-sheet__steps">
        {plan.steps.map((step) => <SheetStep key={step.document} step={step} words={words} />)}
      </ol>
      {plan.steps.length > 0 ? <p>{words.total(plan).join(' ')}</p> : null}
      {view.earliest.blocked.length > 0 ? <p>{t('documents.sheet-blocked', { papers: view.earliest.blocked.map((b) => words.paper(b.document)).join(', ') })}</p> : null}
      <footer className="documents-sheet__foot">{t('documents.sheet-foot')}</footer>
    </div>
  );
}

function SheetStep({ step, words }: { readonly step: Step; readonly words: ReturnType<typeof useWayWords> }) {
  const { t, locale, formatDate } = useText();
  const { way } = step;
  return (
    <li>
      <p className="documents-sheet__paper"><span aria-hidden="true">{'☐'}</span> {words.paper(step.document)}</p>
      <p><strong>{t('documents.where')}:</strong> {words.where(way)}</p>
      <p><strong>{t('documents.bring')}:</strong> {words.bring({ ...step, bring: step.bring.map((paper) => ({ ...paper, held: true })) })}</p>
      <p><strong>{t('documents.takes')}:</strong> {words.days(way)} · <strong>{t('documents.costs')}:</strong> {words.cost(way)}</p>
      {step.notBefore === null ? null : <p><strong>{t('documents.not-before')}:</strong> {formatDate(step.notBefore)}</p>}
      {step.ask.length > 0 || way.basis === 'proposed' ? <p>{t('documents.sheet-ask')}</p> : null}
      {way.words.map((word) => <p key={word.es} className="documents-sheet__note">{word[locale]}</p>)}
    </li>
  );
}
