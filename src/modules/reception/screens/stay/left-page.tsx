import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Dialog, EmptyState, Item, ItemList, Link, Loaded, Page, PageHeader, RadioGroup, Stack, StatusTag, useText } from '#ui';
import { FOLLOWED_HOW, type FollowedHow, type LeftWithout } from '../../schema.ts';
import { QueueNumber } from '../floor/queue-number.tsx';

/** Who left without a next step: each stays here until somebody has looked after them and says what came of it. */
export function LeftPage() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'left-without'], queryFn: () => api.get<{ people: readonly LeftWithout[] }>('/api/reception/left-without-step') });
  const [asking, setAsking] = useState<LeftWithout | null>(null);
  const title = t('reception.left-page.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('reception.left-page.lead')} back={{ href: '/app/board', label: t('reception.board.title') }} />
      <Loaded query={query}>
        {({ people }) => (
          <Card title={title} count={people.length} flush>
            <ItemList items={people} itemKey={(one) => one.rowId} label={title} empty={<EmptyState icon="check" title={t('reception.left-page.nobody')} />}>
              {(one) => <Left one={one} onFollow={() => setAsking(one)} />}
            </ItemList>
          </Card>
        )}
      </Loaded>
      {asking ? <FollowDialog one={asking} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}

function Left({ one, onFollow }: { readonly one: LeftWithout; readonly onFollow: () => void }) {
  const { t, formatDate } = useText();
  return (
    <Item
      lead={<QueueNumber no={one.number} />} title={<Link href={`/app/stays/${one.rowId}`}>{one.name}</Link>} meta={[formatDate(new Date(one.at), 'time'), one.told].filter(Boolean).join(' · ')}
      tags={<StatusTag tone="warning" icon="leave">{t(`reception.left.${one.how}`)}</StatusTag>}
      actions={<Button size="small" look="primary" icon="check" aria-label={t('reception.left-page.follow-name', { name: one.name })} onClick={onFollow}>{t('reception.left-page.follow')}</Button>}
    />
  );
}

function FollowDialog({ one, onClose }: { readonly one: LeftWithout; readonly onClose: () => void }) {
  const { t } = useText();
  const [how, setHow] = useState<FollowedHow | undefined>();
  const follow = useMutation({ mutationFn: (chosen: FollowedHow) => api.send('POST', `/api/reception/stays/${one.rowId}/followed`, { how: chosen }), onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} title={t('reception.left-page.what', { name: one.name })} description={t('reception.left-page.what-text')}>
      <Stack>
        <RadioGroup name="how" layout="tiles" label={t('reception.left-page.how')} value={how} onChange={setHow} options={FOLLOWED_HOW.map((value) => ({ value, label: t(`reception.followed.${value}`) }))} />
        <ButtonRow end>
          <Button look="quiet" onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" pending={follow.isPending} disabled={!how} onClick={() => { if (how) follow.mutate(how); }}>{t('reception.left-page.save')}</Button>
        </ButtonRow>
      </Stack>
    </Dialog>
  );
}
