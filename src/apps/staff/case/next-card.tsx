import { useMutation } from '@tanstack/react-query';
import { OnDuty } from '#assessment/pages';
import { wordingIn } from '#assessment/schema';
import { draftHref } from '#referrals/pages';
import type { CasePage } from '#registry/schema';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Button, Card, LinkButton, useText, useToday } from '#ui';
import type { IconName } from '#ui';
import { isPressing, nextAction } from './next-action.ts';
import type { Arrival, NextAction } from './next-action.ts';
import type { CaseRecords } from './use-case.ts';

const ICONS: Readonly<Record<NextAction['kind'], IconName>> = {
  take: 'person', alert: 'alert', assess: 'list', resume: 'list', plan: 'calendar', close: 'check', closed: 'check', need: 'search', referral: 'inbox', confirm: 'check', 'wait-referral': 'clock', 'follow-up': 'phone', 'next-contact': 'calendar',
  'answer-transfer': 'swap', 'transfer-refused': 'swap', 'wait-transfer': 'clock', 'make-plan': 'list', 'review-plan': 'calendar', step: 'check', 'work-alert': 'alert',
  'call-duty': 'phone', 'wait-alert': 'shield', arrival: 'phone', 'arrival-settle': 'flag', family: 'child', 'wait-family': 'child', session: 'calendar', 'ask-outcome': 'check', draft: 'edit', 'draft-ended': 'edit',
};

/** Pages of the case itself. */
const OWN_PAGES: Partial<Readonly<Record<NextAction['kind'], string>>> = {
  assess: 'assessment', resume: 'assessment', 'answer-transfer': 'transfer', 'transfer-refused': 'transfer', 'wait-transfer': 'transfer', 'make-plan': 'plan', 'review-plan': 'plan', step: 'plan', close: 'close',
};

/** Where the action is done: in the case that it belongs to, which may be one that goes on in this one. */
function hrefOf(action: NextAction, caseId: string): string | null {
  if ('referral' in action) return `/app/cases/${action.referral.caseId}/referrals/${action.referral.referralId}`;
  if ('arrival' in action) return `/app/expected/${action.arrival.arrivalId}`;
  if ('followUp' in action) return `/app/cases/${action.followUp.caseId}/follow-ups/${action.followUp.followUpId}`;
  switch (action.kind) {
    case 'need': return `/app/cases/${action.need.caseId}/suggestions?need=${action.need.needId}`;
    case 'draft': return draftHref(action.draft);
    case 'family': return `/app/cases/${action.family.caseId}/family`;
    default: { const page = OWN_PAGES[action.kind]; return page ? `/app/cases/${caseId}/${page}` : null; }
  }
}

interface Words { readonly title: string; readonly text: string }

/** Of whoever was sent here and has not come: until when, or what they said instead of coming. */
function useArrivalWords() {
  const { t, formatDate } = useText();
  return (kind: 'arrival' | 'arrival-settle', { state, until }: Arrival): Words => (kind === 'arrival'
    ? { title: t('staff.next.arrival', { until: formatDate(until, 'long') }), text: t('registry.expected.banner-do') }
    : { title: t(`registry.expected.state.${state}`), text: t(`registry.expected.settle.${state === 'declined' ? 'declined' : 'elsewhere'}`) });
}

type OfReferral = Extract<NextAction, { readonly referral: unknown }>;

/** Of a referral: what its state asks for, or what the action itself says. */
function useReferralWords() {
  const { t, locale } = useText();
  return ({ kind, referral }: OfReferral): Words => ({
    title: t(`staff.next.${kind}`, { service: referral.serviceName[locale] }),
    text: t(kind === 'session' || kind === 'ask-outcome' ? `staff.next.${kind}-text` : `referrals.next.${referral.state}`),
  });
}

function useWords(): (action: NextAction) => Words {
  const { t, locale, formatDate, formatRelativeDay } = useText();
  const today = useToday();
  const ofArrival = useArrivalWords();
  const ofReferral = useReferralWords();
  const on = (day: string) => t('staff.next.on', { date: formatDate(day, 'long'), relative: formatRelativeDay(day, today) });
  return (action) => {
    const key = `staff.next.${action.kind}`;
    if ('referral' in action) return ofReferral(action);
    if ('arrival' in action) return ofArrival(action.kind, action.arrival);
    if ('followUp' in action) return { title: t(key, { contact: action.followUp.label[locale] }), text: on(action.followUp.dueOn) };
    switch (action.kind) {
      case 'need': return { title: t(key, { need: action.need.label[locale] }), text: t(`assessment.urgency.${action.need.urgency}`) };
      case 'step': return { title: t(key, { step: wordingIn(action.step.words, locale) }), text: on(action.step.dueOn) };
      case 'draft': case 'draft-ended': return { title: t(key, { service: action.draft.serviceName[locale] }), text: t(`${key}-text`) };
      case 'family': return { title: t(key), text: on(action.family.nextOn) };
      default: return { title: t(key), text: t(`${key}-text`) };
    }
  };
}

/** Where something is done that stands on this page with its own button. */
const HERE: Partial<Readonly<Record<NextAction['kind'], string>>> = { alert: '#case-alerts button', 'work-alert': '#case-alerts button', session: '#case-sessions button', 'draft-ended': '#case-drafts button' };

function goTo(place: string): void {
  const button = document.querySelector<HTMLElement>(place);
  button?.scrollIntoView({ block: 'center' });
  button?.focus();
}

/** Who may say what was done about an alert that is not closed to them. */
const ANSWERS_ALERTS: ReadonlySet<string> = new Set(['reception', 'window', 'protection']);

interface Take { readonly isPending: boolean; mutate(): void }

/** The one button of the next thing to do; waiting has none. */
function ActButton({ action, caseId, take }: { readonly action: NextAction; readonly caseId: string; readonly take: Take }) {
  const { t } = useText();
  const label = t(`staff.next.${action.kind}-button`);
  if (action.kind === 'take') return <Button look="primary" shortcut="s" pending={take.isPending} onClick={() => take.mutate()}>{label}</Button>;
  const here = HERE[action.kind];
  if (here) return <Button look="primary" shortcut="s" onClick={() => goTo(here)}>{label}</Button>;
  const href = hrefOf(action, caseId);
  return href ? <LinkButton href={href} look="primary" shortcut="s">{label}</LinkButton> : null;
}

/** What to do now, with the way to it. */
export function NextCard({ page, records }: { readonly page: CasePage; readonly records: CaseRecords }) {
  const { t } = useText();
  const { actor } = useSession();
  const today = useToday();
  const words = useWords();
  const { case: found } = page;
  const take = useMutation({ mutationFn: () => api.send('POST', `/api/cases/${found.caseId}/assign`, {}) });
  const action = nextAction({ found, ...records, answersAlerts: ANSWERS_ALERTS.has(actor.role), today });
  const { title, text } = words(action);
  const acts = actor.role === 'window' || actor.role === 'protection';
  const button = <ActButton action={action} caseId={found.caseId} take={take} />;
  return (
    <Card tone={isPressing(action, today) ? 'warning' : 'accent'} title={<><span className="staff-case__over">{t('staff.case.next')}</span>{title}</>} icon={ICONS[action.kind]} actions={acts ? button : null}>
      <p>{text}</p>
      {action.kind === 'call-duty' ? <OnDuty caseId={action.alert.caseId} passedOn={action.alert.passedOn} /> : null}
    </Card>
  );
}
