import { QuestionField } from '#assessment/pages';
import { questionsOf, wordingIn, type Answer, type AnswerValue, type Instrument, type Question } from '#assessment/schema';
import { api } from '#platform/client';
import { useCaseAddress } from '#registry/screens';
import { Banner, Card, Checkbox, Form, Note, Progress, Select, Stack, useForm, useNavigate, useText } from '#ui';
import { RecordSurvey, SURVEY_MODES, type FollowUpView } from '../schema.ts';

type Given = Record<string, Answer>;

/** True if the condition of the question holds by what was answered here. */
function applies(question: Question, given: Given): boolean {
  const after = question.relevantAnswer;
  if (!after) return true;
  const answer = given[after.question];
  return answer?.state === 'value' && (after.answers as readonly unknown[]).includes(answer.value);
}

function withAnswer(given: Given, code: string, value: AnswerValue | null): Given {
  const { [code]: _, ...rest } = given;
  return value === null ? rest : { ...rest, [code]: { state: 'value', value } };
}

/** Only what still applies is sent: an answer to a question that fell away is not an answer. */
function standing(instrument: Instrument, given: Given): Given {
  const codes = new Set(questionsOf(instrument).filter((q) => applies(q, given)).map((q) => q.code));
  return Object.fromEntries(Object.entries(given).filter(([code]) => codes.has(code)));
}

/** The sustainability survey, on one page in three parts; every question may be left open. */
export function SurveyForm({ followUp, instrument }: { readonly followUp: FollowUpView; readonly instrument: Instrument }) {
  const { t, locale } = useText();
  const navigate = useNavigate();
  const goesOn = useCaseAddress(followUp.caseId);
  const form = useForm({
    id: `plans.survey.${followUp.followUpId}`, schema: RecordSurvey, initial: { answers: {}, mode: 'in-person' },
    prepare: (values) => ({ ...values, locale, answers: standing(instrument, (values.answers ?? {}) as Given) }),
    onSubmit: async (command) => {
      await api.send('POST', `/api/follow-ups/${followUp.followUpId}/survey`, command);
      navigate(goesOn);
    },
  });
  const given = (form.values.answers ?? {}) as Given;
  const asked = questionsOf(instrument).filter((q) => applies(q, given));
  const done = asked.filter((q) => given[q.code]).length;
  const agreed = form.field('agreed');
  return (
    <Stack gap={4}>
      <Banner tone="info" title={wordingIn(instrument.title, locale)}>{t('plans.survey-intro')}</Banner>
      <Progress value={asked.length === 0 ? 0 : done / asked.length} label={t('plans.survey-progress', { done, total: asked.length })} />
      <Form form={form} submitLabel={t('plans.survey-save')}>
        <Checkbox {...agreed} value={agreed.value === true} onChange={(yes) => form.setAll({ ...form.values, ...(yes ? { agreed: true as const } : { agreed: undefined as never }) })} label={t('plans.survey-agreed')} />
        <Select {...form.field('mode')} label={t('plans.survey-mode')} options={SURVEY_MODES.map((m) => ({ value: m, label: t(`plans.mode.${m}`) }))} />
        {instrument.sections.map((section) => (
          <Card key={section.code} title={wordingIn(section.title, locale)}>
            <Stack gap={5}>
              <Note>{t('assessment.needed-by', { who: wordingIn(section.questions[0]!.neededBy, locale) })}</Note>
              {section.questions.filter((q) => applies(q, given)).map((question) => {
                const answer = given[question.code];
                return (
                  <QuestionField
                    key={question.code} compact question={question} value={answer?.state === 'value' ? answer.value : null}
                    onChange={(value) => form.setAll({ ...form.values, answers: withAnswer(given, question.code, value) })}
                  />
                );
              })}
            </Stack>
          </Card>
        ))}
      </Form>
    </Stack>
  );
}
