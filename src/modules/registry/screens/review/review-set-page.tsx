import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, Checkbox, DataTable, Item, ItemList, Link, Loaded, Note, Page, PageHeader, RadioGroup, Stack, StatusTag, TextField, useNavigate, useNotify, useText } from '#ui';
import type { Column } from '#ui';
import { useBirthWords } from '../birth-words.ts';
import { verdictOf, verdictOfValues, type ComparedField, type Verdict } from '../compare/verdicts.ts';
import type { Doubt, ReviewPerson, ReviewSet, SortPeople } from '../../schema.ts';
import { DoubtItem } from './doubt-item.tsx';
import { groupsOf, keyOf, overruled, takenBack, unitsIn, type Unit } from './sorting.ts';

const fullName = (p: ReviewPerson) => [p.givenNames, p.surname1, p.surname2].filter(Boolean).join(' ');

interface FieldRow {
  readonly key: string;
  readonly label: string;
  readonly value: (person: ReviewPerson) => string;
}

function useFields(): readonly FieldRow[] {
  const { t, formatDate, formatList } = useText();
  const born = useBirthWords();
  const birth = (p: ReviewPerson) => {
    if (!p.birthDate) return '';
    const words = born(p.birthDate, p.birthPrecision);
    return p.age === null ? words : `${words} · ${t('registry.age', { age: p.age })}`;
  };
  const documents = (p: ReviewPerson) => formatList(p.documents.map((d) => `${t(`registry.document.${d.type}`)} ${t('registry.compare.ends-in', { last4: d.last4 })}`));
  return [
    { key: 'given', label: t('registry.field.givenNames'), value: (p) => p.givenNames },
    { key: 'surname1', label: t('registry.field.surname1'), value: (p) => p.surname1 },
    { key: 'surname2', label: t('registry.field.surname2'), value: (p) => p.surname2 ?? '' },
    { key: 'birth', label: t('registry.field.birthDate'), value: birth },
    { key: 'sex', label: t('registry.field.sex'), value: (p) => (p.sex ? t(`registry.sex.${p.sex}`) : '') },
    { key: 'origin', label: t('registry.field.originAdmin2'), value: (p) => p.originName ?? '' },
    { key: 'document', label: t('registry.field.document'), value: documents },
    { key: 'return', label: t('registry.field.lastReturn'), value: (p) => (p.lastReturnOn ? [formatDate(p.lastReturnOn), p.lastReturnPlace].filter(Boolean).join(' · ') : '') },
    { key: 'registered', label: t('registry.review.registered'), value: (p) => [formatDate(p.registeredOn), t(`registry.source.${p.source}`)].join(' · ') },
  ];
}

/** When somebody came or was registered differs between records of one person too. */
const WHEN: ReadonlySet<string> = new Set(['return', 'registered']);

const TONES = { same: 'success', close: 'info', different: 'warning' } as const;
const ICONS = { same: 'check', close: 'check', different: 'swap' } as const;

/** Of two records: how the comparison sees a field. */
function VerdictTag({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useText();
  return verdict === 'unknown' ? <span /> : <StatusTag tone={TONES[verdict]} icon={ICONS[verdict]}>{t(`registry.review.verdict-${verdict}`)}</StatusTag>;
}

const COMPARED: Readonly<Record<string, ComparedField>> = { given: 'given', surname1: 'surname1', surname2: 'surname2', birth: 'birth', sex: 'sex', origin: 'origin', document: 'number' };

/** Field by field, one column per record; what not all say alike is set off. */
function SideBySide({ people, doubt }: { readonly people: readonly ReviewPerson[]; readonly doubt: Doubt | undefined }) {
  const { t } = useText();
  const fields = useFields();
  const verdict = (field: FieldRow) => {
    const compared = COMPARED[field.key];
    if (!doubt || !compared) return 'unknown';
    const [left = '', right = ''] = people.map((p) => field.value(p));
    // What one record does not say may still be known through another field: that stands among what counts.
    if (!left || !right) return 'unknown';
    return verdictOfValues(left, right, verdictOf(doubt, compared));
  };
  const alike = (field: FieldRow) => WHEN.has(field.key) || new Set(people.map((p) => field.value(p).toLocaleLowerCase()).filter(Boolean)).size < 2;
  const columns: Column<FieldRow>[] = [
    { key: 'field', title: t('registry.review.field'), cell: (field) => <>{field.label} {doubt || alike(field) ? null : <StatusTag tone="warning" icon="swap">{t('registry.review.differs')}</StatusTag>}</> },
    ...people.map((p, i): Column<FieldRow> => ({ key: p.personId, title: t('registry.review.record', { n: i + 1 }), cell: (field) => field.value(p) || '—' })),
    ...(doubt ? [{ key: 'verdict', title: t('registry.review.verdict'), cell: (field: FieldRow) => <VerdictTag verdict={verdict(field)} /> }] : []),
  ];
  return <DataTable caption={t('registry.review.side-by-side')} columns={columns} rows={fields.filter((f) => people.some((p) => f.value(p)))} rowKey={(field) => field.key} />;
}

type Rest = 'apart' | 'open';

function useSorting(set: ReviewSet) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const [agreed, setAgreed] = useState(false);
  const sort = useMutation({
    mutationFn: (command: SortPeople) => api.send('POST', '/api/identity-review/sort', command),
    onSuccess: () => {
      notify({ text: t('registry.review.settled') });
      navigate('/app/review');
    },
  });
  const decide = (groups: string[][], apart: boolean) => {
    sort.mutate({ groups, apart, takingBack: takenBack(set, groups), ...(note.trim() ? { note: note.trim() } : {}) });
  };
  return { note, setNote, agreed, setAgreed, decide, pending: sort.isPending };
}

/** Decisions that stand against what is about to be decided: shown, and taken back only on purpose. */
function Against({ set, ids, agreed, onAgree, numberOf }: { readonly set: ReviewSet; readonly ids: ReadonlySet<string>; readonly agreed: boolean; readonly onAgree: (yes: boolean) => void; readonly numberOf: (id: string) => number }) {
  const { t, formatDate } = useText();
  const against = set.decisions.filter((d) => ids.has(d.linkId));
  if (against.length === 0) return null;
  const stuck = against.some((d) => !d.mayTakeBack);
  return (
    <Banner tone="danger" live title={t('registry.review.contradiction', { n: against.length })}>
      <ul>
        {against.map((d) => (
          <li key={d.linkId}>
            {t(`registry.review.stands-${d.decision}`, { a: numberOf(d.a), b: numberOf(d.b) })} · {[d.auto ? t('registry.review.by-system') : d.by, d.at ? formatDate(d.at) : null, d.note].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
      {stuck ? <p>{t('registry.review.contradiction-stuck')}</p> : <Checkbox name="take-back" label={t('registry.review.take-back', { n: against.length })} value={agreed} onChange={(value) => onAgree(value ?? false)} />}
    </Banner>
  );
}

interface SortProps {
  readonly set: ReviewSet;
  readonly units: readonly Unit[];
  readonly numberOf: (id: string) => number;
}

/** Two records: three answers, as at a desk. */
function PairAnswer({ set, units, numberOf }: SortProps) {
  const { t } = useText();
  const { note, setNote, agreed, setAgreed, decide, pending } = useSorting(set);
  const navigate = useNavigate();
  const same = groupsOf(units, new Set(units.map(keyOf)));
  const apart = groupsOf(units, new Set());
  const against = overruled(set, same);
  return (
    <Card title={t('registry.compare.title')} icon="person" tone="accent">
      <Stack gap={3}>
        <TextField name="note" label={t('registry.review.note')} hint={t('registry.review.note-hint')} value={note} onChange={(value) => setNote(value ?? '')} maxLength={300} optional />
        <Against set={set} ids={against} agreed={agreed} onAgree={setAgreed} numberOf={numberOf} />
        <ButtonRow>
          <Button look="primary" icon="check" shortcut="1" pending={pending} disabled={against.size > 0 && !agreed} onClick={() => decide(same, true)}>{t('registry.review.same')}</Button>
          <Button icon="swap" shortcut="2" pending={pending} onClick={() => decide(apart, true)}>{t('registry.review.different')}</Button>
          <Button look="quiet" shortcut="3" onClick={() => navigate('/app/review')}>{t('registry.review.later')}</Button>
        </ButtonRow>
      </Stack>
    </Card>
  );
}

/** Several records: who is ticked is one person; one answer settles every pair. */
function SetAnswer({ set, units, numberOf }: SortProps) {
  const { t, formatList } = useText();
  const { note, setNote, agreed, setAgreed, decide, pending } = useSorting(set);
  // What is treated as one person already begins as such: the first button confirms it.
  const oneAlready = new Set(set.people.map((p) => p.identityId)).size === 1;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(oneAlready ? units.map(keyOf) : []));
  const [rest, setRest] = useState<Rest>('apart');
  const groups = groupsOf(units, ticked);
  const against = overruled(set, groups);
  const toggle = (id: string, on: boolean) => setTicked((now) => new Set(on ? [...now, id] : [...now].filter((x) => x !== id)));
  return (
    <Card title={t('registry.review.who')} icon="people" tone="accent">
      <Stack gap={3}>
        <p>{t('registry.review.tick')}</p>
        <div>
          {units.map((group) => (
            <Checkbox
              key={keyOf(group)} name={`tick-${keyOf(group)}`} value={ticked.has(keyOf(group))} onChange={(on) => toggle(keyOf(group), on ?? false)}
              label={`${formatList(group.map((p) => t('registry.review.record', { n: numberOf(p.personId) })))}: ${fullName(group[0]!)}`}
              {...(group.length > 1 ? { hint: t('registry.review.already-one') } : {})}
            />
          ))}
        </div>
        <RadioGroup
          name="rest" label={t('registry.review.rest')} value={rest} onChange={(value) => setRest((value ?? 'apart') as Rest)}
          options={[{ value: 'apart', label: t('registry.review.rest-apart') }, { value: 'open', label: t('registry.review.rest-open') }]}
        />
        <TextField name="note" label={t('registry.review.note')} hint={t('registry.review.note-hint')} value={note} onChange={(value) => setNote(value ?? '')} maxLength={300} optional />
        <Against set={set} ids={against} agreed={agreed} onAgree={setAgreed} numberOf={numberOf} />
        <ButtonRow>
          <Button look="primary" icon="check" shortcut="mod+enter" pending={pending} disabled={ticked.size < 2 || (against.size > 0 && !agreed)} onClick={() => decide(groups, rest === 'apart')}>
            {t('registry.review.settle', { n: ticked.size < 2 ? 0 : groups[0]!.length })}
          </Button>
          <Button icon="swap" pending={pending} disabled={ticked.size > 0 || (against.size > 0 && !agreed)} onClick={() => decide(groupsOf(units, new Set()), true)}>{t('registry.review.all-different')}</Button>
        </ButtonRow>
      </Stack>
    </Card>
  );
}

function Assignment({ set, personId }: { readonly set: ReviewSet; readonly personId: string }) {
  const { t, formatDate } = useText();
  const [text, setText] = useState('');
  const me = set.reviewers.find((r) => r.id === set.me);
  const assign = useMutation({ mutationFn: (officerId: string | null) => api.send('POST', `/api/identity-review/${personId}/assign`, { officerId }) });
  const write = useMutation({ mutationFn: () => api.send('POST', `/api/identity-review/${personId}/notes`, { text: text.trim() }), onSuccess: () => setText('') });
  const others = set.reviewers.filter((r) => r !== me && r.id !== set.assignedTo?.id);
  return (
    <Card title={t('registry.review.work')} icon="list">
      <Stack gap={3}>
        <p>{set.assignedTo ? t('registry.review.assigned', { name: set.assignedTo.name ?? '' }) : t('registry.review.nobody')}</p>
        <ButtonRow>
          {me && set.assignedTo?.id !== me.id ? <Button size="small" icon="person" pending={assign.isPending} onClick={() => assign.mutate(me.id)}>{t('registry.review.take')}</Button> : null}
          {set.assignedTo ? <Button size="small" look="quiet" icon="undo" pending={assign.isPending} onClick={() => assign.mutate(null)}>{t('registry.review.release')}</Button> : null}
          {others.map((r) => <Button key={r.id} size="small" look="quiet" pending={assign.isPending} onClick={() => assign.mutate(r.id)}>{t('registry.review.give', { name: r.displayName })}</Button>)}
        </ButtonRow>
        <ItemList items={set.notes} itemKey={(n) => n.at + n.text} label={t('registry.review.notes')} empty={<Note>{t('registry.review.no-notes')}</Note>}>
          {(n) => <Item title={n.text} meta={[n.by, formatDate(n.at, 'time')].filter(Boolean).join(' · ')} />}
        </ItemList>
        <TextField name="text" label={t('registry.review.new-note')} value={text} onChange={(value) => setText(value ?? '')} maxLength={300} optional />
        <ButtonRow><Button size="small" icon="edit" disabled={text.trim() === ''} pending={write.isPending} onClick={() => write.mutate()}>{t('registry.review.keep-note')}</Button></ButtonRow>
      </Stack>
    </Card>
  );
}

function Records({ set, numberOf }: { readonly set: ReviewSet; readonly numberOf: (id: string) => number }) {
  const { t } = useText();
  return (
    <ItemList items={set.people} itemKey={(p) => p.personId} label={t('registry.review.records')}>
      {(p) => (
        <Item
          lead={<span className="ui-count">{numberOf(p.personId)}</span>}
          title={p.caseId ? <Link href={`/app/cases/${p.caseId}`}>{fullName(p)}</Link> : fullName(p)} meta={p.inSight ? p.publicCode : t('registry.review.out-of-sight')}
        />
      )}
    </ItemList>
  );
}

function SetBody({ set, personId }: { readonly set: ReviewSet; readonly personId: string }) {
  const { t } = useText();
  const units = unitsIn(set);
  const numberOf = (id: string) => set.people.findIndex((p) => p.personId === id) + 1;
  const Answer = set.people.length === 2 ? PairAnswer : SetAnswer;
  return (
    <>
      <PageHeader
        title={t('registry.review.set-title')} back={{ href: '/app/review', label: t('registry.review.title') }}
        lead={t('registry.review.size', { records: set.people.length, doubts: set.doubts.length })}
      />
      <Stack gap={4}>
        {set.more ? <Banner tone="info">{t('registry.review.more')}</Banner> : null}
        <Card flush><Records set={set} numberOf={numberOf} /><SideBySide people={set.people} doubt={set.people.length === 2 ? set.doubts[0] : undefined} /></Card>
        {set.doubts.length > 0 ? (
          <Card title={t('registry.review.doubts')} icon="question" count={set.doubts.length} flush>
            <ItemList items={set.doubts} itemKey={(d) => d.a + d.b} label={t('registry.review.doubts')}>{(d) => <DoubtItem doubt={d} numberOf={numberOf} />}</ItemList>
            <Note>{t('registry.review.counted-note')}</Note>
          </Card>
        ) : <Banner tone="success">{t('registry.review.none-left')}</Banner>}
        {units.length > 1 ? <Answer set={set} units={units} numberOf={numberOf} /> : null}
        {set.doubts.length > 0 ? <Assignment set={set} personId={personId} /> : null}
      </Stack>
    </>
  );
}

/** One set of doubts: records side by side, and one answer that settles every pair among them. */
export function IdentityReviewSetPage({ personId }: { readonly personId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['registry', 'identity-review', 'set', personId], queryFn: ({ signal }) => api.get<ReviewSet>(`/api/identity-review/${personId}`, {}, signal) });
  return <Page width="wide" title={t('registry.review.set-title')}><Loaded query={query}>{(set) => <SetBody set={set} personId={personId} />}</Loaded></Page>;
}
