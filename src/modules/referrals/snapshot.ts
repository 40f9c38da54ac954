import type { FactCode, FactSet, FactState } from '#kernel/facts';
import { isRestricted, staysWithTeam } from '#kernel/facts';
import type { ConsentSection, PersonContact } from '#registry/schema';
import type { ReferralsPack } from './pack.ts';
import type { SharedItem, SharedSection, Snapshot } from './schema.ts';

/** What is known of the person when a referral is written; only the agreed part of it ever leaves. */
export interface Known {
  readonly givenNames: string;
  readonly preferredName: string | null;
  readonly publicCode: string;
  readonly age: number | null;
  readonly contacts: readonly PersonContact[];
  readonly facts: FactSet;
}

/** Puts a code into words of both languages. */
export interface Words {
  readonly factLabel: (code: FactCode) => SharedItem['label'];
  readonly factValue: (code: FactCode, value: unknown) => SharedItem['label'];
  readonly contact: (contact: PersonContact) => { label: SharedItem['label']; value: SharedItem['label'] };
}

type PackSection = ReferralsPack['sections'][number];

function knownValue(state: FactState | undefined): unknown {
  return state?.state === 'known' ? state.value : undefined;
}

function factItems(section: PackSection, known: Known, words: Words): SharedItem[] {
  return section.facts.flatMap((code): SharedItem[] => {
    const fact = code as FactCode;
    const value = knownValue(known.facts[fact]);
    // Checked again here: a pack that slipped through must not open the closed circle, nor tell what somebody owes.
    if (value === undefined || isRestricted(fact) || staysWithTeam(fact)) return [];
    return [{ code, label: words.factLabel(fact), value: words.factValue(fact, value) }];
  });
}

function contactItems(section: PackSection, known: Known, words: Words): SharedItem[] {
  if (!section.contacts) return [];
  return known.contacts.filter((c) => c.safety === 'safe').map((c) => ({ code: c.channel, ...words.contact(c) }));
}

/** Everything that could be shared, section by section: what the officer and the person look at before agreeing. */
export function shareableSections(known: Known, pack: ReferralsPack, words: Words): SharedSection[] {
  return pack.sections.map((section) => ({
    code: section.code,
    label: section.label,
    items: [...contactItems(section, known, words), ...factItems(section, known, words)],
  }));
}

/** The same copy with the wish to be attended by a woman, if the person wants it to be known. */
export function withWishes(copy: Snapshot, { byWoman, attendedBy }: { readonly byWoman?: boolean | undefined; readonly attendedBy?: Snapshot['attendedBy'] }): Snapshot {
  return { ...copy, ...(byWoman ? { byWoman } : {}), attendedBy: attendedBy ?? null };
}

/** A copy as it may be read outside: what an earlier version shared of the person's money is not shown any more. The copy itself stays what it was. */
export function asReadOutside(copy: Snapshot): Snapshot {
  const sections = copy.sections.map((s) => ({ ...s, items: s.items.filter((item) => !staysWithTeam(item.code)) }));
  return { ...copy, sections: sections.filter((s, i) => s.items.length > 0 || copy.sections[i]!.items.length === 0) };
}

/** The first of the names the person goes by; never a surname. */
export function firstName(known: Pick<Known, 'givenNames' | 'preferredName'>): string {
  return (known.preferredName ?? known.givenNames).trim().split(/\s+/)[0] ?? '';
}

/** The copy that the provider reads: the minimum, and of the rest only the chosen sections. */
export function takeSnapshot(
  known: Known, agreed: readonly ConsentSection[], need: Snapshot['need'], note: string | null, pack: ReferralsPack, words: Words,
): Snapshot {
  const chosen = new Set<string>(agreed);
  return {
    firstName: firstName(known),
    publicCode: known.publicCode,
    age: known.age,
    need,
    note,
    sections: shareableSections(known, pack, words).filter((s) => chosen.has(s.code) && s.items.length > 0),
  };
}
