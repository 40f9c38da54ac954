import { useEffect, useRef, useState } from 'react';
import { api } from '#platform/client';
import { Banner, Button, Card, Form, LinkButton, Page, PageHeader, Stack, useForm, useNavigate, useNotify, useText, useToday } from '#ui';
import { useSession } from '#access/screens';
import type { Candidate, DuplicateAnswer } from '../../schema.ts';
import { AdviceList } from '../advice-list.tsx';
import { DuplicateComparison, type Answer } from '../compare/duplicate-comparison.tsx';
import { FinishForm } from './finish-form.tsx';
import { birthOf, consentOf, personOf, probeOf, refuseImpossibleBirths, WhoDraft, type FinishDraft } from './register-draft.ts';
import { RegisterSteps, type OwnStep, type StepKey } from './register-steps.tsx';
import { WhoFields } from './who-fields.tsx';

/** Somebody who was just registered, or whose record was opened again. */
export interface Registered { readonly personId: string; readonly publicCode: string; readonly caseId: string | null }

interface Found { readonly who: WhoDraft; readonly answer: DuplicateAnswer }

function nameOf(parts: { givenNames: string; surname1: string; surname2?: string | null | undefined }): string {
  return [parts.givenNames, parts.surname1, parts.surname2].filter(Boolean).join(' ');
}

function typedOf(who: WhoDraft) {
  return { ...who, ...birthOf(who), numbers: who.documentNumber ? [who.documentNumber] : [] };
}

/** Where to go once the person is registered, and which further step that is. */
export interface After {
  readonly address: (registered: Registered) => string;
  readonly step?: Exclude<StepKey, OwnStep>;
}

const TO_THE_CASE: After = { address: ({ caseId }) => (caseId ? `/app/cases/${caseId}` : '/app/people') };

/** The way through the three steps: what was typed, who was found, what was answered, and what happens at the end. */
function useRegistration(then: After) {
  const { t, locale } = useText();
  const { actor } = useSession();
  const navigate = useNavigate();
  const notify = useNotify();
  const today = useToday();
  const [found, setFound] = useState<Found | null>(null);
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const [same, setSame] = useState<Candidate | null>(null);
  const [saved, setSaved] = useState<Registered | null>(null);
  const form = useForm({
    id: 'registry.register.who', schema: WhoDraft, initial: { documentSeen: false },
    onSubmit: async (who) => {
      refuseImpossibleBirths([{ field: 'birth', birth: who.birth }], today);
      setFound({ who, answer: await api.send<DuplicateAnswer>('POST', '/api/people/duplicates', probeOf(who)) });
    },
  });
  const latest = useRef(form);
  latest.current = form;
  // Checking is not saving: what was typed stays a draft until the person is registered.
  useEffect(() => {
    if (found) latest.current.setAll(latest.current.values);
  }, [found]);
  // Going on waits until the form has let go of its draft, or the application would ask about unsaved work.
  useEffect(() => {
    if (saved) navigate(then.address(saved));
  }, [saved, navigate, then]);

  const back = () => {
    setFound(null);
    setSame(null);
  };
  const finish = async (draft: FinishDraft) => {
    if (!found) return;
    const registered = await send(found, same, answers, draft, { country: actor.country, locale });
    form.reset();
    notify({ text: t('registry.register.saved', { name: nameOf(same ? same.person : found.who), code: registered.publicCode }) });
    setSaved(registered);
  };
  const answer = (personId: string, given: Answer | null) => setAnswers((now) => withAnswer(now, personId, given));
  return { form, found, answers, same, setSame, back, finish, answer };
}

function send(found: Found, same: Candidate | null, answers: Readonly<Record<string, Answer>>, draft: FinishDraft, by: { country: string; locale: string }): Promise<Registered> {
  const after = { case: { destinationAdmin2: draft.destinationAdmin2, urgency: draft.urgency }, consent: consentOf(draft, by.locale) };
  if (same) return api.send<Registered>('POST', `/api/people/${same.personId}/welcome`, { probe: probeOf(found.who), ...after });
  const decisions = found.answer.candidates.map((c) => ({ personId: c.personId, decision: answers[c.personId] }));
  return api.send<Registered>('POST', '/api/people', { person: personOf(found.who, draft, by.country), decisions, ...after });
}

type Registration = ReturnType<typeof useRegistration>;

function openOf({ found, answers }: Pick<Registration, 'found' | 'answers'>): readonly Candidate[] {
  return found?.answer.candidates.filter((c) => !answers[c.personId]) ?? [];
}

function stepOf(registration: Registration): OwnStep {
  if (!registration.found) return 'search';
  return registration.same || openOf(registration).length === 0 ? 'finish' : 'compare';
}

/** Registers somebody at a window: who is it, were they here before, and only then the rest. */
export function RegisterAtWindowPage({ then = TO_THE_CASE }: { readonly then?: After }) {
  const { t } = useText();
  const registration = useRegistration(then);
  const { form, found } = registration;
  const step = stepOf(registration);
  return (
    <Page title={t('registry.register.title')} width={step === 'compare' ? 'normal' : 'narrow'}>
      <PageHeader
        title={t('registry.register.title')} lead={t('registry.register.lead')}
        actions={step === 'search' ? <LinkButton href="/app/register/family" icon="people">{t('registry.family-form.title')}</LinkButton> : null}
      />
      <RegisterSteps current={step} {...(then.step ? { last: then.step } : {})} />
      {found
        ? <AfterSearch registration={registration} found={found} finishing={step === 'finish'} />
        : <Form form={form} submitLabel={t('registry.register.check')}><WhoFields form={form} /></Form>}
    </Page>
  );
}

function AfterSearch({ registration, found, finishing }: { readonly registration: Registration; readonly found: Found; readonly finishing: boolean }) {
  const { t } = useText();
  const { same, answers, answer, setSame, back, finish } = registration;
  return (
    <Stack>
      <AdviceList advice={found.answer.advice} />
      {same ? (
        <Card title={t('registry.register.welcome-title', { name: nameOf(same.person) })} icon="check" tone="accent">{t('registry.register.welcome-text')}</Card>
      ) : (
        <Comparison found={found} answers={answers} openCount={openOf(registration).length} onSame={setSame} onBack={back} onAnswer={answer} />
      )}
      {finishing ? (
        <FinishForm
          submitLabel={t(same ? 'registry.register.welcome' : 'registry.register.save')} birth={birthOf(found.who)} origin={found.who.originAdmin2}
          askPhone={!same} onSubmit={finish} onBack={back}
        />
      ) : null}
    </Stack>
  );
}

function withAnswer(now: Readonly<Record<string, Answer>>, personId: string, answer: Answer | null): Record<string, Answer> {
  const { [personId]: _, ...rest } = now;
  return answer ? { ...rest, [personId]: answer } : rest;
}

interface ComparisonProps {
  readonly found: Found;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly openCount: number;
  readonly onSame: (candidate: Candidate) => void;
  readonly onAnswer: (personId: string, answer: Answer | null) => void;
  readonly onBack: () => void;
}

function Comparison({ found, answers, openCount, onSame, onAnswer, onBack }: ComparisonProps) {
  const { t } = useText();
  const { candidates } = found.answer;
  if (candidates.length === 0) return <Banner tone="success" live>{t('registry.register.nobody')}</Banner>;
  return (
    <Stack>
      <DuplicateComparison typed={typedOf(found.who)} candidates={candidates} answers={answers} onAnswer={onAnswer} onSame={onSame} />
      {openCount > 0
        ? <Banner tone="info" action={<Button size="small" icon="left" onClick={onBack}>{t('registry.register.back')}</Button>}>{t('registry.compare.remaining', { n: openCount })}</Banner>
        : <Banner tone="success" live>{t('registry.register.answered')}</Banner>}
    </Stack>
  );
}
