import { useState } from 'react';
import { Button, ButtonRow, Card, Icon, Note, Row, Stack, StatusTag, useText } from '#ui';
import { wordingIn, type Question } from '../instrument.ts';
import { readable } from '../rules/answers.ts';
import type { Answer, AnswerValue, AskedQuestion } from '../schema.ts';
import { QuestionField } from './question-field.tsx';

export interface QuestionCardProps {
  readonly question: Question;
  readonly asked: AskedQuestion;
  readonly answer: Answer | null;
  readonly wrong: boolean;
  readonly onAnswer: (answer: Answer | null) => void;
}

function useReadable(question: Question): (value: AnswerValue) => string {
  const { t, locale } = useText();
  return (value) => readable(question, value, { locale, yes: t('assessment.yes'), no: t('assessment.no'), none: t('assessment.nothing'), place: (id) => id });
}

/** What is known already: one look, one key, no question. */
function Known({ question, asked, answer, onAnswer, onEdit }: Omit<QuestionCardProps, 'wrong'> & { readonly onEdit: () => void }) {
  const { t, locale } = useText();
  const read = useReadable(question);
  const confirmed = answer?.state === 'confirmed';
  return (
    <div className="assessment-known">
      <Row spread align="start">
        <div>
          <p className="assessment-known__over"><Icon name="check" size={16} /> {t('assessment.we-know')}</p>
          <p className="assessment-known__question">{wordingIn(question.label, locale)}</p>
          <p className="assessment-known__value">{asked.known === null ? '—' : read(asked.known)}</p>
        </div>
        {confirmed ? <StatusTag tone="success" icon="check">{t('assessment.confirmed')}</StatusTag> : null}
      </Row>
      <ButtonRow>
        {confirmed ? null : <Button size="small" look="primary" icon="check" onClick={() => onAnswer({ state: 'confirmed' })}>{t('assessment.still-so')}</Button>}
        <Button size="small" look="quiet" icon="edit" onClick={onEdit}>{t('assessment.has-changed')}</Button>
      </ButtonRow>
    </div>
  );
}

function Declined({ question, answer, onAnswer }: Pick<QuestionCardProps, 'question' | 'answer' | 'onAnswer'>) {
  const { t, locale } = useText();
  const unknown = answer?.state === 'dontKnow';
  return (
    <div className="assessment-known">
      <p className="assessment-known__question">{wordingIn(question.label, locale)}</p>
      <p className="assessment-known__value">{unknown ? t('assessment.dont-know') : t('assessment.declined')}</p>
      {answer ? (
        <ButtonRow><Button size="small" look="quiet" icon="undo" onClick={() => onAnswer(null)}>{t('assessment.answer-after-all')}</Button></ButtonRow>
      ) : <Note>{t('assessment.not-asked-again')}</Note>}
    </div>
  );
}

function AskIt({ question, asked, answer, wrong, onAnswer }: QuestionCardProps) {
  const { t } = useText();
  const value = answer?.state === 'value' ? answer.value : asked.state === 'ask' ? asked.known : null;
  return (
    <Stack gap={2}>
      {question.sensitivity === 'restricted' ? <Row gap={2}><StatusTag tone="info" icon="lock">{t('assessment.restricted')}</StatusTag></Row> : null}
      <QuestionField
        question={question} value={value} error={wrong ? t('errors.assessment.answer-does-not-fit') : undefined}
        onChange={(next) => onAnswer(next === null ? null : { state: 'value', value: next })}
      />
      {answer?.state === 'value' ? null : (
        <ButtonRow>
          <Button size="small" look="quiet" onClick={() => onAnswer({ state: 'declined' })}>{t('assessment.decline')}</Button>
          <Button size="small" look="quiet" onClick={() => onAnswer({ state: 'dontKnow' })}>{t('assessment.cannot-say')}</Button>
        </ButtonRow>
      )}
    </Stack>
  );
}

type Look = 'silent' | 'known' | 'ask';

/** How a question shows: what was declined is left in peace, what is known waits for a nod, the rest is asked. */
function lookOf(asked: AskedQuestion, answer: Answer | null, editing: boolean): Look {
  if (answer) return answer.state === 'value' ? 'ask' : answer.state === 'confirmed' ? (editing ? 'ask' : 'known') : 'silent';
  if (asked.state === 'declined') return 'silent';
  return asked.state === 'confirm' && !editing ? 'known' : 'ask';
}

/** One question as it stands: to ask, to confirm, declined. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, asked, answer, onAnswer } = props;
  const [editing, setEditing] = useState(false);
  const look = lookOf(asked, answer, editing);
  const edit = () => {
    setEditing(true);
    if (answer?.state === 'confirmed') onAnswer(null);
  };
  return (
    <Card>
      {look === 'silent' ? <Declined question={question} answer={answer} onAnswer={onAnswer} /> : null}
      {look === 'known' ? <Known {...props} onEdit={edit} /> : null}
      {look === 'ask' ? <AskIt {...props} /> : null}
    </Card>
  );
}
