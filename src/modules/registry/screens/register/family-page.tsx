import { useEffect, useRef, useState } from 'react';
import { URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, Form, Page, PageHeader, RadioGroup, Stack, useForm, useNavigate, useNotify, useText, useToday } from '#ui';
import { useSession } from '#access/screens';
import type { Candidate, DuplicateAnswer, RegisteredFamily } from '../../schema.ts';
import { AdviceList } from '../advice-list.tsx';
import { DuplicateComparison } from '../compare/duplicate-comparison.tsx';
import { PlaceField } from '../place-field.tsx';
import { commandOf, FamilyDraft, FamilyFinish, isChild, probeOfMember, type MemberAnswers, type MemberDraft } from './family-draft.ts';
import { birthOf, refuseImpossibleBirths, type WhoDraft } from './register-draft.ts';
import { FamilyFields } from './family-fields.tsx';
import { RegisterSteps } from './register-steps.tsx';

interface Found { readonly family: FamilyDraft; readonly answers: readonly DuplicateAnswer[] }

const NOBODY: MemberAnswers = { same: null, answers: {} };
const nameOf = (family: FamilyDraft, member: MemberDraft): string => {
  const { givenNames, surname1, surname2 } = probeOfMember(family, member);
  return [givenNames, surname1, surname2].filter(Boolean).join(' ');
};

/** Where the officer stands: typed, checked, answered, registered. */
function useFamily() {
  const { t, locale } = useText();
  const { actor } = useSession();
  const today = useToday();
  const navigate = useNavigate();
  const notify = useNotify();
  const [found, setFound] = useState<Found | null>(null);
  const [answered, setAnswered] = useState<readonly MemberAnswers[]>([]);
  const [saved, setSaved] = useState<RegisteredFamily | null>(null);
  const form = useForm({
    id: 'registry.register.family', schema: FamilyDraft, initial: { safety: 'ask-first', together: 'yes', members: [{ givenNames: '' }, { givenNames: '' }] },
    onSubmit: async (family) => {
      refuseImpossibleBirths(family.members.map((member, i) => ({ field: `members.${i}.birth`, birth: member.birth })), today);
      const { members } = await api.send<{ members: DuplicateAnswer[] }>('POST', '/api/families/duplicates', { members: family.members.map((m) => probeOfMember(family, m)) });
      setAnswered(family.members.map(() => NOBODY));
      setFound({ family, answers: members });
    },
  });
  const latest = useRef(form);
  latest.current = form;
  // Checking is not saving: what was typed stays a draft until everybody is registered.
  useEffect(() => {
    if (found) latest.current.setAll(latest.current.values);
  }, [found]);
  // Going on waits until the form has let go of its draft, or the application would ask about unsaved work.
  useEffect(() => {
    const first = saved?.members[0];
    if (first) navigate(`/app/people/${first.personId}`);
  }, [saved, navigate]);
  const answer = (at: number, next: MemberAnswers) => setAnswered((now) => now.map((a, i) => (i === at ? next : a)));
  const finish = async (draft: FamilyFinish) => {
    if (!found) return;
    const registered = await api.send<RegisteredFamily>('POST', '/api/families', commandOf(found.family, answered, draft, { country: actor.country, role: actor.role, locale, today }));
    form.reset();
    notify({ text: t('registry.family-form.saved', { n: registered.members.length }) });
    setSaved(registered);
  };
  return { form, found, answered, answer, finish, back: () => setFound(null) };
}

type Registration = ReturnType<typeof useFamily>;

function openIn(answer: DuplicateAnswer, given: MemberAnswers): readonly Candidate[] {
  return given.same ? [] : answer.candidates.filter((c) => !given.answers[c.personId]);
}

/** A family registered in one flow: what they share once, then each member; each goes through the duplicate check; all or nobody. */
export function RegisterFamilyPage() {
  const { t } = useText();
  const registration = useFamily();
  const { form, found, answered } = registration;
  const open = found ? found.answers.reduce((n, a, i) => n + openIn(a, answered[i]!).length, 0) : 0;
  return (
    <Page title={t('registry.family-form.title')} width={found && open > 0 ? 'normal' : 'narrow'}>
      <PageHeader title={t('registry.family-form.title')} lead={t('registry.family-form.lead')} />
      <RegisterSteps current={!found ? 'search' : open > 0 ? 'compare' : 'finish'} />
      {found ? <Checked registration={registration} found={found} open={open} /> : <Form form={form} submitLabel={t('registry.family-form.check')}><FamilyFields form={form} /></Form>}
    </Page>
  );
}

function Checked({ registration, found, open }: { readonly registration: Registration; readonly found: Found; readonly open: number }) {
  const { t } = useText();
  return (
    <Stack>
      {found.answers.map((answer, at) => <MemberCheck key={at} registration={registration} found={found} answer={answer} at={at} />)}
      {open > 0
        ? <Banner tone="info" action={<Button size="small" icon="left" onClick={registration.back}>{t('registry.register.back')}</Button>}>{t('registry.compare.remaining', { n: open })}</Banner>
        : <FinishFamily registration={registration} family={found.family} />}
    </Stack>
  );
}

function typedOf(family: FamilyDraft, member: MemberDraft) {
  return { ...probeOfMember(family, member), givenNames: member.givenNames, ...(member.birth ? birthOf(member as WhoDraft) : {}), numbers: member.documentNumber ? [member.documentNumber] : [] };
}

/** One member of the family: nobody like that is known, or who it may be, side by side. */
function MemberCheck({ registration, found, answer, at }: { readonly registration: Registration; readonly found: Found; readonly answer: DuplicateAnswer; readonly at: number }) {
  const { t } = useText();
  const { family } = found;
  const member = family.members[at]!;
  const given = registration.answered[at]!;
  const name = nameOf(family, member);
  const change = (next: Partial<MemberAnswers>) => registration.answer(at, { ...given, ...next });
  if (given.same) {
    return <Banner tone="success" icon="check" title={name} action={<Button size="small" onClick={() => change({ same: null })}>{t('registry.compare.change')}</Button>}>{t('registry.family-form.welcome')}</Banner>;
  }
  return (
    <Stack gap={2}>
      <AdviceList advice={answer.advice} />
      {answer.candidates.length === 0 ? <Banner tone="success" title={name}>{t('registry.family-form.new')}</Banner> : (
        <Card title={t('registry.family-form.compare', { name })} icon="people">
          <DuplicateComparison
            typed={typedOf(family, member)} candidates={answer.candidates} answers={given.answers} onSame={(same) => change({ same })}
            onAnswer={(personId, said) => {
              const { [personId]: _, ...rest } = given.answers;
              change({ answers: said ? { ...rest, [personId]: said } : rest });
            }}
          />
        </Card>
      )}
    </Stack>
  );
}

function FinishFamily({ registration, family }: { readonly registration: Registration; readonly family: FamilyDraft }) {
  const { t } = useText();
  const today = useToday();
  const adults = family.members.flatMap((member, i) => (isChild(member, today) && i > 0 ? [] : [{ i, name: nameOf(family, member) }]));
  const form = useForm({
    id: null, schema: FamilyFinish, onSubmit: registration.finish,
    initial: { urgency: '2weeks', readAloud: false, adults: adults.map(({ i }) => String(i)), consents: {}, ...(family.originAdmin2 ? { destinationAdmin2: family.originAdmin2 } : {}) },
  });
  return (
    <Form form={form} submitLabel={t('registry.family-form.save', { n: family.members.length })} actions={<Button look="quiet" icon="left" onClick={registration.back}>{t('registry.register.back')}</Button>}>
      <Stack>
        <Card title={t('registry.register.finish')} icon="place">
          <Stack>
            <PlaceField {...form.field('destinationAdmin2')} label={t('registry.field.destination')} hint={t('registry.register.destination-hint')} />
            <RadioGroup {...form.field('urgency')} label={t('registry.field.urgency')} options={URGENCIES.map((value) => ({ value, label: t(`registry.urgency.${value}`) }))} layout="row" />
          </Stack>
        </Card>
        <Card title={t('registry.consent.title')} icon="shield">
          <Stack>
            <Banner tone="info">{t('registry.consent.wording.case')}</Banner>
            {adults.map(({ i, name }) => (
              <RadioGroup
                key={i} {...form.field(`consents.${i}`)} label={t('registry.family-form.consent', { name })} layout="row"
                options={[{ value: 'yes', label: t('registry.consent.yes') }, { value: 'no', label: t('registry.consent.no') }]}
              />
            ))}
            <p className="ui-note">{t('registry.family-form.consent-children')}</p>
            <Checkbox {...form.field('readAloud')} label={t('registry.consent.read-aloud')} />
          </Stack>
        </Card>
      </Stack>
    </Form>
  );
}
