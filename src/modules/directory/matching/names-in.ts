/** Codes in suggestions whose names a reader needs. */
import type { Suggestion, Suggestions } from './suggestion.ts';

const PLACES = new Set<string>(['originAdmin2', 'destinationAdmin1', 'destinationAdmin2', 'cannotReturnTo']);

const texts = (value: unknown): string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

function documentsOf(s: Suggestion): string[] {
  const asked = s.asks.flatMap((a) => (a.kind === 'document' ? [a.document] : a.kind === 'fact' && a.fact === 'documentsHeld' && a.key ? [a.key] : []));
  const reasoned = [...s.reasonsFor, ...s.reasonsAgainst].filter((r) => r.leaf.fact === 'documentsHeld').map((r) => r.leaf.key ?? String(r.leaf.value));
  return [...(s.papers ?? []).map((p) => p.document), ...asked, ...reasoned];
}

function placesOf(s: Suggestion): string[] {
  const reasons = [...s.reasonsFor, ...s.reasonsAgainst].filter((r) => PLACES.has(r.leaf.fact));
  return reasons.flatMap((r) => [...texts(r.leaf.value), ...texts(r.value)]);
}

/** Ids of documents and of places that asks, papers, reasons and the next question mention. */
export function namesIn(suggestions: Suggestions): { readonly documents: readonly string[]; readonly places: readonly string[] } {
  const all = suggestions.needs.flatMap((need) => [...need.offers, ...need.notFitting]);
  const asked = suggestions.nextQuestion?.fact === 'documentsHeld' && suggestions.nextQuestion.key ? [suggestions.nextQuestion.key] : [];
  return { documents: [...new Set([...all.flatMap(documentsOf), ...asked])], places: [...new Set(all.flatMap(placesOf))] };
}
