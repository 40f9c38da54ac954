import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { filterOptions } from './combobox.tsx';
import { DataTable, DateField, Icon, KeyValueCompare, Loaded, RadioGroup, StatusTag, TextField, TextProvider } from './index.ts';
import type { TextTools } from './index.ts';
import { lineAfter } from './menu.tsx';
import { ICON_NAMES } from './icons.tsx';
import { matchesShortcut } from './shortcuts.ts';
import es from './text/es.json' with { type: 'json' };

const texts: Readonly<Record<string, string>> = es;
const tools: TextTools = {
  locale: 'es', t: (key) => texts[key] ?? key, has: (key) => key in texts, formatDate: String, formatNumber: String,
  formatRelativeDay: (day) => day, formatList: (items) => items.join(', '),
};

function html(node: ReactNode): string {
  return renderToStaticMarkup(<TextProvider tools={tools} today="2026-03-01">{node}</TextProvider>);
}

const silent = () => undefined;

describe('a field', () => {
  it('ties its label, hint and error to its input', () => {
    const out = html(<TextField name="note" value="" onChange={silent} label="Nota" hint="Para qué" error="Falta este dato" />);
    const id = /<input[^>]* id="([^"]+)"/.exec(out)?.[1];
    expect(out).toContain(`for="${id}"`);
    expect(out).toContain(`aria-describedby="${id}-hint ${id}-error"`);
    expect(out).toContain('aria-invalid="true"');
  });

  it('says when it may be left empty', () => {
    expect(html(<TextField name="note" value="" onChange={silent} label="Nota" optional />)).toContain('(opcional)');
  });

  it('shows the parts of a stored date', () => {
    const out = html(<DateField name="born" value="1990-03" onChange={silent} label="Nacimiento" precision="birth" />);
    expect(out).toMatch(/name="born.month"[^>]*value="3"/);
    expect(out).toMatch(/name="born.year"[^>]*value="1990"/);
  });

  it('groups choices under one question', () => {
    const out = html(<RadioGroup name="kind" value="b" onChange={silent} label="¿Cuál?" options={[{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }]} />);
    expect(out).toContain('<fieldset');
    expect(out).toMatch(/value="b"[^>]*checked|checked=""[^>]*value="b"/);
  });
});

describe('what could not be loaded', () => {
  const failed = (code: string) => html(<Loaded query={{ data: undefined, isPending: false, error: { problems: [{ code }] }, refetch: silent }}>{() => null}</Loaded>);
  it('may be asked for again, unless that changes nothing', () => {
    expect(failed('platform.database-away')).toContain(es['ui.retry']);
    for (const code of ['platform.not-found', 'access.not-allowed']) expect(failed(code)).not.toContain(es['ui.retry']);
  });
});

describe('what people read', () => {
  it('is in words and never in colour alone', () => {
    expect(html(<StatusTag tone="danger">Vencida</StatusTag>)).toContain('Vencida');
    const compare = html(<KeyValueCompare leftTitle="Lista" rightTitle="Registro" caption="c" rows={[{ key: 'n', label: 'Nombre', left: 'Ana', right: 'Anna', verdict: 'close' }]} />);
    expect(compare).toContain('Parecido');
  });

  it('escapes what was typed by others', () => {
    expect(html(<StatusTag>{'<script>alert(1)</script>'}</StatusTag>)).not.toContain('<script>');
  });

  it('has an icon for every name', () => {
    for (const name of ICON_NAMES) expect(html(<Icon name={name} />)).toMatch(/<path d="[^"]+"/);
  });
});

describe('a register', () => {
  const columns = [{ key: 'a', title: 'Nombre', cell: (row: { a: string }) => row.a }, { key: 'n', title: 'Edad', cell: () => 3, numeric: true }];

  it('heads its columns and rows', () => {
    const out = html(<DataTable caption="Personas" columns={columns} rows={[{ a: 'Ana' }]} rowKey={(row) => row.a} rowHref={() => '/x'} />);
    expect(out).toContain('scope="col"');
    expect(out).toContain('scope="row"');
    expect(out).toContain('tabindex="0"');
  });

  it('says so when there is nothing', () => {
    expect(html(<DataTable caption="Personas" columns={columns} rows={[]} rowKey={(row) => row.a} empty={<p>Nada</p>} />)).toBe('<p>Nada</p>');
  });
});

describe('typing to find', () => {
  it('finds words in any order and without accents', () => {
    const options = [{ value: '1', label: 'Santa María', note: 'Norte' }, { value: '2', label: 'San José', note: 'Sur' }];
    expect(filterOptions(options, 'maria norte').map((o) => o.value)).toEqual(['1']);
    expect(filterOptions(options, 'jose').map((o) => o.value)).toEqual(['2']);
    expect(filterOptions(options, 'este')).toEqual([]);
  });
});

describe('a menu', () => {
  const labels = ['Alfa', 'Beta', 'Bravo'];

  it('goes around with arrows, to its ends, and to first letters', () => {
    expect(lineAfter('ArrowDown', 2, labels)).toBe(0);
    expect(lineAfter('ArrowUp', 0, labels)).toBe(2);
    expect(lineAfter('End', 0, labels)).toBe(2);
    expect(lineAfter('b', 1, labels)).toBe(2);
    expect(lineAfter('b', 2, labels)).toBe(1);
    expect(lineAfter('x', 0, labels)).toBeNull();
    expect(lineAfter('Enter', 0, labels)).toBeNull();
  });
});

describe('a shortcut', () => {
  const press = (key: string, rest = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...rest });

  it('is its keys and no others', () => {
    expect(matchesShortcut('/', press('/'))).toBe(true);
    expect(matchesShortcut('n', press('n', { ctrlKey: true }))).toBe(false);
    expect(matchesShortcut('mod+enter', press('Enter', { ctrlKey: true }))).toBe(true);
    expect(matchesShortcut('mod+enter', press('Enter', { metaKey: true }))).toBe(true);
    expect(matchesShortcut('mod+enter', press('Enter'))).toBe(false);
  });
});
