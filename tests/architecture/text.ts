import { readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Finding, House } from './house.ts';

export const TEXT_LOCALES = ['es', 'en'] as const;

type Messages = Readonly<Record<string, string>>;

/** Folders that hold sentences: one per room, and those of the platform, the interface kit and the applications. */
export function textFolders(house: House): string[] {
  return [...new Set(house.allPaths.filter((p) => /\/text\/[a-z]{2}\.json$/.test(p)).map((p) => path.posix.dirname(p)))];
}

/** The messages of one folder and language; none if the file is missing. */
export function readMessages(house: House, folder: string, locale: string): Messages {
  const file = `${folder}/${locale}.json`;
  return house.allPaths.includes(file) ? (JSON.parse(readFileSync(path.join(house.root, file), 'utf8')) as Messages) : {};
}

/** All messages of a language, from every folder. */
export function allMessages(house: House, locale: string): Messages {
  return Object.assign({}, ...textFolders(house).map((folder) => readMessages(house, folder, locale))) as Messages;
}

/** A part of a parsed ICU message: plain text, an argument, a choice with options, or a tag with children. */
interface Part {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
}
const PLAIN = 0;
const POUND = 7;

function argumentsIn(parts: readonly Part[]): string[] {
  return parts.filter((p) => p.type !== PLAIN && p.type !== POUND).flatMap((p) => [
    String(p.value),
    ...Object.values(p.options ?? {}).flatMap((option) => argumentsIn(option.value)),
    ...argumentsIn(p.children ?? []),
  ]);
}

/** The names of the arguments of an ICU message, or what is wrong with it. */
function read(message: string): { names: string } | { problem: string } {
  try {
    return { names: [...new Set(argumentsIn(new IntlMessageFormat(message, 'es', undefined, { ignoreTag: true }).getAst() as readonly Part[]))].sort().join(', ') };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function messageProblem(messages: Record<string, Messages>, key: string): string | null {
  const seen = TEXT_LOCALES.map((locale) => ({ locale, text: messages[locale]?.[key] }));
  const missing = seen.find((s) => s.text === undefined || s.text.trim() === '');
  if (missing) return `${key}: missing in "${missing.locale}"`;
  const parsed = seen.map((s) => ({ ...s, result: read(s.text ?? '') }));
  for (const p of parsed) if ('problem' in p.result) return `${key}: not a message in "${p.locale}" (${p.result.problem})`;
  const names = parsed.map((p) => ('names' in p.result ? p.result.names : ''));
  return new Set(names).size > 1 ? `${key}: arguments differ (${names.map((n) => n || 'none').join(' / ')})` : null;
}

const WORDS_THAT_MAY_AGREE = 2;

function sameSentence(messages: Record<string, Messages>, key: string): string | null {
  const [es, en] = TEXT_LOCALES.map((locale) => messages[locale]?.[key] ?? '');
  const words = (es ?? '').replace(/\{[^{}]*\}/g, ' ').split(/[^\p{L}]+/u).filter(Boolean).length;
  return es === en && words > WORDS_THAT_MAY_AGREE ? `${key}: the same sentence in both languages` : null;
}

function ownKey(folder: string, key: string): string | null {
  const room = /^src\/modules\/([^/]+)\//.exec(folder)?.[1];
  const own = !room || key.startsWith(`${room}.`) || key.startsWith(`errors.${room}.`);
  return own ? null : `${key}: key of another room`;
}

/** Every message is there in each language, is valid, takes the same arguments, differs, and belongs to the room it stands in. */
export function textParity(house: House): Finding[] {
  return textFolders(house).flatMap((folder) => {
    const messages = Object.fromEntries(TEXT_LOCALES.map((locale) => [locale, readMessages(house, folder, locale)]));
    const keys = [...new Set(TEXT_LOCALES.flatMap((locale) => Object.keys(messages[locale] ?? {})))].sort();
    return keys.flatMap((key) =>
      [messageProblem(messages, key), sameSentence(messages, key), ownKey(folder, key)]
        .filter((m) => m !== null).map((message) => ({ file: folder, line: 1, message })));
  });
}

/** The same key in two folders: whichever loads last would win. */
export function keysAreDefinedOnce(house: House): Finding[] {
  const where = new Map<string, string>();
  return textFolders(house).flatMap((folder) => Object.keys(readMessages(house, folder, 'es')).flatMap((key) => {
    const before = where.get(key);
    where.set(key, folder);
    return before ? [{ file: folder, line: 1, message: `${key}: also in ${before}` }] : [];
  }));
}

/** The same key twice in one file: the later sentence wins, and whoever mends the earlier one changes nothing. */
export function keysStandOnceInTheirFile(house: House): Finding[] {
  return textFolders(house).flatMap((folder) => TEXT_LOCALES.map((locale) => `${folder}/${locale}.json`)).filter((file) => house.allPaths.includes(file)).flatMap((file) => {
    const seen = new Set<string>();
    return readFileSync(path.join(house.root, file), 'utf8').split('\n').flatMap((line, at) => {
      const key = /^\s*"([^"]+)":/.exec(line)?.[1];
      if (key === undefined) return [];
      const again = seen.has(key);
      seen.add(key);
      return again ? [{ file, line: at + 1, message: `${key}: twice in this file` }] : [];
    });
  });
}
