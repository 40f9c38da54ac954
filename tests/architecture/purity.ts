import type { Finding, House, Node, SourceFile } from './house.ts';
import { isTest, lineAt, visitNodes } from './house.ts';

const PURE = /^src\/modules\/[^/]+\/(rules(\.ts|\/)|matching\/|papers\/)|^src\/kernel\//;
const PURE_IMPORT = /^#kernel\/|^#[a-z]+\/(schema|matching|papers)$|^\.|^(zod|stdnum|libphonenumber-js)(\/|$)/;
// The kernel makes ids; everything else is given the time and draws no lots.
const MAY_DRAW = new Set(['src/kernel/ids.ts']);

function isPure(file: SourceFile): boolean {
  return PURE.test(file.path) && !isTest(file);
}

function impureName(node: Node): string | null {
  if (node.type === 'NewExpression' && (node['callee'] as Node)['name'] === 'Date' && (node['arguments'] as unknown[]).length === 0) return 'new Date()';
  if (node.type !== 'MemberExpression') return null;
  const object = String((node['object'] as Node)['name'] ?? '');
  const name = `${object}.${String((node['property'] as Node)['name'] ?? '')}`;
  return /^(Date\.now|Math\.random|process\.|performance\.now|crypto\.)/.test(name) ? name : null;
}

/** Rule 3: rules decide from their arguments alone: no clock, no chance, no input or output, no server door. */
export function rulesArePure(house: House): Finding[] {
  return house.files.filter(isPure).flatMap((file) => {
    const found: Finding[] = file.imports
      .filter((i) => !i.typeOnly && !PURE_IMPORT.test(i.specifier))
      .map((i) => ({ file: file.path, line: i.line, message: `a pure file imports "${i.specifier}"` }));
    visitNodes(file.program, (node) => {
      const name = MAY_DRAW.has(file.path) ? null : impureName(node);
      if (name) found.push({ file: file.path, line: lineAt(file.text, node.start), message: `a pure file uses ${name}` });
    });
    return found;
  });
}

/** Rule 3: services, repositories and routes are told the time by their context. */
export function timeIsAnArgument(house: House): Finding[] {
  const looked = house.files.filter((f) => /^src\/modules\/[^/]+\/(service|repository|routes|events)(\.ts|\/)/.test(f.path) && !isTest(f));
  return looked.flatMap((file) => {
    const found: Finding[] = [];
    visitNodes(file.program, (node) => {
      const name = impureName(node);
      if (name === 'new Date()' || name === 'Date.now') found.push({ file: file.path, line: lineAt(file.text, node.start), message: `reads the clock (${name}); time is ctx.now` });
    });
    return found;
  });
}
