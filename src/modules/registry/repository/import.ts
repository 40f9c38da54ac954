/**
 * Writes a file of registrations as the owner of the database, in one transaction: all or nothing. For the command line only; no
 * request reaches it. A large file is written without the inverted index and the references, which are then made at once.
 */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Alongside } from '../import/alongside.ts';
import { COPIED, type CopiedTable, type CopyTexts } from '../import/copy-rows.ts';

const TABLES = Object.keys(COPIED) as CopiedTable[];
const BULK_MEMORY = '512MB';

interface Reference { readonly table: string; readonly name: string; readonly definition: string }

/** One import that is under way. */
export class BulkWriter {
  readonly #client: pg.Client;
  /** Tables of rooms above that are written too. */
  readonly #alongside: readonly Alongside[];
  #references: Reference[] = [];
  #indexes: string[] = [];
  #whole = false;

  private constructor(client: pg.Client, alongside: readonly Alongside[]) {
    this.#client = client;
    this.#alongside = alongside;
  }

  static async open(ownerUrl: string, alongside: readonly Alongside[] = []): Promise<BulkWriter> {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    // One import at a time; look-ups go on until the index is made anew.
    await client.query(`begin; set local synchronous_commit = off; set local maintenance_work_mem = '${BULK_MEMORY}'; select pg_advisory_xact_lock(7201947)`);
    return new BulkWriter(client, alongside);
  }

  /** How many people are there, roughly. */
  async people(): Promise<number> {
    const { rows } = await this.#client.query<{ n: number }>(`select greatest((select reltuples from pg_class where oid = 'registry.person_index'::regclass)::int,
      (exists (select from registry.person_index))::int) as n`);
    return rows[0]!.n;
  }

  /** Words of names that many in the country bear. */
  async commonWords(country: string, least: number, most: number): Promise<{ word: string; people: number }[]> {
    const { rows } = await this.#client.query<{ word: string; people: number }>('select word, people from registry.name_word where country = $1 and people >= $2 order by people desc limit $3', [country, least, most]);
    return rows;
  }

  async officeKey(officeId: string): Promise<number> {
    const { rows } = await this.#client.query<{ k: number }>('select registry.office_key($1) as k', [officeId]);
    return rows[0]!.k;
  }

  /** Which of these codes somebody has. */
  async codesTaken(codes: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.#client.query<{ code: string }>('select public_code as code from registry.person where public_code = any($1)', [codes]);
    return new Set(rows.map((r) => r.code));
  }

  /** Takes index and references away until `finish`. */
  async withoutIndexes(): Promise<void> {
    this.#whole = true;
    const { rows } = await this.#client.query<Reference>(`select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c where c.contype = 'f' and c.conrelid::regclass::text = any($1)`, [this.#tables()]);
    this.#references = rows;
    for (const r of rows) await this.#client.query(`alter table ${r.table} drop constraint ${r.name}`);
    const { rows: indexes } = await this.#client.query<{ name: string; definition: string }>(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i where i.indrelid::regclass::text = any($1) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`, [this.#tables()]);
    this.#indexes = indexes.map((i) => i.definition);
    for (const { name } of indexes) await this.#client.query(`drop index ${name}`);
    await this.#client.query('alter table registry.person_office disable trigger index_follows');
  }

  /** Writes people, and beside them what each room above keeps of them. */
  async write(texts: CopyTexts, alongside: readonly string[] = []): Promise<void> {
    for (const table of TABLES) await this.#copy(COPIED[table], texts[table]);
    for (const [i, { table, columns }] of this.#alongside.entries()) await this.#copy(`${table} (${columns.join(', ')})`, alongside[i] ?? '');
  }

  async #copy(into: string, lines: string): Promise<void> {
    if (lines) await pipeline(Readable.from([lines]), this.#client.query(copyFrom(`copy ${into} from stdin`)));
  }

  #tables(): string[] {
    return [...TABLES.map((t) => COPIED[t].split(' ')[0]!), ...this.#alongside.map((a) => a.table)];
  }

  /** Makes index and references again, counts names anew, and keeps everything. */
  async finish(country: string): Promise<void> {
    if (this.#whole) {
      for (const definition of this.#indexes) await this.#client.query(definition);
      await this.#client.query('alter table registry.person_office enable trigger index_follows');
      for (const r of this.#references) await this.#client.query(`alter table ${r.table} add constraint ${r.name} ${r.definition}`);
    }
    await this.#client.query(`select set_config('app.role', 'system', true), set_config('app.country', $1, true)`, [country]);
    await this.#client.query(this.#whole ? 'select registry.refresh_name_terms()' : 'select registry.keep_name_terms()');
    await this.#client.query('commit');
    // What few rows change, the database sees to by itself.
    if (this.#whole) await this.#client.query(`vacuum (analyze, skip_locked) registry.name_word, registry.name_term, ${this.#tables().join(', ')}`);
  }

  /** Ends the connection; what was not finished is gone. */
  async close(): Promise<void> {
    await this.#client.end();
  }
}
