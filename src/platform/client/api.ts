import { newId } from '#kernel/ids';
import { connection } from './connection.ts';
import { ApiError, errorOf } from './errors.ts';

export type CommandMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type QueryValue = string | number | boolean | null | undefined;

let csrf: string | null = null;

/** The token that commands must repeat; comes with the session. */
export function keepCsrf(token: string | null): void {
  csrf = token;
  ahead.clear();
}

/** Answers that came before they were asked for, each given once. */
const ahead = new Map<string, { readonly body: unknown; readonly until: number }>();
const AHEAD_MS = 30_000;

/** Keeps what a page got in one answer for its parts, which ask at their own addresses. Nothing stays after a command, or for whoever signs in next. */
function keepAhead(parts: Readonly<Record<string, unknown>>): void {
  for (const [address, body] of Object.entries(parts)) ahead.set(address, { body, until: Date.now() + AHEAD_MS });
}

/** The answer that is here already, if it is fresh. */
function takeAhead(address: string): { readonly body: unknown } | null {
  const found = ahead.get(address);
  ahead.delete(address);
  return found && found.until > Date.now() ? found : null;
}

const RETRY_PAUSES_MS = [400, 1200];

/**
 * Ids of commands that got no definite answer, by content: the same command sent again by the person keeps its id, and
 * therefore acts once.
 */
const unanswered = new Map<string, string>();

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function fetchOnce(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, { credentials: 'same-origin', ...init });
    connection.answered();
    return response;
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    connection.lost();
    throw new ApiError(0, [{ code: 'platform.offline' }]);
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function settle(response: Response): Promise<unknown> {
  const body = await bodyOf(response);
  if (response.ok) return body;
  const error = errorOf(response.status, body);
  if (error.has('access.sign-in-needed')) connection.signedOut();
  throw error;
}

/** `path` with its query; empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}

async function get<T>(path: string, query?: Readonly<Record<string, QueryValue>>, signal?: AbortSignal): Promise<T> {
  const address = withQuery(path, query);
  const here = takeAhead(address);
  if (here) return here.body as T;
  const response = await fetchOnce(address, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  return (await settle(response)) as T;
}

/** A read whose words must not stand in an address: sent as a body, changes nothing, and is not kept as a command. */
async function ask<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  if (csrf === null) await freshCsrf();
  const attempt = () => fetchOnce(path, {
    method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf ?? '' }, body: JSON.stringify(body), ...(signal ? { signal } : {}),
  });
  let response = await attempt();
  if (response.status === 403 && (await says(response, 'access.forged'))) {
    await freshCsrf();
    response = await attempt();
  }
  return (await settle(response)) as T;
}

/** Sends, and sends again with the same id if the network gave no answer. */
async function sendPersistently(path: string, init: RequestInit): Promise<Response> {
  for (const pause of RETRY_PAUSES_MS) {
    try {
      return await fetchOnce(path, init);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await wait(pause);
    }
  }
  return fetchOnce(path, init);
}

async function freshCsrf(): Promise<void> {
  const session = await get<{ csrf: string } | null>('/api/session');
  if (session) csrf = session.csrf;
}

async function command<T>(method: CommandMethod, path: string, body: BodyInit | undefined, headers: Record<string, string>, print: string, given?: string): Promise<T> {
  const id = given ?? unanswered.get(print) ?? newId();
  unanswered.set(print, id);
  if (csrf === null) await freshCsrf();
  const attempt = () => sendPersistently(path, {
    method, headers: { accept: 'application/json', 'x-command-id': id, 'x-csrf-token': csrf ?? '', ...headers }, ...(body === undefined ? {} : { body }),
  });
  connection.sending(1);
  ahead.clear();
  try {
    let response = await attempt();
    if (response.status === 401 && (await says(response, 'access.sign-in-needed'))) {
      // The session ended: the command waits until the person has signed in again, and then goes out unchanged.
      connection.signedOut();
      await connection.whenSignedIn();
      await freshCsrf();
      response = await attempt();
    }
    if (response.status === 403 && (await says(response, 'access.forged'))) {
      await freshCsrf();
      response = await attempt();
    }
    // A definite answer: the next command of the same content is a new one. After a fault it is still the same.
    if (response.status < 500 && response.status !== 401) unanswered.delete(print);
    const value = (await settle(response)) as T;
    ahead.clear();
    connection.changed();
    return value;
  } finally {
    connection.sending(-1);
  }
}

async function says(response: Response, code: string): Promise<boolean> {
  return errorOf(response.status, await bodyOf(response.clone())).has(code);
}

/** Sends a command; with an `id` of its own, one that was kept on the device and goes out again acts once. */
function send<T>(method: CommandMethod, path: string, body?: unknown, id?: string): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return command<T>(method, path, text, text === undefined ? {} : { 'content-type': 'application/json' }, `${method} ${path} ${text ?? ''}`, id);
}

/** Sends one file as it is, its name in a header. */
function upload<T>(path: string, file: File, query?: Readonly<Record<string, QueryValue>>): Promise<T> {
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
  const address = withQuery(path, query);
  return command<T>('POST', address, file, headers, `POST ${address} ${file.name} ${file.size} ${file.lastModified}`);
}

/** A request that needs no session and is no command: signing in. */
async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetchOnce(path, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await settle(response)) as T;
}

/** Every request of the browser: reads, commands, files. */
export const api = { get, ask, send, upload, post, keepAhead };
