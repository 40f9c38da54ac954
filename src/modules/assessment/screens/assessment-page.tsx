import { useEffect, useRef, useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, ApiError } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Confirm, EmptyState, Item, ItemList, Loaded, Page, PageHeader, Progress, Row, Stack, StatusLine, StatusTag, Stepper, useNavigate, useText } from '#ui';
import { CaseMark, useCaseAddress } from '#registry/screens';
import { wordingIn } from '../instrument.ts';
import type { AssessmentLine, AssessmentList, AssessmentView, Held } from '../schema.ts';
import { AlarmNow } from './alarm-now.tsx';
import { AS_USUAL, HeldFields } from './held-fields.tsx';
import { QuestionCard } from './question-card.tsx';
import { RecordView } from './record-view.tsx';
import { useDraft, type Draft } from './use-draft.ts';

const caseHref = (caseId: string) => `/app/cases/${caseId}`;

/** Assessment of a case: begin or resume, one section at a time, saved as one goes. `?record=` reads a completed one. */
export function AssessmentPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const record = new URLSearchParams(window.location.search).get('record');
  const [view, setView] = useState<AssessmentView | null>(null);
  return (
    <Page title={t('assessment.title')} width="narrow">
      {record ? <RecordView caseId={caseId} assessmentId={record} /> : view ? <Interview key={view.assessmentId} started={view} /> : <Choose caseId={caseId} onStarted={setView} />}
    </Page>
  );
}

function Choose({ caseId, onStarted }: { readonly caseId: string; readonly onStarted: (view: AssessmentView) => void }) {
  const back = useCaseAddress(caseId);
  const { t, locale, formatDate } = useText();
  const query = useQuery({ queryKey: ['assessment', 'list', caseId], queryFn: ({ signal }) => api.get<AssessmentList>(`/api/cases/${caseId}/assessments`, {}, signal) });
  const [held, setHeld] = useState<Held>(AS_USUAL);
  const start = useMutation({ mutationFn: (instrument: string) => api.send<AssessmentView>('POST', `/api/cases/${caseId}/assessments`, { instrument, locale, held }), onSuccess: onStarted });
  return (
    <Stack gap={5}>
      <PageHeader title={t('assessment.title')} lead={t('assessment.lead')} back={{ href: back, label: t('assessment.back-to-case') }} />
      <Loaded query={query}>
        {({ assessments, available, languages }) => {
          const drafts = assessments.filter((a) => a.state === 'draft' && a.caseId === caseId);
          const rows = [
            ...drafts.map((d) => ({ code: d.instrument, title: d.title, meta: t('assessment.begun-on', { date: formatDate(d.startedOn) }), go: t('assessment.resume') })),
            ...available.map((i) => ({ code: i.code, title: i.title, meta: t(`assessment.about.${i.code}`), go: t('assessment.begin') })),
          ];
          return (
            <Stack gap={4}>
              <HeldFields held={held} languages={languages} onChange={setHeld} />
              <Card>
                <ItemList items={rows} itemKey={(r) => r.code} label={t('assessment.title')} empty={<EmptyState title={t('assessment.none-available')} />}>
                  {(row) => (
                    <Item
                      title={wordingIn(row.title, locale)} meta={row.meta}
                      actions={<Button look="primary" pending={start.isPending && start.variables === row.code} onClick={() => start.mutate(row.code)}>{row.go}</Button>}
                    />
                  )}
                </ItemList>
              </Card>
            </Stack>
          );
        }}
      </Loaded>
    </Stack>
  );
}

/** Keeps the place in the interview although sections come and go with the answers. */
function useSection(draft: Draft) {
  const { sections } = draft.view;
  const [code, setCode] = useState(sections[0]?.code ?? '');
  const found = sections.findIndex((s) => s.code === code);
  const index = found < 0 ? 0 : found;
  return { index, section: sections[index], go: (to: number) => setCode(sections[to]?.code ?? code) };
}

function Interview({ started }: { readonly started: AssessmentView }) {
  const { t, locale } = useText();
  const draft = useDraft(started);
  const back = useCaseAddress(started.caseId);
  const { index, section, go } = useSection(draft);
  const heading = useRef<HTMLHeadingElement>(null);
  const [moves, setMoves] = useState(0);
  useEffect(() => { if (moves > 0) heading.current?.focus(); }, [moves]);
  const { instrument, sections, progress } = draft.view;
  const definition = instrument.sections.find((s) => s.code === section?.code);
  const move = (to: number) => { go(to); setMoves((n) => n + 1); };
  const last = index === sections.length - 1;
  if (!section || !definition) return <EmptyState title={t('assessment.nothing-to-ask')} />;
  return (
    <Stack gap={5}>
      <PageHeader
        title={wordingIn(instrument.title, locale)} back={{ href: back, label: t('assessment.back-to-case') }}
        tags={<StatusLine state={draft.saveState} />}
      />
      <Progress value={progress.total === 0 ? 0 : progress.done / progress.total} label={t('assessment.progress', progress)} />
      <Stepper
        label={t('assessment.sections')}
        steps={sections.map((s, i) => ({ key: s.code, label: wordingIn(instrument.sections.find((d) => d.code === s.code)!.title, locale), state: i < index ? 'done' : i === index ? 'current' : 'coming' }))}
      />
      <AlarmNow draft={draft} />
      <h2 ref={heading} tabIndex={-1} className="assessment-section">{wordingIn(definition.title, locale)}</h2>
      {definition.intro ? <Banner tone="info" icon="lock">{wordingIn(definition.intro, locale)}</Banner> : null}
      <Stack gap={3}>
        {section.questions.map((asked) => (
          <QuestionCard
            key={asked.code} question={definition.questions.find((q) => q.code === asked.code)!} asked={asked} answer={draft.answerOf(asked.code)}
            wrong={draft.isWrong(asked.code)} onAnswer={(answer) => draft.set(asked.code, answer)}
          />
        ))}
      </Stack>
      <ButtonRow>
        {index > 0 ? <Button icon="left" onClick={() => move(index - 1)}>{t('assessment.previous')}</Button> : null}
        {last ? <Finish draft={draft} /> : <Button look="primary" icon="right" shortcut="mod+enter" onClick={() => move(index + 1)}>{t('assessment.next')}</Button>}
      </ButtonRow>
    </Stack>
  );
}

function Finish({ draft }: { readonly draft: Draft }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [left, setLeft] = useState<number | null>(null);
  const { caseId, assessmentId } = draft.view;
  const back = useCaseAddress(caseId);
  const finish = useMutation({
    mutationFn: async (leaveOpen: boolean) => {
      await draft.flush();
      return api.send('POST', `/api/cases/${caseId}/assessments/${assessmentId}/complete`, { leaveOpen });
    },
    onSuccess: () => navigate(back),
    onError: (error) => {
      const problem = error instanceof ApiError ? error.problems.find((p) => p.code === 'assessment.questions-left') : undefined;
      if (problem) setLeft(Number(problem.params?.['n'] ?? 0));
      else throw error;
    },
  });
  return (
    <>
      <Button look="primary" icon="check" shortcut="mod+enter" pending={finish.isPending} onClick={() => finish.mutate(false)}>{t('assessment.finish')}</Button>
      <Confirm
        open={left !== null} onClose={() => setLeft(null)} title={t('assessment.questions-left', { n: left ?? 0 })} confirmLabel={t('assessment.finish-anyway')}
        pending={finish.isPending} onConfirm={() => finish.mutate(true)}
      >
        <p>{t('assessment.questions-left-text')}</p>
      </Confirm>
    </>
  );
}

/** Whether a draft is another case's: it goes on there, if the cases come apart. */
const isDraftOfOther = (a: AssessmentLine, caseId: string) => a.state === 'draft' && a.caseId !== caseId;

/** Assessments of a case, and of those that go on in it, on its page: resume, begin, read what was asked. */
export function AssessmentsPanel({ caseId, mayRecord }: { readonly caseId: string; readonly mayRecord: boolean }) {
  const { t, locale, formatDate } = useText();
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['assessment', 'list', caseId], queryFn: ({ signal }) => api.get<AssessmentList>(`/api/cases/${caseId}/assessments`, {}, signal) });
  const href = `${caseHref(caseId)}/assessment`;
  return (
    <Card title={t('assessment.panel')} icon="list" actions={mayRecord ? <Button size="small" look="primary" onClick={() => navigate(href)}>{t('assessment.open')}</Button> : null}>
      <Loaded query={query}>
        {({ assessments }) => (
          <ItemList items={assessments} itemKey={(a) => a.assessmentId} label={t('assessment.panel')} empty={<EmptyState icon="list" title={t('assessment.panel-empty')} />}>
            {(a) => (
              <Item
                title={wordingIn(a.title, locale)}
                meta={a.completedOn ? t('assessment.completed-on', { date: formatDate(a.completedOn) }) : t('assessment.begun-on', { date: formatDate(a.startedOn) })}
                tags={<>{a.state === 'draft' ? <StatusTag tone="warning" icon="edit">{t('assessment.draft')}</StatusTag> : null}<CaseMark of={[a.caseId]} on={caseId} /></>}
                actions={(mayRecord || a.state !== 'draft') && !isDraftOfOther(a, caseId) ? <Row gap={2}><Button size="small" look="quiet" onClick={() => navigate(a.state === 'draft' ? href : `${caseHref(a.caseId)}/assessment?record=${a.assessmentId}`)}>{a.state === 'draft' ? t('assessment.resume') : t('assessment.read')}</Button></Row> : null}
              />
            )}
          </ItemList>
        )}
      </Loaded>
    </Card>
  );
}
