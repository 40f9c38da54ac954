import { fold } from '#kernel/text';
import type { Field, ReadColumn } from '#reception/schema';

/** Words that senders put over a column, folded; the first pattern that fits decides. */
const HEADER_WORDS: readonly (readonly [Field, RegExp])[] = [
  ['ignore', /^(lugar|pais|municipio|departamento|estado|entidad|country|place|city) (de nacimiento|of birth)$|^alien|^a number$/],
  ['fullName', /^(apellidos? (y )?nombres?|nombres? (y )?apellidos?|nombre completo|nombres? completos?|full name|complete name|passenger name|(last|first) name (last|first) name|name and surname|surname and name)$/],
  ['fullName', /^(nombre (de la |del )?(persona|pasajero|pasajera)|name of (person|passenger))$/],
  ['secondSurname', /segundo apellido|apellido materno|^materno$|second (last ?name|surname)|maternal/],
  ['firstSurname', /primer apellido|apellido paterno|^paterno$|first (last ?name|surname)|paternal/],
  ['secondGiven', /segundo nombre|middle name|second (given |first )?name/],
  ['firstGiven', /primer nombre/],
  ['surnames', /^apellidos?( s)?$|^(last|family) ?names?$|^surnames?$/],
  ['givenNames', /^nombres?( s)?$|^(first|given) ?names?$|^forenames?$|^name$/],
  ['birthDate', /\bnac\b|nacimiento|\bbirth|^dob$|^f nac/],
  ['age', /^edad|^age\b/],
  ['sex', /^sexo?$|^genero$|^gender$|^sex\b/],
  ['relation', /parentesco|relationship|^relacion/],
  ['unit', /^unit\b|^unidad|^tipo de unidad/],
  ['group', /^grupo|^group|^familia$|^family( (no|number|group|unit))?$/],
  ['destination', /^destino|^destination|municipio de destino/],
  ['originAdmin2', /^municipio|^municipality|^mpio/],
  ['originAdmin1', /^depto|^departamento|^dpto|^estado( de origen)?$|^entidad|^department|^state( of origin)?$/],
  ['number', /identidad|^dui$|^curp$|^cui$|^dpi$|^dni$|documento|pasaporte|passport|^document|^id (no|number)$|cedula/],
  ['phone', /telefono|^tel\b|celular|^phone|^contact(o)?( phone)?$/],
  ['remarks', /observacion|remark|^notas?$|^notes?$|comentario|comment/],
  ['kind', /^type$|^tipo( de (retorno|salida))?$|^removal type|^disposition/],
  ['authority', /^autoridad|^authority|^agencia|^agency/],
  ['nationality', /^coc$|^pais\b|^country|nacionalidad|nationality|citizenship/],
  ['reference', /^(no|num|nro|n|seq|item|id|correlativo|consecutivo|numero|number)$|^id pasajero|^passenger id/],
];

/** What a header word says its column holds; `null` if nobody uses that word so. */
export function fieldOfHeader(header: string): Field | null {
  const words = fold(header.replace(/[_/]/g, ' '));
  if (words === '') return header.trim() === '#' ? 'reference' : null;
  return HEADER_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Number of different things that a row of words names; high for a header row, low for any other. */
export function headerScore(cells: readonly string[]): number {
  const found = new Set(cells.filter((cell) => cell.length < 60).map(fieldOfHeader));
  found.delete(null);
  return found.size;
}

export interface ColumnHints {
  /** Header word (folded) to field, as confirmed for this sender before. */
  readonly sender?: Readonly<Record<string, Field>> | undefined;
  readonly officer?: Readonly<Record<string, Field>> | undefined;
}

/** Assigns a field to each column: the officer's word first, then what this sender's columns meant before, then the header. */
export function mapColumns(headers: readonly string[], examples: readonly string[], hints: ColumnHints): ReadColumn[] {
  const taken = new Set<Field>();
  const claim = (field: Field): Field => {
    if (field === 'ignore' || field === 'reference') return field;
    if (taken.has(field)) return 'ignore';
    taken.add(field);
    return field;
  };
  const chosen = headers.map((header, index) => choose(header, index, hints));
  // What somebody confirmed claims its field before any guess.
  const fields = new Map<number, Field>();
  for (const by of ['officer', 'sender', 'guess'] as const) {
    chosen.forEach((choice, index) => {
      if (choice.by === by) fields.set(index, claim(choice.field));
    });
  }
  return chosen.map((choice, index) => ({
    index, header: headers[index] ?? '', field: fields.get(index) ?? 'ignore', by: choice.by, example: examples[index] ?? '',
  }));
}

function choose(header: string, index: number, hints: ColumnHints): { field: Field; by: ReadColumn['by'] } {
  const officer = hints.officer?.[String(index)];
  if (officer) return { field: officer, by: 'officer' };
  const sender = hints.sender?.[fold(header)];
  if (sender) return { field: sender, by: 'sender' };
  return { field: fieldOfHeader(header) ?? 'ignore', by: 'guess' };
}

/** True if the columns can name a person. */
export function namesPeople(columns: readonly ReadColumn[]): boolean {
  return columns.some((c) => ['fullName', 'givenNames', 'firstGiven', 'surnames', 'firstSurname'].includes(c.field));
}
