import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Disclosure, Item, ItemList, StatusTag, useNotify, useText } from '#ui';
import type { IdentityLink } from '../../schema.ts';

/** What was decided about this record and others like it; each can be taken back. */
export function IdentityDecisions({ links }: { readonly links: readonly IdentityLink[] }) {
  const { t, formatDate } = useText();
  const notify = useNotify();
  const undo = useMutation({
    mutationFn: (linkId: string) => api.send('POST', `/api/identity-decisions/${linkId}/undo`, {}),
    onSuccess: () => notify({ text: t('registry.identity.undone-notice') }),
  });
  if (links.length === 0) return null;
  return (
    <Disclosure summary={t('registry.identity.links')}>
      <ItemList items={links} itemKey={(l) => l.linkId} label={t('registry.identity.links')}>
        {(l) => (
          <Item
            title={t(`registry.identity.link-${l.decision}`)} meta={[formatDate(l.at, 'time'), l.by, l.note].filter(Boolean).join(' · ')}
            tags={l.undoneAt ? <StatusTag tone="neutral" icon="undo">{t('registry.identity.undone')}</StatusTag> : null}
            actions={l.undoneAt ? null : <Button size="small" icon="undo" pending={undo.isPending} onClick={() => undo.mutate(l.linkId)}>{t('registry.identity.undo')}</Button>}
          />
        )}
      </ItemList>
    </Disclosure>
  );
}
