import { useState } from 'react';
import { Button, Card, Dialog, EmptyState, Form, Item, ItemList, LinkButton, Loaded, Row, Select, Stack, StatusTag, useForm, useText } from '#ui';
import { z } from 'zod';
import { shownPlan } from '../rules/compare.ts';
import type { PapersOfCase } from '../schema.ts';
import { usePapers, useWantPapers } from './data.ts';
import { canBegin, lastOf, RecordButton, StepTag } from './plan-steps.tsx';
import { useWayWords } from './words.ts';

/** On the page of a case: which papers are needed and what can be done now; the whole way is one step away. */
export function PapersPanel({ caseId, mayRecord }: { readonly caseId: string; readonly mayRecord: boolean }) {
  const { t } = useText();
  const query = usePapers(caseId);
  const records = mayRecord && query.data?.open === true;
  return (
    <Card title={t('documents.panel')} icon="paper" actions={query.data ? <Row gap={2}>{records ? <AddPaper view={query.data} /> : null}</Row> : null}>
      <Loaded query={query}>{(view) => <Inside view={view} mayRecord={records} />}</Loaded>
    </Card>
  );
}

function Inside({ view, mayRecord }: { readonly view: PapersOfCase; readonly mayRecord: boolean }) {
  const { t } = useText();
  const words = useWayWords(view);
  const { blocked } = view.earliest;
  const plan = shownPlan(view.earliest);
  if (view.wanted.length === 0) return <EmptyState icon="paper" title={t('documents.nothing-wanted')} />;
  const now = plan.steps.filter((step) => canBegin(step) || lastOf(view, step.document)?.step === 'begun');
  return (
    <Stack gap={3}>
      <Row gap={2}>
        {view.wanted.map(({ wantedId, paperId, held }) => (
          <StatusTag key={wantedId} tone={held ? 'success' : 'neutral'} icon={held ? 'check' : 'circle'}>{t(held ? 'documents.has' : 'documents.needs', { paper: words.paper(paperId) })}</StatusTag>
        ))}
      </Row>
      <ItemList items={now} itemKey={(step) => step.document} label={t('documents.now')}>
        {(step) => <Item title={words.paper(step.document)} meta={words.where(step.way)} tags={<StepTag view={view} step={step} />} actions={mayRecord ? <RecordButton view={view} step={step} /> : null} />}
      </ItemList>
      {plan.steps.length > 0 ? <p>{words.total(plan).join(' ')}</p> : null}
      {blocked.map(({ document }) => <p key={document}><StatusTag tone="warning" icon="alert">{t('documents.blocked', { paper: words.paper(document) })}</StatusTag></p>)}
      <Row gap={2}>
        <LinkButton size="small" href={`/app/cases/${view.caseId}/papers`}>{t('documents.see-way')}</LinkButton>
        {plan.steps.length > 0 ? <LinkButton size="small" look="quiet" icon="print" href={`/app/cases/${view.caseId}/papers/sheet`}>{t('documents.print')}</LinkButton> : null}
      </Row>
    </Stack>
  );
}

const Choose = z.strictObject({ paperId: z.string().min(1) });

/** Notes that a paper is needed. */
export function AddPaper({ view }: { readonly view: PapersOfCase }) {
  const { t, locale } = useText();
  const [open, setOpen] = useState(false);
  const want = useWantPapers(view.caseId);
  const wanted = new Set(view.wanted.map((w) => w.paperId));
  const options = Object.entries(view.papers).filter(([id]) => !wanted.has(id)).map(([value, name]) => ({ value, label: name[locale] })).sort((a, b) => a.label.localeCompare(b.label, locale));
  const form = useForm({
    id: `documents.want.${view.caseId}.${view.wanted.length}`, schema: Choose, initial: { paperId: '' },
    onSubmit: async (command) => {
      await want.mutateAsync(command);
      setOpen(false);
    },
  });
  return (
    <>
      <Button size="small" icon="plus" onClick={() => setOpen(true)}>{t('documents.add')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('documents.add')}>
        <Form form={form} submitLabel={t('documents.add')} onCancel={() => setOpen(false)}>
          <Select {...form.field('paperId')} label={t('documents.which')} options={options} />
        </Form>
      </Dialog>
    </>
  );
}
