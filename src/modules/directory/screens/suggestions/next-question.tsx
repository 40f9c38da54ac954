import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { factValueKey } from '#kernel/fact-words';
import { factDefinition, type FactCode, type FactValue } from '#kernel/facts';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, CheckboxGroup, LinkButton, NumberField, Stack, useNotify, useText } from '#ui';
import type { NextQuestion } from '#directory/matching';
import type { SuggestionWords } from './words.ts';

interface QuestionProps {
  readonly question: NextQuestion;
  readonly personId: string;
  readonly caseId: string;
  readonly words: SuggestionWords;
}

type Answer = { readonly state: 'known'; readonly value: FactValue } | { readonly state: 'declined' };

/** An entry of a map fact is recorded together with the entries known so far. */
function toRecord(question: NextQuestion, answer: Answer): Answer {
  if (answer.state === 'declined' || question.key === undefined) return answer;
  return { state: 'known', value: { ...question.entries, [question.key]: String(answer.value) } };
}

/** A declined answer would hide the other entries of a map fact, so only facts that stand alone may be declined here. */
const mayDecline = (question: NextQuestion): boolean => question.key === undefined;

/** The one question whose answer settles most, answered on the spot. */
export function NextQuestionCard({ question, personId, caseId, words }: QuestionProps) {
  const { t } = useText();
  const notify = useNotify();
  const record = useMutation({
    mutationFn: (answer: Answer) => api.send('POST', `/api/people/${personId}/facts`, { facts: [{ code: question.fact, ...toRecord(question, answer) }] }),
    onSuccess: () => notify({ tone: 'success', text: t('directory.suggestions.question.saved') }),
  });
  return (
    <Card title={t('directory.suggestions.question.title')} icon="question" tone="accent">
      <Stack gap={3}>
        <p className="directory-suggestions__question">{words.question(question.fact, question.key)}</p>
        <p className="directory-suggestions__owner">{t('directory.suggestions.question.offers', { n: question.offers })}</p>
        <Answers fact={question.fact} caseId={caseId} pending={record.isPending} onAnswer={(value) => record.mutate({ state: 'known', value })} />
        {mayDecline(question) ? (
          <ButtonRow>
            <Button look="quiet" size="small" pending={record.isPending} onClick={() => record.mutate({ state: 'declined' })}>{t('directory.suggestions.question.declined')}</Button>
          </ButtonRow>
        ) : null}
      </Stack>
    </Card>
  );
}

interface AnswerProps {
  readonly fact: FactCode;
  readonly caseId: string;
  readonly pending: boolean;
  readonly onAnswer: (value: FactValue) => void;
}

/** The answers that the kind of fact allows; what needs a list kept elsewhere is answered in the assessment. */
function Answers(props: AnswerProps) {
  const def = factDefinition(props.fact);
  switch (def.kind) {
    case 'boolean': return <OneOf {...props} values={[true, false]} />;
    case 'code':
    case 'ordered':
    case 'map': return <OneOf {...props} values={def.values} />;
    case 'number': return <NumberAnswer {...props} min={def.min} max={def.max} />;
    case 'codes': return def.values ? <SeveralOf {...props} values={def.values} /> : <InAssessment {...props} />;
    case 'open-code': return <InAssessment {...props} />;
  }
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function OneOf({ fact, values, pending, onAnswer }: AnswerProps & { readonly values: readonly (string | boolean)[] }) {
  const { t } = useText();
  return (
    <ButtonRow>
      {values.map((value) => (
        <Button key={String(value)} size="small" pending={pending} onClick={() => onAnswer(value)}>{capital(t(factValueKey(fact, value)))}</Button>
      ))}
    </ButtonRow>
  );
}

function NumberAnswer({ fact, min, max, pending, onAnswer }: AnswerProps & { readonly min: number; readonly max: number }) {
  const { t } = useText();
  const [value, setValue] = useState<number | undefined>();
  const fits = value !== undefined && Number.isInteger(value) && value >= min && value <= max;
  return (
    <form className="directory-suggestions__answer" onSubmit={(event) => { event.preventDefault(); if (fits) onAnswer(value); }}>
      <NumberField name={fact} label={t(`directory.facts.${fact}.label`)} value={value} onChange={setValue} />
      <Button type="submit" size="small" pending={pending}>{t('directory.suggestions.question.save')}</Button>
    </form>
  );
}

function SeveralOf({ fact, values, pending, onAnswer }: AnswerProps & { readonly values: readonly string[] }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const options = values.map((value) => ({ value, label: capital(t(factValueKey(fact, value))) }));
  return (
    <form className="directory-suggestions__answer" onSubmit={(event) => { event.preventDefault(); onAnswer(chosen); }}>
      <CheckboxGroup name={fact} label={t(`directory.facts.${fact}.label`)} options={options} value={chosen} onChange={(value) => setChosen(value ?? [])} />
      <Button type="submit" size="small" pending={pending}>{t('directory.suggestions.question.save')}</Button>
    </form>
  );
}

function InAssessment({ caseId }: AnswerProps) {
  const { t } = useText();
  return <LinkButton href={`/app/cases/${caseId}/assessment`} size="small">{t('directory.suggestions.question.assessment')}</LinkButton>;
}
