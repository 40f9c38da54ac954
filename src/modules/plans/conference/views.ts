import type { CaseConferenceRow, ConferenceRow, EntryRow, MemberRow, MineRow, SeatRow, TaskRow } from '../conference-repository.ts';
import { conferenceSteps, isLate, isOpen, type TaskSide, taskSteps } from './rules.ts';
import type { ConferenceLine, MemberConference, MemberLine, OfficerConference, TaskView } from './schema.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function meeting(row: ConferenceRow) {
  return { conferenceId: row.id, question: row.question, how: row.how, place: row.place, plannedOn: row.planned_on, plannedTime: row.planned_time, state: row.state };
}

function taskView(row: TaskRow, on: { today: string; side: TaskSide; mayWrite: boolean }): TaskView {
  const steps = on.mayWrite ? taskSteps({ state: row.state, ofMember: row.member_id !== null }, on.side) : [];
  return {
    taskId: row.id, memberId: row.member_id, what: row.what, dueOn: row.due_on, late: isLate({ state: row.state, dueOn: row.due_on }, on.today), state: row.state, note: row.state_note,
    by: row.state_by, at: row.state_at.toISOString(), steps,
  };
}

export function lineView(row: CaseConferenceRow): ConferenceLine {
  return { ...meeting(row), caseId: row.case_id, members: row.members, openTasks: row.open_tasks, lateTasks: row.late_tasks };
}

interface Parts {
  readonly members: readonly (MemberRow & { reads: boolean })[]; readonly entries: readonly EntryRow[]; readonly tasks: readonly TaskRow[];
  readonly person: string; readonly publicCode: string; readonly today: string; readonly mayWrite: boolean;
}

export function officerView(row: ConferenceRow, { members, entries, tasks, person, publicCode, today, mayWrite }: Parts): OfficerConference {
  const names = new Map(members.map((m) => [m.id, m.organization_name]));
  return {
    ...meeting(row), caseId: row.case_id, person, publicCode, closedAt: iso(row.closed_at), membersUntil: iso(row.members_until), today, mayWrite,
    members: members.map((m) => ({
      memberId: m.id, organizationId: m.organization_id, officeId: m.office_id, name: m.organization_name, invitedAt: m.invited_at.toISOString(), reads: m.reads,
      endedWhy: m.share_closed_why, sections: (m.snapshot?.sections ?? []).map((s) => s.label),
    })),
    entries: entries.map((e) => ({ kind: e.kind, text: e.text, told: e.told, by: e.actor_name, member: e.member_id === null ? null : names.get(e.member_id) ?? null, at: e.at.toISOString() })),
    tasks: tasks.map((k) => taskView(k, { today, side: 'officer', mayWrite })), steps: mayWrite ? conferenceSteps(row.state) : [],
  };
}

export function memberView(row: SeatRow, entries: readonly EntryRow[], tasks: readonly TaskRow[], today: string): MemberConference {
  const mayWrite = isOpen(row.state);
  return {
    ...meeting(row), shared: row.snapshot, mayWrite, today, tasks: tasks.map((k) => taskView(k, { today, side: 'member', mayWrite })),
    contributions: entries.flatMap((e) => (e.kind === 'contribution' ? [{ text: e.text ?? '', by: e.actor_name, at: e.at.toISOString() }] : [])),
    decisions: entries.flatMap((e) => (e.kind === 'decision' ? [{ text: e.text ?? '', at: e.at.toISOString() }] : [])),
  };
}

export function mineView(row: MineRow): MemberLine {
  return {
    memberId: row.member_id, conferenceId: row.conference_id, invitedAt: row.invited_at.toISOString(), firstName: row.first_name, publicCode: row.public_code,
    plannedOn: row.planned_on, plannedTime: row.planned_time, state: row.state, openTasks: row.open_tasks,
  };
}
