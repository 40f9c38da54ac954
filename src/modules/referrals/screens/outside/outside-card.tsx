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
  return (
    <Card title={t('referrals.outside.title')} icon="link">
      <Loaded query={query}>{(outside) => <Outside referral={referral} outside={outside} />}</Loaded>
    </Card>
  );
}

function Outside({ referral, outside: { links, problem } }: { readonly referral: OfficerReferral; readonly outside: OutsideOfReferral }) {
  const { t } = useText();
  // Whoever only reads, and a referral that is over, has nothing to hand out.
  const may = referral.actions.length > 0;
  return (
    <Stack>
      <Note>{t('referrals.outside.lead')}</Note>
      {links[0]?.endedWhy === 'guessed' ? <Banner tone="danger">{t('referrals.outside.guessed-warning')}</Banner> : null}
      {may && problem.link === null ? <HandOut referral={referral} noSheet={problem.sheet} newest={links[0]} /> : null}
      <ItemList items={links} itemKey={(one) => one.linkId} label={t('referrals.outside.title')} empty={<Note>{t('referrals.outside.none')}</Note>}>
        {(one) => <OutsideItem link={one} referralId={referral.referralId} may={may} />}
      </ItemList>
    </Stack>
  );
}

function HandOut({ referral: { caseId, referralId }, noSheet, newest }: { readonly referral: OfficerReferral; readonly noSheet: string | null; readonly newest: OutsideLink | undefined }) {
  const { t } = useText();
  const make = useMutation({ mutationFn: () => api.send<MadeOutside>('POST', `/api/referrals/${referralId}/outside`, { kind: 'link' }), gcTime: 0 });
  const made = make.data;
  return (
    <Stack gap={3}>
      <ButtonRow>
        <Button icon="link" pending={make.isPending} onClick={() => make.mutate()}>{t('referrals.outside.make-link')}</Button>
        {noSheet === null ? <LinkButton icon="print" href={`/app/cases/${caseId}/referrals/${referralId}/sheet`}>{t('referrals.outside.make-sheet')}</LinkButton> : null}
      </ButtonRow>
      {noSheet === null ? null : <Note>{t(`errors.${noSheet}`)}</Note>}
      {made && newest?.linkId === made.linkId && newest.open ? <Address made={made} /> : null}
    </Stack>
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

function toneOf(link: OutsideLink): 'success' | 'danger' | 'neutral' {
  if (link.open) return 'success';
  return link.endedWhy === 'guessed' ? 'danger' : 'neutral';
}

function OutsideItem({ link, referralId, may }: { readonly link: OutsideLink; readonly referralId: string; readonly may: boolean }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const facts = useFacts(link);
  const end = useMutation({
    mutationFn: () => api.send('POST', `/api/referrals/${referralId}/outside/end`, {}),
    onSuccess: () => notify({ text: t('referrals.outside.ended-now') }),
  });
  const over = link.open ? 'referrals.outside.open' : `referrals.outside.over.${link.endedWhy ?? 'expired'}`;
  return (
    <Item
      title={t('referrals.outside.made', { kind: t(kindKey(link.kind)), on: formatDate(new Date(link.createdAt), 'time') })} meta={facts}
      tags={<StatusTag tone={toneOf(link)}>{t(over)}</StatusTag>}
      actions={link.open && may ? <Button size="small" pending={end.isPending} onClick={() => end.mutate()}>{t('referrals.outside.end')}</Button> : null}
    />
  );
}
