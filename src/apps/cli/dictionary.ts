import type pg from 'pg';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly tableComment: string | null;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly comment: string | null;
}

const QUERY = `
  select n.nspname as schema, c.relname as table, obj_description(c.oid, 'pg_class') as "tableComment", a.attname as column,
    format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, col_description(c.oid, a.attnum) as comment
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public')
  order by n.nspname collate "C", c.relname collate "C", a.attnum`;

const COMMENT = /^(.*?) \| sensitivity: (\w+) \| purpose: (.*)$/;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function row(c: Column): string {
  const [, meaning = c.comment ?? '', sensitivity = '?', purpose = '?'] = COMMENT.exec(c.comment ?? '') ?? [];
  return `| \`${c.column}\` | ${cell(c.type)}${c.required ? '' : ', may be empty'} | ${cell(meaning)} | ${sensitivity} | ${cell(purpose)} |`;
}

/** Everything that is kept, as a document: each table and column with meaning, sensitivity and purpose. */
export async function dictionary(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Column>(QUERY);
  const lines = ['# Data dictionary', '', 'Made from the comments in the database by `npm run ventanilla -- dev dictionary`; never edited by hand.', ''];
  let schema = '';
  let table = '';
  for (const c of rows) {
    if (c.schema !== schema) lines.push(...(schema ? [''] : []), `## ${c.schema}`, '');
    if (c.schema !== schema || c.table !== table) {
      if (c.schema === schema) lines.push('');
      lines.push(`### ${c.schema}.${c.table}`, '', c.tableComment ?? '', '', '| column | type | meaning | sensitivity | purpose |', '|---|---|---|---|---|');
    }
    ({ schema, table } = c);
    lines.push(row(c));
  }
  return `${lines.join('\n')}\n`;
}
