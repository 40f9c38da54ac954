import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, ItemList, Stack, useText } from '#ui';
import type { CoursesOfCase, CourseView } from '../../course/schema.ts';
import { CourseTags } from './course-words.tsx';

/** On the page of a case with a service that goes on: how many sessions were kept, and whether somebody did not come. */
export function CoursesPanel({ caseId, mayRecord }: { readonly caseId: string; readonly mayRecord: boolean }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['referrals', 'courses', caseId], queryFn: ({ signal }) => api.get<CoursesOfCase>(`/api/cases/${caseId}/courses`, {}, signal) });
  if (!query.data || query.data.courses.length === 0) return null;
  const { courses, mayNote } = query.data;
  return (
    <Card title={t('referrals.course.title')} icon="calendar">
      <ItemList items={courses} itemKey={(c) => c.courseId} label={t('referrals.course.title')}>{(course) => <Line course={course} mayNote={mayNote && mayRecord} />}</ItemList>
    </Card>
  );
}

function Line({ course, mayNote }: { readonly course: CourseView; readonly mayNote: boolean }) {
  const { t } = useText();
  const note = useMutation({ mutationFn: () => api.send('POST', `/api/referrals/${course.referralId}/course/noted`, {}) });
  const action = mayNote ? <Button size="small" pending={note.isPending} onClick={() => note.mutate()}>{t('referrals.course.note')}</Button> : null;
  return (
    <Stack gap={2}>
      <CourseTags course={course} />
      {course.missedUnseen ? <Banner tone="warning" action={action}>{t('referrals.course.come-and-ask')}</Banner> : null}
    </Stack>
  );
}
