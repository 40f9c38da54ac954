import { Button, Card, Item, ItemList, LinkButton, Stack, StatusTag, useText } from '#ui';
import type { Criteria } from '#kernel/criteria';
import type { WaitingCriteria } from '../../criteria-schema.ts';
import { useRuleWords } from '../rule-words.ts';
import { sentenceOf, useNames, useNeedName } from './names.ts';

/** What is proposed about these conditions, and what came back: to be reviewed, or to go on from. */
export function WaitingCard({ waiting, onStartFrom }: { readonly waiting: readonly WaitingCriteria[]; readonly onStartFrom: (one: WaitingCriteria) => void }) {
  const { t } = useText();
  if (waiting.length === 0) return null;
  return (
    <Card title={t('directory.keep.open-proposals')} icon="edit" count={waiting.length}>
      <ItemList items={waiting} itemKey={(one) => one.proposalId}>{(one) => <WaitingItem one={one} onStartFrom={onStartFrom} />}</ItemList>
    </Card>
  );
}

function WaitingItem({ one, onStartFrom }: { readonly one: WaitingCriteria; readonly onStartFrom: (one: WaitingCriteria) => void }) {
  const { t, locale, formatDate } = useText();
  const names = useNames();
  const { period } = useRuleWords();
  const nameOf = useNeedName();
  const back = one.state === 'sentBack';
  return (
    <Item title={period(one)} meta={[formatDate(one.at), one.by, one.reason].filter(Boolean).join(' · ')}
      tags={<><StatusTag tone={back ? 'warning' : 'info'}>{t(`directory.keep.state.${one.state}`)}</StatusTag>{one.own ? <StatusTag tone="neutral" icon="person">{t('directory.keep.own')}</StatusTag> : null}</>}
      actions={(
        <>
          <LinkButton size="small" href={`/app/directory/keep/proposals/${one.proposalId}`}>{t('directory.keep.look')}</LinkButton>
          <Button size="small" look="quiet" icon="edit" onClick={() => onStartFrom(one)}>{t('directory.conditions.go-on')}</Button>
        </>
      )}>
      <Stack gap={2}>
        <p>{sentenceOf(one.criteria as Criteria | null, names, locale, t)}</p>
        {Object.entries(one.needCriteria).map(([need, more]) => <p key={need}><strong>{t('directory.conditions.part.need', { need: nameOf(need) })}:</strong> {sentenceOf(more as Criteria, names, locale, t)}</p>)}
        {back && one.note ? <p><strong>{t('directory.keep.note-back')}:</strong> {one.note}</p> : null}
      </Stack>
    </Item>
  );
}
