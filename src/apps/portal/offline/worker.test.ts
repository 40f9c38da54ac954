import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import worker from './worker.ts?raw';

/** The edges that a browser gives a worker: a network, a cache, events. */
function browser(site: Record<string, string>) {
  const stores = new Map<string, Map<string, Response>>();
  const listeners = new Map<string, (event: unknown) => void>();
  const state = { online: true, asked: [] as string[], told: [] as unknown[] };
  const caches = {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return { match: async (key: string) => store.get(key)?.clone(), put: async (key: string, value: Response) => void store.set(key, value) };
    },
    delete: async (name: string) => stores.delete(name),
  };
  const fetchPage = async (input: string | Request): Promise<Response> => {
    const { pathname, search } = new URL(typeof input === 'string' ? input : input.url, 'https://portal.example');
    state.asked.push(`${pathname}${search}`);
    if (!state.online) throw new TypeError('no network');
    const body = site[`${pathname}${search}`];
    return body === undefined ? new Response('', { status: 404 }) : new Response(body);
  };
  const self = {
    registration: { scope: 'https://portal.example/zz' }, location: { origin: 'https://portal.example' }, clients: { claim: async () => undefined }, skipWaiting: async () => undefined,
    addEventListener: (type: string, listen: (event: unknown) => void) => listeners.set(type, listen),
  };
  runInNewContext(worker, { self, caches, fetch: fetchPage, URL, Response, AbortController, setTimeout, clearTimeout, Date, JSON, Error });
  const wait = async (type: string, event: object): Promise<void> => {
    const work: Promise<unknown>[] = [];
    listeners.get(type)?.({ waitUntil: (one: Promise<unknown>) => work.push(one), ...event });
    await Promise.all(work);
  };
  return {
    state, stores,
    keep: (lang: string) => wait('message', { data: { keep: lang }, source: { postMessage: (data: unknown) => state.told.push(data) } }),
    forget: () => wait('message', { data: { forget: true }, source: null }),
    open: async (address: string): Promise<string | null> => {
      let answer: Promise<Response> | undefined;
      const request = { url: `https://portal.example${address}`, method: 'GET', mode: 'navigate' };
      await wait('fetch', { request, respondWith: (given: Promise<Response>) => (answer = given) });
      const response = await answer;
      return response && response.type !== 'error' ? response.text() : null;
    },
    keys: () => [...stores.values()].flatMap((store) => [...store.keys()]),
  };
}

const SITE = {
  '/zz/guardar?lang=es': JSON.stringify({ pages: ['/zz', '/zz/guia', '/zz/guia/legal', '/zz/derechos', '/zz/derechos/one', '/zz/mapa', '/portal-0a1b.css'] }),
  '/zz': 'start', '/zz/guia': 'contents', '/zz/guia/legal': 'legal help', '/zz/derechos': 'all cards', '/zz/derechos/one': 'one card', '/zz/mapa': 'map', '/portal-0a1b.css': 'p{}',
  '/zz/ayuda?f=legal&m=ZZ-0101&edad=22&sexo=F': 'my answers', '/zz/servicio/s1': 'one service',
};

describe('what a phone keeps', () => {
  it('is the list of the server and nothing else, whatever is read before and after', async () => {
    const phone = browser(SITE);
    await phone.open('/zz/ayuda?f=legal&m=ZZ-0101&edad=22&sexo=F');
    await phone.keep('es');
    await phone.open('/zz/ayuda?f=legal&m=ZZ-0101&edad=22&sexo=F');
    await phone.open('/zz/servicio/s1');
    expect(phone.keys().sort()).toEqual(['/portal-0a1b.css', '/zz', '/zz/derechos', '/zz/derechos/one', '/zz/guia', '/zz/guia/legal', '/zz/kept', '/zz/mapa']);
    expect(phone.keys().join()).not.toMatch(/edad|sexo|ayuda/);
  });

  it('is told in bytes, brought once, and erased when asked', async () => {
    const phone = browser(SITE);
    await phone.keep('es');
    const asked = phone.state.asked.length;
    await phone.keep('es');
    expect(phone.state.asked.length).toBe(asked);
    const { pages } = JSON.parse(SITE['/zz/guardar?lang=es']) as { pages: (keyof typeof SITE)[] };
    const kept = pages.reduce((sum, page) => sum + SITE[page].length, 0);
    expect(phone.state.told).toEqual([{ kept }, { kept }]);
    await phone.forget();
    expect(phone.keys()).toEqual([]);
  });

  it('says nothing of a size when a page did not come, and tries again', async () => {
    const { '/zz/mapa': map, ...broken } = SITE;
    const site: Record<string, string> = broken;
    const phone = browser(site);
    await phone.keep('es');
    expect(phone.state.told).toEqual([]);
    site['/zz/mapa'] = map;
    await phone.keep('es');
    expect(phone.state.told).toHaveLength(1);
  });
});

describe('without a network', () => {
  it('a search finds the list of its need, a card itself, anything else the contents', async () => {
    const phone = browser(SITE);
    await phone.keep('es');
    phone.state.online = false;
    expect(await phone.open('/zz/ayuda?f=legal&m=ZZ-0101&edad=22&sexo=F')).toBe('legal help');
    expect(await phone.open('/zz/ayuda?f=legal&lang=en')).toBe('legal help');
    expect(await phone.open('/zz/derechos/one')).toBe('one card');
    expect(await phone.open('/zz/derechos/two')).toBe('all cards');
    expect(await phone.open('/zz/mapa/ZZ-01?f=legal')).toBe('map');
    expect(await phone.open('/zz/servicio/s1')).toBe('contents');
    expect(await phone.open('/zz/servicio/s1?f=legal&m=ZZ-0101')).toBe('legal help');
    expect(await phone.open('/zz/servicio/s1/aviso?f=legal')).toBe('contents');
    expect(await phone.open('/zz?f=legal&edad=30')).toBe('start');
    expect(await phone.open('/zz/ayuda?f=<script>')).toBe('contents');
  });

  it('a phone that kept nothing shows the page of its own browser', async () => {
    const phone = browser(SITE);
    phone.state.online = false;
    expect(await phone.open('/zz')).toBeNull();
  });
});
