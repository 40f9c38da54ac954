import { useState } from 'react';
import { Button, Card, Item, ItemList, Link, LinkButton, Loaded, Note, Row, Stack, StatusTag, useText } from '#ui';
import type { ImportLine } from '../../schema/exchange.ts';
import type { ProposalView } from '../../schema/stewardship.ts';
import { useImports, useProposals } from './data.ts';
import { useOriginWords, useReasonWords } from './tags.tsx';

const DESK = '/app/directory/keep';
/** The oldest stand there, the others follow by a button. */
const FOLDED = 8;

/** Proposals that wait for a review, and what came back to oneself. */
export function Proposals({ steward }: { readonly steward: boolean }) {
  const { t } = useText();
  const proposals = useProposals();
  const [all, setAll] = useState(false);
  return (
    <Loaded query={proposals}>
      {({ proposals: found }) => {
        const shown = all ? found : found.slice(0, FOLDED);
        return (
          <Card title={t(steward ? 'directory.keep.to-review' : 'directory.keep.own-proposals')} icon="edit" count={found.length}>
            <Stack>
              {steward ? <ImportsThatWait /> : null}
              <ItemList items={shown} itemKey={(one) => one.id} empty={<Note>{t('directory.keep.nothing-waits')}</Note>}>{(one) => <ProposalItem proposal={one} />}</ItemList>
              {shown.length < found.length ? <Row><Button size="small" onClick={() => setAll(true)}>{t('directory.keep.show-more', { n: found.length - shown.length })}</Button></Row> : null}
            </Stack>
          </Card>
        );
      }}
    </Loaded>
  );
}

/** Files of which something waits: many proposals, one line. */
function ImportsThatWait() {
  const query = useImports();
  const waiting = (query.data?.imports ?? []).filter((one) => one.waiting > 0);
  return waiting.length === 0 ? null : <ItemList items={waiting} itemKey={(one) => one.id}>{(one) => <ImportItem line={one} />}</ItemList>;
}

/** One file that was taken in. */
export function ImportItem({ line }: { readonly line: ImportLine }) {
  const { t, formatDate } = useText();
  const href = `/app/directory/imports/${line.id}`;
  return (
    <Item title={<Link href={href}>{line.fileName}</Link>} meta={[formatDate(line.importedAt), line.importedBy, line.source].filter(Boolean).join(' · ')}
      tags={(
        <>
          <StatusTag tone="neutral" icon="upload">{t('directory.imports.one')}</StatusTag>
          <StatusTag tone={line.waiting > 0 ? 'info' : 'success'}>{t('directory.imports.waiting', { n: line.waiting, of: line.proposals })}</StatusTag>
          {line.problemCount > 0 ? <StatusTag tone="warning">{t('directory.imports.problem-count', { n: line.problemCount })}</StatusTag> : null}
        </>
      )}
      actions={<LinkButton size="small" href={href} aria-label={`${t('directory.keep.look')}: ${line.fileName}`}>{t('directory.keep.look')}</LinkButton>} />
  );
}

/** One proposal in a list. */
export function ProposalItem({ proposal }: { readonly proposal: ProposalView }) {
  const { t, locale, formatDate } = useText();
  const origin = useOriginWords();
  const reason = useReasonWords();
  const href = `${DESK}/proposals/${proposal.id}`;
  const name = locale === 'en' ? proposal.nameEn : proposal.nameEs;
  return (
    <Item title={<Link href={href}>{name}</Link>} meta={[formatDate(proposal.proposedAt), origin(proposal.origin, proposal.proposedBy), reason(proposal.reason)].filter(Boolean).join(' · ')}
      tags={<ProposalTags proposal={proposal} />}
      actions={<LinkButton size="small" href={href} aria-label={`${t('directory.keep.look')}: ${name}`}>{t('directory.keep.look')}</LinkButton>}>
      {proposal.state === 'sentBack' && proposal.note ? <p><strong>{t('directory.keep.note-back')}:</strong> {proposal.note}</p> : null}
    </Item>
  );
}

function ProposalTags({ proposal }: { readonly proposal: ProposalView }) {
  const { t } = useText();
  return (
    <>
      <StatusTag tone="neutral">{proposal.conditions ? t('directory.keep.kind.conditions') : t(`directory.keep.kind.${proposal.kind}`)}</StatusTag>
      {proposal.state === 'waiting' ? null : <StatusTag tone={proposal.state === 'sentBack' ? 'warning' : 'neutral'}>{t(`directory.keep.state.${proposal.state}`)}</StatusTag>}
      {proposal.listed ? null : <StatusTag tone="warning">{t('directory.keep.takes-out')}</StatusTag>}
      {proposal.baseVersion === 0 ? <StatusTag tone="info" icon="plus">{t('directory.keep.new-entry')}</StatusTag> : null}
      {proposal.own ? <StatusTag tone="neutral" icon="person">{t('directory.keep.own')}</StatusTag> : null}
    </>
  );
}
