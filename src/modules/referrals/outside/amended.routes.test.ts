import { describe, expect, it } from 'vitest';
import { withdrawConsent } from '#registry';
import { actors } from '../../../../tests/support/actors.ts';
import { Answering, hidden, NAME } from '../../../../tests/support/answering.ts';
import { agreedTo } from '../../../../tests/support/sampleland.ts';
import { amendReferral } from '../amending.ts';
import type { AmendReferral } from '../schema.ts';
import { readReferral } from '../service.ts';
import { makeOutside, outsideOf } from './links.ts';

/** What a link and a sheet show after the shared copy was changed, and after either of its consents was taken back. */
const given = new Answering({ byWoman: true });
const { asOfficer, post } = given;
const amend = (body: Partial<AmendReferral>) => asOfficer((ctx) => amendReferral(ctx, given.referralId, { urgency: '72h', sections: [], ...body }));
const consents = async () => (await given.db.owner<{ id: string }>('select k.id from registry.consent k join referrals.referral r on r.case_id = k.case_id where r.id = $1 order by k.seq', [given.referralId])).map(({ id }) => id);

type Kind = 'link' | 'sheet';
interface Held { readonly page: () => ReturnType<typeof post>; readonly answer: (fields: Record<string, string>, on: string) => ReturnType<typeof post>; readonly code: string }

/** What was handed out, and how its holder opens it. */
async function handOut(kind: Kind): Promise<Held> {
  const { path, code } = await asOfficer((ctx) => makeOutside(ctx, given.referralId, kind));
  const key = (body: string): Record<string, string> => (kind === 'link' ? {} : { llave: hidden(body, 'llave') });
  return {
    code, page: () => post(path, { accion: 'ver', ...(kind === 'sheet' ? { codigo: code, anio: '1994' } : {}) }),
    answer: (fields, on) => post(path, { nombre: NAME, estado: hidden(on, 'estado'), ...key(on), ...fields }),
  };
}

describe.each<Kind>(['link', 'sheet'])('a %s of a referral that was changed after sending', (kind) => {
  it('shows the newest copy and nothing of the one before', async () => {
    const held = await handOut(kind);
    const before = (await held.page()).body;
    for (const shown of ['Prefiere las mañanas', 'Busca trabajo', 'Desea que le atienda una mujer']) expect(before, shown).toContain(shown);
    await amend({ note: 'Mejor por la tarde', sections: [], byWoman: false });
    const after = await held.page();
    expect([after.statusCode, after.body.includes('Mejor por la tarde')]).toEqual([200, true]);
    for (const gone of ['Prefiere las mañanas', 'Busca trabajo', 'atienda una mujer']) expect(after.body, gone).not.toContain(gone);
  });

  it('takes no answer from a page that shows the copy before; the page that comes back shows the newest', async () => {
    const held = await handOut(kind);
    const old = (await held.page()).body;
    await amend({ note: 'Mejor por la tarde' });
    const late = await held.answer({ accion: 'aceptar' }, old);
    expect([late.statusCode, late.body.includes('Mejor por la tarde'), late.body.includes('Prefiere las mañanas')]).toEqual([409, true, false]);
    expect((await held.answer({ accion: 'aceptar' }, late.body)).statusCode).toBe(200);
  });

  it.each([0, 1])('opens nothing once consent number %i of the two that carried it is taken back, also from a page that is still open', async (which) => {
    const held = await handOut(kind);
    await amend({ sections: ['work', 'family'], consent: agreedTo('work', 'family') });
    const page = (await held.page()).body;
    expect(page).toContain('Busca trabajo');
    await asOfficer(async (ctx) => withdrawConsent(ctx, (await consents())[which]!));
    const late = await held.answer({ accion: 'aceptar' }, page);
    for (const nothing of [late, await held.page()]) expect([nothing.statusCode, /Ana|Busca trabajo|empleo/i.test(nothing.body.replaceAll(NAME, ''))]).toEqual([404, false]);
    expect((await asOfficer((ctx) => outsideOf(ctx, given.referralId))).links[0]).toMatchObject({ open: false, endedWhy: 'consent' });
    if (kind === 'sheet') expect((await post('/zz/respuesta/comprobar', { codigo: held.code })).statusCode).toBe(404);
  });

  it('shows nothing of money that an earlier version of the product had shared', async () => {
    const held = await handOut(kind);
    await given.db.owner(`update referrals.shared set snapshot = jsonb_set(snapshot, '{sections}', snapshot->'sections' || $2::jsonb) where referral_id = $1`,
      [given.referralId, JSON.stringify([{ code: 'situation', label: { es: 'Vivienda', en: 'Housing' }, items: [{ code: 'housing', label: { es: 'Techo', en: 'Roof' }, value: { es: 'Propio', en: 'Own' } }, { code: 'hasDebt', label: { es: 'Debe', en: 'Owes' }, value: { es: 'Mucho', en: 'Much' } }] }])]);
    const { body } = await held.page();
    expect([body.includes('Propio'), body.includes('Mucho')]).toEqual([true, false]);
  });
});

describe('the inbox of a provider', () => {
  it('keeps no earlier words in its history, once what is shared has changed', async () => {
    await amend({ note: 'Mejor por la tarde' });
    const seen = await given.db.inContext(actors.provider, (ctx) => readReferral(ctx, given.referralId));
    expect(JSON.stringify(seen)).toContain('Mejor por la tarde');
    expect(JSON.stringify(seen)).not.toContain('Prefiere las mañanas');
  });

  it('reads the wish to be attended by a woman, which is taken back at any time and given anew only with a consent', async () => {
    const wish = async () => (await given.db.inContext(actors.provider, (ctx) => readReferral(ctx, given.referralId))).shared?.byWoman ?? false;
    expect(await wish()).toBe(true);
    await amend({});
    expect(await wish()).toBe(true);
    await amend({ byWoman: false });
    expect(await wish()).toBe(false);
    await expect(amend({ byWoman: true })).rejects.toThrow('referrals.more-needs-consent');
    await amend({ byWoman: true, consent: agreedTo() });
    expect(await wish()).toBe(true);
  });
});
