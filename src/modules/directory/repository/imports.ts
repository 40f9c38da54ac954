/** SQL of imports: files that became proposals. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { Entry, EntryKind } from '../schema/stewardship.ts';

const own = (actor: Actor) => sql`i.country = ${actor.country} and ${['steward', 'system'].includes(actor.role)}`;

export interface NewImport {
  readonly id: string;
  readonly fileName: string;
  readonly contentHash: string;
  readonly source: string;
  readonly problems: readonly unknown[];
  readonly problemCount: number;
}

export async function addImport(actor: Actor, tx: Tx, one: NewImport, now: Date): Promise<void> {
  await sql`insert into directory.exchange_import (id, country, file_name, content_hash, source, problems, problem_count, imported_by, imported_at)
    values (${one.id}, ${actor.country}, ${one.fileName}, ${one.contentHash}, ${one.source}, ${JSON.stringify(one.problems)}::jsonb, ${one.problemCount}, ${actor.userId}, ${now})`.execute(tx);
}

export interface ImportRow extends Omit<NewImport, 'contentHash' | 'problems'> {
  readonly problems: { file: string; row: number | null; column: string | null; code: string; params: Record<string, string | number>; refuses: boolean }[];
  readonly importedBy: string;
  readonly importedAt: Date;
  readonly proposals: number;
  readonly waiting: number;
}

/** Imports, newest first, with how many of their proposals wait; one of them by its id. */
export async function listImports(actor: Actor, tx: Tx, id: string | null = null): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select i.id, i.file_name as "fileName", i.source, i.problems, i.problem_count as "problemCount", i.imported_by as "importedBy", i.imported_at as "importedAt",
      count(p.id)::int as proposals, (count(*) filter (where p.state = 'waiting'))::int as waiting
    from directory.exchange_import i left join directory.proposal p on p.import_id = i.id and p.country = i.country where ${own(actor)} and (${id === null} or i.id = ${id})
    group by i.id order by i.imported_at desc, i.id desc limit 50`.execute(tx);
  return rows;
}

/** Entries of this list of which the very same is proposed and waits already, as `kind id`. */
export async function listProposedAlready(actor: Actor, tx: Tx, entries: readonly { kind: EntryKind; id: string; entry: Entry }[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select distinct x.kind || ' ' || x.id as key
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(kind text, id text, entry jsonb)
    join directory.proposal i on i.country = ${actor.country} and i.kind = x.kind and i.entry_id = x.id and i.state = 'waiting' and i.listed and i.conditions is null and i.entry = x.entry where ${own(actor)}`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

/** Ids of organizations, papers and laws that entries may refer to. */
export async function listKnownIds(actor: Actor, tx: Tx): Promise<{ organization: Set<string>; document: Set<string>; legalBasis: Set<string> }> {
  const { rows } = await sql<{ kind: string; id: string }>`select 'organization' as kind, i.id from directory.organization i where ${own(actor)}
    union all select 'document', i.id from directory.document_type i where ${own(actor)}
    union all select 'legalBasis', i.id from directory.legal_basis i where ${own(actor)}`.execute(tx);
  const of = (kind: string): Set<string> => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
  return { organization: of('organization'), document: of('document'), legalBasis: of('legalBasis') };
}
