import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useSession } from '#access/screens';
import { Loaded, Page, PageHeader, Stack, useText } from '#ui';
import type { CriteriaForm } from '../../criteria-form/schema.ts';
import type { CriteriaHistory } from '../../criteria-schema.ts';
import { useService, type ServicePageData } from '../data.ts';
import { useServiceWords } from '../words.ts';
import './criteria.css';
import { useCriteriaForm, useCriteriaHistory } from './data.ts';
import { ConditionsEditor } from './editor.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { NamesContext } from './names.ts';
import { useVersionDraft } from './use-version-draft.ts';
import { WaitingCard } from './waiting-card.tsx';

/** For whom a service is, version by version; stewards write the next one. */
export function ConditionsPage({ serviceId }: { readonly serviceId: string }) {
  const { t } = useText();
  const { actor } = useSession();
  const service = useService(serviceId);
  const history = useCriteriaHistory(serviceId);
  const steward = actor.role === 'steward';
  return (
    <Page title={t('directory.conditions.title')} width="wide">
      <Loaded query={service}>{(data) => (
        <Stack>
          <Head data={data} />
          <Loaded query={history}>{(versions) => (steward ? <ForStewards data={data} history={versions} /> : <Named form={null} data={data} history={versions}><HistoryPanel versions={versions.versions} /></Named>)}</Loaded>
        </Stack>
      )}</Loaded>
    </Page>
  );
}

function Head({ data }: { readonly data: ServicePageData }) {
  const { t } = useText();
  const words = useServiceWords();
  return <PageHeader title={t('directory.conditions.title')} over={words.name(data.service)} lead={t('directory.conditions.lead')} back={{ href: `/app/directory/${encodeURIComponent(data.service.id)}`, label: words.name(data.service) }} />;
}

interface BothProps {
  readonly data: ServicePageData;
  readonly history: CriteriaHistory;
}

/** Gives names of codes to everything inside. */
function Named({ form, data, history, children }: BothProps & { readonly form: CriteriaForm | null; readonly children: ReactNode }) {
  const [learnt, setLearnt] = useState<Readonly<Record<string, string>>>({});
  const value = useMemo(() => ({
    form, places: { ...data.placeNames, ...history.placeNames, ...learnt },
    learn: (code: string, name: string) => setLearnt((now) => ({ ...now, [code]: name })),
  }), [form, data.placeNames, history.placeNames, learnt]);
  return <NamesContext value={value}>{children}</NamesContext>;
}

function ForStewards({ data, history }: BothProps) {
  const form = useCriteriaForm();
  return <Loaded query={form}>{(names) => <Named form={names} data={data} history={history}><Written data={data} history={history} /></Named>}</Loaded>;
}

function Written({ data, history }: BothProps) {
  const { service } = data;
  const state = useVersionDraft(history, service);
  const queries = useQueryClient();
  const { error } = state.save;
  // Refused because another version came into force before: their version is fetched and shown beside what was typed.
  useEffect(() => {
    if (error?.has('directory.criteria-changed')) void queries.invalidateQueries({ queryKey: ['directory', 'criteria', service.id] });
  }, [error, queries, service.id]);
  return (
    <Stack>
      <WaitingCard waiting={history.waiting} onStartFrom={state.startFrom} />
      <ConditionsEditor service={service} state={state} />
      <HistoryPanel versions={history.versions} onStartFrom={state.startFrom} />
    </Stack>
  );
}
