import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '#platform/client';
import { Button, Card, DateField, Dialog, EmptyState, Form, Item, ItemList, Loaded, Note, NumberField, RadioGroup, Row, Select, Stack, StatusTag, useForm, useNotify, useText } from '#ui';
import { AddSession, AgreeCourse, COURSE_ENDS, EndCourse, WITH_WHOM, type CourseOfReferral, type CourseView, type SessionView } from '../../course/schema.ts';
import { dayProblem, settleProblem } from '../../course/rules.ts';
import { CourseTags, SESSION_TONES } from './course-words.tsx';

/** Sessions of one referral, the provider's side: how many were agreed, on which days, who came. */
export function SessionsCard({ referralId }: { readonly referralId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['referrals', 'course', referralId], queryFn: ({ signal }) => api.get<CourseOfReferral>(`/api/inbox/${referralId}/course`, {}, signal) });
  if (query.data && query.data.course === null && !query.data.mayWrite) return null;
  return <Card title={t('referrals.course.title')} icon="calendar"><Loaded query={query}>{(data) => <Inside referralId={referralId} {...data} />}</Loaded></Card>;
}

type Asked = 'agree' | 'add' | 'end' | null;

function Inside({ referralId, course, mayWrite, today }: CourseOfReferral & { readonly referralId: string }) {
  const { t } = useText();
  const running = course?.ended === null ? course : null;
  return (
    <Stack gap={4}>
      {course ? <Held course={course} mayWrite={mayWrite && running !== null} today={today} /> : <EmptyState icon="calendar" title={t('referrals.course.none-yet')} />}
      {mayWrite ? <Steps referralId={referralId} running={running} today={today} /> : null}
      <Note>{t('referrals.course.privacy')}</Note>
    </Stack>
  );
}

/** What the provider can write down now. */
function Steps({ referralId, running, today }: { readonly referralId: string; readonly running: CourseView | null; readonly today: string }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const forms: Readonly<Record<NonNullable<Asked>, () => ReactNode>> = {
    agree: () => <AgreeForm referralId={referralId} course={running} onDone={close} />,
    add: () => <AddForm referralId={referralId} today={today} n={running?.sessions.length ?? 0} onDone={close} />,
    end: () => <EndForm referralId={referralId} onDone={close} />,
  };
  return (
    <Row gap={2}>
      {running ? <Button size="small" look="primary" icon="plus" onClick={() => setAsked('add')}>{t('referrals.course.add')}</Button> : null}
      <Button size="small" look={running ? 'secondary' : 'primary'} onClick={() => setAsked('agree')}>{t(running ? 'referrals.course.change' : 'referrals.course.agree')}</Button>
      {running ? <Button size="small" look="quiet" onClick={() => setAsked('end')}>{t('referrals.course.end')}</Button> : null}
      <Dialog open={asked !== null} onClose={close} title={t(`referrals.course.${asked ?? 'agree'}`)}>{asked === null ? null : forms[asked]()}</Dialog>
    </Row>
  );
}

function Held({ course, mayWrite, today }: { readonly course: CourseView; readonly mayWrite: boolean; readonly today: string }) {
  const { t } = useText();
  return (
    <Stack gap={3}>
      <CourseTags course={course} />
      <ItemList items={course.sessions} itemKey={(s) => s.sessionId} label={t('referrals.course.title')}>
        {(session) => <Line session={session} referralId={course.referralId} mayWrite={mayWrite} today={today} />}
      </ItemList>
    </Stack>
  );
}

function Line({ session, referralId, mayWrite, today }: { readonly session: SessionView; readonly referralId: string; readonly mayWrite: boolean; readonly today: string }) {
  const { t, formatDate } = useText();
  const settle = useMutation({ mutationFn: (state: 'kept' | 'missed' | 'cancelled') => api.send('POST', `/api/inbox/${referralId}/course/sessions/${session.sessionId}`, { state }) });
  // What was written down by mistake is put right the same way.
  const ways = (['kept', 'missed', 'cancelled'] as const).filter((state) => settleProblem(session.state, state) === null && dayProblem({ on: session.on, state }, today) === null);
  return (
    <Item
      title={formatDate(session.on)} tags={<StatusTag tone={SESSION_TONES[session.state]}>{t(`referrals.course.state.${session.state}`)}</StatusTag>}
      actions={mayWrite ? ways.map((state) => <Button key={state} size="small" look={state === 'kept' ? 'secondary' : 'quiet'} pending={settle.isPending && settle.variables === state} onClick={() => settle.mutate(state)}>{t(`referrals.course.state.${state}`)}</Button>) : null}
    />
  );
}

interface FormProps { readonly referralId: string; readonly onDone: () => void }

function useSaving({ referralId, onDone }: FormProps, path: string): (command: unknown) => Promise<void> {
  const { t } = useText();
  const notify = useNotify();
  return async (command) => {
    await api.send('POST', `/api/inbox/${referralId}/course${path}`, command);
    notify({ text: t('referrals.course.saved') });
    onDone();
  };
}

function AgreeForm({ course, ...props }: FormProps & { readonly course: CourseView | null }) {
  const { t } = useText();
  const save = useSaving(props, '');
  const initial = course ? { planned: course.planned, withWhom: course.withWhom } : {};
  const form = useForm({ id: `referrals.course.${props.referralId}`, schema: AgreeCourse, initial, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('referrals.course.save')} onCancel={props.onDone}>
      <NumberField {...form.field('planned')} label={t('referrals.course.planned')} />
      <RadioGroup {...form.field('withWhom')} label={t('referrals.course.with-whom')} options={WITH_WHOM.map((w) => ({ value: w, label: t(`referrals.course.with.${w}`) }))} />
    </Form>
  );
}

function AddForm({ today, n, ...props }: FormProps & { readonly today: string; readonly n: number }) {
  const { t } = useText();
  const save = useSaving(props, '/sessions');
  const form = useForm({ id: `referrals.session.${props.referralId}.${n}`, schema: AddSession, initial: { on: today }, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('referrals.course.save')} onCancel={props.onDone}>
      <DateField {...form.field('on')} label={t('referrals.course.on')} />
      <RadioGroup {...form.field('state')} label={t('referrals.course.state')} options={(['planned', 'kept', 'missed'] as const).map((s) => ({ value: s, label: t(`referrals.course.state.${s}`) }))} />
    </Form>
  );
}

function EndForm(props: FormProps) {
  const { t } = useText();
  const save = useSaving(props, '/end');
  const form = useForm({ id: `referrals.course.end.${props.referralId}`, schema: EndCourse, initial: {}, onSubmit: save });
  return (
    <Form form={form} submitLabel={t('referrals.course.save')} onCancel={props.onDone}>
      <Select {...form.field('why')} label={t('referrals.course.end-why')} options={COURSE_ENDS.map((w) => ({ value: w, label: t(`referrals.course.end.${w}`) }))} />
    </Form>
  );
}
