/**
 * Keeps the guide of one country on the phone, and answers with it when there is no network. Only pages that are the
 * same for every reader are kept; an address with answers in it is never a key.
 */
{
  interface Waiting { waitUntil(work: Promise<unknown>): void }
  interface Fetching extends Waiting { readonly request: Request; respondWith(answer: Promise<Response>): void }
  interface Told extends Waiting { readonly data: { keep?: string; forget?: boolean }; readonly source: { postMessage(data: unknown): void } | null }
  interface Worker {
    readonly registration: { readonly scope: string };
    readonly clients: { claim(): Promise<void> };
    skipWaiting(): Promise<void>;
    addEventListener(type: string, listen: (event: never) => void): void;
  }
  interface Kept { readonly version: string; readonly lang: string; readonly at: number; readonly bytes: number }

  const worker = self as unknown as Worker;
  /** Changes with every change of the pages' style or scripts, so that this file changes too. */
  const VERSION = '__VERSION__';
  const WEEK = 7 * 24 * 3600 * 1000;
  const PATIENCE = 8000;
  const scope = new URL(worker.registration.scope).pathname;
  const NAME = `ventanilla-portal:${scope}`;
  const ABOUT = `${scope}/kept`;

  const about = async (cache: Cache): Promise<Kept | null> => {
    const answer = await cache.match(ABOUT);
    return answer ? ((await answer.json()) as Kept) : null;
  };

  const bring = async (cache: Cache, url: string): Promise<number> => {
    const answer = await fetch(url, { credentials: 'omit', cache: 'no-cache' });
    if (!answer.ok) throw new Error(url);
    const bytes = (await answer.clone().arrayBuffer()).byteLength;
    await cache.put(url, answer);
    return bytes;
  };

  /** Brings the list of pages and every page on it, one after another so that reading goes first. */
  const keep = async (lang: string): Promise<number> => {
    const before = await caches.open(NAME).then(about);
    if (before?.version === VERSION && before.lang === lang && Date.now() - before.at < WEEK) return before.bytes;
    const { pages } = (await (await fetch(`${scope}/guardar?lang=${lang}`, { credentials: 'omit' })).json()) as { pages: string[] };
    // What was kept for another version or language goes first: nothing is kept twice.
    await caches.delete(NAME);
    const cache = await caches.open(NAME);
    let bytes = 0;
    for (const page of pages) bytes += await bring(cache, page);
    await cache.put(ABOUT, new Response(JSON.stringify({ version: VERSION, lang, at: Date.now(), bytes } satisfies Kept)));
    return bytes;
  };

  /** The kept page that comes nearest to an address, best first. */
  const nearest = (url: URL): string[] => {
    const lang = url.searchParams.get('lang') === 'en' ? '?lang=en' : '';
    const rest = url.pathname.slice(scope.length);
    const family = url.searchParams.get('f') ?? '';
    const searched = /^\/(ayuda|imprimir|servicio\/[^/]+)$/.test(rest) && /^[a-z]+$/.test(family) ? [`/guia/${family}`] : [];
    const part = /^\/[a-z]+/.exec(rest)?.[0] ?? '';
    return [rest, ...searched, ...(part === '/derechos' || part === '/mapa' ? [part] : []), '/guia'].map((page) => `${scope}${page}${lang}`);
  };

  const kept = async (url: URL): Promise<Response> => {
    const cache = await caches.open(NAME);
    for (const address of [`${url.pathname}${url.search}`, ...nearest(url)]) {
      const answer = (await cache.match(address)) ?? (await cache.match(address.replace('?lang=en', '')));
      if (answer) return answer;
    }
    return Response.error();
  };

  /** The newest copy of what is kept already; nothing else is ever added by reading. */
  const renew = async (address: string, fresh: Response): Promise<void> => {
    const cache = await caches.open(NAME);
    if (fresh.ok && (await cache.match(address))) await cache.put(address, fresh);
  };

  const answer = async (event: Fetching): Promise<Response> => {
    const url = new URL(event.request.url);
    const stop = new AbortController();
    const impatient = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const fresh = await fetch(event.request, { signal: stop.signal });
      // Once it answers, a slow network may take its time.
      clearTimeout(impatient);
      event.waitUntil(renew(`${url.pathname}${url.search}`, fresh.clone()).catch(() => undefined));
      return fresh;
    } catch {
      clearTimeout(impatient);
      return kept(url);
    }
  };

  worker.addEventListener('install', (event: Waiting) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener('activate', (event: Waiting) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener('message', (event: Told) => {
    const { keep: lang, forget } = event.data;
    if (forget) event.waitUntil(caches.delete(NAME));
    else if (lang) event.waitUntil(keep(lang).then((bytes) => event.source?.postMessage({ kept: bytes })).catch(() => undefined));
  });
  worker.addEventListener('fetch', (event: Fetching) => {
    const { pathname, origin } = new URL(event.request.url);
    const ours = origin === self.location.origin && (event.request.mode === 'navigate' || /^\/portal-[0-9a-f]+\.(css|js)$/.test(pathname));
    if (event.request.method === 'GET' && ours) event.respondWith(answer(event));
  });
}
