import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, keepCsrf, withQuery } from './api.ts';
import { connection } from './connection.ts';
import { ApiError } from './errors.ts';
import { createTextTools, languageTag } from './text-tools.ts';

interface Sent { readonly url: string; readonly method: string; readonly headers: Record<string, string> }

let sent: Sent[] = [];

/** Plays the server: one answer for each request, in order; `null` is a network that gives none. */
function serverAnswers(...answers: ({ status: number; body?: unknown } | null)[]): void {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    sent.push({ url, method: init.method ?? 'GET', headers: init.headers as Record<string, string> });
    const answer = answers.shift();
    if (!answer) throw new TypeError('network');
    return new Response(answer.body === undefined ? '' : JSON.stringify(answer.body), { status: answer.status });
  });
}

beforeEach(() => {
  sent = [];
  keepCsrf('token');
  connection.signedIn();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function settled<T>(work: Promise<T>): Promise<T | ApiError> {
  const result = work.catch((error: unknown) => error as ApiError);
  await vi.runAllTimersAsync();
  return result;
}

const idOf = (at: number) => sent[at]!.headers['x-command-id'];

describe('a command', () => {
  it('carries an id of its own and the session’s token', async () => {
    serverAnswers({ status: 200, body: { done: true } });
    expect(await settled(api.send('POST', '/api/x', { a: 1 }))).toEqual({ done: true });
    expect(sent[0]!.headers['x-csrf-token']).toBe('token');
    expect(idOf(0)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is sent again with the same id when the network gave no answer', async () => {
    serverAnswers(null, { status: 200, body: {} });
    await settled(api.send('POST', '/api/x', { a: 1 }));
    expect(sent).toHaveLength(2);
    expect(idOf(1)).toBe(idOf(0));
    expect(connection.get().online).toBe(true);
  });

  it('keeps its id when the person sends it again after a lost network', async () => {
    serverAnswers(null, null, null, { status: 200, body: {} });
    const lost = await settled(api.send('POST', '/api/x', { a: 1 }));
    expect((lost as ApiError).offline).toBe(true);
    expect(connection.get().online).toBe(false);
    await settled(api.send('POST', '/api/x', { a: 1 }));
    expect(idOf(3)).toBe(idOf(0));
  });

  it('is a new one after a definite answer', async () => {
    serverAnswers({ status: 422, body: { error: { code: 'room.no', problems: [{ code: 'room.no', field: 'a', message: 'No.' }] } } }, { status: 200, body: {} });
    const refused = (await settled(api.send('POST', '/api/x', { a: 1 }))) as ApiError;
    expect(refused.problems).toEqual([{ code: 'room.no', field: 'a', message: 'No.' }]);
    await settled(api.send('POST', '/api/x', { a: 1 }));
    expect(idOf(1)).not.toBe(idOf(0));
  });

  it('asks for a fresh token once if the old one is stale', async () => {
    const stale = { status: 403, body: { error: { problems: [{ code: 'access.forged' }] } } };
    serverAnswers(stale, { status: 200, body: { csrf: 'new' } }, { status: 200, body: { ok: 1 } });
    expect(await settled(api.send('POST', '/api/x'))).toEqual({ ok: 1 });
    expect(sent[2]!.headers['x-csrf-token']).toBe('new');
    expect(idOf(2)).toBe(idOf(0));
  });

  it('tells the screens that something changed, only when it succeeded', async () => {
    const changed = vi.fn();
    const off = connection.onChange(changed);
    serverAnswers({ status: 422, body: {} }, { status: 200, body: {} });
    await settled(api.send('POST', '/api/y'));
    expect(changed).not.toHaveBeenCalled();
    await settled(api.send('POST', '/api/y'));
    expect(changed).toHaveBeenCalledOnce();
    off();
  });
});

describe('a session that ended', () => {
  it('lets a command wait until the person has signed in again, and sends it unchanged', async () => {
    const ended = { status: 401, body: { error: { problems: [{ code: 'access.sign-in-needed' }] } } };
    serverAnswers(ended, { status: 200, body: { csrf: 'fresh' } }, { status: 200, body: { ok: 1 } });
    const work = api.send('POST', '/api/x', { a: 1 });
    await vi.waitUntil(() => connection.get().signedOut);
    expect(sent).toHaveLength(1);
    connection.signedIn();
    expect(await settled(work)).toEqual({ ok: 1 });
    expect(sent[2]!.headers['x-csrf-token']).toBe('fresh');
    expect(idOf(2)).toBe(idOf(0));
  });

  it('is noticed, and a wrong password is not mistaken for it', async () => {
    serverAnswers({ status: 401, body: { error: { problems: [{ code: 'access.wrong-sign-in' }] } } });
    await settled(api.post('/api/sign-in', {}));
    expect(connection.get().signedOut).toBe(false);
    serverAnswers({ status: 401, body: { error: { problems: [{ code: 'access.sign-in-needed' }] } } });
    await settled(api.get('/api/cases'));
    expect(connection.get().signedOut).toBe(true);
  });
});

describe('an address with a query', () => {
  it('leaves empty values out and escapes the rest', () => {
    expect(withQuery('/api/x', { a: 'á b', none: null, empty: '', n: 0 })).toBe('/api/x?a=%C3%A1+b&n=0');
  });
});

describe('words of a reader', () => {
  const texts = { 'a.count': '{n, plural, one {# caso} other {# casos}}' };
  const es = createTextTools({ locale: 'es', country: 'ZZ', timeZone: 'America/Regina', texts });

  it('count, and show a key that has no sentence as itself', () => {
    expect(es.t('a.count', { n: 2 })).toBe('2 casos');
    expect(es.t('a.missing')).toBe('a.missing');
  });

  it('show days as they are, whatever the zone, and half-known dates by halves', () => {
    expect(es.formatDate('2026-03-05')).toMatch(/^5 mar/);
    expect(es.formatDate('2026-03')).toBe('marzo de 2026');
    expect(es.formatDate('2026')).toBe('2026');
  });

  it('show instants on the office’s clock', () => {
    expect(es.formatDate('2026-03-05T02:00:00Z', 'short')).toMatch(/^4 mar/);
  });

  it('see days from today', () => {
    expect(es.formatRelativeDay('2026-03-06', '2026-03-05')).toBe('mañana');
    expect(es.formatRelativeDay('2026-03-02', '2026-03-05')).toBe('hace 3 días');
    expect(es.formatRelativeDay('2026-06-05', '2026-03-05')).toBe('dentro de 3 meses');
  });

  it('follow the country in Spanish', () => {
    expect(languageTag('es', 'ZZ')).toBe('es-419');
    expect(languageTag('en', 'ZZ')).toBe('en');
  });
});

describe('answers that came along with another one', () => {
  const body = { n: 1 };

  it('are given once, at exactly their address, without asking', async () => {
    serverAnswers({ status: 200, body: { n: 2 } }, { status: 200, body: { n: 3 } });
    api.keepAhead({ '/api/x': body });
    expect(await settled(api.get('/api/x', { list: 'all' }))).toEqual({ n: 2 });
    expect(await settled(api.get('/api/x'))).toEqual(body);
    expect(await settled(api.get('/api/x'))).toEqual({ n: 3 });
    expect(sent).toHaveLength(2);
  });

  it('are not given when they are old, after a command, or to whoever signs in next', async () => {
    serverAnswers({ status: 200, body: {} }, { status: 200, body: 'asked' }, { status: 200, body: 'asked' }, { status: 200, body: 'asked' });
    api.keepAhead({ '/api/x': body });
    await settled(api.send('POST', '/api/y', {}));
    expect(await settled(api.get('/api/x'))).toBe('asked');
    api.keepAhead({ '/api/x': body });
    keepCsrf('another');
    expect(await settled(api.get('/api/x'))).toBe('asked');
    api.keepAhead({ '/api/x': body });
    const later = Date.now() + 31_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    expect(await settled(api.get('/api/x'))).toBe('asked');
    vi.mocked(Date.now).mockRestore();
  });
});
