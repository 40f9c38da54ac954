import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '#platform/client';
import { useForm, useNavigate } from '#ui';
import type { SaveState } from '#ui';
import { needsHandover } from '../../rules.ts';
import { FinishDesk, type DeskView, type FinishDeskInput, type FinishedDesk } from '../../schema.ts';
import { partialBirth, wholeBirth } from '../data.ts';

const SAVE_AFTER_MS = 2_500;

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
    ...(view.draft as Partial<FinishDeskInput> | null),
  };
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
  const form = useForm({
    id: `reception.desk.${view.rowId}`, schema: FinishDesk, initial: startOf(view), prepare: (values) => prepared(values, asks.current),
    onSubmit: async (command) => {
      const done = await api.send<FinishedDesk>('POST', `/api/reception/desk/${view.rowId}/finish`, command);
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
  return { form, asksHandover, ...useServerCopy(view.rowId, values, form.dirty) };
}

/** Keeps the form on the server too, so that it goes on at another desk or after a closed browser. */
function useServerCopy(rowId: string, values: object, dirty: boolean): { saved: SaveState; saveNow: () => Promise<unknown> } {
  const [state, setState] = useState<SaveState>('saved');
  const text = JSON.stringify(values);
  useEffect(() => {
    if (!dirty) return undefined;
    setState('saving');
    const timer = setTimeout(() => {
      keep(rowId, text).then(() => setState('saved'), () => setState('attention'));
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, dirty, rowId]);
  return { saved: state, saveNow: useCallback(() => keep(rowId, text), [rowId, text]) };
}

const keep = (rowId: string, text: string): Promise<unknown> => api.send('PUT', `/api/reception/desk/${rowId}/draft`, { draft: JSON.parse(text) as Record<string, unknown> });

export type DeskFormState = ReturnType<typeof useDeskForm>['form'];
