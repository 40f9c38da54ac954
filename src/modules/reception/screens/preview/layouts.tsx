import { Button, Card, Disclosure, Grid, Item, ItemList, Stack, StatusTag, useText } from '#ui';
import type { Layout, ManifestReading, ReadingChoices, SamplePerson } from '../../schema.ts';

interface Props {
  readonly reading: ManifestReading;
  readonly pending: boolean;
  readonly onAnswer: (choices: ReadingChoices) => void;
}

/** What can be read in two ways, each way on the same real people of the file: whoever knows them sees which is right. */
export function OpenLayouts({ reading, pending, onAnswer }: Props) {
  const { t } = useText();
  const open = reading.layouts.filter((layout) => layout.chosen === null);
  if (open.length === 0) return null;
  return (
    <Card title={t('reception.who-is.title')} icon="question" tone="warning">
      <Stack gap={5}>
        <p>{t('reception.who-is.lead')}</p>
        {open.map((layout) => <Ways key={layout.question} layout={layout} pending={pending} onAnswer={onAnswer} />)}
      </Stack>
    </Card>
  );
}

/** What was settled, by the file, the sender's memory or the officer; it can be changed. */
export function SettledLayouts({ reading, pending, onAnswer }: Props) {
  const { t } = useText();
  const settled = reading.layouts.filter((layout) => layout.chosen !== null);
  if (settled.length === 0) return null;
  return (
    <Disclosure summary={t('reception.who-is.settled')} open={settled.some((layout) => layout.by === 'sender')}>
      <Stack gap={5}>{settled.map((layout) => <Ways key={layout.question} layout={layout} pending={pending} onAnswer={onAnswer} />)}</Stack>
    </Disclosure>
  );
}

function Ways({ layout, pending, onAnswer }: { readonly layout: Layout } & Omit<Props, 'reading'>) {
  const { t } = useText();
  return (
    <Stack gap={2} as="section">
      <h3>{t(`reception.who-is.${layout.question}`)}</h3>
      <Grid min="medium" gap={3}>
        {layout.options.map((option) => (
          <Way key={option.value} layout={layout} option={option} pending={pending} onChoose={() => onAnswer({ [layout.question]: option.value } as ReadingChoices)} />
        ))}
      </Grid>
    </Stack>
  );
}

interface WayProps {
  readonly layout: Layout;
  readonly option: Layout['options'][number];
  readonly pending: boolean;
  readonly onChoose: () => void;
}

const WORDS = { dateOrder: 'date-order', nameOrder: 'name-order', sexM: 'sex-m' } as const;

function Way({ layout, option, pending, onChoose }: WayProps) {
  const { t } = useText();
  const chosen = layout.chosen === option.value;
  const words = t(`reception.${WORDS[layout.question]}.${option.value}`);
  return (
    <Card
      title={words} headingLevel={3} tone={chosen ? 'accent' : 'plain'} flush
      footer={chosen
        ? <StatusTag tone="success" icon="check">{t(`reception.who-is.by-${layout.by ?? 'file'}`)}</StatusTag>
        : <Button size="small" pending={pending} aria-label={`${t('reception.who-is.choose')}: ${words}`} onClick={onChoose}>{t('reception.who-is.choose')}</Button>}
      actions={layout.chosen === null && layout.proposed === option.value ? <StatusTag tone="info" icon="info">{t('reception.who-is.likelier')}</StatusTag> : null}
    >
      <ItemList items={option.people} itemKey={(person) => String(person.row)} label={words}>
        {(person) => <Sample person={person} question={layout.question} />}
      </ItemList>
    </Card>
  );
}

/** One person of the file, with what the question is about written out. */
function Sample({ person, question }: { readonly person: SamplePerson; readonly question: Layout['question'] }) {
  const { t, formatDate } = useText();
  const birth = person.birthDate === null ? t('reception.who-is.no-date', { text: person.birthAsSeen ?? '' }) : t('reception.who-is.born', { on: formatDate(person.birthDate, 'long') });
  const name = t('reception.who-is.name', { given: person.givenNames || '—', surnames: person.surnames || '—' });
  const told = { dateOrder: birth, nameOrder: name, sexM: person.sex ? t(`reception.sex.${person.sex}`) : '—' }[question];
  return <Item title={told} meta={t('reception.who-is.row', { row: person.row, text: question === 'dateOrder' ? `${person.nameAsSeen} · ${person.birthAsSeen ?? ''}` : person.nameAsSeen })} />;
}
