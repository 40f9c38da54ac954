import { useSession } from '#access/screens';
import type { CasePage } from '#registry/schema';
import { Card, EmptyState, Note, Timeline, useText } from '#ui';
import { newestFirst } from './newest-first.ts';
import type { Happening, TextTools, Tone } from '#ui';
import { onlyOf } from './use-case.ts';
import type { CaseRecords, OtherCase, WholeHistory } from './use-case.ts';

interface Dated extends Happening {
  readonly at: string;
}

type Label = { readonly es: string; readonly en: string };

/** One case of the person: the page's own, or another one with its code. */
interface CaseSource extends Pick<CaseRecords, 'assessments' | 'needs' | 'referrals' | 'followUps' | 'surveys'> {
  readonly found: Pick<CasePage['case'], 'caseId' | 'officeName' | 'openedOn' | 'closedOn'>;
  /** Closed because it goes on in another one. */
  readonly joined: boolean;
  readonly text: TextTools;
}

interface Source {
  readonly page: CasePage;
  readonly records: CaseRecords;
  readonly history: WholeHistory;
  readonly text: TextTools;
  readonly timeZone: string;
}

const REFERRAL_TONES: Readonly<Record<string, Tone>> = { decline: 'warning', 'did-not-come': 'warning', 'consent-withdrawn': 'warning', ask: 'warning', accept: 'success', complete: 'success', start: 'success' };
/** Steps inside a referral that its own history shows and the case does not need. */
const SMALL_STEPS: ReadonlySet<string> = new Set(['open', 'acknowledge']);

/** A return that two offices noted on one day is one. */
function ofReturns({ records, text }: Source): Dated[] {
  return [...Map.groupBy(records.returns, (event) => event.returnedOn).values()].map((events) => ({
    key: `return-${events[0]!.returnId}`, at: events[0]!.returnedOn, when: text.formatDate(events[0]!.returnedOn), icon: 'bus', tone: 'accent',
    title: text.t('staff.happened.return'), who: [...new Set(events.map((event) => event.officeName))].join(' · '),
  }));
}

function ofCase({ found, joined, text }: CaseSource): Dated[] {
  const opened: Dated = { key: 'opened', at: found.openedOn, when: text.formatDate(found.openedOn), icon: 'flag', tone: 'accent', title: text.t('staff.happened.opened'), who: found.officeName };
  if (!found.closedOn || joined) return [opened];
  return [opened, { key: 'closed', at: found.closedOn, when: text.formatDate(found.closedOn), icon: 'check', tone: 'neutral', title: text.t('staff.happened.closed') }];
}

/** Where cases of the person were joined, on both pages. */
function ofJoins({ history, text }: Source): Dated[] {
  const { into, joined, cases } = history.related;
  const said = (join: NonNullable<typeof into>, title: string): Dated => ({ key: `join-${join.joinId}`, at: join.at, when: text.formatDate(join.at, 'time'), who: join.by, icon: 'swap', tone: 'info', title, detail: join.note });
  const code = (caseId: string) => cases.find((c) => c.caseId === caseId)?.publicCode ?? '';
  return [
    ...joined.map((join) => said(join, text.t('staff.happened.joined', { code: code(join.caseId) }))), ...(into ? [said(into, text.t('staff.happened.goes-on'))] : []),
  ];
}

function ofAssessments({ assessments, text }: CaseSource): Dated[] {
  return assessments.filter((one) => one.completedOn !== null).map((one) => ({
    key: `assessment-${one.assessmentId}`, at: one.completedOn!, when: text.formatDate(one.completedOn!), icon: 'list', tone: 'info',
    title: text.t('staff.happened.assessed', { title: labelIn(text, one.title) }),
  }));
}

function ofNeeds({ needs, text }: CaseSource): Dated[] {
  return needs.flatMap((need): Dated[] => {
    const name = labelIn(text, need.label);
    const found: Dated = { key: `need-${need.needId}`, at: need.openedOn, when: text.formatDate(need.openedOn), icon: 'heart', title: text.t('staff.happened.need', { need: name }) };
    if (need.state === 'open' || !need.closedOn) return [found];
    const tone: Tone = need.state === 'met' ? 'success' : 'neutral';
    return [found, { key: `need-end-${need.needId}`, at: need.closedOn, when: text.formatDate(need.closedOn), icon: 'check', tone, title: text.t(`staff.happened.need-${need.state}`, { need: name }) }];
  });
}

function ofReferrals({ referrals, text }: CaseSource): Dated[] {
  return referrals.flatMap((referral) => referral.history.filter((step) => !SMALL_STEPS.has(step.kind)).map((step, at): Dated => ({
    key: `referral-${referral.referralId}-${at}`, at: step.at, when: text.formatDate(step.at, 'time'), who: step.by, icon: 'send', tone: REFERRAL_TONES[step.kind] ?? 'info',
    title: `${text.t(`referrals.event.${step.kind}`)}: ${labelIn(text, referral.serviceName)}`, detail: step.reason ? labelIn(text, step.reason) : null,
  })));
}

/** Contacts that took place or were given up; those that ended with their case say nothing of their own. */
function ofFollowUps({ followUps, surveys, text }: CaseSource): Dated[] {
  const contacts = followUps.filter((one) => one.closedOn !== null && one.state !== 'cancelled').map((one): Dated => ({
    key: `contact-${one.followUpId}`, at: one.closedOn!, when: text.formatDate(one.closedOn!), icon: 'phone', tone: one.state === 'done' ? 'success' : 'warning',
    title: text.t(one.state === 'done' ? 'staff.happened.contact' : 'staff.happened.contact-ended', { contact: labelIn(text, one.label) }),
  }));
  const asked = surveys.map((survey): Dated => ({
    key: `survey-${survey.surveyId}`, at: survey.askedOn, when: text.formatDate(survey.askedOn), icon: 'chart', tone: 'info', title: text.t('staff.happened.survey'),
  }));
  return [...contacts, ...asked];
}

function ofConsents({ page, text }: Source): Dated[] {
  return page.consents.flatMap((consent): Dated[] => {
    const purpose = purposeOf(text, consent.purpose);
    const said: Dated = { key: `consent-${consent.consentId}`, at: consent.recordedAt, when: text.formatDate(consent.recordedAt, 'time'), who: consent.by, icon: 'shield', title: text.t(consent.given ? 'staff.happened.consent' : 'staff.happened.refused', { purpose }) };
    if (!consent.withdrawnAt) return [said];
    return [said, { key: `consent-end-${consent.consentId}`, at: consent.withdrawnAt, when: text.formatDate(consent.withdrawnAt, 'time'), icon: 'undo', tone: 'warning', title: text.t('staff.happened.withdrawn', { purpose }) }];
  });
}

function labelIn(text: TextTools, label: Label): string {
  return label[text.locale];
}

function purposeOf(text: TextTools, purpose: string): string {
  const key = `registry.consent.purpose.${purpose}`;
  return text.has(key) ? text.t(key).toLowerCase() : purpose;
}

const inCase = (source: CaseSource): Dated[] => [ofCase, ofAssessments, ofNeeds, ofReferrals, ofFollowUps].flatMap((of) => of(source));

/** What happened in another case says in which. */
function inOtherCase(other: OtherCase, joined: boolean, text: TextTools): Dated[] {
  const where = text.t('staff.happened.in-case', { code: other.found.publicCode });
  return inCase({ ...other, joined, text }).map((one) => ({ ...one, key: `${other.found.caseId}-${one.key}`, who: [one.who, where].filter(Boolean).join(' · ') }));
}

/** Everything that happened to a person as far as the reader may see it, newest first, in whichever case and whichever room. */
export function happenings(source: Source): Happening[] {
  const { page, records, history, text, timeZone } = source;
  const { related, others } = history;
  const own = inCase({ ...onlyOf(page.case.caseId, records), found: page.case, joined: related.into !== null, text });
  const elsewhere = others.flatMap((other) => inOtherCase(other, related.joined.some((j) => j.caseId === other.found.caseId), text));
  return newestFirst([...own, ...[ofReturns, ofConsents, ofJoins].flatMap((of) => of(source)), ...elsewhere], timeZone);
}

/** The one timeline of the case page: the whole history of the person. */
export function HappenedCard({ page, records, history }: Pick<Source, 'page' | 'records' | 'history'>) {
  const text = useText();
  const { timeZone } = useSession().session;
  const items = happenings({ page, records, history, text, timeZone });
  return (
    <Card title={text.t('staff.case.happened')} icon="history">
      {items.length === 0 ? <EmptyState icon="history" title={text.t('staff.case.nothing-yet')} /> : <Timeline items={items} label={text.t('staff.case.happened')} />}
      {history.related.elsewhere > 0 ? <Note>{text.t('staff.happened.elsewhere', { n: history.related.elsewhere })}</Note> : null}
    </Card>
  );
}
