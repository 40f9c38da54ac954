import { useState } from 'react';
import { known, type FactCode, type FactSet, type FactState } from '#kernel/facts';
import { leavesOf, type Criteria } from '#kernel/criteria';
import { Card, Disclosure, Note, Row, Stack, StatusTag, useText, useToday } from '#ui';
import { previewOf, type Judged, type Offer, type PreviewRow } from '#directory/matching';
import type { Conditions } from '../../matching/preview.ts';
import type { Service } from '../../schema.ts';
import { VerdictTag } from '../suggestions/suggestion-card.tsx';
import { useSuggestionWords, type SuggestionWords } from '../suggestions/words.ts';
import { useNames } from './names.ts';
import { OwnPerson } from './own-person.tsx';

interface PreviewProps {
  readonly offer: Offer;
  readonly needCode: string;
  readonly before: Conditions;
  readonly after: Conditions;
}

/** The conditions that a service has now. */
export const conditionsOf = ({ criteria, needCriteria }: Service): Conditions => ({ criteria, needCriteria }) as unknown as Conditions;

/** Of so many who are judged otherwise it stands open why; of more, whoever looks opens it. */
const FEW = 3;

/** Id of the person whom the steward makes up by hand; no pack has one. */
const OWN = '·own';

const factsOf = (facts: Readonly<Record<string, unknown>>, today: string): FactSet =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as never, today, 'sample')]));

/** Facts that both sets of conditions ask, with what is read of everybody. */
function factsAsked(...criteria: readonly (Criteria | null)[]): readonly FactCode[] {
  return [...new Set<FactCode>(['age', 'sex', ...criteria.flatMap((one) => (one ? leavesOf(one).map((leaf) => leaf.fact) : []))])];
}

/** What the draft would do to people who do not exist: who is judged otherwise comes first. Worked out here, in the browser. */
export function PreviewPanel({ offer, needCode, before, after }: PreviewProps) {
  const { t, locale } = useText();
  const today = useToday();
  const names = useNames();
  const [own, setOwn] = useState<Partial<Record<FactCode, FactState>>>({});
  const words = useSuggestionWords({
    needs: [], nextQuestion: null, uncovered: [], reported: {}, services: {}, places: { ...names.form?.placeNames, ...names.places },
    documents: Object.fromEntries((names.form?.documents ?? []).map(({ id, es, en }) => [id, { es, en }])),
  });
  const samples = names.form?.people ?? [];
  const people = [...samples.map((one) => ({ id: one.id, facts: factsOf(one.facts, today) })), { id: OWN, facts: own }];
  const rows = previewOf(offer, needCode, { before, after }, people, today);
  const mine = rows.find((row) => row.id === OWN)!;
  const others = rows.filter((row) => row.id !== OWN);
  const turned = others.filter((row) => row.before.verdict !== row.after.verdict).length;
  const same = others.filter((row) => !row.changed);
  const listOf = (which: readonly PreviewRow[]) => (
    <ul className="directory-criteria__people">
      {which.map((row) => <PersonRow key={row.id} row={row} words={words} name={samples.find((one) => one.id === row.id)?.[locale] ?? row.id} open={row.before.verdict !== row.after.verdict && turned <= FEW} />)}
    </ul>
  );
  return (
    <Card title={t('directory.conditions.preview')} icon="people" headingLevel={2}>
      <Stack gap={3}>
        <Note>{t('directory.conditions.preview.made-up')}</Note>
        <p role="status" className="directory-criteria__turned">{t('directory.conditions.preview.turned', { n: turned, of: others.length })}</p>
        {listOf(others.filter((row) => row.changed))}
        {same.length > 0 ? <Disclosure summary={t('directory.conditions.preview.same', { n: same.length })}>{listOf(same)}</Disclosure> : null}
        <h3>{t('directory.conditions.own')}</h3>
        <OwnPerson facts={own} asked={factsAsked(before.criteria, after.criteria, before.needCriteria[needCode] ?? null, after.needCriteria[needCode] ?? null)} onChange={setOwn} />
        <ul className="directory-criteria__people"><PersonRow row={mine} words={words} name={t('directory.conditions.own.name')} open /></ul>
      </Stack>
    </Card>
  );
}

function VerdictWord({ judged }: { readonly judged: Judged }) {
  const { t } = useText();
  return judged.verdict === 'excluded' ? <StatusTag tone="neutral" icon="minus">{t('directory.conditions.verdict.excluded')}</StatusTag> : <VerdictTag verdict={judged.verdict} />;
}

function PersonRow({ row, name, words, open = false }: { readonly row: PreviewRow; readonly name: string; readonly words: SuggestionWords; readonly open?: boolean }) {
  const { t } = useText();
  const turned = row.before.verdict !== row.after.verdict;
  const change = row.changed ? (turned ? 'turned' : 'asked') : 'same';
  return (
    <li className={`directory-criteria__person directory-criteria__person--${change}`}>
      <div className="directory-criteria__who"><strong>{name}</strong>{row.changed ? <StatusTag tone={turned ? 'warning' : 'info'} icon="swap">{t(`directory.conditions.change.${change}`)}</StatusTag> : null}</div>
      <Row gap={2}>
        {turned ? <><span className="ui-hidden">{t('directory.conditions.now')}</span><VerdictWord judged={row.before} /><span aria-hidden="true">→</span><span className="ui-hidden">{t('directory.conditions.draft')}</span></> : null}
        <VerdictWord judged={row.after} />
      </Row>
      <Disclosure summary={t('directory.conditions.why')} open={open}>
        <Stack gap={3}>
          {row.changed ? <><Why title={t('directory.conditions.now')} judged={row.before} words={words} /><Why title={t('directory.conditions.draft')} judged={row.after} words={words} /></>
            : <Why title={t('directory.conditions.both')} judged={row.after} words={words} />}
        </Stack>
      </Disclosure>
    </li>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const told = [...new Set(lines)];
  return told.length === 0 ? null : <li>{title}<ul>{told.map((line) => <li key={line}>{line}</li>)}</ul></li>;
}

/** The verdict as sentences: what speaks against, exactly what is missing, what speaks for. */
function Why({ title, judged, words }: { readonly title: string; readonly judged: Judged; readonly words: SuggestionWords }) {
  const { t } = useText();
  const silent = judged.reasonsAgainst.length + judged.asks.length + judged.reasonsFor.length === 0;
  return (
    <div>
      <p className="directory-criteria__side">{title}</p>
      {judged.verdict === 'excluded' ? <p>{t('directory.conditions.excluded-why')}</p> : null}
      {silent && judged.verdict !== 'excluded' ? <p>{t('directory.suggestions.no-conditions')}</p> : null}
      <ul className="directory-criteria__why">
        <Lines title={t('directory.suggestions.why-against')} lines={judged.reasonsAgainst.map(words.reasonAgainst)} />
        <Lines title={t('directory.suggestions.to-settle')} lines={judged.asks.map(words.ask)} />
        <Lines title={t('directory.suggestions.why-for')} lines={judged.reasonsFor.map(words.reasonFor)} />
      </ul>
    </div>
  );
}
