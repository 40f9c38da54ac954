import { useSession } from '#access/screens';
import type { CasePage } from '#registry/schema';
import { Card, EmptyState, Timeline, useText } from '#ui';
import { newestFirst } from './newest-first.ts';
import type { Happening, TextTools, Tone } from '#ui';
import type { CaseRecords } from './use-case.ts';

interface Dated extends Happening {
  readonly at: string;
}

type Label = { readonly es: string; readonly en: string };

interface Source {
  readonly page: CasePage;
  readonly records: CaseRecords;
  readonly text: TextTools;
  readonly timeZone: string;
}

const REFERRAL_TONES: Readonly<Record<string, Tone>> = { decline: 'warning', 'did-not-come': 'warning', 'consent-withdrawn': 'warning', ask: 'warning', accept: 'success', complete: 'success', start: 'success' };
/** Steps inside a referral that its own history shows and the case does not need. */
const SMALL_STEPS: ReadonlySet<string> = new Set(['open', 'acknowledge']);

function ofReturns({ records, text }: Source): Dated[] {
  return records.returns.map((event) => ({
    key: `return-${event.returnId}`, at: event.returnedOn, when: text.formatDate(event.returnedOn), icon: 'bus', tone: 'accent',
    title: text.t('staff.happened.return'), who: event.officeName,
  }));
}

function ofCase({ page, text }: Source): Dated[] {
  const { case: found } = page;
  const opened: Dated = { key: 'opened', at: found.openedOn, when: text.formatDate(found.openedOn), icon: 'flag', tone: 'accent', title: text.t('staff.happened.opened'), who: found.officeName };
  if (!found.closedOn) return [opened];
  return [opened, { key: 'closed', at: found.closedOn, when: text.formatDate(found.closedOn), icon: 'check', tone: 'neutral', title: text.t('staff.happened.closed') }];
}

function ofAssessments({ records, text }: Source): Dated[] {
  return records.assessments.filter((one) => one.completedOn !== null).map((one) => ({
    key: `assessment-${one.assessmentId}`, at: one.completedOn!, when: text.formatDate(one.completedOn!), icon: 'list', tone: 'info',
    title: text.t('staff.happened.assessed', { title: labelIn(text, one.title) }),
  }));
}

function ofNeeds({ records, text }: Source): Dated[] {
  return records.needs.flatMap((need): Dated[] => {
    const name = labelIn(text, need.label);
    const found: Dated = { key: `need-${need.needId}`, at: need.openedOn, when: text.formatDate(need.openedOn), icon: 'heart', title: text.t('staff.happened.need', { need: name }) };
    if (need.state === 'open' || !need.closedOn) return [found];
    const tone: Tone = need.state === 'met' ? 'success' : 'neutral';
    return [found, { key: `need-end-${need.needId}`, at: need.closedOn, when: text.formatDate(need.closedOn), icon: 'check', tone, title: text.t(`staff.happened.need-${need.state}`, { need: name }) }];
  });
}

function ofReferrals({ records, text }: Source): Dated[] {
  return records.referrals.flatMap((referral) => referral.history.filter((step) => !SMALL_STEPS.has(step.kind)).map((step, at): Dated => ({
    key: `referral-${referral.referralId}-${at}`, at: step.at, when: text.formatDate(step.at, 'time'), who: step.by, icon: 'send', tone: REFERRAL_TONES[step.kind] ?? 'info',
    title: `${text.t(`referrals.event.${step.kind}`)}: ${labelIn(text, referral.serviceName)}`, detail: step.reason ? labelIn(text, step.reason) : null,
  })));
}

function ofFollowUps({ records, text }: Source): Dated[] {
  const contacts = records.followUps.filter((one) => one.closedOn !== null).map((one): Dated => ({
    key: `contact-${one.followUpId}`, at: one.closedOn!, when: text.formatDate(one.closedOn!), icon: 'phone', tone: one.state === 'done' ? 'success' : 'warning',
    title: text.t(one.state === 'done' ? 'staff.happened.contact' : 'staff.happened.contact-ended', { contact: labelIn(text, one.label) }),
  }));
  const surveys = records.surveys.map((survey): Dated => ({
    key: `survey-${survey.surveyId}`, at: survey.askedOn, when: text.formatDate(survey.askedOn), icon: 'chart', tone: 'info', title: text.t('staff.happened.survey'),
  }));
  return [...contacts, ...surveys];
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

/** Everything that happened in a case, newest first, whichever room knows of it. */
export function happenings(source: Source): Happening[] {
  const all = [ofCase, ofReturns, ofAssessments, ofNeeds, ofReferrals, ofFollowUps, ofConsents].flatMap((of) => of(source));
  return newestFirst(all, source.timeZone);
}

/** The one timeline of the case page. */
export function HappenedCard({ page, records }: { readonly page: CasePage; readonly records: CaseRecords }) {
  const text = useText();
  const { timeZone } = useSession().session;
  const items = happenings({ page, records, text, timeZone });
  return (
    <Card title={text.t('staff.case.happened')} icon="history">
      {items.length === 0 ? <EmptyState icon="history" title={text.t('staff.case.nothing-yet')} /> : <Timeline items={items} label={text.t('staff.case.happened')} />}
    </Card>
  );
}
