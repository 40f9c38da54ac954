import { fold } from '#kernel/text';
import { rowOf, rowsOf, textOf, type HsdsRow } from '../hsds/row.ts';
import type { NeedType } from '../schema.ts';
import { inCircles } from './circles.ts';
import { originOf, quoted, type Findings } from './findings.ts';
import type { Tables } from './tables.ts';

/** Which of our kinds of service the terms of a file mean: by code, by name, or by the term above. Pure. */

export interface Terms {
  /** Codes of a service, and the names that mean nothing to us. */
  readonly of: (service: HsdsRow) => { readonly codes: string[]; readonly unknown: string[] };
}

function ownCode(needs: readonly NeedType[]): (term: HsdsRow) => string | undefined {
  const codes = new Set(needs.map((need) => need.code));
  const byName = new Map(needs.flatMap((need) => [[fold(need.labelEs), need.code], [fold(need.labelEn), need.code]] as const));
  return (term) => {
    const code = textOf(term, 'code') ?? textOf(term, 'value') ?? '';
    return codes.has(code) ? code : byName.get(fold(textOf(term, 'name') ?? textOf(term, 'value') ?? textOf(term, 'label') ?? ''));
  };
}

export function termsIn(tables: Tables, needs: readonly NeedType[], found: Findings): Terms {
  const rows = new Map((tables.get('taxonomy_term') ?? []).map((row) => [textOf(row, 'id') ?? '', row]));
  const above = (id: string): string | null => textOf(rows.get(id) ?? {}, 'parent_id');
  const circles = inCircles(rows.keys(), above);
  for (const id of circles) found.add(originOf(rows.get(id)), { code: 'directory.import-term-circle', column: 'parent_id', params: { text: quoted(textOf(rows.get(id)!, 'name') ?? id) } });
  const meaning = ownCode(needs);
  // What a term means by itself or by those above it; of a long chain each term is asked once, however many attributes name it.
  const meant = new Map<HsdsRow, string | undefined>();
  const upwards = (term: HsdsRow): string | undefined => {
    const way = new Set<HsdsRow>();
    let at: HsdsRow | undefined = term;
    while (at && !meant.has(at) && !way.has(at) && meaning(at) === undefined) {
      way.add(at);
      at = rows.get(textOf(at, 'parent_id') ?? '');
    }
    const code = at && (meant.get(at) ?? meaning(at));
    for (const one of way) meant.set(one, code);
    return code;
  };
  const termOf = (attribute: HsdsRow): HsdsRow => rowOf(attribute, 'taxonomy_term') ?? rows.get(textOf(attribute, 'taxonomy_term_id') ?? '') ?? {};
  return {
    of(service) {
      const read = rowsOf(service, 'attributes').map((attribute) => ({ attribute, code: upwards(termOf(attribute)) ?? meaning(attribute) }));
      return {
        codes: [...new Set(read.flatMap(({ code }) => (code === undefined ? [] : [code])))],
        unknown: read.filter(({ code }) => code === undefined).map(({ attribute }) => textOf(termOf(attribute), 'name') ?? textOf(attribute, 'value') ?? textOf(attribute, 'label') ?? ''),
      };
    },
  };
}
