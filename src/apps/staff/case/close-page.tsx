import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { OfficerReferral } from '#referrals/schema';
import { CLOSING_CODES, REACHED, REFERRALS_LEFT, type ClosingCode, type ClosingView } from '#registry/schema';
import { DraftsThatEnd } from '#referrals/pages';
import { useClosing, useClosingWords } from '#registry/pages';
import {
  Banner, Button, Card, DescriptionList, Form, type FormState, Loaded, Note, Page, PageHeader, RadioGroup, Stack, Stepper, TextArea, useForm, useNavigate, useNotify, useText,
} from '#ui';
import { CloseDraft, commandOf, isSilent, openReferrals, thingsToTell } from './close-draft.ts';
import type { ClosingLists, ToTell } from './close-draft.ts';
import { asked } from './use-case.ts';

const STEPS = ['why', 'check'] as const;
type At = (typeof STEPS)[number];

/** Closing a case in two steps: why and what was reached, then a look at what follows. What was typed is kept. */
export function CloseCasePage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const view = useClosing(caseId);
  const needs = useQuery(asked.needs(caseId));
  const referrals = useQuery(asked.referrals(caseId));
  const plan = useQuery(asked.plan(caseId));
  return (
    <Page title={t('registry.closing.title')} width="narrow">
      <Loaded query={view}>
        {(found) => (found.case.state === 'closed'
          ? <><Head view={found} /><Banner tone="info">{t('registry.closing.closed-already')}</Banner></>
          : <Loaded query={needs}>{(n) => <Loaded query={referrals}>{(r) => <Loaded query={plan}>{({ goals }) => <Closing view={found} lists={{ ...n, ...r, goals }} />}</Loaded>}</Loaded>}</Loaded>)}
      </Loaded>
    </Page>
  );
}

function Head({ view }: { readonly view: ClosingView }) {
  const { t } = useText();
  return <PageHeader title={t('registry.closing.title')} over={view.case.publicCode} back={{ href: `/app/cases/${view.case.caseId}`, label: t('staff.case.title', { code: view.case.publicCode }) }} />;
}

type ClosingForm = FormState<typeof CloseDraft>;

/** The reason that another page proposes, such as that the case went to another country. */
function askedCode(): { code?: ClosingCode } {
  const code = CLOSING_CODES.find((one) => one === new URLSearchParams(window.location.search).get('code'));
  return code ? { code } : {};
}

/** One draft for both steps: going on to the second is no sending, so what was typed stays a draft. */
function useClosingForm({ view, lists }: { readonly view: ClosingView; readonly lists: ClosingLists }): { form: ClosingForm; at: At; setAt: (at: At) => void } {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const [at, setAt] = useState<At>('why');
  const { caseId } = view.case;
  const known = thingsToTell(undefined, lists.needs, lists.goals).flatMap(({ id, so }) => (so ? [[id, so] as const] : []));
  const form = useForm({
    id: `registry.close.${caseId}`, schema: CloseDraft, initial: { reached: Object.fromEntries(known), ...askedCode() },
    onSubmit: async (draft) => {
      if (at === 'why') return setAt('check');
      await api.send('POST', `/api/cases/${caseId}/close`, commandOf(draft, lists));
      notify({ text: t('registry.closing.done') });
      navigate(`/app/cases/${caseId}`);
    },
  });
  const onward: ClosingForm = { ...form, submit: async () => { await form.submit(); form.setAll(form.values); } };
  return { form: at === 'why' ? onward : form, at, setAt };
}

function Closing({ view, lists }: { readonly view: ClosingView; readonly lists: ClosingLists }) {
  const { t } = useText();
  const { form, at, setAt } = useClosingForm({ view, lists });
  const steps = STEPS.map((key) => ({ key, label: t(`registry.closing.step.${key}`), state: key === at ? 'current' as const : key === 'why' ? 'done' as const : 'coming' as const }));
  return (
    <>
      <Head view={view} />
      <Stepper steps={steps} label={t('registry.closing.steps')} />
      <Objections view={view} />
      <Form
        form={form} submitLabel={t(at === 'why' ? 'registry.closing.next' : 'registry.closing.submit')}
        actions={at === 'check' ? <Button look="quiet" icon="left" onClick={() => setAt('why')}>{t('registry.closing.change')}</Button> : null}
      >
        {at === 'why' ? <Why form={form} view={view} lists={lists} /> : <Check form={form} view={view} lists={lists} />}
      </Form>
    </>
  );
}

/** What must be settled first. The form can be filled in meanwhile, and is kept. */
function Objections({ view: { objections } }: { readonly view: ClosingView }) {
  const { t } = useText();
  if (objections.length === 0) return null;
  return (
    <Banner tone="warning" title={t('registry.closing.stands-against')}>
      <ul>{objections.map(({ code, message }) => <li key={code}>{message}</li>)}</ul>
      <p>{t('registry.closing.kept')}</p>
    </Banner>
  );
}

interface StepProps { readonly form: ClosingForm; readonly view: ClosingView; readonly lists: ClosingLists }

const HINTED: ReadonlySet<string> = new Set(['moved', 'lost', 'died', 'left-country']);

function Why({ form, view, lists }: StepProps) {
  const { t } = useText();
  const wordsOf = useClosingWords();
  const { code } = form.values;
  return (
    <Stack gap={5}>
      <Card title={t('registry.closing.code')} icon="check">
        <Stack>
          <RadioGroup
            {...form.field('code')} label={t('registry.closing.code')} hideLabel
            options={CLOSING_CODES.map((value) => ({ value, label: wordsOf(view, value), ...(HINTED.has(value) ? { hint: t(`registry.closing.hint.${value}`) } : {}) }))}
          />
          <TextArea {...form.field('why')} label={t('registry.closing.why')} hint={t('registry.closing.why-hint')} optional={code !== 'other'} rows={3} maxLength={1000} />
        </Stack>
      </Card>
      <WhatWasReached form={form} things={thingsToTell(code, lists.needs, lists.goals)} />
      {isSilent(code) ? null : <WhatBecomes form={form} referrals={openReferrals(lists.referrals)} />}
    </Stack>
  );
}

function WhatWasReached({ form, things }: { readonly form: ClosingForm; readonly things: readonly ToTell[] }) {
  const { t, locale } = useText();
  if (things.length === 0) return null;
  return (
    <Card title={t('registry.closing.reached')} icon="heart">
      <Stack>
        <Note>{t('registry.closing.reached-lead')}</Note>
        {things.map((thing) => (
          <RadioGroup key={thing.id} {...form.field(`reached.${thing.id}`)} label={thing.label[locale]} layout="row" optional options={REACHED.map((value) => ({ value, label: t(`registry.closing.result.${value}`) }))} />
        ))}
      </Stack>
    </Card>
  );
}

function WhatBecomes({ form, referrals }: { readonly form: ClosingForm; readonly referrals: readonly OfficerReferral[] }) {
  const { t, locale } = useText();
  if (referrals.length === 0) return null;
  return (
    <Card title={t('registry.closing.referrals')} icon="send">
      <Stack>
        <Note>{t('registry.closing.referrals-lead')}</Note>
        {referrals.map((referral) => {
          const field = form.field(`left.${referral.referralId}`);
          return (
            <RadioGroup
              key={referral.referralId} {...field} value={field.value ?? 'withdraw'} label={referral.serviceName[locale]} layout="row"
              options={REFERRALS_LEFT.map((value) => ({ value, label: t(`registry.closing.left.${value}`) }))}
            />
          );
        })}
      </Stack>
    </Card>
  );
}

/** Everything once more in words, and what follows of it. */
function Check({ form, view, lists }: StepProps) {
  const { t, locale } = useText();
  const wordsOf = useClosingWords();
  const { code, why, reached = {}, left = {} } = form.values;
  const silent = isSilent(code);
  const told = thingsToTell(code, lists.needs, lists.goals).flatMap(({ id, label }) => {
    const result = reached[id];
    return result ? [{ term: label[locale], value: t(`registry.closing.result.${result}`) }] : [];
  });
  const become = silent ? [] : openReferrals(lists.referrals).map((r) => ({ term: r.serviceName[locale], value: t(`registry.closing.left.${left[r.referralId] ?? 'withdraw'}`) }));
  return (
    <Stack gap={5}>
      <Card title={code ? wordsOf(view, code) : ''} icon="check">
        <Stack>
          {why ? <p>{why}</p> : null}
          {told.length + become.length > 0 ? <DescriptionList columns={2} items={[...told, ...become]} /> : null}
        </Stack>
      </Card>
      <DraftsThatEnd caseId={view.case.caseId} />
      <Card title={t('registry.closing.follows')} tone="sunken" icon="info">
        <p>{t('registry.closing.follows.contacts')}</p>
        <p>{t(silent ? 'registry.closing.follows.silent' : 'registry.closing.follows.reopen')}</p>
      </Card>
    </Stack>
  );
}
