import { useEffect, useRef, useState } from 'react';
import { URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import { useSession } from '#access/screens';
import { Banner, Button, Card, Form, Note, RadioGroup, Stack, useForm, useNavigate, useNotify, useText, useToday } from '#ui';
import type { Candidate, ComingAbroad, DuplicateAnswer } from '../../schema.ts';
import { DuplicateComparison, type Answer } from '../compare/duplicate-comparison.tsx';
import { PlaceField } from '../place-field.tsx';
import { birthOf, probeOf, refuseImpossibleBirths, WhoDraft } from '../register/register-draft.ts';
import { WhoFields } from '../register/who-fields.tsx';
import { commandOf, OpenDraft, personOf, whoOf } from './accept-draft.ts';

interface Found { readonly who: WhoDraft; readonly answer: DuplicateAnswer }

function withAnswer(now: Readonly<Record<string, Answer>>, personId: string, answer: Answer | null): Record<string, Answer> {
  const { [personId]: _, ...rest } = now;
  return answer ? { ...rest, [personId]: answer } : rest;
}

function useAccepting(coming: ComingAbroad) {
  const today = useToday();
  const [found, setFound] = useState<Found | null>(null);
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const [same, setSame] = useState<Candidate | null>(null);
  const form = useForm({
    id: `registry.abroad.accept.${coming.abroadId}`, schema: WhoDraft, initial: whoOf(coming),
    onSubmit: async (who) => {
      refuseImpossibleBirths([{ field: 'birth', birth: who.birth }], today);
      setFound({ who, answer: await api.send<DuplicateAnswer>('POST', '/api/people/duplicates', probeOf(who)) });
    },
  });
  const latest = useRef(form);
  latest.current = form;
  // Checking is not saving: what was corrected stays a draft until the case is taken.
  useEffect(() => {
    if (found) latest.current.setAll(latest.current.values);
  }, [found]);
  const answer = (personId: string, given: Answer | null) => setAnswers((now) => withAnswer(now, personId, given));
  const back = () => { setFound(null); setSame(null); };
  const open = found?.answer.candidates.filter((c) => !answers[c.personId]) ?? [];
  return { form, found, answers, answer, same, setSame, back, open };
}

function OpenForm({ coming, found, answers, same, onDone }: { readonly coming: ComingAbroad; readonly found: Found; readonly answers: Readonly<Record<string, Answer>>; readonly same: Candidate | null; readonly onDone: () => void }) {
  const { t } = useText();
  const { actor } = useSession();
  const notify = useNotify();
  const navigate = useNavigate();
  const [saved, setSaved] = useState<string | null>(null);
  const form = useForm({
    id: `registry.abroad.open.${coming.abroadId}`, schema: OpenDraft, initial: { urgency: coming.urgency, ...(found.who.originAdmin2 ? { destinationAdmin2: found.who.originAdmin2 } : {}) },
    onSubmit: async (open) => {
      const command = commandOf(personOf(found.who, coming, actor.country), found.answer, answers, same?.personId ?? null, open);
      const taken = await api.send<{ caseId: string }>('POST', `/api/abroad/coming/${coming.abroadId}/accept`, command);
      onDone();
      notify({ text: t('registry.abroad.accepted-notice') });
      setSaved(taken.caseId);
    },
  });
  // Going on waits until the forms have let go of their drafts.
  useEffect(() => {
    if (saved) navigate(`/app/cases/${saved}`);
  }, [saved, navigate]);
  return (
    <Form form={form} submitLabel={t(same ? 'registry.abroad.accept-same' : 'registry.abroad.accept-new')}>
      <Card title={t('registry.register.finish')} icon="place">
        <Stack>
          <PlaceField {...form.field('destinationAdmin2')} label={t('registry.field.destination')} hint={t('registry.register.destination-hint')} />
          <RadioGroup {...form.field('urgency')} label={t('registry.field.urgency')} options={URGENCIES.map((value) => ({ value, label: t(`registry.urgency.${value}`) }))} layout="row" />
        </Stack>
      </Card>
    </Form>
  );
}

type Accepting = ReturnType<typeof useAccepting>;

/** Who the person is in this country: nobody found, those who may be, or the one it is. */
function Known({ accepting: { answers, answer, same, setSame }, found }: { readonly accepting: Accepting; readonly found: Found }) {
  const { t } = useText();
  const { who, answer: { candidates } } = found;
  if (same) {
    const name = [same.person.givenNames, same.person.surname1, same.person.surname2].filter(Boolean).join(' ');
    return <Card title={t('registry.register.welcome-title', { name })} icon="check" tone="accent">{t('registry.abroad.same-text')}</Card>;
  }
  if (candidates.length === 0) return <Banner tone="success" live>{t('registry.register.nobody')}</Banner>;
  const typed = { ...who, ...birthOf(who), numbers: who.documentNumber ? [who.documentNumber] : [] };
  return <DuplicateComparison typed={typed} candidates={candidates} answers={answers} onAnswer={answer} onSame={setSame} typedTitle={t('registry.abroad.came-column')} />;
}

/** Taking a case over: what came is there already and is confirmed or corrected; then whether the person is known here, and where they go. */
export function AcceptForm({ coming, onCancel }: { readonly coming: ComingAbroad; readonly onCancel: () => void }) {
  const { t } = useText();
  const accepting = useAccepting(coming);
  const { form, found, answers, same, back, open } = accepting;
  if (!found) {
    return <Form form={form} submitLabel={t('registry.register.check')} onCancel={onCancel}><Stack><Note>{t('registry.abroad.accept-lead')}</Note><WhoFields form={form} /></Stack></Form>;
  }
  return (
    <Stack>
      <Known accepting={accepting} found={found} />
      {same || open.length === 0 ? <OpenForm coming={coming} found={found} answers={answers} same={same} onDone={form.reset} /> : null}
      <div><Button look="quiet" icon="left" onClick={back}>{t('registry.register.back')}</Button></div>
    </Stack>
  );
}
