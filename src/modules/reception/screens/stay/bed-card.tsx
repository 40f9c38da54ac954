import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Checkbox, EmptyState, Item, ItemList, Note, Stack, StatusTag, useText } from '#ui';
import { fitsPlace } from '../../rules/care.ts';
import type { BedPlaceLine, CareView } from '../../schema.ts';

/** Tonight's bed: needed, given, given up. What a person tells to find a safe place is asked in private and kept nowhere. */
export function BedCard({ care, open }: { readonly care: CareView; readonly open: boolean }) {
  const { t } = useText();
  const { bed } = care;
  const act = useMutation({ mutationFn: ({ what, body }: { what: string; body?: unknown }) => api.send('POST', `/api/reception/stays/${care.rowId}/${what}`, body) });
  return (
    <Card title={t('reception.bed.title')} icon="home">
      <Stack>
        {bed?.place ? <Given care={care} /> : null}
        {bed && !bed.place ? <Banner tone="warning" icon="clock" title={t('reception.bed.wanted')} /> : null}
        {open ? <Actions care={care} pending={act.isPending} onNeed={() => act.mutate({ what: 'bed-wanted' })} onEnd={(why) => act.mutate({ what: 'bed-end', body: { why } })} /> : null}
        {open && bed && !bed.place ? <Choose care={care} pending={act.isPending} onGive={(placeId, asks) => act.mutate({ what: 'bed', body: { placeId, ...asks } })} /> : null}
      </Stack>
    </Card>
  );
}

interface ActionProps {
  readonly care: CareView;
  readonly pending: boolean;
  readonly onNeed: () => void;
  readonly onEnd: (why: 'notNeeded' | 'otherPlace') => void;
}

function Actions({ care: { bed }, pending, onNeed, onEnd }: ActionProps) {
  const { t } = useText();
  return (
    <Stack>
      {bed ? null : <Note>{t('reception.bed.ask')}</Note>}
      <ButtonRow>
        {bed ? null : <Button look="primary" icon="home" pending={pending} onClick={onNeed}>{t('reception.bed.need')}</Button>}
        {bed?.place ? <Button icon="swap" pending={pending} onClick={() => onEnd('otherPlace')}>{t('reception.bed.other')}</Button> : null}
        <Button look="quiet" icon="cross" pending={pending} onClick={() => onEnd('notNeeded')}>{t('reception.bed.not-needed')}</Button>
      </ButtonRow>
    </Stack>
  );
}

function Given({ care }: { readonly care: CareView }) {
  const { t } = useText();
  const { bed } = care;
  return (
    <Banner tone="success" icon="home" title={t('reception.bed.given', { place: bed?.place ?? '' })}>
      {bed?.secret ? t('reception.bed.secret-way') : bed?.way}
    </Banner>
  );
}

interface Asks {
  readonly couple: boolean;
  readonly safePlace: boolean;
}

function Choose({ care, pending, onGive }: { readonly care: CareView; readonly pending: boolean; readonly onGive: (placeId: string, asks: Asks) => void }) {
  const { t } = useText();
  const [asks, setAsks] = useState<Asks>({ couple: false, safePlace: false });
  const grown = !care.sleeps.includes('childrenAlone');
  const sleeps = asks.couple && grown ? (['couples', 'families'] as const) : care.sleeps;
  const places = care.places.filter((place) => fitsPlace(place, sleeps, asks.safePlace));
  const about = (place: BedPlaceLine) => [t('reception.bed.free', { n: place.beds - place.taken }), place.takes.map((kind) => t(`reception.sleeps.${kind}`)).join(', ')].join(' · ');
  return (
    <Stack>
      {grown ? (
        <Stack gap={2}>
          <Checkbox name="couple" label={t('reception.bed.couple')} value={asks.couple} onChange={(couple) => setAsks({ ...asks, couple: couple ?? false })} />
          <Checkbox name="safePlace" label={t('reception.bed.safe-place')} hint={t('reception.bed.safe-place-hint')} value={asks.safePlace} onChange={(safePlace) => setAsks({ ...asks, safePlace: safePlace ?? false })} />
        </Stack>
      ) : null}
      <ItemList items={places} itemKey={(place) => place.placeId} label={t('reception.bed.places')} empty={<EmptyState icon="home" title={t('reception.bed.no-place')}>{t('reception.bed.no-place-text')}</EmptyState>}>
        {(place) => (
          <Item
            title={place.name} meta={about(place)}
            tags={<>{place.secret ? <StatusTag tone="info" icon="lock">{t('reception.bed.secret')}</StatusTag> : null}{place.welcomes.includes('elder') ? <StatusTag icon="heart">{t('reception.welcomes.elder')}</StatusTag> : null}</>}
            actions={<Button size="small" icon="check" pending={pending} aria-label={t('reception.bed.give-at', { place: place.name })} onClick={() => onGive(place.placeId, asks)}>{t('reception.bed.give')}</Button>}
          />
        )}
      </ItemList>
    </Stack>
  );
}
