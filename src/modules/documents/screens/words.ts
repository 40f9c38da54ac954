import type { Leaf } from '#kernel/criteria';
import { factLabelKey, factQuestionKey } from '#kernel/fact-words';
import { inWords, sayRequirement, sayValue, type NameKind, type Phrase } from '#directory/matching';
import { bringNothing, costWords, daysWords, officeWords, readyWords, totalWords, validityWords, type Blocked, type Blocker, type Plan, type Span, type Step, type Way } from '#directory/papers';
import { useText, type TextTools } from '#ui';
import type { PapersOfCase } from '../schema.ts';

/** Sentences about ways and plans in the language of the reader; what nobody knows says "ask". */
export interface WayWords {
  paper(id: string): string;
  where(way: Way): string;
  bring(step: Step): string;
  days(way: Way): string;
  cost(way: Way): string;
  validity(way: Way): string | null;
  asks(step: Step): string[];
  ready(span: Span): string;
  total(plan: Plan): string[];
  blocked(blocked: Blocked): string[];
  opens(step: Step): string | null;
  sources(way: Way): string;
}

interface Naming { readonly text: TextTools; readonly paper: (id: string) => string; readonly say: (phrase: Phrase) => string }

function blockerOf(blocker: Blocker, { text: { t }, paper, say }: Naming): string {
  if (blocker.kind !== 'condition') return t(`documents.blocked.${blocker.kind}`, { paper: paper(blocker.document) });
  const against = blocker.against.map(({ leaf, holds, value }) => t('documents.blocked.against', { asked: say(sayRequirement(leaf as Leaf, holds)), known: say(sayValue(leaf as Leaf, value)) }));
  const missing = blocker.missing.map(({ fact, reason }) => t(`documents.blocked.${reason}`, { fact: t(factLabelKey(fact)) }));
  return [...against, ...missing].join(' ') || t('documents.blocked.condition', { paper: paper(blocker.document) });
}

/** Words for what a view says. */
export function useWayWords(view: PapersOfCase): WayWords {
  const text = useText();
  const { t, locale } = text;
  const paper = (id: string): string => view.papers[id]?.[locale] ?? id;
  const nameOf = (kind: NameKind, code: string): string | undefined => (kind === 'document' ? view.papers[code]?.[locale] : undefined);
  const say = (phrase: Phrase): string => inWords(phrase, { locale, t, nameOf });
  const list = (items: readonly string[]): string => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
  return {
    paper,
    where: (way) => [officeWords(way, text), way.organizationId ? view.organizations[way.organizationId]?.[locale] : null, way.abroad ? t('documents.abroad') : null].filter(Boolean).join(' · '),
    bring: ({ way, bring }) => {
      if (bring.length > 0) return list(bring.map(({ document, held }) => (held ? paper(document) : t('documents.bring-first', { paper: paper(document) }))));
      return bringNothing(way, text);
    },
    days: (way) => daysWords(way, text),
    cost: (way) => costWords(way, text),
    validity: (way) => validityWords(way, text),
    asks: ({ ask }) => [...new Set(ask.flatMap(({ missing }) => missing.map(({ fact, key }) => t(factQuestionKey(fact), key === undefined ? {} : { entry: paper(key) }))))],
    ready: (span) => readyWords(span, text),
    total: (plan) => totalWords(plan, text),
    blocked: ({ sets }) => sets.map((set) => set.map((blocker) => blockerOf(blocker, { text, paper, say })).join(' ')),
    opens: ({ opens }) => {
      const named = [...opens.documents.map(paper), ...opens.services.map((id) => view.services[id]?.[locale] ?? id)];
      return named.length === 0 ? null : list(named);
    },
    sources: (way) => [t('documents.as-of', { year: String(way.asOf) }), ...new Set(way.sources.map((s) => view.sources[s.source] ?? s.source))].join(' · '),
  };
}
