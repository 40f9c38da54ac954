import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Item, ItemList, Loaded, Note, Stack, StatusTag, TextField, useNotify, useText, useToday } from '#ui';
import type { OwnerLink } from '../../schema/stewardship.ts';
import { useOwnerLinks } from './data.ts';

interface Made { readonly path: string; readonly expiresAt: string }

/** Links by which an organization without an account keeps its entries. The address is shown once and kept nowhere, also not here. */
export function OwnerLinks({ organizationId }: { readonly organizationId: string }) {
  const { t } = useText();
  const query = useOwnerLinks(organizationId);
  const make = useMutation({ mutationFn: () => api.send<Made>('POST', '/api/directory/owner-links', { organizationId }), gcTime: 0 });
  return (
    <Card title={t('directory.keep.links')} icon="link" actions={<Button size="small" icon="plus" pending={make.isPending} onClick={() => make.mutate()}>{t('directory.keep.link-make')}</Button>}>
      <Stack>
        <Note>{t('directory.keep.links-lead')}</Note>
        {make.data ? <Address made={make.data} /> : null}
        <Loaded query={query}>{({ links }) => <ItemList items={links} itemKey={(one) => one.id} empty={<Note>{t('directory.keep.no-links')}</Note>}>{(one) => <LinkItem link={one} />}</ItemList>}</Loaded>
      </Stack>
    </Card>
  );
}

function Address({ made }: { readonly made: Made }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  if (made.path === '') return <Banner tone="warning" title={t('directory.keep.link-told-already')} />;
  const address = `${window.location.origin}${made.path}`;
  const copy = () => { void navigator.clipboard.writeText(address).then(() => notify({ text: t('directory.keep.copied') })); };
  return (
    <Banner tone="info" title={t('directory.keep.link-once')} live action={<Button size="small" icon="link" onClick={copy}>{t('directory.keep.copy')}</Button>}>
      <TextField name="address" label={t('directory.keep.link-address', { until: formatDate(made.expiresAt) })} value={address} readOnly onChange={() => undefined} />
    </Banner>
  );
}

function LinkItem({ link }: { readonly link: OwnerLink }) {
  const { t, formatDate } = useText();
  const today = useToday();
  const end = useMutation({ mutationFn: () => api.send('POST', `/api/directory/owner-links/${link.id}/end`, {}) });
  const over = link.endedAt !== null || link.expiresAt < today;
  return (
    <Item title={t('directory.keep.link-of', { on: formatDate(link.createdAt) })} meta={[link.createdBy, t('directory.keep.link-until', { on: formatDate(link.expiresAt) }), link.seenAt ? t('directory.keep.link-seen', { on: formatDate(link.seenAt) }) : t('directory.keep.link-unseen')].filter(Boolean).join(' · ')}
      tags={<><StatusTag tone={over ? 'neutral' : 'success'}>{t(over ? 'directory.keep.link-over' : 'directory.keep.link-open')}</StatusTag><StatusTag tone="info">{t('directory.keep.link-answers', { n: link.answered })}</StatusTag></>}
      actions={over ? null : <Button size="small" pending={end.isPending} onClick={() => end.mutate()}>{t('directory.keep.link-end')}</Button>} />
  );
}
