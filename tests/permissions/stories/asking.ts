import type { Actor } from '#kernel/actor';
import type { TestServer } from '../../support/server.ts';

export async function one(server: TestServer, query: string): Promise<Record<string, string>> {
  const [row] = await server.db.owner<Record<string, string>>(query);
  if (!row) throw new Error(`the story lacks: ${query}`);
  return row;
}

export async function must<T>(answer: Promise<{ statusCode: number; body: string; json: <J>() => J }>): Promise<T> {
  const { statusCode, body, json } = await answer;
  if (statusCode !== 200) throw new Error(`the story stumbled (${statusCode}): ${body}`);
  return json<T>();
}

export async function actorOf(server: TestServer, login: string): Promise<Actor> {
  const a = await one(server, `select id, role, country, office_id, organization_id, display_name from access.user_account where login = '${login}'`);
  return { userId: a['id']!, role: a['role'] as Actor['role'], country: a['country'] as Actor['country'], officeId: a['office_id'] ?? null, organizationId: a['organization_id'] ?? null, displayName: a['display_name']!, locale: 'es' };
}
