import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#platform/client';
import { Button, Card, Dialog, Disclosure, Form, Item, ItemList, Loaded, Note, RadioGroup, Row, Stack, StatusTag, useForm, useNavigate, useText } from '#ui';
import { ASIDE_REASONS, type PaperReportView, type PapersAsReported } from '../../schema/paper-reports.ts';
import type { EntryPage } from '../../schema/stewardship.ts';
import { LevelTag } from './counter-card.tsx';
import { usePapersSaid } from './data.ts';
import { useCounts } from './words.ts';

/** Papers as reported, for a steward: what waits, what it comes to, and one tap to propose that a refused paper is not asked for any more. */
export function PapersSaidCard({ data }: { readonly data: EntryPage }) {
  const query = usePapersSaid(data.line.id);
  return <Loaded query={query}>{(view) => <Said view={view} data={data} />}</Loaded>;
}

const waits = (one: PaperReportView): boolean => one.saidBy === 'public' && one.decision === null;

function Said({ view, data }: { readonly view: PapersAsReported; readonly data: EntryPage }) {
  const { t } = useText();
  const said = view.papers.filter((one) => one.level !== 'nobody' || one.copies.length > 0);
  if (said.length === 0 && view.reports.length === 0) return null;
  const open = view.reports.filter(waits);
  const rest = view.reports.filter((one) => !waits(one));
  return (
    <Card title={t('directory.papers-said.desk')} icon="paper" count={open.length} tone={open.length > 0 ? 'warning' : 'plain'}>
      <Stack gap={3}>
        <Note>{t('directory.papers-said.desk-lead')}</Note>
        {open.length > 0 ? <h3 className="directory-keep__part">{t('directory.papers-said.waiting')}</h3> : null}
        {open.length > 0 ? <ItemList label={t('directory.papers-said.waiting')} items={open} itemKey={(one) => one.id}>{(one) => <ReportItem report={one} view={view} />}</ItemList> : null}
        {said.length > 0 ? <h3 className="directory-keep__part">{t('directory.papers-said.comes-to')}</h3> : null}
        <ItemList label={t('directory.papers-said.comes-to')} items={said} itemKey={(one) => one.paperId}>{(one) => <ComesTo one={one} data={data} />}</ItemList>
        {rest.length > 0 ? (
          <Disclosure summary={t('directory.papers-said.all', { n: rest.length })}>
            <ItemList label={t('directory.papers-said.all', { n: rest.length })} items={rest} itemKey={(one) => one.id}>{(one) => <ReportItem report={one} view={view} />}</ItemList>
          </Disclosure>
        ) : null}
      </Stack>
    </Card>
  );
}

function ComesTo({ one, data }: { readonly one: PapersAsReported['papers'][number]; readonly data: EntryPage }) {
  const { t, locale } = useText();
  const counts = useCounts();
  const isProposed = data.proposals.some(({ state, changes }) => state === 'waiting' && changes.some(({ field }) => field === 'requiredDocuments'));
  const against = one.required && one.level === 'refused' && !isProposed;
  return (
    <Item title={locale === 'en' ? one.nameEn : one.nameEs} meta={counts(one)} tags={<>{one.required ? <StatusTag tone="info">{t('directory.papers-said.required')}</StatusTag> : null}<LevelTag level={one.level} firm={one.firm} /></>}
      actions={against ? <ProposeDrop one={one} data={data} /> : null} />
  );
}

/** One tap: a proposal that the paper is not asked for, which somebody else publishes. Only ever less is asked for: what is accepted is no requirement. */
function ProposeDrop({ one, data }: { readonly one: PapersAsReported['papers'][number]; readonly data: EntryPage }) {
  const { t } = useText();
  const navigate = useNavigate();
  const counts = useCounts();
  const rest = ((data.entry['requiredDocuments'] ?? []) as string[]).filter((id) => id !== one.paperId);
  const propose = useMutation({
    mutationFn: () => api.send<{ proposalId: string }>('POST', '/api/directory/proposals', {
      kind: 'service', entryId: data.line.id, baseVersion: data.line.version,
      // Nobody said that the service asks for nothing: without this paper it is not known what it asks for.
      entry: { ...data.entry, requiredDocuments: rest.length > 0 ? rest : null },
      reason: t('directory.papers-said.proposal', { paper: one.nameEs }), evidence: { kind: 'visit', text: counts(one) },
    }),
    onSuccess: ({ proposalId }) => navigate(`/app/directory/keep/proposals/${proposalId}`),
  });
  return <Button size="small" icon="edit" pending={propose.isPending} onClick={() => propose.mutate()}>{t('directory.papers-said.propose')}</Button>;
}

function useWhoSaid(): (report: PaperReportView) => string {
  const { t, locale } = useText();
  return ({ saidBy, officeEs, officeEn }) => (locale === 'en' ? officeEn : officeEs) ?? t(`directory.papers-said.by.${saidBy}`);
}

function ReportItem({ report, view }: { readonly report: PaperReportView; readonly view: PapersAsReported }) {
  const { t, locale, formatDate } = useText();
  const who = useWhoSaid();
  const [aside, setAside] = useState(false);
  const paper = view.papers.find((one) => one.paperId === report.paperId) ?? view.others.find((one) => one.id === report.paperId);
  const name = paper ? (locale === 'en' ? paper.nameEn : paper.nameEs) : report.paperId;
  const letCount = useMutation({ mutationFn: () => api.send('POST', `/api/directory/paper-reports/${report.id}/decision`, { decision: 'counts' }) });
  const meta = [formatDate(report.on), report.placeName, who(report), report.reason ? t(`directory.papers-said.reason.${report.reason}`) : null, report.times > 1 ? t('directory.keep.times', { n: report.times }) : null];
  return (
    <Item title={`${name}: ${t(`directory.papers-said.${report.outcome}-here`)}`} meta={meta.filter(Boolean).join(' · ')} tags={<DecisionTag report={report} />}
      actions={
        <Row gap={2}>
          {waits(report) || report.decision === 'aside' ? <Button size="small" icon="check" pending={letCount.isPending} onClick={() => letCount.mutate()}>{t('directory.papers-said.let-count')}</Button> : null}
          {report.decision === 'aside' ? null : <Button size="small" look="quiet" onClick={() => setAside(true)}>{t('directory.papers-said.set-aside')}</Button>}
        </Row>
      }>
      {aside ? <AsideDialog reportId={report.id} onClose={() => setAside(false)} /> : null}
    </Item>
  );
}

function DecisionTag({ report }: { readonly report: PaperReportView }) {
  const { t } = useText();
  if (waits(report)) return <StatusTag tone="warning">{t('directory.papers-said.unheard')}</StatusTag>;
  return report.asideReason ? <StatusTag tone="neutral">{t('directory.papers-said.aside', { why: t(`directory.papers-said.aside.${report.asideReason}`) })}</StatusTag> : null;
}

const Aside = z.object({ reason: z.enum(ASIDE_REASONS) });

function AsideDialog({ reportId, onClose }: { readonly reportId: string; readonly onClose: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: Aside, initial: {},
    onSubmit: async ({ reason }) => {
      await api.send('POST', `/api/directory/paper-reports/${reportId}/decision`, { decision: 'aside', reason });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('directory.papers-said.set-aside')}>
      <Form form={form} submitLabel={t('directory.papers-said.set-aside')} onCancel={onClose}>
        <RadioGroup {...form.field('reason')} label={t('directory.papers-said.aside-why')} options={ASIDE_REASONS.map((value) => ({ value, label: t(`directory.papers-said.aside.${value}`) }))} />
      </Form>
    </Dialog>
  );
}
