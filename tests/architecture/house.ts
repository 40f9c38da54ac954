import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** One import of a source file, with the line it stands on. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A node of the syntax tree; only what the checks read. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export interface SourceFile {
  /** Path from the root of the house, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  readonly program: Node;
}

/** The repository (or a fixture laid out like it), read once and parsed. */
export interface House {
  readonly root: string;
  readonly files: readonly SourceFile[];
  /** Every file below `src`, also those that are not code. */
  readonly allPaths: readonly string[];
  /** The `imports` map of package.json: the list of doors. */
  readonly doors: Readonly<Record<string, unknown>>;
}

/** What a check found: where, and what is wrong in one sentence. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const CODE = /\.(ts|tsx)$/;

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Line number (from 1) of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function readImports(text: string, module: ReturnType<typeof parseSync>['module']): Import[] {
  const stat = module.staticImports.map((i) => ({
    specifier: i.moduleRequest.value,
    typeOnly: /^import\s+type\b/.test(text.slice(i.start, i.end)) || (i.entries.length > 0 && i.entries.every((e) => e.isType)),
    line: lineAt(text, i.start),
  }));
  const reexported = module.staticExports.flatMap((e) =>
    e.entries.filter((x) => x.moduleRequest).map((x) => ({ specifier: x.moduleRequest!.value, typeOnly: x.isType, line: lineAt(text, e.start) })));
  const dynamic = module.dynamicImports.map((i) => ({
    specifier: text.slice(i.moduleRequest.start, i.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    typeOnly: false,
    line: lineAt(text, i.start),
  }));
  return [...stat, ...reexported, ...dynamic];
}

/** Parses one file; a syntax error is an error here, so that a check never passes on a file it could not read. */
export function readSource(root: string, file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const parsed = parseSync(file, text, { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]!.message}`);
  return {
    path: path.relative(root, file).split(path.sep).join('/'),
    text,
    imports: readImports(text, parsed.module),
    hasDefaultExport: parsed.module.staticExports.some((e) => e.entries.some((x) => x.exportName.kind === 'Default' || x.exportName.name === 'default')),
    program: parsed.program as unknown as Node,
  };
}

/** Reads the folders of the house below `root`. */
export function readHouse(root: string, folders: readonly string[] = ['src', 'bench', 'seeds']): House {
  const paths = folders.flatMap((folder) => walk(path.join(root, folder))).sort();
  const packageFile = path.join(root, 'package.json');
  const pkg = existsSync(packageFile) ? (JSON.parse(readFileSync(packageFile, 'utf8')) as { imports?: Record<string, unknown> }) : {};
  return {
    root,
    files: paths.filter((p) => CODE.test(p) && !p.endsWith('.d.ts')).map((p) => readSource(root, p)),
    allPaths: paths.map((p) => path.relative(root, p).split(path.sep).join('/')),
    doors: pkg.imports ?? {},
  };
}

/** Calls `visit` for every node of a syntax tree, parents first. */
export function visitNodes(node: unknown, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  if (typeof node !== 'object' || node === null) return;
  const here = node as Node;
  const isNode = typeof here.type === 'string';
  if (isNode) visit(here, parent);
  // Lists are objects too: their members have the parent that the list has.
  for (const value of Object.values(here)) visitNodes(value, visit, isNode ? here : parent);
}

/** True for tests and for builders that only tests and seeds use. */
export function isTest(file: SourceFile): boolean {
  return /\.test\.tsx?$/.test(file.path);
}

/** Findings as lines that a person can click on. */
export function show(findings: readonly Finding[]): string[] {
  return findings.map((f) => `${f.file}:${f.line} ${f.message}`);
}
