import type { Finding, House, Node, SourceFile } from './house.ts';
import { isTest, lineAt, visitNodes } from './house.ts';

/**
 * Names that only a country pack may hold: the four countries, what their people are called, and institutions or papers
 * that exist in one of them only. Codes are looked for as whole words in quotes, so that `HN` inside an id does not count.
 */
const COUNTRY_WORD = /\b(m[eé]xic(o|an[oa]?)s?|el salvador|salvadore[ñn][oa]?s?|salvadoran|guatemal(a|tec[oa]|an)s?|hondur(as|e[ñn][oa]|an)s?)\b/i;
const COUNTRY_CODE = /(['"`])(MX|SV|GT|HN|mx|sv|gt|hn)\1|\b(MX|SV|GT|HN)(, ?(MX|SV|GT|HN))+\b/;

/** Rule 9: `src/` never names a country. The kernel's list of codes is the one place that does. */
export function noCountryIsNamed(house: House, read: (file: string) => string): Finding[] {
  const looked = house.allPaths.filter((p) => /^src\/.*\.(ts|tsx|json|css|html|sql)$/.test(p) && p !== 'src/kernel/codes.ts');
  return looked.flatMap((file) => read(file).split('\n').flatMap((text, index) => {
    // Tests of rooms need a second country that is not theirs; they name its code, never the country.
    const found = COUNTRY_WORD.exec(text)?.[0] ?? (/\.test\.tsx?$/.test(file) ? undefined : COUNTRY_CODE.exec(text)?.[0]);
    return found ? [{ file, line: index + 1, message: `names a country: ${found}` }] : [];
  }));
}

const literal = (node: unknown): string | null => {
  const n = node as Node | undefined;
  if (n?.type === 'Literal' && typeof n['value'] === 'string') return n['value'];
  if (n?.type === 'TemplateLiteral' && (n['expressions'] as unknown[]).length === 0) return templateText(n);
  return null;
};

function templateText(node: Node): string {
  return (node['quasis'] as { value: { cooked: string } }[]).map((q) => q.value.cooked).join('\u0000');
}

/** Every string of a file that could be SQL, with its line. */
function strings(file: SourceFile): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  visitNodes(file.program, (node) => {
    const text = node.type === 'TemplateLiteral' ? templateText(node) : literal(node);
    if (text) found.push({ text, line: lineAt(file.text, node.start) });
  });
  return found;
}

const SQL_TABLE = /\b(?:from|join|into|update|table|truncate)\s+(?:only\s+)?([a-z_]+)\.([a-z_]+)(?!\s*\(|[a-z_])/gi;
/** The restricted tier of a room is reached by functions: whoever names it at all names it. */
const RESTRICTED_TIER = /\b([a-z]+)_restricted\.([a-z_]+)/g;
const QUERY_BUILDER = /\.(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|rightJoin|fullJoin)\(\s*['"`]([a-z_]+)\.([a-z_]+)/g;

function tablesNamed(file: SourceFile): { schema: string; table: string; line: number }[] {
  const inSql = strings(file).flatMap(({ text, line }) => [...text.matchAll(SQL_TABLE)].map((m) => ({ schema: m[1] ?? '', table: m[2] ?? '', line })));
  const built = [...file.text.matchAll(QUERY_BUILDER)].map((m) => ({ schema: m[1] ?? '', table: m[2] ?? '', line: lineAt(file.text, m.index) }));
  const restricted = strings(file).flatMap(({ text, line }) => [...text.matchAll(RESTRICTED_TIER)].map((m) => ({ schema: m[1] ?? '', table: `${m[2] ?? ''} (restricted)`, line })));
  return [...inSql, ...built, ...restricted];
}

const REPOSITORY = /^src\/modules\/([^/]+)\/(?:[a-z-]+-)?repository(?:\.ts|\/[a-z/-]+\.ts)$/;

function mayName(file: string, schema: string, table: string): boolean {
  const room = REPOSITORY.exec(file)?.[1];
  // Views named `facts_…` are the agreed exception: insights reads them, nobody else's tables.
  return room === schema || (room === 'insights' && table.startsWith('facts_'));
}

/** Rule 4: only a room's repository names the room's tables, and no other room's. */
export function onlyRepositoriesNameTables(house: House, schemas: readonly string[]): Finding[] {
  const looked = house.files.filter((f) => /^src\/(modules|apps)\//.test(f.path) && !isTest(f));
  return looked.flatMap((file) => tablesNamed(file)
    .filter((t) => schemas.includes(t.schema) && t.table !== 'json' && !mayName(file.path, t.schema, t.table))
    .map((t) => ({ file: file.path, line: t.line, message: `names the table ${t.schema}.${t.table}` })));
}

/** A text key or error code that code mentions; `prefix` is true for the fixed beginning of a computed key. */
export interface KeyUse {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly prefix: boolean;
}

const CODE_SHAPE = /^[a-z][a-z-]*(\.[a-zA-Z0-9_-]+)+$/;

function keyOf(argument: Node | undefined): { key: string; prefix: boolean } | null {
  const text = literal(argument);
  if (text !== null) return { key: text, prefix: false };
  if (argument?.type !== 'TemplateLiteral') return null;
  const start = templateText(argument).split('\u0000')[0] ?? '';
  return start.includes('.') ? { key: start, prefix: true } : null;
}

function calleeName(node: Node): string {
  const callee = node['callee'] as Node;
  if (callee.type === 'Identifier') return String(callee['name']);
  if (callee.type === 'MemberExpression') return String((callee['property'] as Node)['name']);
  return '';
}

function propertyNamed(node: Node, name: string): Node | null {
  if (node.type !== 'Property') return null;
  const key = node['key'] as Node;
  return (key['name'] ?? key['value']) === name ? (node['value'] as Node) : null;
}

function errorCode(node: Node): { key: string; prefix: boolean } | null {
  const called = node.type === 'CallExpression' && calleeName(node) === 'refuse' ? (node['arguments'] as Node[])[0] : propertyNamed(node, 'code') ?? undefined;
  const use = keyOf(called);
  return use && (use.prefix || CODE_SHAPE.test(use.key)) ? { key: `errors.${use.key}`, prefix: use.prefix } : null;
}

function textKey(node: Node): { key: string; prefix: boolean } | null {
  if (node.type !== 'CallExpression' || calleeName(node) !== 't') return null;
  return keyOf((node['arguments'] as Node[])[0]);
}

/** Every text key and every error code that the code names. */
export function keysUsed(house: House): KeyUse[] {
  return house.files.filter((f) => !isTest(f) && f.path.startsWith('src/')).flatMap((file) => {
    const uses: KeyUse[] = [];
    visitNodes(file.program, (node) => {
      const use = textKey(node) ?? errorCode(node);
      if (use) uses.push({ file: file.path, line: lineAt(file.text, node.start), ...use });
    });
    return uses;
  });
}

/** Rule 6: each code that is refused and each key that is shown has a sentence, in every language. */
export function everyKeyHasASentence(house: House, texts: Readonly<Record<string, Readonly<Record<string, string>>>>): Finding[] {
  return Object.entries(texts).flatMap(([locale, messages]) => {
    const keys = Object.keys(messages);
    const known = (use: KeyUse): boolean => (use.prefix ? keys.some((k) => k.startsWith(use.key)) : use.key in messages);
    return keysUsed(house).filter((use) => !known(use)).map((use) => ({ file: use.file, line: use.line, message: `no sentence in "${locale}" for ${use.key}${use.prefix ? '…' : ''}` }));
  });
}

const SHOWN_ATTRIBUTES = new Set(['title', 'aria-label', 'placeholder', 'alt', 'label', 'hint', 'description', 'heading']);
const LETTERS = /\p{L}{2,}/u;

function untranslated(node: Node): string | null {
  if (node.type === 'JSXText') return LETTERS.test(String(node['value'])) ? String(node['value']).trim() : null;
  if (node.type !== 'JSXAttribute') return null;
  const name = String((node['name'] as Node)['name']);
  const value = literal(node['value']);
  return SHOWN_ATTRIBUTES.has(name) && value !== null && LETTERS.test(value) ? value : null;
}

/** Rule 11: no string that a person reads stands in the code. */
export function noUntranslatedStrings(house: House): Finding[] {
  return house.files.filter((f) => f.path.endsWith('.tsx') && !isTest(f)).flatMap((file) => {
    const found: Finding[] = [];
    visitNodes(file.program, (node) => {
      const text = untranslated(node);
      if (text !== null) found.push({ file: file.path, line: lineAt(file.text, node.start), message: `untranslated: "${text.slice(0, 60)}"` });
    });
    return found;
  });
}
