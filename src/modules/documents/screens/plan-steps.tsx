import { useState } from 'react';
import type { PaperPath, Step } from '#directory/papers';
import { Banner, Button, Card, DescriptionList, Dialog, Disclosure, Item, ItemList, Link, Note, Row, Stack, StatusTag, useText } from '#ui';
import type { PapersOfCase, PaperStepKind } from '../schema.ts';
import { shownPlan } from '../rules/compare.ts';
import { StepForm } from './step-form.tsx';
import { useWayWords, type WayWords } from './words.ts';

/** True for a step for which everything that it asks for is in hand. */
export const canBegin = (step: Step): boolean => step.bring.every((paper) => paper.held);

/** The newest thing that was done about a paper. */
export function lastOf(view: PapersOfCase, paperId: string): PapersOfCase['steps'][number] | undefined {
  return view.steps.findLast((step) => step.paperId === paperId);
}

/** Where a paper stands, in words. */
export function StepTag({ view, step }: { readonly view: PapersOfCase; readonly step: Step }) {
  const { t, formatDate } = useText();
  const last = lastOf(view, step.document);
  if (last?.step === 'refused') return <StatusTag tone="warning" icon="alert">{t('documents.state.refused', { date: formatDate(last.on) })}</StatusTag>;
  if (last?.step === 'begun') return <StatusTag tone="info" icon="half-circle">{t('documents.state.begun', { date: formatDate(last.on) })}</StatusTag>;
  return canBegin(step) ? <StatusTag tone="success" icon="right">{t('documents.state.ready')}</StatusTag> : <StatusTag tone="neutral" icon="clock">{t('documents.state.waits')}</StatusTag>;
}

/** Asks what happened with a paper. */
export function RecordButton({ view, step }: { readonly view: PapersOfCase; readonly step: Step }) {
  const { t, locale } = useText();
  const [open, setOpen] = useState(false);
  const last = lastOf(view, step.document)?.step;
  const proposed: PaperStepKind = last === 'begun' ? 'obtained' : 'begun';
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('documents.record')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={view.papers[step.document]?.[locale] ?? t('documents.record')}>
        <StepForm caseId={view.caseId} paperId={step.document} wayId={step.way.id} number={view.steps.length} proposed={proposed} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function StepCard({ view, step, number, words, mayRecord }: { readonly view: PapersOfCase; readonly step: Step; readonly number: number; readonly words: WayWords; readonly mayRecord: boolean }) {
  const { t, formatDate, locale } = useText();
  const { way } = step;
  const asks = words.asks(step);
  return (
    <Item
      lead={<span className="documents-number" aria-hidden="true">{number}</span>} title={words.paper(step.document)}
      tags={<><StepTag view={view} step={step} />{way.basis === 'proposed' ? <StatusTag tone="warning" icon="question">{t('documents.proposed')}</StatusTag> : null}</>}
      actions={mayRecord ? <RecordButton view={view} step={step} /> : null}
    >
      <DescriptionList
        columns={2}
        items={[
          { term: t('documents.where'), value: words.where(way) }, { term: t('documents.bring'), value: words.bring(step) },
          { term: t('documents.takes'), value: words.days(way) }, { term: t('documents.costs'), value: words.cost(way) },
          ...(words.validity(way) === null ? [] : [{ term: t('documents.holds'), value: words.validity(way) }]),
          ...(step.notBefore === null ? [] : [{ term: t('documents.not-before'), value: formatDate(step.notBefore) }]),
          ...(words.opens(step) === null ? [] : [{ term: t('documents.opens'), value: words.opens(step) }]),
          ...(way.help.every((id) => !view.services[id]) ? [] : [{ term: t('documents.helped-by'), value: <Helpers view={view} ids={way.help} /> }]),
        ].filter((item) => item.value !== null)}
      />
      {way.words.map((word) => <Note key={word.es}>{word[locale]}</Note>)}
      {asks.length > 0 ? <Banner tone="info" title={t('documents.ask-person')}>{asks.join(' ')}</Banner> : null}
      <Note>{words.sources(way)}</Note>
    </Item>
  );
}

/** Services that help with a step; each leads to what was reported from its counter, where one also says it. */
function Helpers({ view, ids }: { readonly view: PapersOfCase; readonly ids: readonly string[] }) {
  const { locale } = useText();
  return <Row gap={2}>{ids.filter((id) => view.services[id]).map((id) => <Link key={id} href={`/app/cases/${view.caseId}/papers?service=${encodeURIComponent(id)}`}>{view.services[id]![locale]}</Link>)}</Row>;
}

/** One way to everything that is wanted: totals, steps in order, what blocks. */
export function PlanSteps({ view, path, mayRecord }: { readonly view: PapersOfCase; readonly path: PaperPath; readonly mayRecord: boolean }) {
  const { t } = useText();
  const words = useWayWords(view);
  const { assumptions } = path;
  const plan = shownPlan(path);
  const sooner = plan === path.plan ? null : path.plan;
  return (
    <Stack gap={4}>
      {plan.steps.length > 0 ? <p><strong>{words.total(plan).join(' ')}</strong></p> : null}
      <ItemList items={plan.steps.map((step, at) => ({ step, number: at + 1 }))} itemKey={({ step }) => step.document} label={t('documents.steps')}>
        {({ step, number }) => <StepCard view={view} step={step} number={number} words={words} mayRecord={mayRecord} />}
      </ItemList>
      {path.blocked.map((blocked) => (
        <Banner key={blocked.document} tone="warning" title={t('documents.blocked', { paper: words.paper(blocked.document) })}>
          <ul>{words.blocked(blocked).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </Banner>
      ))}
      {sooner === null ? null : <Note>{t('documents.other-if', { ready: words.ready(sooner.total.ready), questions: [...new Set(sooner.steps.flatMap(words.asks))].join(' ') })}</Note>}
      {plan.steps.length > 0 ? <Note>{t('documents.assumed', { days: assumptions.days })}</Note> : null}
    </Stack>
  );
}

/** What was done so far, newest first. */
export function StepsDone({ view }: { readonly view: PapersOfCase }) {
  const { t, formatDate, locale } = useText();
  if (view.steps.length === 0) return null;
  return (
    <Card>
      <Disclosure summary={t('documents.done', { n: view.steps.length })}>
        <ItemList items={view.steps.toReversed()} itemKey={(step) => step.stepId} label={t('documents.done', { n: view.steps.length })}>
          {(step) => (
            <Item
              title={`${view.papers[step.paperId]?.[locale] ?? step.paperId}: ${t(`documents.step.${step.step}`)}`}
              meta={[formatDate(step.on), step.by, step.validUntil ? t('documents.until', { date: formatDate(step.validUntil) }) : null, step.note].filter(Boolean).join(' · ')}
            />
          )}
        </ItemList>
      </Disclosure>
    </Card>
  );
}
