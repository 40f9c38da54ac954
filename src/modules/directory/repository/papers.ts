/** SQL about papers that services ask for. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

const maySeeProtected = (actor: Actor): boolean => ['protection', 'steward', 'system'].includes(actor.role);

/** Services in sight that ask for a paper, by id. */
export async function listAskingForPapers(actor: Actor, tx: Tx): Promise<{ id: string; es: string; en: string; requires: string[] }[]> {
  const { rows } = await sql<{ id: string; es: string; en: string; requires: string[] }>`select s.id, s.entry->>'nameEs' as es, s.entry->>'nameEn' as en, s.entry->'requiredDocuments' as requires
    from directory.service s where s.country = ${actor.country} and s.active and (${maySeeProtected(actor)} or not s.protection_only)
      and jsonb_path_exists(s.entry, '$.requiredDocuments[*] ? (@.type() == "string")') order by s.id`.execute(tx);
  return rows;
}
