import { newId } from '#kernel/ids';
import type { NewReferral } from './repository/referrals.ts';
import type { Snapshot } from './schema.ts';

const same = (text: string): { es: string; en: string } => ({ es: text, en: text });

/** A snapshot of a synthetic person: the minimum and one agreed section. */
export function sharedMinimum(firstName = 'Ana'): Snapshot {
  return {
    firstName, publicCode: '7K3Q-9DX', age: 31, need: { code: 'job_placement', label: same('Empleo') }, note: null,
    sections: [{ code: 'work', label: same('Trabajo'), items: [{ code: 'wantsJob', label: same('Busca empleo'), value: same('Sí') }] }],
  };
}

/** A referral about to be sent, for one case and one organization. */
export function readyReferral(to: { caseId: string; personId: string; officeId: string; organization: string }, rest: Partial<NewReferral> = {}): NewReferral {
  return {
    id: newId(), caseId: to.caseId, personId: to.personId, needId: newId(), needCode: 'job_placement', needLabel: same('Empleo'),
    officeId: to.officeId, serviceId: 'zz-job-service', serviceName: same('Bolsa de empleo'), providerOrganization: to.organization,
    providerName: same('Organización de prueba'), urgency: '72h', consentId: newId(), replaces: null,
    shared: { sections: ['work'], wordingVersion: '2026-1', language: 'es', snapshot: sharedMinimum() }, ...rest,
  };
}
