import { useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Loaded, Note, useText } from '#ui';
import type { Candidate } from '#registry/schema';
import { DuplicateComparison, type ComparedPerson } from '#registry/pages';
import type { WhoIsThis } from '../../schema.ts';

type Answer = 'different' | 'unsure';
type Answers = Readonly<Record<string, Answer>>;

interface Props {
  readonly rowId: string;
  readonly typed: ComparedPerson;
  readonly value: WhoIsThis | undefined;
  readonly onChange: (who: WhoIsThis | undefined) => void;
  /** Nobody is like this person: the page says so by itself. */
  readonly onNobody?: () => void;
  readonly error?: string | undefined;
}

/** What answers about earlier records come to: nobody of them, one that may be, or still open. */
function decided(candidates: readonly Candidate[], answers: Answers): WhoIsThis | undefined {
  if (candidates.some((candidate) => !answers[candidate.personId])) return undefined;
  const doubtful = candidates.find((candidate) => answers[candidate.personId] === 'unsure');
  const notThese = candidates.filter((candidate) => candidate !== doubtful).map((candidate) => candidate.personId);
  return doubtful ? { decision: 'notSure', personId: doubtful.personId, notThese } : { decision: 'newPerson', notThese };
}

/** Possible earlier records of the same person, side by side: the officer decides before anybody is registered twice. */
export function EarlierRecords(props: Props) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['reception', 'candidates', props.rowId], staleTime: 60_000,
    queryFn: () => api.get<{ candidates: Candidate[] }>(`/api/reception/desk/${props.rowId}/candidates`),
  });
  // Somebody may have been registered at another desk since: what is shown must be what is known now.
  const { refetch } = query;
  useEffect(() => {
    if (props.error) void refetch();
  }, [props.error, refetch]);
  return (
    <Card title={t('reception.earlier.title')} icon="history">
      {props.error ? <Banner tone="danger">{t('reception.earlier.decide')}</Banner> : null}
      <Loaded query={query}>{({ candidates }) => <Decision {...props} candidates={candidates} />}</Loaded>
    </Card>
  );
}

/** One person against the records shown: the same, nobody of them, or not sure. */
export function Decision({ candidates, typed, value, onChange, onNobody }: Pick<Props, 'typed' | 'value' | 'onChange' | 'onNobody'> & { readonly candidates: readonly Candidate[] }) {
  const { t } = useText();
  const [answers, setAnswers] = useState<Answers>({});
  const nobody = candidates.length === 0;
  const open = nobody && value?.decision !== 'newPerson';
  const latest = useRef(onNobody ?? (() => onChange({ decision: 'newPerson' })));
  latest.current = onNobody ?? (() => onChange({ decision: 'newPerson' }));
  useEffect(() => {
    if (open) latest.current();
  }, [open]);
  if (nobody) return <Note>{t('reception.earlier.nobody')}</Note>;
  if (value?.decision === 'samePerson') {
    const same = candidates.find((candidate) => candidate.personId === value.personId);
    const name = same ? [same.person.givenNames, same.person.surname1, same.person.surname2].filter(Boolean).join(' ') : '';
    return <Banner tone="success" title={t('reception.earlier.same', { name })} action={<Button size="small" onClick={() => onChange(undefined)}>{t('reception.earlier.change')}</Button>} />;
  }
  const answer = (personId: string, given: Answer | null) => {
    const { [personId]: _, ...others } = answers;
    const next: Answers = given === null ? others : { ...others, [personId]: given };
    setAnswers(next);
    onChange(decided(candidates, next));
  };
  return (
    <DuplicateComparison
      typed={typed} candidates={candidates} answers={answers} onAnswer={answer} typedTitle={t('reception.earlier.here')}
      onSame={(candidate) => onChange({ decision: 'samePerson', personId: candidate.personId })}
    />
  );
}
