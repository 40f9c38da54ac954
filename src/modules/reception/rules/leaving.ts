/** Who may leave, how, and with whom. Pure; the database refuses a child alone by itself as well. */
import { ADULT_FROM, leastAge, type BirthPrecision } from '#kernel/birth';
import type { Problem } from '#kernel/errors';
import type { ChildHandover, Flag, LeavingMember, NextStep } from '../schema.ts';

/** What is known of an age; each part may be missing. */
export interface KnownAge {
  readonly birthDate: string | null;
  readonly precision: BirthPrecision | null;
  readonly statedAge: number | null;
}

/** In doubt a child: by the least possible age, by what the list says, or because nobody knows. */
export function countsAs(known: KnownAge, flags: readonly Flag[], alone: boolean, childUnder: number, on: string): 'child' | 'adult' | 'doubtful' {
  if (alone) return 'child';
  const age = known.birthDate === null ? known.statedAge : leastAge(known.birthDate, known.precision, on);
  if (age === null) return flags.includes('child') ? 'child' : 'doubtful';
  return age < Math.max(childUnder, ADULT_FROM) ? 'child' : 'adult';
}

/** A child who came without parents: by the list, or by what was told. */
export function cameAlone(flags: readonly Flag[], travellingAs: string | null): boolean {
  return flags.includes('unaccompaniedChild') || travellingAs === 'unaccompaniedChild' || travellingAs === 'separatedChild';
}

/** Is this hand-over one with which a child may leave? A guardian has a name, a relation, a contact, and was seen or checked. */
export function handoverIsEnough(h: { readonly to: string; readonly identitySeen: boolean; readonly verified: boolean; readonly contact: string | null }): boolean {
  return h.to === 'protection' || ((h.identitySeen || h.verified) && h.contact !== null && h.contact.trim() !== '');
}

/** One person at the exit, with all that decides whether they may go. */
export interface AtExit {
  readonly rowId: string;
  readonly counts: 'child' | 'adult' | 'doubtful';
  readonly alone: boolean;
  /** Who stands together; people without one belong to nobody. */
  readonly party: string | null;
  /** For everybody whom an officer put together with this child: are they recorded as the one who answers for it? Whom the list names as one family is not asked. */
  readonly answeredBy: Readonly<Record<string, boolean>>;
  readonly registered: boolean;
  readonly hasLeft: boolean;
  readonly isHere: boolean;
  readonly openStations: readonly string[];
  readonly transport: 'none' | 'open' | 'issued';
  readonly bed: boolean;
  /** `apart`: protection keeps somebody away from the child, and has not verified this guardian. */
  readonly handover: { readonly to: 'guardian' | 'protection'; readonly name: string; readonly enough: boolean; readonly apart: boolean } | null;
  /** The same, of the guardian who is typed at this moment. */
  readonly typedApart: boolean;
  /** With whom of its group this child does not leave: somebody is kept away from it, and protection has not verified these. */
  readonly keptFrom: readonly string[];
}

/** Everything that keeps people from leaving so, each with its field; none = they may. */
export function leavingProblems(members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>, apartWhy: string | undefined, bedsAreKept: boolean): Problem[] {
  return [
    ...members.flatMap((member, i) => memberProblems(member, members, people, bedsAreKept).map((p) => ({ ...p, field: `members.${i}.${p.field}` }))),
    ...siblingProblems(members, people, apartWhy),
  ];
}

function memberProblems(member: LeavingMember, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>, bedsAreKept: boolean): Problem[] {
  const person = people.get(member.rowId);
  if (!person) return [{ code: 'reception.not-here', field: 'rowId' }];
  if (person.hasLeft) return [{ code: 'reception.left-already', field: 'rowId' }];
  if (!person.isHere) return [{ code: 'reception.not-here', field: 'rowId' }];
  return [...stepProblems(member, person, bedsAreKept), ...childProblems(member, person, members, people)];
}

function stepProblems(member: LeavingMember, person: AtExit, bedsAreKept: boolean): Problem[] {
  if (member.how === 'unfinished') return member.nextStep === null ? [] : [{ code: 'reception.step-not-asked', field: 'nextStep' }];
  const problems: Problem[] = [];
  if (!person.registered) problems.push({ code: 'reception.register-first', field: 'how' });
  if (person.openStations.length > 0) problems.push({ code: 'reception.stations-open', field: 'how', params: { n: person.openStations.length } });
  if (member.how === 'declined') return problems;
  if (member.nextStep === null) return [...problems, { code: 'reception.step-missing', field: 'nextStep' }];
  const lacks = STEP_NEEDS[member.nextStep]?.(member, person, bedsAreKept);
  return lacks ? [...problems, { code: lacks, field: 'nextStep' }] : problems;
}

/** What has to be there before somebody leaves with this step. */
const STEP_NEEDS: Partial<Record<NextStep, (member: LeavingMember, person: AtExit, bedsAreKept: boolean) => string | null>> = {
  transportHome: (_, person) => (person.transport === 'issued' ? null : 'reception.step-needs-transport'),
  shelterTonight: (_, person, bedsAreKept) => (person.bed || !bedsAreKept ? null : 'reception.step-needs-bed'),
  childProtection: (member, person) => ((member.handover?.to ?? person.handover?.to) === 'protection' ? null : 'reception.step-needs-handover'),
};

/** The hand-over that counts: the one given now, else the one that was written down. */
function handoverOf(member: LeavingMember, person: AtExit): { readonly name: string; readonly enough: boolean; readonly apart: boolean } | null {
  const now: ChildHandover | null = member.handover;
  if (now === null) return person.handover;
  if (now.to === 'protection') return { name: now.officer, enough: true, apart: false };
  return { name: now.name, enough: handoverIsEnough({ to: 'guardian', identitySeen: now.documentSeen, verified: false, contact: now.contact ?? null }), apart: person.typedApart };
}

export function leavesAsChild(member: Pick<LeavingMember, 'adultSeen'>, person: Pick<AtExit, 'counts'>): boolean {
  return person.counts === 'child' || (person.counts === 'doubtful' && !member.adultSeen);
}

function childProblems(member: LeavingMember, person: AtExit, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>): Problem[] {
  if (!leavesAsChild(member, person)) return [];
  const handover = handoverOf(member, person);
  const lacks = handover ? handoverLacks(handover) : companionLacks(member, person, members, people);
  return lacks ? [{ code: lacks, field: 'handover' }] : [];
}

function handoverLacks({ apart, enough }: { readonly apart: boolean; readonly enough: boolean }): string | null {
  if (apart) return 'reception.ask-protection';
  return enough ? null : 'reception.guardian-unseen';
}

/** Without a hand-over a child leaves with an adult of its group from whom nobody keeps it apart, and who answers for it. */
function companionLacks(member: LeavingMember, person: AtExit, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>): string | null {
  if (person.alone || member.withRow === null) return person.counts === 'doubtful' ? 'reception.age-doubtful' : 'reception.child-alone';
  const adult = companionOf(member, person, members, people);
  if (adult === null) return 'reception.child-alone';
  if (person.keptFrom.includes(adult.rowId)) return 'reception.ask-protection';
  return person.answeredBy[adult.rowId] === false ? 'reception.companion-not-recorded' : null;
}

/** The adult of the child's own group who leaves in the same moment. */
function companionOf(member: LeavingMember, person: AtExit, members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>): AtExit | null {
  const companion = members.find((other) => other.rowId === member.withRow);
  const adult = companion && people.get(companion.rowId);
  if (!companion || !adult || leavesAsChild(companion, adult)) return null;
  return person.party !== null && adult.party === person.party ? adult : null;
}

/** Children of one group leave at the same time and with the same person, or somebody says why not. */
function siblingProblems(members: readonly LeavingMember[], people: ReadonlyMap<string, AtExit>, apartWhy: string | undefined): Problem[] {
  if (apartWhy !== undefined) return [];
  const leaving = new Map(members.map((m) => [m.rowId, m]));
  const apart = members.some((member) => {
    const person = people.get(member.rowId);
    if (!person || person.party === null || !leavesAsChild(member, person)) return false;
    const brothers = [...people.values()].filter((p) => p.rowId !== person.rowId && p.party === person.party && p.isHere && !p.hasLeft && p.counts === 'child');
    return brothers.some((p) => {
      const other = leaving.get(p.rowId);
      return other === undefined || takerOf(other, p) !== takerOf(member, person);
    });
  });
  return apart ? [{ code: 'reception.siblings-together', field: 'apartWhy' }] : [];
}

function takerOf(member: LeavingMember, person: AtExit): string {
  return handoverOf(member, person)?.name.trim().toLowerCase() ?? member.withRow ?? '';
}
