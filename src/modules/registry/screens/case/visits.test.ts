import { expect, it } from 'vitest';
import type { AuditEntry } from '#access/schema';
import { visitsOf } from './visits.ts';

const entry = (at: string, actorName: string, action: string): AuditEntry => ({
  at, actorName, action, actorRole: 'window', officeEs: 'V', officeEn: 'W', purpose: 'case-management', recordKind: 'case_file', recordId: '1', outcome: 'done',
});

it('what somebody reads in one minute is one visit, and nobody is left out', () => {
  const visits = visitsOf([
    entry('2026-03-10 15:01:30+00', 'Ana', 'registry.read-cases'), entry('2026-03-10 15:01:02+00', 'Ana', 'registry.read-person'),
    entry('2026-03-10 15:01:01+00', 'Ana', 'registry.read-cases'), entry('2026-03-10 15:01:00+00', 'Luz', 'registry.read-cases'), entry('2026-03-09 15:01:00+00', 'Ana', 'registry.read-cases'),
  ]);
  expect(visits.map((v) => [v.first.actorName, v.actions.length])).toEqual([['Ana', 2], ['Luz', 1], ['Ana', 1]]);
});
