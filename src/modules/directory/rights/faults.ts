import { isTellTale } from '../neutral.ts';
import type { DirectoryPack, LegalBasis } from '../schema.ts';
import type { CuratedRight } from './schema.ts';

/** What is wrong with the rights cards of a pack. Pure. */

export interface RightFault {
  readonly id: string;
  readonly message: string;
}

const textsOf = (card: CuratedRight): string[] =>
  [card.title, card.plain, card.show, card.cite, card.article, card.published].flatMap((both) => (both === null ? [] : [both.es, both.en]));

const numbersIn = (text: string): string[] => text.match(/\d+/g) ?? [];

/** Articles, dates and figures stand in the source, or on no card. */
function inventedNumbers(card: CuratedRight, basis: LegalBasis): string[] {
  const said = new Set([basis.id, basis.instrument, basis.grants ?? '', basis.citation ?? '', String(basis.year ?? '')].flatMap(numbersIn));
  return [...new Set(textsOf(card).flatMap(numbersIn))].filter((number) => !said.has(number));
}

/** A service rests on a law only where one source speaks of both. */
function unsupported(card: CuratedRight, basis: LegalBasis, directory: DirectoryPack): string[] {
  const speaking = new Set(basis.sources.map((s) => s.source));
  return card.services.flatMap((id) => {
    const service = directory.services.find((s) => s.id === id);
    if (!service) return [`unknown service ${id}`];
    return service.sources.some((s) => speaking.has(s.source)) ? [] : [`no source speaks of both ${id} and ${basis.id}`];
  });
}

/** Whoever holds a card is not told apart by it. */
function heldFaults(card: CuratedRight, basis: LegalBasis): string[] {
  if (card.kind === 'background') return [];
  const held = [...textsOf(card), ...(card.cite === null ? [basis.instrument] : [])];
  return held.some(isTellTale) ? ['says how somebody came back'] : [];
}

function cardFaults(card: CuratedRight, directory: DirectoryPack): string[] {
  const basis = directory.legalBases.find((b) => b.id === card.basis);
  if (!basis) return [`unknown legal basis ${card.basis}`];
  const needs = new Set(directory.needTypes.map((n) => n.code));
  return [
    ...card.needs.filter((need) => !needs.has(need)).map((need) => `unknown need ${need}`),
    ...unsupported(card, basis, directory),
    ...inventedNumbers(card, basis).map((number) => `the source says nothing of ${number}`),
    ...((card.show !== null) === (card.kind === 'right') ? [] : ['only a right has a sentence to show, and every right has one']),
    ...heldFaults(card, basis),
  ];
}

/** Faults of the cards of one country; cards of several countries count for what they cover. */
export function rightFaults(own: readonly CuratedRight[], shared: readonly CuratedRight[], directory: DirectoryPack): RightFault[] {
  const here = new Set(directory.legalBases.map((b) => b.id));
  const all = [...own, ...shared.filter((card) => here.has(card.basis))];
  const seen = new Set<string>();
  const twice = all.filter((card) => seen.has(card.id) || !seen.add(card.id)).map(({ id }) => ({ id, message: 'appears twice' }));
  const covered = new Set(all.map((card) => card.basis));
  const without = directory.legalBases.filter((basis) => !covered.has(basis.id)).map(({ id }) => ({ id, message: 'legal basis without a card' }));
  return [...twice, ...all.flatMap((card) => cardFaults(card, directory).map((message) => ({ id: card.id, message }))), ...without];
}
