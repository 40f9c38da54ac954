import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Item, ItemList, LinkButton, Loaded, Note, Stack, StatusTag, TextField, useNotify, useText } from '#ui';
import type { MadeOutside, OutsideKind, OutsideLink, OutsideOfReferral } from '../../outside/schema.ts';
import type { OfficerReferral } from '../../schema.ts';

/** How a service without an account answers: a link that is told once, or a sheet to print. The secret is kept nowhere, also not here. */
export function OutsideCard({ referral }: { readonly referral: OfficerReferral }) {
  const { t } = useText();
  const { referralId } = referral;
  const query = useQuery({
    queryKey: ['referrals', 'outside', referralId],
    queryFn: ({ signal }) => api.get<OutsideOfReferral>(`/api/referrals/${referralId}/outside`, {}, signal),
  });
  const make = useMutation({ mutationFn: () => api.send<MadeOutside>('POST', `/api/referrals/${referralId}/outside`, { kind: 'link' }), gcTime: 0 });
  // Whoever only reads, and a referral that is over, has nothing to hand out.
  const may = referral.actions.length > 0;
  return (
    <Card title={t('referrals.outside.title')} icon="link">
      <Loaded query={query}>
        {({ links, problem }) => (
          <Stack>
            <Note>{t('referrals.outside.lead')}</Note>
            {links[0]?.endedWhy === 'guessed' ? <Banner tone="danger">{t('referrals.outside.guessed-warning')}</Banner> : null}
            {may && problem.link === null ? (
              <ButtonRow>
                <Button icon="link" pending={make.isPending} onClick={() => make.mutate()}>{t('referrals.outside.make-link')}</Button>
                {problem.sheet === null ? <LinkButton icon="print" href={`/app/cases/${referral.caseId}/referrals/${referralId}/sheet`}>{t('referrals.outside.make-sheet')}</LinkButton> : null}
              </ButtonRow>
            ) : null}
            {may && problem.link === null && problem.sheet !== null ? <Note>{t(`errors.${problem.sheet}`)}</Note> : null}
            {make.data && links[0]?.linkId === make.data.linkId && links[0].open ? <Address made={make.data} /> : null}
            <ItemList items={links} itemKey={(one) => one.linkId} label={t('referrals.outside.title')} empty={<Note>{t('referrals.outside.none')}</Note>}>
              {(one) => <OutsideItem link={one} referralId={referralId} may={may} />}
            </ItemList>
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}

function Address({ made }: { readonly made: MadeOutside }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  if (made.path === '') return <Banner tone="warning" title={t('referrals.outside.told-already')} />;
  const address = `${window.location.origin}${made.path}`;
  const copy = () => { void navigator.clipboard.writeText(address).then(() => notify({ text: t('referrals.outside.copied') })); };
  return (
    <Banner tone="info" title={t('referrals.outside.once')} live action={<Button size="small" icon="link" onClick={copy}>{t('referrals.outside.copy')}</Button>}>
      <Stack gap={2}>
        <p>{t('referrals.outside.once-help')}</p>
        <TextField name="address" label={t('referrals.outside.address', { until: formatDate(new Date(made.expiresAt)) })} value={address} readOnly onChange={() => undefined} />
      </Stack>
    </Banner>
  );
}

const kindKey = (kind: OutsideKind): string => `referrals.outside.kind.${kind}`;

function useFacts(link: OutsideLink): string {
  const { t, formatDate } = useText();
  const on = (day: string) => ({ on: formatDate(new Date(day), 'time') });
  return [
    link.createdBy, link.open ? t('referrals.outside.until', { on: formatDate(new Date(link.expiresAt)) }) : '',
    link.seenAt ? t('referrals.outside.seen', on(link.seenAt)) : t('referrals.outside.unseen'), link.wrongTries > 0 ? t('referrals.outside.tries', { n: link.wrongTries }) : '',
  ].filter(Boolean).join(' · ');
}

function OutsideItem({ link, referralId, may }: { readonly link: OutsideLink; readonly referralId: string; readonly may: boolean }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const facts = useFacts(link);
  const end = useMutation({
    mutationFn: () => api.send('POST', `/api/referrals/${referralId}/outside/end`, {}),
    onSuccess: () => notify({ text: t('referrals.outside.ended-now') }),
  });
  return (
    <Item
      title={t('referrals.outside.made', { kind: t(kindKey(link.kind)), on: formatDate(new Date(link.createdAt), 'time') })} meta={facts}
      tags={<StatusTag tone={link.open ? 'success' : link.endedWhy === 'guessed' ? 'danger' : 'neutral'}>{link.open ? t('referrals.outside.open') : t(`referrals.outside.over.${link.endedWhy ?? 'expired'}`)}</StatusTag>}
      actions={link.open && may ? <Button size="small" pending={end.isPending} onClick={() => end.mutate()}>{t('referrals.outside.end')}</Button> : null}
    />
  );
}
