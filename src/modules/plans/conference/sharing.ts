/** What members of a conference may read of a person. Pure: everything that is known comes as an argument. */
import { firstName, type Known, shareableSections, type Words } from '#referrals';
import type { SharedSection } from '#referrals/schema';
import type { ConferenceSnapshot } from './schema.ts';

type Sections = Parameters<typeof shareableSections>[1];
interface Label { readonly es: string; readonly en: string }

/** What may be shown of the needs: never one that only the closed circle may know of, never one that is over. */
export interface NeedToShow { readonly code: string; readonly label: Label; readonly state: string; readonly restricted: boolean; readonly urgency: Label }

function needItems(needs: readonly NeedToShow[]): SharedSection['items'] {
  return needs.filter((n) => !n.restricted && n.state === 'open').map(({ code, label, urgency }) => ({ code, label, value: urgency }));
}

/** Every section that could be shown in a conference, with exactly what it would show. */
export function offeredSections(known: Known, needs: readonly NeedToShow[], pack: Sections, words: Words, needsLabel: Label): SharedSection[] {
  const others = shareableSections(known, { ...pack, sections: pack.sections.filter((s) => s.code !== 'needs') }, words);
  return [{ code: 'needs', label: needsLabel, items: needItems(needs) }, ...others];
}

/** The copy for one member: the minimum, and of the rest only what the person agreed to for it. */
export function viewFor(known: Pick<Known, 'givenNames' | 'preferredName' | 'publicCode' | 'age'>, offered: readonly SharedSection[], agreed: readonly string[]): ConferenceSnapshot {
  const chosen = new Set(agreed);
  return {
    firstName: firstName(known), publicCode: known.publicCode, age: known.age,
    sections: offered.filter((s) => chosen.has(s.code) && s.items.length > 0).map((s) => ({ ...s, items: [...s.items] })),
  };
}
