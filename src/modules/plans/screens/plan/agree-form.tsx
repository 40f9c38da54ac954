import { LOCALES } from '#kernel/codes';
import { api } from '#platform/client';
import { Card, Checkbox, DateField, Form, Note, RadioGroup, Select, Stack, StatusTag, useForm, useText } from '#ui';
import { useSession } from '#access/screens';
import { AGREED_BY, AGREED_HOW, AgreePlan, type DraftSaved, type PlanView } from '../../plan/schema.ts';

const asAsked = AgreePlan.omit({ seq: true });

interface AgreeProps { readonly view: PlanView; readonly problems: DraftSaved['problems']; readonly flush: () => Promise<number>; readonly waiting: boolean }

/** At the end of a draft: what is missing, or the agreement. */
export function AgreeCard({ view, problems, flush, waiting }: AgreeProps) {
  const { t } = useText();
  const missing = [...new Set(problems.map((p) => p.message))];
  if (missing.length > 0) {
    return (
      <Card title={t('plans.plan.missing')} icon="info" tone="sunken">
        <ul>{missing.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      </Card>
    );
  }
  return (
    <Card title={t('plans.plan.agree')} icon="check" tone="accent">
      <Stack gap={3}>
        <div>{waiting ? null : <StatusTag tone="success" icon="check">{t('plans.plan.ready')}</StatusTag>}</div>
        <Note>{t('plans.plan.agree-lead')}</Note>
        <AgreeForm view={view} flush={flush} />
      </Stack>
    </Card>
  );
}

/** Names of languages as the reader says them. */
function useLanguageName(): (code: string) => string {
  const { locale } = useText();
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' });
  return (code) => names.of(code) ?? code;
}

function AgreeForm({ view, flush }: { readonly view: PlanView; readonly flush: () => Promise<number> }) {
  const { t } = useText();
  const languageName = useLanguageName();
  const form = useForm({
    id: `plans.plan.agree.${view.caseId}.${view.version}`, schema: asAsked,
    initial: { locale: view.offers.locale, spoken: null, givenBy: view.tooYoung ? 'guardian' : 'person', guardianId: view.guardians.length === 1 ? view.guardians[0]!.personId : null, childAssent: false, reviewOn: view.offers.reviewOn },
    // What is agreed is what was kept: everything typed is saved first.
    onSubmit: async (command) => api.send('POST', `/api/cases/${view.caseId}/plan/agreement`, { ...command, seq: await flush() }),
  });
  return (
    <Form form={form} submitLabel={t('plans.plan.agree')}>
      <RadioGroup {...form.field('how')} label={t('plans.plan.how')} options={AGREED_HOW.map((how) => ({ value: how, label: t(`plans.plan.how.${how}`) }))} />
      <RadioGroup {...form.field('locale')} label={t('plans.plan.locale')} layout="row" options={LOCALES.map((l) => ({ value: l, label: t(`plans.plan.locale.${l}`) }))} />
      <Select {...form.field('spoken')} label={t('plans.plan.spoken')} optional options={view.offers.languages.map((code) => ({ value: code, label: languageName(code) }))} />
      {view.tooYoung ? <ChildFields form={form} view={view} /> : null}
      <DateField {...form.field('reviewOn')} label={t('plans.plan.review-on')} />
    </Form>
  );
}

function ChildFields({ form, view }: { readonly form: ReturnType<typeof useForm<typeof asAsked>>; readonly view: PlanView }) {
  const { t } = useText();
  const { actor } = useSession();
  const givers = AGREED_BY.filter((by) => by === 'guardian' || (by === 'protection' && actor.role === 'protection'));
  return (
    <>
      <RadioGroup {...form.field('givenBy')} label={t('plans.plan.given-by')} options={givers.map((by) => ({ value: by, label: t(`plans.plan.given-by.${by}`) }))} />
      {form.values.givenBy === 'guardian' ? <Select {...form.field('guardianId')} label={t('plans.plan.guardian')} options={view.guardians.map((g) => ({ value: g.personId, label: g.name }))} /> : null}
      <Checkbox {...form.field('childAssent')} label={t('plans.plan.child-assent')} />
    </>
  );
}
