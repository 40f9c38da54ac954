import { useState } from 'react';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Button, Card, DateField, Dialog, EmptyState, Form, Grid, Item, ItemList, Select, StatusTag, TextField, useForm, useText } from '#ui';
import type { Tone } from '#ui';
import { DOCUMENT_STATUSES, DOCUMENT_TYPES, IdentityDocumentInput, ReplaceDocument, SEEN_AS, type DocumentType, type PersonDocument } from '../../schema.ts';
import { Remarks } from '../advice-list.tsx';
import { usePapers } from '../register/who-fields.tsx';

const STATUS_TONES: Readonly<Record<string, Tone>> = { held: 'success', lost: 'warning', neverHad: 'neutral', inProcess: 'info', expired: 'warning' };

function PaperTags({ paper }: { readonly paper: PersonDocument }) {
  const { t } = useText();
  return (
    <>
      <StatusTag tone={STATUS_TONES[paper.status] ?? 'neutral'}>{t(`registry.document-status.${paper.status}`)}</StatusTag>
      {paper.sharedWith > 0 ? <StatusTag tone="warning" icon="people">{t('registry.papers.shared', { n: paper.sharedWith })}</StatusTag> : null}
    </>
  );
}

const saysThatItLapsed = (paper: PersonDocument): boolean => paper.advice.some((a) => a.code.startsWith('paper-lapsed'));

function usePaperMeta(): (paper: PersonDocument) => string {
  const { t, formatDate } = useText();
  return (paper) => [
    paper.seenAs ? t(`registry.seen-as.${paper.seenAs}`) : t(`registry.evidence.${paper.evidence}`),
    paper.issuedOn ? t('registry.papers.issued', { date: formatDate(paper.issuedOn) }) : null,
    paper.lastDay && !saysThatItLapsed(paper) ? t(paper.expiresOn ? 'registry.papers.expires' : 'registry.papers.expires-reckoned', { date: formatDate(paper.lastDay) }) : null,
    t('registry.papers.recorded', { date: formatDate(paper.recordedAt) }),
  ].filter(Boolean).join(' · ');
}

type Target = { readonly paper: PersonDocument | null };

/** Papers with their state, how they were checked and what is odd about their numbers. */
export function PapersCard({ personId, papers, mayRecord }: { readonly personId: string; readonly papers: readonly PersonDocument[]; readonly mayRecord: boolean }) {
  const { t } = useText();
  const meta = usePaperMeta();
  const [target, setTarget] = useState<Target | null>(null);
  return (
    <Card
      title={t('registry.identity.documents')} icon="paper" count={papers.length} flush
      actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setTarget({ paper: null })}>{t('registry.papers.add')}</Button> : null}
    >
      <ItemList items={papers} itemKey={(p) => p.id} label={t('registry.identity.documents')} empty={<EmptyState icon="paper" title={t('registry.identity.no-documents')} />}>
        {(paper) => (
          <Item
            title={[t(`registry.document.${paper.type}`), paper.number].filter(Boolean).join(' · ')} meta={meta(paper)} tags={<PaperTags paper={paper} />}
            actions={mayRecord ? <Button size="small" look="quiet" icon="edit" onClick={() => setTarget({ paper })}>{t('registry.papers.change')}</Button> : null}
          >
            <Remarks remarks={paper.advice} />
          </Item>
        )}
      </ItemList>
      {target ? <PaperDialog personId={personId} paper={target.paper} onClose={() => setTarget(null)} /> : null}
    </Card>
  );
}

interface PaperDialogProps { readonly personId: string; readonly paper: PersonDocument | null; readonly onClose: () => void }

function startOf(paper: PersonDocument | null, country: string) {
  if (!paper) return { country, status: 'held' as const };
  const { type, country: issuer, number, status, seenAs, issuedOn, expiresOn } = paper;
  return {
    type: type as DocumentType, country: issuer, status: status as (typeof DOCUMENT_STATUSES)[number], ...(number ? { number } : {}), ...(seenAs ? { seenAs } : {}),
    ...(issuedOn ? { issuedOn } : {}), ...(expiresOn ? { expiresOn } : {}),
  };
}

function usePaperForm({ personId, paper, onClose }: PaperDialogProps) {
  const { actor } = useSession();
  return useForm({
    id: null, schema: IdentityDocumentInput, initial: startOf(paper, actor.country),
    onSubmit: async (entry) => {
      if (paper) await api.send('POST', `/api/people/${personId}/documents/${paper.id}`, ReplaceDocument.parse({ replacement: entry }));
      else await api.send('POST', `/api/people/${personId}/documents`, entry);
      onClose();
    },
  });
}

function PaperDialog(props: PaperDialogProps) {
  const { t } = useText();
  const { personId, paper, onClose } = props;
  const form = usePaperForm(props);
  const offered = usePapers();
  const types = [...new Set([...offered, ...(paper ? [paper.type as DocumentType] : []), ...DOCUMENT_TYPES.filter((type) => type === 'other')])];
  const end = async () => {
    await api.send('POST', `/api/people/${personId}/documents/${paper!.id}`, { replacement: null });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t(paper ? 'registry.papers.change-title' : 'registry.papers.add')} description={paper ? t('registry.papers.kept') : undefined}>
      <Form form={form} submitLabel={t('registry.papers.save')} onCancel={onClose} actions={paper ? <Button look="quiet" icon="trash" onClick={() => void end()}>{t('registry.papers.end')}</Button> : undefined}>
        <Select {...form.field('type')} label={t('registry.field.documentType')} options={types.map((value) => ({ value, label: t(`registry.document.${value}`) }))} />
        <TextField {...form.field('number')} label={t('registry.field.documentNumber')} optional spellCheck={false} />
        <Select {...form.field('status')} label={t('registry.papers.status')} options={DOCUMENT_STATUSES.map((value) => ({ value, label: t(`registry.document-status.${value}`) }))} />
        <Select {...form.field('seenAs')} label={t('registry.papers.seen-as')} emptyLabel={t('registry.evidence.declared')} options={SEEN_AS.map((value) => ({ value, label: t(`registry.seen-as.${value}`) }))} optional />
        <Grid min="small">
          <DateField {...form.field('issuedOn')} label={t('registry.papers.issued-on')} optional />
          <DateField {...form.field('expiresOn')} label={t('registry.papers.expires-on')} optional />
        </Grid>
      </Form>
    </Dialog>
  );
}
