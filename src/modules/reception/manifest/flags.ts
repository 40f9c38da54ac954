import { fold } from '#kernel/text';
import type { Flag } from '#reception/schema';
import type { ReturnKind } from '#kernel/codes';

/** Ages that decide who is a child and who is elderly; a country pack sets them. */
export interface Ages {
  readonly childUnder: number;
  readonly elderFrom: number;
}

const REMARKS: readonly (readonly [Flag, RegExp])[] = [
  ['unaccompaniedChild', /\bno acompanad|\bsin acompanante|\bunaccompanied|\b(n)?nna na\b|\bmena\b|\buac\b/],
  ['injured', /\bherid[ao]|\blesion|\bfractur|\binjur|\bwound|\bamput|\bsilla de ruedas|\bwheelchair|\bmuletas|\benferm[ao]|\bsick\b/],
  ['pregnant', /\bembaraz|\bpregnan|\bgestante/],
  ['noDocuments', /\b(no trae|sin|no) (documentos?|papeles|identificacion)|\bundocumented papers|\bno (id|documents?|papers)\b/],
  ['family', /\b(viaja|viene) con (su )?(hij|espos|mam|pap|famil|niet|herman|conyuge|menor)|\btravel(l)?(s|ing) with (his |her )?(son|daughter|child|family|spouse|wife|husband)/],
];
const UNITS: readonly (readonly [Flag, RegExp])[] = [
  ['family', /^(fmua?|famu|family( unit)?|unidad familiar|uf)$/],
  ['unaccompaniedChild', /^(uac|uc|unaccompanied( child)?|nna)$/],
];
const FAMILY_RELATION = /hij|conyuge|espos|madre|padre|mama|papa|niet|herman|son\b|daughter|spouse|wife|husband|mother|father|child/;
const DENIED = /\b(no|sin|not|without) (esta |es |is |muestra |presenta )?(embaraz|herid|lesion|pregnan|injur|enferm|sick)/;

/** An age as it is told, and the least that it may mean: a year alone may end in December. */
export interface ToldAge {
  readonly told: number | null;
  readonly least: number | null;
}

/** What remarks, unit, relation and age say about who is seen first; `familyGroup` = shares a small group with others. */
export function readFlags(
  cells: { readonly remarks: string; readonly unit: string; readonly relation: string },
  age: ToldAge, familyGroup: boolean, ages: Ages,
): Flag[] {
  const remarks = fold(cells.remarks);
  const flags = new Set<Flag>(saidIn(REMARKS, remarks));
  if (DENIED.test(remarks)) for (const flag of ['injured', 'pregnant'] as const) flags.delete(flag);
  for (const flag of saidIn(UNITS, fold(cells.unit))) flags.add(flag);
  if (familyGroup || FAMILY_RELATION.test(fold(cells.relation))) flags.add('family');
  for (const flag of flagsOfAge(age, ages)) flags.add(flag);
  return [...flags];
}

function saidIn(patterns: readonly (readonly [Flag, RegExp])[], text: string): Flag[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([flag]) => flag);
}

function flagsOfAge({ told, least }: ToldAge, ages: Ages): Flag[] {
  if (told === null || told < 0) return [];
  if ((least ?? told) < ages.childUnder) return ['child'];
  return told >= ages.elderFrom ? ['elder'] : [];
}

const KINDS: readonly (readonly [ReturnKind, RegExp])[] = [
  ['assistedVoluntary', /^(vr|avr|avrr|voluntary return|assisted voluntary return|retorno voluntario( asistido)?|rva)$/],
  ['deported', /^(removal|removed|deport|deportad[oa]|deportacion|repatriad[oa]|repatriacion|expulsion|title 42|t42)$/],
];

/** The kind of return that a sender's code names; `null` for a word nobody knows. */
export function readKind(cell: string): ReturnKind | null {
  const word = fold(cell);
  return KINDS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
