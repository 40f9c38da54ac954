import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, Dialog, Item, ItemList, Loaded, Note, PrintPage, Stack, useText } from '#ui';
import type { PlanChange, PlanVersion, PlanView } from '../../plan/schema.ts';
import { SheetInside } from './sheet-inside.tsx';

/** Every agreed version: who agreed how, what changed, and the sheet word for word. */
export function Versions({ view }: { readonly view: PlanView }) {
  const { t, formatDate } = useText();
  const [shown, setShown] = useState<number | null>(null);
  if (view.versions.length === 0) return null;
  return (
    <Card title={t('plans.plan.versions')} icon="history">
      <ItemList items={view.versions} itemKey={(v) => String(v.number)} label={t('plans.plan.versions')}>
        {(v) => (
          <Item
            title={t('plans.plan.version', { date: formatDate(v.agreedOn), n: v.number })} meta={[t(`plans.plan.how.${v.how}`), t(`plans.plan.given-by.${v.givenBy}`), v.by].filter(Boolean).join(' · ')}
            actions={<Button size="small" look="quiet" onClick={() => setShown(v.number)}>{t('plans.plan.see-version')}</Button>}
          />
        )}
      </ItemList>
      <Dialog open={shown !== null} onClose={() => setShown(null)} title={t('plans.plan.version-n', { n: shown ?? 0 })} size="wide">
        {shown === null ? null : <Version caseId={view.caseId} number={shown} />}
      </Dialog>
    </Card>
  );
}

function Version({ caseId, number }: { readonly caseId: string; readonly number: number }) {
  const query = useQuery({ queryKey: ['plans', 'plan', caseId, 'version', number], queryFn: ({ signal }) => api.get<PlanVersion>(`/api/cases/${caseId}/plan/version`, { number }, signal) });
  return (
    <Loaded query={query}>
      {({ line, sheet, changes }) => <Stack gap={4}>{line.number > 1 ? <Changes changes={changes} /> : null}<PrintPage><SheetInside sheet={sheet} /></PrintPage></Stack>}
    </Loaded>
  );
}

function Changes({ changes }: { readonly changes: readonly PlanChange[] }) {
  const { t } = useText();
  const words = ({ was, is }: PlanChange) => (was !== null && is !== null ? t('plans.plan.was-is', { was, is }) : (is ?? was));
  return (
    <Stack gap={2}>
      <h3>{t('plans.plan.changes')}</h3>
      {changes.length === 0 ? <Note>{t('plans.plan.no-changes')}</Note> : <ItemList items={changes.map((c, i) => ({ ...c, i }))} itemKey={(c) => String(c.i)} label={t('plans.plan.changes')}>{(c) => <Item title={words(c)} meta={t(`plans.plan.changed.${c.kind}`)} />}</ItemList>}
    </Stack>
  );
}
