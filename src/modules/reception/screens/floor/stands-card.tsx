import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, NumberField, Row, Stack, StatusTag, useText } from '#ui';
import type { FloorPerson } from '../../schema.ts';

/** Who stands together: by the numbers they carry; said here, it holds for the queue and for the exit. */
export function StandsCard({ person }: { readonly person: FloorPerson }) {
  const { t } = useText();
  const [number, setNumber] = useState<number | null>(null);
  const add = useMutation({ mutationFn: (no: number) => api.send('POST', `/api/reception/floor/${person.rowId}/together`, { numbers: [no] }), onSuccess: () => setNumber(null) });
  const alone = useMutation({ mutationFn: () => api.send('POST', `/api/reception/floor/${person.rowId}/alone`) });
  return (
    <Card title={t('reception.floor.stands-title')} icon="people">
      <Stack>
        {person.together.length > 0 ? <Row gap={2}>{person.together.map((no) => <StatusTag key={no} icon="person">{String(no)}</StatusTag>)}</Row> : <p className="ui-note">{t('reception.floor.stands-none')}</p>}
        <NumberField name="stands" label={t('reception.floor.stands-number')} hint={t('reception.floor.stands-hint')} value={number} onChange={(no) => setNumber(typeof no === 'number' ? Math.trunc(no) : null)} optional />
        <ButtonRow>
          <Button pending={add.isPending} disabled={number === null || number < 1} onClick={() => { if (number !== null) add.mutate(number); }}>{t('reception.floor.stands-add')}</Button>
          {person.together.length > 0 ? <Button look="quiet" icon="cross" pending={alone.isPending} onClick={() => alone.mutate()}>{t('reception.floor.stands-alone')}</Button> : null}
        </ButtonRow>
      </Stack>
    </Card>
  );
}
