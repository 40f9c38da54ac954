import type { Role } from '#kernel/codes';
import type { ReferralsPack } from './pack.ts';
import type { EventRow } from './repository/events.ts';
import { asRecord, type ReferralRow } from './repository/scope.ts';
import { stageAt, stateAt } from './rules/clocks.ts';
import { availableActions } from './rules/decide.ts';
import { isClosed } from './rules/table.ts';
import { asReadOutside } from './snapshot.ts';
import type { InboxItem, InboxReferral, OfficerReferral, ReferralEvent } from './schema.ts';

/** What a reader is told depends on the clock, the country's words and the role. */
interface Reader {
  readonly now: Date;
  readonly pack: ReferralsPack;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function reasonWords(code: string | null, pack: ReferralsPack): { es: string; en: string } | null {
  return code === null ? null : pack.declineReasons.find((r) => r.code === code)?.label ?? null;
}

function eventView(e: EventRow, pack: ReferralsPack): ReferralEvent {
  return { at: e.at.toISOString(), kind: e.kind, state: e.state, by: e.actor_name, byLink: e.by_link, side: e.side, note: e.note, reason: reasonWords(e.reason, pack) };
}

function shown(row: ReferralRow, { now, pack }: Reader, side: 'officer' | 'provider') {
  const record = asRecord(row);
  return {
    referralId: row.id, state: stateAt(record, now), urgency: row.urgency, serviceId: row.service_id, serviceName: row.service_name,
    organizationName: row.provider_name, needCode: row.need_code, needLabel: row.need_label, sentAt: iso(row.sent_at), dueAt: iso(row.due_at),
    stateSince: row.state_since.toISOString(), note: row.snapshot?.note ?? null, reason: reasonWords(row.reason, pack), outcome: row.outcome,
    stage: stageAt(record, now), clockAt: iso(row.clock_at), amendedAt: iso(row.amended_at), confirmed: row.confirmed,
    actions: availableActions(record, side, now, pack),
  };
}

/** The last question that waits for an answer. */
function openQuestion(row: ReferralRow, events: readonly EventRow[]): string | null {
  if (row.state !== 'more-information-asked') return null;
  return events.findLast((e) => e.kind === 'ask')?.note ?? null;
}

/** What the officer reads of the copy that counts. */
function ofCopy({ snapshot }: ReferralRow): Pick<OfficerReferral, 'publicCode' | 'byWoman' | 'attendedBy' | 'sections'> {
  if (!snapshot) return { publicCode: '', byWoman: false, attendedBy: null, sections: [] };
  return { publicCode: snapshot.publicCode, byWoman: snapshot.byWoman ?? false, attendedBy: snapshot.attendedBy ?? null, sections: snapshot.sections.map((section) => section.label) };
}

export function forOfficer(row: ReferralRow, events: readonly EventRow[], reader: Reader & { role: Role; name: string | undefined }): OfficerReferral {
  const base = shown(row, reader, 'officer');
  return {
    ...base,
    actions: reader.role === 'supervisor' ? [] : base.actions,
    caseId: row.case_id, personId: row.person_id, needId: row.need_id, person: reader.name ?? row.snapshot?.firstName ?? '', ...ofCopy(row),
    alternativeServiceId: row.alternative_service_id, emergency: row.override_id !== null, confirmTries: row.confirm_tries, caseClosed: row.case_closed_at !== null, handled: row.handled, shareClosed: row.share_closed_at !== null,
    question: openQuestion(row, events), history: events.map((e) => eventView(e, reader.pack)),
  };
}

const NOTHING = { es: '', en: '' };

/** A line of the inbox. Once sharing ended, it says which service it was and that it ended, and nothing of whom or for what. */
export function inboxRow(row: ReferralRow, reader: Reader): InboxItem {
  const ended = row.share_closed_at !== null;
  const base = shown(row, reader, 'provider');
  return {
    ...base, question: null, shareClosed: ended, confirmed: null, emergency: !ended && row.override_id !== null,
    ...(ended ? { needCode: '', needLabel: NOTHING, note: null, reason: null, outcome: null, stage: null, clockAt: null, amendedAt: null } : {}),
    firstName: row.snapshot?.firstName ?? null, publicCode: row.snapshot?.publicCode ?? null,
    late: !isClosed(row.state) && stateAt(asRecord(row), reader.now) === 'expired',
  };
}

/** The note of sending stands in the copy; once that has changed, the history must not go on saying what was taken out of it. */
const withoutFirstNote = (e: EventRow): EventRow => (e.kind === 'send' ? { ...e, note: null } : e);

export function forProvider(row: ReferralRow, events: readonly EventRow[], reader: Reader): InboxReferral {
  return {
    ...inboxRow(row, reader), question: openQuestion(row, events),
    shared: row.snapshot && asReadOutside(row.snapshot), history: events.map((e) => eventView(row.shared_version > 0 ? withoutFirstNote(e) : e, reader.pack)),
  };
}
