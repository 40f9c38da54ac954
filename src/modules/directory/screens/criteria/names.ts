import { createContext, useContext } from 'react';
import type { Locale } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import type { CriteriaForm } from '../../criteria-form/schema.ts';
import { inWords, sayCriteria, type NameKind } from '../../matching/phrase.ts';
import { useNeeds } from '../data.ts';
import { useServiceWords } from '../words.ts';
import type { Say } from './data.ts';

/** Names for codes that conditions speak of, as far as somebody here knows them. */
export interface Names {
  readonly form: CriteriaForm | null;
  readonly places: Readonly<Record<string, string>>;
  /** A place that was just chosen. */
  learn(code: string, name: string): void;
}

const NOBODY: Names = { form: null, places: {}, learn: () => undefined };
export const NamesContext = createContext<Names>(NOBODY);
export const useNames = (): Names => useContext(NamesContext);

/** What a need is called. */
export function useNeedName(): (code: string) => string {
  const words = useServiceWords();
  const needs = useNeeds();
  return (code) => { const found = needs.data?.needs.find((one) => one.code === code); return found ? words.need(found) : code; };
}

/** The name of a code in a language; nothing where only the code is known. */
export function nameIn({ form, places }: Names, locale: Locale): (kind: NameKind, code: string) => string | undefined {
  return (kind, code) => {
    if (kind === 'place') return places[code] ?? form?.placeNames[code];
    if (kind === 'document') return form?.documents.find((one) => one.id === code)?.[locale];
    return kind === 'receptionPoint' ? form?.receptionPoints.find((one) => one.id === code)?.[locale] : undefined;
  };
}

/** Conditions as one sentence. */
export function sentenceOf(criteria: Criteria | null, names: Names, locale: Locale, t: Say): string {
  return criteria === null ? t('directory.service.not-said-for-whom') : inWords(sayCriteria(criteria), { locale, t, nameOf: nameIn(names, locale) });
}

/** The conditions that must all be met, one by one. */
export const partsOf = (criteria: Criteria | null): readonly Criteria[] => (criteria === null ? [] : 'all' in criteria ? criteria.all : [criteria]);
