import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Beyond this many different texts a query runs unnamed: each name costs memory in every server process. */
const MOST_NAMES = 600;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 20);
  names.set(text, name);
  return name;
}

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** Makes parametrised queries of a connection named prepared statements: parsed and planned once per connection. */
export function nameStatements(client: pg.PoolClient): void {
  const plain = client.query.bind(client) as Query;
  const named: Query = (text, values, ...rest) => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    return name ? plain({ name, text, values }, ...rest) : plain(text, values, ...rest);
  };
  (client as { query: unknown }).query = named;
}
