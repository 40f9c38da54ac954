import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, LinkButton, Loaded, Note, Row, Stack, StatusTag, useNavigate, useText } from '#ui';
import type { FamilyState, FamilyView } from '../schema.ts';
import { useFamily } from './data.ts';

const TONES = { open: 'info', 'handed-over': 'success', ended: 'neutral' } as const;

/** How far the work on the family of a child is. */
export function FamilyTag({ state }: { readonly state: FamilyState }) {
  const { t } = useText();
  return <StatusTag tone={TONES[state]}>{t(`protection.state.${state}`)}</StatusTag>;
}

/** On the page of a case of a child: protection looks after its family. Who they are is not said here. */
export function FamilyQuestionPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const query = useFamily(caseId);
  // The case of an adult has no such question.
  if (query.data && !query.data.mayBeChild && query.data.state === null) return null;
  return <Card title={t('protection.panel')} icon="child"><Loaded query={query}>{(family) => <Inside family={family} />}</Loaded></Card>;
}

function Inside({ family }: { readonly family: FamilyView }) {
  const { t, formatDate } = useText();
  const { caseId, state, work, mayWork } = family;
  if (state === null) return <Stack gap={3}><p>{t('protection.nobody-yet')}</p>{mayWork ? <Begin caseId={caseId} /> : null}</Stack>;
  if (work === null) return <Stack gap={2}><p>{t('protection.looked-after')}</p><Note>{t('protection.looked-after-hint')}</Note></Stack>;
  return (
    <Stack gap={3}>
      <Row gap={2}>
        <FamilyTag state={state} />
        {state === 'ended' ? null : <StatusTag tone="neutral" icon="calendar">{`${t('protection.next-look')}: ${formatDate(work.nextOn)}`}</StatusTag>}
      </Row>
      <Row gap={2}>
        <LinkButton size="small" href={`/app/cases/${caseId}/family`}>{t('protection.open-page')}</LinkButton>
        {state === 'ended' && mayWork && family.mayBeChild ? <Begin caseId={caseId} /> : null}
      </Row>
    </Stack>
  );
}

function Begin({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const begin = useMutation({ mutationFn: () => api.send('POST', '/api/family-questions', { caseId }), onSuccess: () => navigate(`/app/cases/${caseId}/family`) });
  return <div><Button size="small" look="primary" pending={begin.isPending} onClick={() => begin.mutate()}>{t('protection.begin')}</Button></div>;
}
