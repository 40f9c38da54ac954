import { ADULT_FROM, leastAge } from '#kernel/birth';
import { monthsBetween, type PlainDate } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { isFactValue } from '#kernel/fact-values';
import { isFactCode, isRestricted, known, type FactSet, type FactState, type FactValue } from '#kernel/facts';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/facts.ts';
import { findOpenCase } from '../repository/cases.ts';
import { listContacts, listDocuments, type DocumentRow } from '../repository/papers.ts';
import { findPerson, type PersonRow } from '../repository/people.ts';
import { ageOn } from '../rules/birth.ts';
import { lapsedOn } from '../rules/paper-advice.ts';
import { FactInput } from '../schema.ts';
import { adviceSetting } from './record.ts';
import { shaped, today } from './shared.ts';

/** Sealed answers are bound to these words: they stay as they are, wherever the table stands. */
const sealContext = (id: string) => `registry.restricted_fact.sealed:${id}`;

/** A sealed answer opened with the key of the house. */
export function openFact(ctx: Ctx, row: repository.SealedRow): repository.FactRow {
  const { sealed, ...rest } = row;
  return { ...rest, value: sealed === null ? undefined : (JSON.parse(ctx.cipher.open(sealed, sealContext(row.id))) as unknown) };
}

/** Records answers about a person's situation; each stays in the history, the newest counts. Restricted ones are encrypted. Tells `registry.facts-recorded`. */
export async function recordFacts(ctx: Ctx, personId: string, entries: readonly FactInput[]): Promise<void> {
  if (!(await findPerson(ctx.actor, ctx.tx, personId))) throw notFound();
  for (const entry of entries) await recordFact(ctx, personId, shaped(FactInput, entry));
  const openCase = await findOpenCase(ctx.actor, ctx.tx, personId);
  await ctx.tell({ type: 'registry.facts-recorded', personId, caseId: openCase?.id ?? null });
}

async function recordFact(ctx: Ctx, personId: string, { code, state, value, source, seen }: ReturnType<typeof FactInput.parse>): Promise<void> {
  if (!isFactCode(code)) throw refuse('registry.fact-unknown', { field: 'facts', params: { code } });
  if (state === 'known' && !isFactValue(code, value)) throw refuse('registry.fact-value', { field: 'facts', params: { code } });
  const kept = state === 'known' ? value : undefined;
  const row = { id: newId(ctx.now), personId, code, state, source, seen, now: ctx.now };
  if (!isRestricted(code)) return repository.insertFact(ctx.actor, ctx.tx, { ...row, value: kept });
  const sealed = kept === undefined ? null : ctx.cipher.seal(JSON.stringify(kept), sealContext(row.id));
  return repository.insertSealedFact(ctx.actor, ctx.tx, { ...row, sealed });
}

/** What the record of a person itself says. */
type PersonColumns = Pick<PersonRow, 'birthDate' | 'birthPrecision' | 'sex' | 'nationalities' | 'originAdmin2' | 'lastReturnOn' | 'source' | 'evidence' | 'registeredAt'>;

/** The greatest age that the vocabulary of facts knows. */
const OLDEST_TOLD = 120;

function stateOf(row: KnownRows['answers'][number]): FactState {
  const at = row.recordedAt.toISOString();
  if (row.state === 'declined') return { state: 'declined', at };
  return known(row.value as FactValue, at, row.source, row.seen);
}

/** The age that facts tell: none of whom nobody knows whether they are grown, so that a possible child is never taken for an adult. */
function toldAge({ birthDate, birthPrecision }: Pick<PersonColumns, 'birthDate' | 'birthPrecision'>, on: PlainDate): number | null {
  const age = ageOn(birthDate, on);
  if (birthDate === null || age === null || age > OLDEST_TOLD) return null;
  return age >= ADULT_FROM && leastAge(birthDate, birthPrecision, on) < ADULT_FROM ? null : age;
}

/** What the columns of the person say; what is written on the person outranks an older answer. */
function columnFacts(ctx: Ctx, person: PersonColumns): Record<string, FactState> {
  const at = person.registeredAt.toISOString();
  const seen = person.evidence === 'seen';
  const say = (value: FactValue | null | undefined): FactState | undefined => (value === null || value === undefined ? undefined : known(value, at, person.source, seen));
  const derived = (value: number | null): FactState | undefined => (value === null ? undefined : known(value, ctx.now.toISOString(), 'derived'));
  const months = person.lastReturnOn ? Math.max(0, monthsBetween(person.lastReturnOn, today(ctx))) : null;
  return present({
    age: derived(toldAge(person, today(ctx))),
    sex: say(person.sex),
    nationality: say(person.nationalities.length > 0 ? person.nationalities : null),
    originAdmin2: say(person.originAdmin2),
    monthsSinceReturn: derived(months),
  });
}

function present(states: Record<string, FactState | undefined>): Record<string, FactState> {
  // Of a million open cases this runs for each: no lists in between.
  const said: Record<string, FactState> = {};
  for (const code in states) if (states[code] !== undefined) said[code] = states[code];
  return said;
}

/** An expired card has to be obtained again, like a lost one. */
const PAPER_STATES: Readonly<Record<string, string>> = { held: 'held', lost: 'lost', neverHad: 'neverHad', inProcess: 'inProcess', expired: 'lost' };

type PaperColumns = Pick<DocumentRow, 'type' | 'country' | 'status' | 'issuedOn' | 'expiresOn'>;

function paperFacts(ctx: Ctx, documents: readonly PaperColumns[]): Record<string, string> {
  if (documents.length === 0) return {};
  const ids = new Map(ctx.pack.slice(registrySlice).documents.map((d) => [d.type as string, d.id]));
  const setting = adviceSetting(ctx);
  return Object.fromEntries(documents.flatMap((d) => {
    const id = ids.get(d.type);
    const status = lapsedOn(d, setting, today(ctx)) === null ? d.status : 'expired';
    return id ? [[id, PAPER_STATES[status] ?? 'held']] : [];
  }));
}

/** Papers by their id in the directory: what was answered later outranks what the identity papers say. */
function withPapers(papers: Record<string, string>, answered: FactState | undefined, at: string): FactState | undefined {
  const own = Object.keys(papers).length > 0 ? known(papers, at, 'document') : undefined;
  if (answered?.state !== 'known') return own ?? answered;
  return { ...answered, value: { ...papers, ...(answered.value as Record<string, string>) } };
}

const PHONES: ReadonlySet<string> = new Set(['phone', 'sms', 'whatsapp']);

/** What is known of somebody, as it lies in the tables. */
export interface KnownRows {
  readonly person: PersonColumns;
  readonly answers: readonly Pick<repository.FactRow, 'code' | 'state' | 'value' | 'source' | 'seen' | 'recordedAt'>[];
  readonly documents: readonly PaperColumns[];
  readonly hasPhone: boolean;
  readonly destinationAdmin2: string | null;
}

/** What is known of somebody, as facts. */
export function factsFrom(ctx: Ctx, { person, answers, documents, hasPhone, destinationAdmin2 }: KnownRows): FactSet {
  const answered = Object.fromEntries(answers.map((r) => [r.code, stateOf(r)]));
  const at = person.registeredAt.toISOString();
  const documentsHeld = withPapers(paperFacts(ctx, documents), answered['documentsHeld'], at);
  return {
    ...present({
      hasPhone: hasPhone ? known(true, at) : undefined,
    }),
    ...placeFacts(ctx, destinationAdmin2, at),
    ...answered,
    ...columnFacts(ctx, person),
    ...present({ documentsHeld }),
  } as FactSet;
}

/** Everything known about a person that the actor may know: columns, answers, papers, the place of the open case. */
export async function factsOf(ctx: Ctx, personId: string): Promise<FactSet> {
  const person = await findPerson(ctx.actor, ctx.tx, personId);
  if (!person) throw notFound();
  const rows = await repository.listFacts(ctx.actor, ctx.tx, personId);
  const sealed = await repository.listSealedFacts(ctx.actor, ctx.tx, personId);
  const contacts = await listContacts(ctx.actor, ctx.tx, personId);
  const openCase = await findOpenCase(ctx.actor, ctx.tx, personId);
  const documents = await listDocuments(ctx.actor, ctx.tx, personId);
  return factsFrom(ctx, {
    person, answers: [...rows, ...sealed.map((s) => openFact(ctx, s))], documents,
    hasPhone: contacts.some((c) => PHONES.has(c.channel)), destinationAdmin2: openCase?.destinationAdmin2 ?? null,
  });
}

/** Where somebody will live, as facts. */
export function placeFacts(ctx: Ctx, admin2: string | null, at: string): FactSet {
  const admin1 = admin2 ? ctx.pack.places.get(admin2)?.admin1 : undefined;
  return present({ destinationAdmin2: admin2 ? known(admin2, at) : undefined, destinationAdmin1: admin1 ? known(admin1, at) : undefined });
}

/**
 * Municipalities and departments where the person would be in danger, for steering suggestions and transport only: whoever calls this
 * must not show, store or return it. Empty when nothing was told.
 */
export async function placesToAvoid(ctx: Ctx, personId: string): Promise<readonly string[]> {
  return openPlaces(ctx, await repository.sealedPlacesOfDanger(ctx.actor, ctx.tx, personId));
}

/** Places of danger opened with the key of the house. */
export function openPlaces(ctx: Ctx, told: readonly { readonly id: string; readonly sealed: Buffer | null }[]): readonly string[] {
  const places = told.flatMap(({ id, sealed }): unknown[] => {
    const value: unknown = sealed ? JSON.parse(ctx.cipher.open(sealed, sealContext(id))) : [];
    return Array.isArray(value) ? value : [];
  });
  return [...new Set(places.filter((place) => typeof place === 'string'))];
}
