import { Button, Card, Chip, Disclosure, Icon, type IconName, Link, Note, Row, Stack, StatusTag, type Tone, useText } from '#ui';
import type { OfferVerdict, ReportedPaper, ServiceCard, Suggestion } from '#directory/matching';
import { useRuleWords } from '../rule-words.ts';
import type { SuggestionWords } from './words.ts';

const VERDICT_TONE: Record<OfferVerdict, Tone> = { fits: 'success', fitsOnce: 'warning', doesNotFit: 'danger' };
const VERDICT_ICON: Record<OfferVerdict, IconName> = { fits: 'check', fitsOnce: 'half-circle', doesNotFit: 'cross' };

interface SuggestionProps {
  readonly suggestion: Suggestion;
  /** What was reported of papers at its counters. */
  readonly reported?: readonly ReportedPaper[] | undefined;
  readonly card: ServiceCard | undefined;
  readonly words: SuggestionWords;
  /** Absent where nothing can be sent. */
  readonly onRefer?: ((suggestion: Suggestion) => void) | undefined;
  /** Where the way to the papers that a service asks for is shown. */
  readonly papersHref?: string | undefined;
}

/** The verdict in words, with an icon; never by colour alone. */
export function VerdictTag({ verdict }: { readonly verdict: OfferVerdict }) {
  const { t } = useText();
  return <StatusTag tone={VERDICT_TONE[verdict]} icon={VERDICT_ICON[verdict]}>{t(`directory.suggestions.verdict.${verdict}`)}</StatusTag>;
}

function Sentences({ title, icon, items }: { readonly title: string; readonly icon: IconName; readonly items: readonly string[] }) {
  const told = [...new Set(items)];
  if (told.length === 0) return null;
  return (
    <div>
      <p className="directory-suggestions__part">{title}</p>
      <ul className="directory-suggestions__list">
        {told.map((item) => <li key={item}><Icon name={icon} size={16} /><span>{item}</span></li>)}
      </ul>
    </div>
  );
}

/** For, against and what is still needed. */
export function Reasons({ suggestion, words }: Pick<SuggestionProps, 'suggestion' | 'words'>) {
  const { t } = useText();
  const rules = useRuleWords();
  const silent = suggestion.reasonsFor.length + suggestion.reasonsAgainst.length + suggestion.asks.length === 0;
  return (
    <div className="directory-suggestions__reasons">
      <Sentences title={t('directory.suggestions.why-against')} icon="cross" items={suggestion.reasonsAgainst.map(words.reasonAgainst)} />
      <Sentences title={t('directory.suggestions.to-settle')} icon="question" items={suggestion.asks.map(words.ask)} />
      <Sentences title={t('directory.suggestions.why-for')} icon="check" items={suggestion.reasonsFor.map(words.reasonFor)} />
      {silent ? <Note>{t('directory.suggestions.no-conditions')}</Note> : null}
      {suggestion.rules ? <Note>{rules.whole(suggestion.rules)}</Note> : null}
    </div>
  );
}

function papersWords(suggestion: Suggestion, words: SuggestionWords, t: (key: string, params?: Record<string, string>) => string): string {
  if (!suggestion.papers) return t('directory.suggestions.bring.not-stated');
  if (suggestion.papers.length === 0) return t('directory.suggestions.bring.nothing');
  const named = suggestion.papers.map(({ document, held }) => {
    const name = words.document(document);
    return held ? t('directory.suggestions.bring.held', { document: name }) : name;
  });
  return named.join(' · ');
}

function placeWords(suggestion: Suggestion, card: ServiceCard | undefined, t: (key: string, params?: Record<string, number>) => string): string {
  if (suggestion.notes.includes('onlyAbroad')) return t('directory.suggestions.note.onlyAbroad');
  const place = suggestion.travel.kind === 'nationwide' ? t('directory.suggestions.far.nationwide') : (card?.place ?? t('directory.suggestions.where.not-stated'));
  return suggestion.otherPlaces > 0 && !card?.place ? `${place} ${t('directory.suggestions.where.others', { n: suggestion.otherPlaces })}` : place;
}

function Practical({ suggestion, card, words }: SuggestionProps) {
  const { t } = useText();
  // Where nothing is stated, the place says so already.
  const far = suggestion.travel.kind === 'nationwide' || suggestion.travel.kind === 'unknown' ? null : words.travel(suggestion.travel);
  return (
    <dl className="directory-suggestions__practical">
      <div><dt><Icon name="place" size={16} />{t('directory.suggestions.where')}</dt><dd>{placeWords(suggestion, card, t)}</dd></div>
      {far ? <div><dt><Icon name="bus" size={16} />{t('directory.suggestions.far')}</dt><dd>{far}</dd></div> : null}
      <div><dt><Icon name="paper" size={16} />{t('directory.suggestions.bring')}</dt><dd>{papersWords(suggestion, words, t)}</dd></div>
      {card?.phone ? <div><dt><Icon name="phone" size={16} />{t('directory.suggestions.phone')}</dt><dd>{card.phone}</dd></div> : null}
    </dl>
  );
}

function Marks({ suggestion }: Pick<SuggestionProps, 'suggestion'>) {
  const { t } = useText();
  return (
    <Row gap={2}>
      <VerdictTag verdict={suggestion.verdict} />
      <Chip icon="history">{t('directory.suggestions.as-of', { year: String(suggestion.asOf) })}</Chip>
      {suggestion.notes.includes('pilot') ? <Chip>{t('directory.suggestions.pilot')}</Chip> : null}
      {suggestion.notes.includes('waitingList') ? <Chip icon="clock">{t('directory.suggestions.note.waitingList')}</Chip> : null}
      {suggestion.notes.includes('womenAttend') ? <Chip>{t('directory.suggestions.note.womenAttend')}</Chip> : null}
    </Row>
  );
}

function Sources({ card }: { readonly card: ServiceCard | undefined }) {
  const { t } = useText();
  if (!card) return null;
  return (
    <Disclosure summary={t('directory.suggestions.sources')}>
      <ul className="directory-suggestions__sources">
        {card.sources.map((s) => <li key={`${s.title}${s.where ?? ''}`}>{s.title}{s.where ? ` · ${s.where}` : ''}</li>)}
      </ul>
      {card.organizationInferred ? <Note>{t('directory.suggestions.owner-inferred')}</Note> : null}
    </Disclosure>
  );
}

/** The way to papers that are asked for and not held. */
function PapersLink({ suggestion, papersHref }: Pick<SuggestionProps, 'suggestion' | 'papersHref'>) {
  const { t } = useText();
  if (!papersHref || !suggestion.papers?.some((paper) => !paper.held)) return null;
  return <Link href={`${papersHref}?service=${encodeURIComponent(suggestion.serviceId)}`}>{t('directory.suggestions.papers-way')}</Link>;
}

/** One suggested service: verdict, reasons, where, how far, what to bring, from which year, and the way on. */
export function SuggestionCard({ suggestion, reported = [], card, words, onRefer, papersHref }: SuggestionProps) {
  const { t, locale } = useText();
  const name = card?.name[locale] ?? suggestion.serviceId;
  return (
    <Card>
      <Stack gap={3}>
        <div className="directory-suggestions__head">
          <div>
            <h2 className="directory-suggestions__name">{name}</h2>
            {card ? <p className="directory-suggestions__owner">{card.organization}</p> : null}
          </div>
          <Marks suggestion={suggestion} />
        </div>
        <Reasons suggestion={suggestion} words={words} />
        <Sentences title={t('directory.papers-said.title')} icon="flag" items={reported.flatMap(words.reported)} />
        <Practical suggestion={suggestion} card={card} words={words} />
        <Sources card={card} />
        <Row gap={3}>
          {onRefer ? (
            <Button look="primary" size="small" icon="send" aria-label={t('directory.suggestions.refer-to', { service: name })} onClick={() => onRefer(suggestion)}>
              {t('directory.suggestions.refer')}
            </Button>
          ) : null}
          <Link href={`/app/directory/${encodeURIComponent(suggestion.serviceId)}`}>{t('directory.suggestions.open-service')}</Link>
          <PapersLink suggestion={suggestion} papersHref={papersHref} />
          {papersHref ? <Link href={`${papersHref}?service=${encodeURIComponent(suggestion.serviceId)}`}>{t('directory.papers-said.tell')}</Link> : null}
        </Row>
      </Stack>
    </Card>
  );
}
