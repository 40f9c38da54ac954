import { useRef, useState } from 'react';
import { api } from '#platform/client';
import { dropDraft, readDraft, useForm, useNavigate, writeDraft } from '#ui';
import { needsHandover } from '../../rules.ts';
import { FinishDesk, type DeskView, type FinishDeskInput, type FinishedDesk } from '../../schema.ts';
import { partialBirth, wholeBirth } from '../data.ts';
import { baseId, useServerCopy } from './server-copy.ts';
import { whichDraft } from './which-draft.ts';

/** What the list says, as the form begins: confirmed instead of typed again. */
function startOf(view: DeskView): Partial<FinishDeskInput> {
  const { person, arrival } = view;
  return {
    identity: {
      givenNames: person.givenNames, surname1: person.surname1, surname2: person.surname2 ?? '',
      birthDate: partialBirth(person.birthDate, person.birthPrecision), sex: person.sex, originAdmin2: person.originAdmin2,
      document: person.number ? { type: person.number.type, number: person.number.asSeen, seen: false } : null, phone: person.phone, preferredLanguage: 'es',
    },
    return: {
      returnedOn: arrival.arrivesOn, mode: arrival.mode, kind: arrival.kind, fromCountry: arrival.fromCountry, authority: arrival.authority, monthsAbroad: null,
      destinationAdmin2: (person.destinationAdmin2 ?? person.originAdmin2) as string, travellingAs: travellingAs(view),
    },
    documentsHeld: [], urgentNeeds: [], assistance: [], consentToCase: false, consentReadAloud: false, handover: null,
    nextStep: view.flags.includes('unaccompaniedChild') ? 'childProtection' : 'destinationWindow', slipLanguage: 'es',
    ...typedAlone(view),
  };
}

/** What was typed of this person alone; what was typed of the family on its page stays beside it. */
function typedAlone({ draft }: DeskView): Partial<FinishDeskInput> {
  const { family: _, ...alone } = draft ?? {};
  return alone;
}

function travellingAs(view: DeskView): 'alone' | 'family' | 'unaccompaniedChild' {
  if (view.flags.includes('unaccompaniedChild')) return 'unaccompaniedChild';
  return view.flags.includes('family') ? 'family' : 'alone';
}

/** Fills in what the screen knows: precision of the birth date, an empty document, a hand-over that is not needed. */
function prepared(values: Partial<FinishDeskInput>, asksHandover: boolean): unknown {
  const { identity } = values;
  const document = identity?.document;
  return {
    ...values,
    identity: { ...identity, ...wholeBirth(identity?.birthDate), document: document && document.number.trim() !== '' ? document : null },
    handover: asksHandover ? (values.handover ?? null) : null,
  };
}

/** The form of the desk, its copy on the server, and what the rules ask as answers come in. */
export function useDeskForm(view: DeskView) {
  const navigate = useNavigate();
  const asks = useRef(false);
  const [own] = useState(() => setAsideOlder(view));
  const form = useForm({
    id: draftId(view.rowId), schema: FinishDesk, initial: startOf(view), prepare: (values) => prepared(values, asks.current),
    onSubmit: async (command) => {
      const done = await api.send<FinishedDesk>('POST', `/api/reception/desk/${view.rowId}/finish`, command);
      for (const id of [baseId(view.rowId), olderId(view.rowId)]) dropDraft(id);
      navigate(`/app/slips/${done.slipId}`);
    },
  });
  const { values } = form;
  const birth = wholeBirth(values.identity?.birthDate);
  const asksHandover = needsHandover(
    { identity: birth, return: { returnedOn: values.return?.returnedOn ?? view.arrival.arrivesOn, travellingAs: values.return?.travellingAs ?? 'alone' } },
    view.flags, view.choices.childUntil,
  );
  asks.current = asksHandover;
  return { form, asksHandover, versions: useVersions(view, own, form), ...useServerCopy(view.rowId, { ...values, ...(view.draft?.['family'] ? { family: view.draft['family'] } : {}) }, form.dirty) };
}

const draftId = (rowId: string): string => `reception.desk.${rowId}`;
const olderId = (rowId: string): string => `reception.desk-older.${rowId}`;

/** Before the form opens: where somebody else has written since, the words of this tab stand aside, kept until the officer decides. */
function setAsideOlder({ rowId, draftAt }: DeskView): Partial<FinishDeskInput> | null {
  const own = readDraft(draftId(rowId));
  const base = (readDraft(baseId(rowId)) as { at: string | null } | null)?.at ?? null;
  const which = whichDraft({ hasOwn: own !== null, base, kept: draftAt });
  if (which === 'both') {
    writeDraft(olderId(rowId), own);
    dropDraft(draftId(rowId));
  }
  if (which !== 'own') writeDraft(baseId(rowId), { at: draftAt });
  return readDraft(olderId(rowId)) as Partial<FinishDeskInput> | null;
}

/** Two versions of what was typed, one of them seen. */
export interface DeskVersions {
  readonly shows: 'kept' | 'own';
  readonly by: string | null;
  readonly at: string | null;
  readonly change: () => void;
  readonly keep: () => void;
}

interface Shown { readonly values: Partial<FinishDeskInput>; setAll(values: Partial<FinishDeskInput>): void }

function useVersions(view: DeskView, own: Partial<FinishDeskInput> | null, form: Shown): DeskVersions | null {
  const [other, setOther] = useState(own);
  const [shows, setShows] = useState<'kept' | 'own'>('kept');
  if (other === null) return null;
  const change = () => {
    writeDraft(olderId(view.rowId), form.values);
    setOther(form.values);
    form.setAll(shows === 'kept' ? { ...startOf(view), ...other } : other);
    setShows(shows === 'kept' ? 'own' : 'kept');
  };
  const keep = () => { dropDraft(olderId(view.rowId)); setOther(null); };
  return { shows, by: view.draftBy, at: view.draftAt, change, keep };
}

export type DeskFormState = ReturnType<typeof useDeskForm>['form'];
