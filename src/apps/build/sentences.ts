import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));
const OTHERS = /^apps\/(portal|server|cli)\//;
/** Sentences that only the public portal says. */
const OF_THE_PORTAL = /(^|\.)portal\./;

type Sentences = Readonly<Record<string, string>>;

/** All sentences of the staff application in one language. */
function staffSentences(locale: string): Sentences {
  const files = globSync(`**/text/${locale}.json`, { cwd: SOURCE }).map((file) => file.replaceAll('\\', '/')).filter((file) => !OTHERS.test(file)).sort();
  const all = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(`${SOURCE}/${file}`, 'utf8')) as Sentences));
  return Object.fromEntries(all.filter(([key]) => !OF_THE_PORTAL.test(key)));
}

/** A quoted name with a dot in it, whole or up to the first `${`: a key, or how keys begin. */
const NAMED = /(?<=["'`])(?!errors\.["'`$])[a-z][a-z0-9-]*\.(?:[a-z0-9-]+\.?)*(?=["'`]|\$\{)/g;

/** Keys that code can show: those it names, those that begin as it says, and the refusals it names. A name too many costs bytes, one too few would leave a hole.
 * Of all refusals (`errors.${…}`) nothing follows: those of the server bring their sentence. */
export function keysShownBy(code: string, keys: readonly string[]): string[] {
  const named = [...new Set(code.match(NAMED) ?? [])];
  return keys.filter((key) => named.some((name) => key.startsWith(name) || key.startsWith(`errors.${name}`)));
}

interface Chunk {
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly modules: Readonly<Record<string, { readonly code: string | null }>>;
}

/** Files that stand when a home stands: the one of the shell, those of the homes, and what they import. */
function chunksOfFirstLoad(chunks: Readonly<Record<string, Chunk>>, homes: readonly string[]): Chunk[] {
  const queue = Object.keys(chunks).filter((file) => chunks[file]?.isEntry || homes.includes(chunks[file]?.facadeModuleId ?? ''));
  const seen = new Set<string>();
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    queue.push(...(chunks[file]?.imports ?? []));
  }
  return [...seen].flatMap((file) => chunks[file] ?? []);
}

/** The code of our own in these files, without what the bundler left out. */
function codeOf(chunks: readonly Chunk[]): string {
  return chunks.flatMap(({ modules }) => Object.entries(modules)).filter(([id]) => !id.includes('/node_modules/')).map(([, { code }]) => code ?? '').join('\n');
}

interface Graph {
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly dynamicallyImportedIds: readonly string[] } | null;
}

/** What `home.tsx` loads: one module for each home. */
function homesOf(graph: Graph): readonly string[] {
  const home = [...graph.getModuleIds()].find((id) => id.endsWith('/apps/staff/home.tsx'));
  const homes = home ? graph.getModuleInfo(home)?.dynamicallyImportedIds : undefined;
  if (!homes?.length) throw new Error('src/apps/staff/home.tsx loads no home: nobody knows what the first load shows');
  return homes;
}

/** `SENTENCES_ES_FIRST` and its sisters, as the client names them. */
const PLACE = /\bSENTENCES_(ES|EN)_(FIRST|REST)\b/g;

/** Puts the sentences into the bundle, in two parts per language: what the shell and the homes show, and the rest. */
export function sentencesInTwoParts(): Plugin {
  return {
    name: 'ventanilla-sentences',
    renderChunk(code, _chunk, _options, { chunks }) {
      if (!code.includes('SENTENCES_')) return null;
      const early = new Set(keysShownBy(codeOf(chunksOfFirstLoad(chunks, homesOf(this))), Object.keys(staffSentences('es'))));
      const part = (locale: string, which: string) => Object.fromEntries(Object.entries(staffSentences(locale.toLowerCase())).filter(([key]) => early.has(key) === (which === 'FIRST')));
      return { code: code.replaceAll(PLACE, (_, locale: string, which: string) => `(${JSON.stringify(part(locale, which))})`), map: null };
    },
  };
}
