import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { findPerson } from '../repository/people.ts';
import { RegisterAtWindow, WelcomeBack, type Advice, type DuplicateProbe, type RegisterPersonClean } from '../schema.ts';
import { openCase } from './cases.ts';
import { recordConsent } from './consents.ts';
import { findBeforeRegistering, findCandidates } from './duplicates.ts';
import { decideIdentity } from './identity.ts';
import { getPerson, letOfficeSee, registerPerson } from './people.ts';
import { shaped } from './shared.ts';
import { refuseTooManyWelcomes } from './welcomes.ts';

export interface Registered {
  readonly personId: string;
  readonly publicCode: string;
  readonly caseId: string | null;
  readonly advice: Advice[];
}

type AfterRegistering = Pick<WelcomeBack, 'case' | 'consent'>;

/** What happens once it is clear who somebody is: the case, and what they agreed to. */
export async function follow(ctx: Ctx, personId: string, after: AfterRegistering): Promise<string | null> {
  const opened = after.case ? await openCase(ctx, { personId, ...after.case }) : null;
  if (after.consent) await recordConsent(ctx, { personId, caseId: opened?.caseId ?? null }, after.consent);
  return opened?.caseId ?? null;
}

/** Channels with a telephone number behind them: a number is the same one, whichever way it is used. */
const WITH_NUMBER: ReadonlySet<string> = new Set(['phone', 'sms', 'whatsapp']);

/** What was typed about a new person, as the duplicate check wants it. */
export function probeOf(person: RegisterPersonClean): DuplicateProbe {
  const phone = person.contacts.find((c) => WITH_NUMBER.has(c.channel))?.value;
  return {
    givenNames: person.givenNames, surname1: person.surname1, surname2: person.surname2, birthDate: person.birthDate, birthPrecision: person.birthPrecision,
    sex: person.sex, originAdmin2: person.originAdmin2, phone: phone?.slice(0, 40),
    documents: person.documents.flatMap((d) => (d.number ? [{ type: d.type, number: d.number }] : [])),
  };
}

/**
 * Registers somebody at a window. Whoever looks like an earlier record of the same person must have been shown and
 * answered; what the officer answered is kept as a decision.
 */
export async function registerAtWindow(ctx: Ctx, command: RegisterAtWindow): Promise<Registered> {
  const { person, decisions, ...after } = shaped(RegisterAtWindow, command);
  const decided = new Map(decisions.map((d) => [d.personId, d.decision]));
  const candidates = await findBeforeRegistering(ctx, probeOf(person));
  const unanswered = candidates.filter((c) => !decided.has(c.personId));
  if (unanswered.length > 0) throw refuse('registry.duplicates-not-reviewed', { status: 409, params: { n: unanswered.length } });
  const registered = await registerPerson(ctx, person);
  for (const { personId } of candidates) {
    await decideIdentity(ctx, { personA: registered.personId, personB: personId, decision: decided.get(personId)! }, { justRegistered: true });
  }
  const caseId = await follow(ctx, registered.personId, after);
  return { ...registered, caseId };
}

/** The person is somebody already registered: the office may see them from now on. Only whom the probe finds can be opened this way. */
export async function welcomeBack(ctx: Ctx, personId: string, command: WelcomeBack): Promise<Registered> {
  const { probe, ...after } = shaped(WelcomeBack, command);
  if (!ctx.actor.officeId) throw refuse('registry.actor-without-office');
  const seen = await findPerson(ctx.actor, ctx.tx, personId);
  if (!seen) await refuseTooManyWelcomes(ctx);
  const found = seen ? [] : await findCandidates(ctx, probe, 20);
  if (!seen && !found.some((c) => c.personId === personId)) throw notFound();
  await letOfficeSee(ctx, personId, ctx.actor.officeId, 'returned-again');
  const caseId = await follow(ctx, personId, after);
  const { publicCode } = await getPerson(ctx, personId);
  return { personId, publicCode, caseId, advice: [] };
}
