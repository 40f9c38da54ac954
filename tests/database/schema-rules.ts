import type { TestDatabase } from '../support/database.ts';

/** Schemas that belong to PostgreSQL or to extensions. */
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg_temp%'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

const SENSITIVITY = ['none', 'internal', 'personal', 'restricted'];
const COMMENT = /^(.+?) \| sensitivity: ([a-z]+) \| purpose: (.+)$/;

/** Columns whose comment does not say meaning, sensitivity and purpose; tables without a comment. */
export async function unexplained(db: TestDatabase): Promise<string[]> {
  const tables = await db.owner<{ name: string; comment: string | null }>(`
    select n.nspname || '.' || c.relname as name, obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm') and ${OURS} order by 1`);
  const columns = await db.owner<{ name: string; comment: string | null }>(`
    select n.nspname || '.' || c.relname || '.' || a.attname as name, col_description(c.oid, a.attnum) as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and ${OURS} order by 1`);
  const explained = (comment: string | null): boolean => SENSITIVITY.includes(COMMENT.exec(comment ?? '')?.[2] ?? '');
  return [...tables.filter((t) => !t.comment), ...columns.filter((c) => !explained(c.comment))].map((x) => x.name);
}

/** Tables of rooms without row-level security, and tables that the runtime may touch without any policy saying which rows. */
export async function unguarded(db: TestDatabase): Promise<string[]> {
  const rows = await db.owner<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OURS} and n.nspname <> 'platform' and n.nspname <> 'public'
      and not (c.relrowsecurity and (exists (select from pg_policy p where p.polrelid = c.oid) or not has_table_privilege('ventanilla_runtime', c.oid, 'select, insert, update, delete')))
    order by 1`);
  return rows.map((r) => r.name);
}

/** Functions that run with the powers of their owner without fixing where names are looked up. */
export async function loosePowers(db: TestDatabase): Promise<string[]> {
  const rows = await db.owner<{ name: string }>(`
    select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'public') and not coalesce(array_to_string(p.proconfig, ' ') like '%search_path=%', false) order by 1`);
  return rows.map((r) => r.name);
}

/** What the runtime login could do that it must not: own things, bypass row-level security, make roles or tables. */
export async function runtimePowers(db: TestDatabase): Promise<string[]> {
  const login = new URL(db.runtimeUrl).username;
  const roles = [login, 'ventanilla_runtime'];
  const powers = await db.owner<{ what: string }>(`
    select rolname || ' is ' || case when rolsuper then 'superuser' when rolbypassrls then 'bypassing' when rolcreaterole then 'role maker' else 'database maker' end as what
      from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
    union all select 'owns ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner where r.rolname = any($1) and n.nspname <> 'pg_toast'
    union all select 'owns function ' || p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = any($1)
    union all select 'creates in ' || nspname from pg_namespace where nspname not like 'pg\\_%' and has_schema_privilege($2, nspname, 'create')
    union all select 'truncates ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and ${OURS} and has_table_privilege($2, c.oid, 'truncate')
    order by 1`, [roles, login]);
  return powers.map((p) => p.what);
}

/** Tables without the country that every record belongs to. */
export async function withoutCountry(db: TestDatabase, except: readonly string[]): Promise<string[]> {
  const rows = await db.owner<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OURS} and n.nspname <> 'public'
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'country' and a.attnotnull) order by 1`);
  return rows.map((r) => r.name).filter((name) => !except.includes(name));
}

/** Changes the runtime could make to the audit trail. */
export async function auditHoles(db: TestDatabase): Promise<string[]> {
  const login = new URL(db.runtimeUrl).username;
  const rows = await db.owner<{ what: string }>(`
    select privilege || ' on ' || name as what from unnest(array['access.audit_entry', 'access.audit_head']) name,
      unnest(array['insert', 'update', 'delete', 'truncate']) privilege where has_table_privilege($1, name, privilege)`, [login]);
  return rows.map((r) => r.what);
}
