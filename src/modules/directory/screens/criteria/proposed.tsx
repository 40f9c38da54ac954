import { useMemo, useState } from 'react';
import type { CountryCode } from '#kernel/codes';
import { useSession } from '#access/screens';
import { Banner, Card, Loaded, Note, Stack, useText } from '#ui';
import type { CriteriaForm } from '../../criteria-form/schema.ts';
import type { Conditions } from '../../matching/preview.ts';
import { offerAnywhere } from '../../offers.ts';
import type { Service } from '../../schema.ts';
import type { ProposedConditions, Review } from '../../schema/stewardship.ts';
import { useService } from '../data.ts';
import { Compared, type Told } from './compared.tsx';
import './criteria.css';
import { useCriteriaForm } from './data.ts';
import { NamesContext } from './names.ts';
import { NeedChoice } from './need-choice.tsx';
import { PreviewPanel } from './preview-panel.tsx';

interface ProposedProps { readonly data: Review; readonly conditions: ProposedConditions }

/** Proposed conditions as whoever reviews them needs to see them: what differs as sentences, and whom it would touch among made-up people. */
export function ProposedConditionsView(props: ProposedProps) {
  const { actor } = useSession();
  return actor.role === 'steward' ? <ForStewards {...props} /> : <WithNames {...props} form={null} service={null} />;
}

function ForStewards(props: ProposedProps) {
  const form = useCriteriaForm();
  const service = useService(props.data.proposal.entryId);
  // What became of it is told without the service too: it may be out of sight by now.
  if (props.data.held === null) return <WithNames {...props} form={null} service={null} />;
  return <Loaded query={form}>{(names) => <Loaded query={service}>{(page) => <WithNames {...props} form={names} service={page.service} />}</Loaded>}</Loaded>;
}

interface NamedProps extends ProposedProps { readonly form: CriteriaForm | null; readonly service: Service | null }

function WithNames({ form, service, ...props }: NamedProps) {
  const { proposal, names } = props.data;
  const value = useMemo(() => ({ form, places: names, learn: () => undefined }), [form, names]);
  const waits = proposal.state === 'waiting';
  return (
    <NamesContext value={value}>
      <Stack>
        <Difference {...props} />
        {waits && service && props.data.held ? <Effect {...props} service={service} /> : null}
      </Stack>
    </NamesContext>
  );
}

/** What holds on the first day without them; of what was decided, what held when it was proposed. */
function heldOf({ proposal, held }: Review, conditions: ProposedConditions): Told {
  if (proposal.state === 'waiting' && held) return { ...held, reason: null };
  const before = (field: string, same: unknown): unknown => { const change = proposal.changes.find((one) => one.field === field); return change ? change.before : same; };
  const period = (before('period', null) ?? {}) as Partial<Pick<Told, 'from' | 'until'>>;
  return { criteria: before('criteria', conditions.criteria), needCriteria: before('needCriteria', conditions.needCriteria) as Told['needCriteria'], from: period.from ?? null, until: period.until ?? null, reason: null };
}

function Difference({ data, conditions }: ProposedProps) {
  const { t, formatDate } = useText();
  const { held, proposal } = data;
  const moved = held !== null && proposal.state === 'waiting' && held.wouldHoldFrom !== conditions.from;
  const wanted: Told = { ...conditions, from: moved ? held.wouldHoldFrom : conditions.from, reason: null };
  return (
    <Card title={t('directory.conditions.proposed')} icon="swap">
      <Stack gap={3}>
        {moved ? <Banner tone="info" title={t('directory.conditions.moved', { from: formatDate(conditions.from), now: formatDate(held.wouldHoldFrom) })} /> : null}
        <Compared left={heldOf(data, conditions)} right={wanted} titles={[t('directory.keep.before'), t('directory.keep.wanted')]} />
        <Note>{t('directory.conditions.past-stays')}</Note>
      </Stack>
    </Card>
  );
}

function Effect({ data, conditions, service }: ProposedProps & { readonly service: Service }) {
  const { actor } = useSession();
  const offer = useMemo(() => offerAnywhere(actor.country as CountryCode, service), [actor.country, service]);
  const [need, setNeed] = useState(service.serviceTypes[0]!);
  const [before, after] = [data.held, conditions] as unknown as [Conditions, Conditions];
  return (
    <Stack>
      <NeedChoice service={service} conditions={[before, after]} need={need} onChange={setNeed} />
      <PreviewPanel offer={offer} needCode={need} before={before} after={after} />
    </Stack>
  );
}
