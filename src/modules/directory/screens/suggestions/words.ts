import { useText, type TextTools } from '#ui';
import type { Leaf } from '#kernel/criteria';
import { factLabelKey, factQuestionKey } from '#kernel/fact-words';
import { reportedWords } from '../papers-said/words.ts';
import { inWords, sayKnown, sayRequirement, sayValue, type NameKind, type Phrase, type ReportedPaper, type Suggestion, type SuggestionsView } from '#directory/matching';

type Asked = Suggestion['asks'][number];
type Told = Suggestion['reasonsFor'][number];

function nameIn(view: SuggestionsView, locale: 'es' | 'en'): (kind: NameKind, code: string) => string | undefined {
  return (kind, code) => (kind === 'document' ? view.documents[code]?.[locale] : kind === 'place' ? view.places[code] : undefined);
}

/** Sentences about suggestions in the language of the reader. */
export interface SuggestionWords {
  reasonFor(reason: Told): string;
  reasonAgainst(reason: Told): string;
  ask(ask: Asked): string;
  document(id: string): string;
  reported(paper: ReportedPaper): string[];
  question(fact: Parameters<typeof factQuestionKey>[0], key?: string): string;
  travel(travel: Suggestion['travel']): string;
}

function travelWords(travel: Suggestion['travel'], { t, formatNumber }: TextTools): string {
  if (travel.kind !== 'estimated' || !travel.km) return t(`directory.suggestions.far.${travel.kind === 'estimated' ? 'unknown' : travel.kind}`);
  const km = { kmLow: formatNumber(travel.km.low), kmHigh: formatNumber(travel.km.high) };
  if (!travel.minutes) return t('directory.suggestions.far.crossing', km);
  const time = (minutes: number): string => durationWords(minutes, t);
  if (travel.km.low === 0) return t('directory.suggestions.far.up-to', { ...km, timeHigh: time(travel.minutes.high) });
  const way = t(travel.crossing ? 'directory.suggestions.far.boat' : 'directory.suggestions.far.estimated', { ...km, timeLow: time(travel.minutes.low), timeHigh: time(travel.minutes.high) });
  const source = travel.basis ? ` (${t(`directory.suggestions.far.basis.${travel.basis}`)})` : '';
  if (!travel.fare || !travel.currency) return way + source;
  const money = (value: number): string => formatNumber(value, { style: 'currency', currency: travel.currency!, maximumFractionDigits: value < 10 ? 2 : 0 });
  return `${way}${source} · ${t('directory.suggestions.far.fare', { low: money(travel.fare.low), high: money(travel.fare.high) })}`;
}

/** Long trips are told in whole hours: the estimate is no finer. */
const COARSE_FROM = 5 * 60;

/** Minutes as hours and minutes. */
export function durationWords(exact: number, t: TextTools['t']): string {
  const minutes = exact < COARSE_FROM ? exact : Math.round(exact / 60) * 60;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = [hours > 0 ? t('directory.suggestions.far.hours', { n: hours }) : '', rest > 0 || hours === 0 ? t('directory.suggestions.far.minutes', { n: rest }) : ''];
  return words.filter(Boolean).join(' ');
}

/** Conditions that name the very value that is known: saying it once is enough. */
const NAMES_THE_VALUE = new Set<string>(['is', 'in', 'has']);

function reasonFor({ leaf, holds, value }: Told, say: (phrase: Phrase) => string, t: TextTools['t']): string {
  if (typeof value === 'boolean' || (holds && NAMES_THE_VALUE.has(leaf.op))) return say(sayKnown(leaf as Leaf, value));
  return t('directory.suggestions.for-with-value', { asked: say(sayRequirement(leaf as Leaf, !holds)), known: say(sayValue(leaf as Leaf, value)) });
}

/** Words for what `view` says. */
export function useSuggestionWords(view: SuggestionsView): SuggestionWords {
  const tools = useText();
  const { t, locale } = tools;
  const nameOf = nameIn(view, locale);
  const say = (phrase: Phrase): string => inWords(phrase, { locale, t, nameOf });
  const documentName = (id: string): string => nameOf('document', id) ?? id;
  const entryName = (fact: string, key: string): string =>
    fact === 'languages' ? (new Intl.DisplayNames([locale], { type: 'language' }).of(key) ?? key) : documentName(key);
  const question: SuggestionWords['question'] = (fact, key) => t(factQuestionKey(fact), key === undefined ? {} : { entry: entryName(fact, key) });
  return {
    question,
    document: documentName,
    reported: (paper) => reportedWords(paper, documentName(paper.document), tools),
    travel: (travel) => travelWords(travel, tools),
    reasonFor: (reason) => reasonFor(reason, say, t),
    reasonAgainst: ({ leaf, holds, value }) =>
      t('directory.suggestions.against', { asked: say(sayRequirement(leaf as Leaf, holds)), known: say(sayValue(leaf as Leaf, value)) }),
    ask: (ask) => askWords(ask, { t, locale, question, documentName }),
  };
}

interface AskTools {
  readonly t: TextTools['t'];
  readonly locale: 'es' | 'en';
  readonly question: SuggestionWords['question'];
  readonly documentName: (id: string) => string;
}

function askWords(ask: Asked, { t, locale, question, documentName }: AskTools): string {
  switch (ask.kind) {
    case 'condition': return ask[locale];
    case 'nothingStated': return t('directory.suggestions.ask.nothingStated');
    case 'document': return t(`directory.suggestions.ask.document.${ask.state}`, { document: documentName(ask.document) });
    case 'fact':
      if (ask.reason === 'restricted') return t('directory.suggestions.ask.restricted');
      if (ask.reason === 'declined') return t('directory.suggestions.ask.declined', { fact: t(factLabelKey(ask.fact)) });
      return t('directory.suggestions.ask.fact', { question: question(ask.fact, ask.key) });
  }
}
