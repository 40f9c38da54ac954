import type { ReactNode } from 'react';
import { isPlainDate } from '#kernel/dates';
import { Banner, Button, ButtonRow, Card, Grid, Icon, KeyValueCompare, Note, Stack, StatusTag, useText, useToday } from '#ui';
import type { ComparedRow } from '#ui';
import { ageOn } from '../../rules/birth.ts';
import { kinHint } from '../../rules/kin.ts';
import type { BirthPrecision, Candidate, Reason } from '../../schema.ts';
import { useBirthWords } from '../birth-words.ts';
import { verdictOf, verdictOfValues } from './verdicts.ts';

/** What the officer typed, or what a list says, about the person in front of them. */
export interface ComparedPerson {
  readonly givenNames: string;
  readonly surname1?: string | undefined;
  readonly surname2?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly birthPrecision?: BirthPrecision | undefined;
  readonly sex?: string | undefined;
  readonly originName?: string | null | undefined;
  /** Document numbers as typed. */
  readonly numbers?: readonly string[] | undefined;
}

export type Answer = 'different' | 'unsure';

export interface DuplicateComparisonProps {
  readonly typed: ComparedPerson;
  readonly candidates: readonly Candidate[];
  /** What was answered so far, by person id. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly onAnswer: (personId: string, answer: Answer | null) => void;
  /** "Same person, new return": the first button. */
  readonly onSame: (candidate: Candidate) => void;
  readonly pending?: boolean;
  /** Name of the column with what was typed; default: what you typed. */
  readonly typedTitle?: string;
}

function useDocumentWords(): (candidate: Candidate) => string {
  const { t, formatList } = useText();
  return (candidate) => formatList(candidate.person.documents.map((d) => `${t(`registry.document.${d.type}`)} ${t('registry.compare.ends-in', { last4: d.last4 })}`));
}

function useBirthAndAge(): (date: string | null | undefined, precision: string | undefined) => string {
  const { t } = useText();
  const birth = useBirthWords();
  const today = useToday();
  return (date, precision = 'day') => {
    // What is half typed is compared when it is a date.
    if (!date || !isPlainDate(date)) return '';
    const words = birth(date, precision);
    const age = ageOn(date, today);
    return age === null ? words : `${words} · ${t('registry.age', { age })}`;
  };
}

function useRows(typed: ComparedPerson, candidate: Candidate): ComparedRow[] {
  const { t, formatDate, formatList } = useText();
  const documents = useDocumentWords();
  const birth = useBirthAndAge();
  const { person } = candidate;
  const sexWords = (sex: string | null | undefined) => (sex ? t(`registry.sex.${sex}`) : '');
  const rows: ComparedRow[] = [
    { key: 'given', label: t('registry.field.givenNames'), left: typed.givenNames, right: person.givenNames, verdict: verdictOf(candidate, 'given') },
    { key: 'surname1', label: t('registry.field.surname1'), left: typed.surname1, right: person.surname1, verdict: verdictOf(candidate, 'surname1') },
    { key: 'surname2', label: t('registry.field.surname2'), left: typed.surname2, right: person.surname2, verdict: verdictOf(candidate, 'surname2') },
    { key: 'birth', label: t('registry.field.birthDate'), left: birth(typed.birthDate, typed.birthPrecision), right: birth(person.birthDate, person.birthPrecision), verdict: verdictOf(candidate, 'birth') },
    { key: 'sex', label: t('registry.field.sex'), left: sexWords(typed.sex), right: sexWords(person.sex), verdict: verdictOfValues(typed.sex, person.sex, verdictOf(candidate, 'sex')) },
    { key: 'origin', label: t('registry.field.originAdmin2'), left: typed.originName ?? '', right: person.originName ?? '', verdict: verdictOf(candidate, 'origin') },
    { key: 'number', label: t('registry.field.document'), left: formatList([...(typed.numbers ?? [])]), right: documents(candidate), verdict: verdictOf(candidate, 'number') },
  ];
  const last = person.lastReturnOn ? [formatDate(person.lastReturnOn), person.lastReturnPlace].filter(Boolean).join(' · ') : '';
  const said = rows.filter((row) => Boolean(row.left) || Boolean(row.right));
  return last ? [...said, { key: 'last', label: t('registry.field.lastReturn'), left: '', right: last, verdict: null }] : said;
}

function Reasons({ title, reasons, none, agrees }: { readonly title: string; readonly reasons: readonly Reason[]; readonly none: string; readonly agrees: boolean }) {
  const { t } = useText();
  return (
    <div>
      <h4>{title}</h4>
      {reasons.length === 0 ? <Note>{none}</Note> : (
        <ul className="registry-reasons">
          {reasons.map((reason) => <li key={reason.code}><Icon name={agrees ? 'check' : 'swap'} size={16} /> {t(`registry.why.${reason.code}`, reason.params)}</li>)}
        </ul>
      )}
    </div>
  );
}

function Buttons({ candidate, answer, first, props }: { readonly candidate: Candidate; readonly answer: Answer | undefined; readonly first: boolean; readonly props: DuplicateComparisonProps }): ReactNode {
  const { t } = useText();
  if (answer) {
    return (
      <Banner tone={answer === 'unsure' ? 'warning' : 'info'} action={<Button size="small" onClick={() => props.onAnswer(candidate.personId, null)}>{t('registry.compare.change')}</Button>}>
        {t(`registry.compare.decided-${answer}`)}
      </Banner>
    );
  }
  return (
    <ButtonRow>
      <Button look="primary" icon="check" pending={props.pending ?? false} onClick={() => props.onSame(candidate)} {...(first ? { shortcut: '1' } : {})}>{t('registry.compare.same')}</Button>
      <Button onClick={() => props.onAnswer(candidate.personId, 'different')} {...(first ? { shortcut: '2' } : {})}>{t('registry.compare.different')}</Button>
      <Button look="quiet" onClick={() => props.onAnswer(candidate.personId, 'unsure')} {...(first ? { shortcut: '3' } : {})}>{t('registry.compare.unsure')}</Button>
    </ButtonRow>
  );
}

function CandidateCard({ candidate, first, props }: { readonly candidate: Candidate; readonly first: boolean; readonly props: DuplicateComparisonProps }) {
  const { t } = useText();
  const rows = useRows(props.typed, candidate);
  const name = [candidate.person.givenNames, candidate.person.surname1, candidate.person.surname2].filter(Boolean).join(' ');
  const answer = props.answers[candidate.personId];
  const hint = kinHint(candidate);
  return (
    <Card title={name} icon="person" headingLevel={3} tone={answer ? 'sunken' : 'plain'} actions={<StatusTag tone={candidate.band === 'surely' ? 'success' : 'warning'}>{t(`registry.band.${candidate.band}`)}</StatusTag>}>
      <Stack gap={3}>
        {answer ? null : (
          <>
            {hint ? <Banner tone="info" title={t(`registry.compare.hint-${hint}`)} /> : null}
            <Grid min="small">
              <Reasons title={t('registry.compare.agrees')} reasons={candidate.agrees} none={t('registry.compare.none-agree')} agrees />
              <Reasons title={t('registry.compare.differs')} reasons={candidate.differs} none={t('registry.compare.none-differ')} agrees={false} />
            </Grid>
            <KeyValueCompare leftTitle={props.typedTitle ?? t('registry.compare.typed')} rightTitle={t('registry.compare.registered')} rows={rows} caption={name} />
          </>
        )}
        <Buttons candidate={candidate} answer={answer} first={first} props={props} />
      </Stack>
    </Card>
  );
}

/** Who this may be, side by side with what was typed: reasons, differences, and the three answers for each. */
export function DuplicateComparison(props: DuplicateComparisonProps) {
  const { t } = useText();
  const firstOpen = props.candidates.find((c) => !props.answers[c.personId]);
  return (
    <Stack>
      <div role="status">
        <h2>{t('registry.compare.title')}</h2>
        <p>{t('registry.compare.lead', { n: props.candidates.length })}</p>
      </div>
      {props.candidates.map((candidate) => <CandidateCard key={candidate.personId} candidate={candidate} first={candidate === firstOpen} props={props} />)}
    </Stack>
  );
}
