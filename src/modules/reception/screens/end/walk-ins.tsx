import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Item, ItemList, Stack, StatusTag, useErrorSentence, useText } from '#ui';
import type { ArrivedElsewhere, Reconciliation, SettleWalkIn, WalkIn } from '../../schema.ts';

/** Who is here without being named by the list: the same as somebody on it, or really not on it. */
export function WalkInsCard({ list, mayWork }: { readonly list: Reconciliation; readonly mayWork: boolean }) {
  const { t } = useText();
  const sentence = useErrorSentence();
  const settle = useMutation({ mutationFn: (said: SettleWalkIn) => api.send('POST', `/api/reception/manifests/${list.manifestId}/walk-ins`, said) });
  const open = list.walkIns.filter((walkIn) => !walkIn.cameWith);
  if (open.length === 0 && list.elsewhere.length === 0 && !list.walkIns.some((w) => w.cameWith)) return null;
  const title = t('reception.walk-in.title');
  return (
    <Card title={title} icon="people" count={open.length} tone={open.length > 0 ? 'warning' : 'plain'} flush>
      <Stack gap={2}>
        {settle.error ? <Banner tone="danger" live>{sentence(settle.error)}</Banner> : null}
        <ItemList items={list.walkIns} itemKey={(w) => w.rowId} label={title}>
          {(walkIn) => <WalkInItem walkIn={walkIn} mayWork={mayWork} pending={settle.isPending} onSay={(said) => settle.mutate(said)} />}
        </ItemList>
        <ItemList items={list.elsewhere} itemKey={(e) => e.rowId} label={t('reception.walk-in.settled')}>
          {(elsewhere) => <ElsewhereItem elsewhere={elsewhere} mayWork={mayWork} pending={settle.isPending} onSay={(said) => settle.mutate(said)} />}
        </ItemList>
      </Stack>
    </Card>
  );
}

interface SayProps {
  readonly mayWork: boolean;
  readonly pending: boolean;
  readonly onSay: (said: SettleWalkIn) => void;
}

function WalkInItem({ walkIn, mayWork, pending, onSay }: { readonly walkIn: WalkIn } & SayProps) {
  const { t } = useText();
  const meta = [walkIn.age === null ? null : t('reception.arrivals.age', { n: walkIn.age }), t(`reception.state.${walkIn.state}`), walkIn.label ?? t('reception.walk-in.no-list')].filter(Boolean).join(' · ');
  const same = (rowId: string): SettleWalkIn => ({ as: 'listed', rowId: walkIn.rowId, listedRowId: rowId });
  return (
    <Item
      title={walkIn.name} meta={meta} tags={walkIn.cameWith ? <StatusTag tone="info" icon="info">{t('reception.walk-in.came-with')}</StatusTag> : null}
      actions={mayWork ? (
        <ButtonRow>
          {walkIn.cameWith ? <Button size="small" look="quiet" icon="undo" pending={pending} onClick={() => onSay({ as: 'undo', rowId: walkIn.rowId })}>{t('reception.walk-in.undo')}</Button> : null}
          {walkIn.cameWith ? null : walkIn.maybe.map((maybe) => (
            <Button key={maybe.rowId} size="small" icon={maybe.sure ? 'check' : 'question'} pending={pending} onClick={() => onSay(same(maybe.rowId))}>{t(maybe.sure ? 'reception.walk-in.is' : 'reception.walk-in.is-perhaps', { name: maybe.name })}</Button>
          ))}
          {walkIn.cameWith || walkIn.label !== null ? null : <Button size="small" look="quiet" pending={pending} aria-label={t('reception.walk-in.not-listed-name', { name: walkIn.name })} onClick={() => onSay({ as: 'notListed', rowId: walkIn.rowId })}>{t('reception.walk-in.not-listed')}</Button>}
        </ButtonRow>
      ) : null}
    />
  );
}

function ElsewhereItem({ elsewhere, mayWork, pending, onSay }: { readonly elsewhere: ArrivedElsewhere } & SayProps) {
  const { t } = useText();
  const meta = elsewhere.asLabel ? t('reception.walk-in.on-list', { name: elsewhere.asName, label: elsewhere.asLabel }) : t('reception.walk-in.without-list', { name: elsewhere.asName });
  return (
    <Item
      title={elsewhere.name} meta={meta} tags={<StatusTag tone="success" icon="check">{t('reception.walk-in.same')}</StatusTag>}
      actions={mayWork ? <Button size="small" look="quiet" icon="undo" pending={pending} onClick={() => onSay({ as: 'undo', rowId: elsewhere.rowId })}>{t('reception.walk-in.undo')}</Button> : null}
    />
  );
}
