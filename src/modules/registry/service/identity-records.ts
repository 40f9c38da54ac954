import { colleagueNames, getOffice } from '#access';
import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from '../repository/identity.ts';
import { listDoubts } from '../repository/review.ts';
import { fullName } from '../rules/person.ts';
import type { IdentityRecords } from '../schema.ts';
import { officeName } from './shared.ts';

const DOUBTS_SHOWN = 20;

/** The other records of one person, what is in doubt about them, and whether two offices work apart. Each record keeps its own sight. */
export async function identityRecordsOf(ctx: Ctx, personId: string): Promise<IdentityRecords> {
  const rows = await repository.listIdentityRecords(ctx.actor, ctx.tx, personId);
  const own = rows.find((r) => r.id === personId);
  if (!own) throw notFound();
  const others = rows.filter((r) => r.id !== personId);
  const records: IdentityRecords['records'] = [];
  for (const row of others.filter((r) => r.inSight)) records.push(await shownRecord(ctx, row));
  const doubts = await listDoubts(ctx.actor, ctx.tx, [personId], DOUBTS_SHOWN);
  const names = await colleagueNames(ctx, doubts.map((d) => d.askedBy));
  const elsewhere = others.filter((r) => !r.inSight);
  return {
    records, elsewhere: elsewhere.length,
    otherOpenCases: own.caseOpen ? others.filter((r) => r.caseOpen).map((r) => ({ caseId: r.caseId, personId: r.inSight ? r.id : null })) : [],
    doubts: doubts.map((d) => ({ since: d.since.toISOString(), askedBy: d.askedBy ? (names.get(d.askedBy) ?? null) : null, note: d.note, found: d.origin === 'night' })),
  };
}

async function shownRecord(ctx: Ctx, row: repository.IdentityRecordRow): Promise<IdentityRecords['records'][number]> {
  const office = row.officeId ? await getOffice(ctx, row.officeId) : null;
  return {
    personId: row.id, publicCode: row.publicCode ?? '', name: fullName({ givenNames: row.givenNames ?? '', surname1: row.surname1 ?? '', surname2: row.surname2 }),
    caseId: row.caseId, caseOpen: row.caseOpen, officeName: office ? officeName(ctx, office) : null, registeredOn: row.registeredAt.toISOString(),
  };
}
