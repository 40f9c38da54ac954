import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { Happening as Told, Happenings, RelatedCases } from '#registry/schema';
import { Button, Card, EmptyState, Loaded, Note, Stack, Timeline, useText } from '#ui';
import type { Happening, IconName, TextTools, Tone } from '#ui';

interface Look { readonly icon: IconName; readonly tone?: Tone }

/** How each kind looks; one without an entry is a plain line. */
const LOOKS: Readonly<Record<string, Look>> = {
  return: { icon: 'bus', tone: 'accent' }, opened: { icon: 'flag', tone: 'accent' }, reopened: { icon: 'flag', tone: 'accent' }, closed: { icon: 'check' }, ended: { icon: 'check' },
  taken: { icon: 'person' }, given: { icon: 'person' }, moved: { icon: 'swap', tone: 'info' }, joined: { icon: 'swap', tone: 'info' },
  consent: { icon: 'shield' }, refused: { icon: 'shield' }, withdrawn: { icon: 'undo', tone: 'warning' },
  expected: { icon: 'clock' }, arrival: { icon: 'person' },
  assessed: { icon: 'list', tone: 'info' }, need: { icon: 'heart' }, 'need-again': { icon: 'heart' }, 'need-changed': { icon: 'heart' }, 'need-met': { icon: 'check', tone: 'success' }, 'need-withdrawn': { icon: 'check' },
  alert: { icon: 'alert', tone: 'danger' }, 'alert-answered': { icon: 'check', tone: 'success' },
  'paper-wanted': { icon: 'paper' }, 'paper-dropped': { icon: 'paper' }, 'paper-begun': { icon: 'paper', tone: 'info' }, 'paper-obtained': { icon: 'paper', tone: 'success' }, 'paper-refused': { icon: 'paper', tone: 'warning' },
  'plan-agreed': { icon: 'flag', tone: 'accent' }, 'plan-reviewed': { icon: 'calendar' }, 'step-done': { icon: 'check', tone: 'success' }, 'step-not-done': { icon: 'cross', tone: 'warning' },
  'transfer-asked': { icon: 'swap', tone: 'info' }, 'transfer-accepted': { icon: 'swap', tone: 'success' }, 'transfer-refused': { icon: 'swap', tone: 'warning' }, 'transfer-taken-back': { icon: 'undo' }, 'transfer-overtaken': { icon: 'swap' },
  'abroad-asked': { icon: 'swap', tone: 'info' }, 'abroad-question': { icon: 'swap', tone: 'warning' }, 'abroad-reply': { icon: 'swap', tone: 'info' }, 'abroad-accepted': { icon: 'swap', tone: 'success' },
  'abroad-declined': { icon: 'swap', tone: 'warning' }, 'abroad-withdrawn': { icon: 'undo', tone: 'warning' }, 'abroad-expired': { icon: 'clock', tone: 'warning' }, 'abroad-returned': { icon: 'undo', tone: 'warning' }, 'came-from-abroad': { icon: 'swap', tone: 'accent' },
  'officer-left': { icon: 'person', tone: 'warning' }, 'office-closed': { icon: 'swap', tone: 'warning' }, 'protection-told': { icon: 'shield', tone: 'danger' }, 'protection-answered': { icon: 'shield', tone: 'success' },
  'conference-called': { icon: 'people', tone: 'accent' }, 'conference-invited': { icon: 'people', tone: 'info' }, 'conference-held': { icon: 'people', tone: 'success' }, 'conference-decision': { icon: 'people' },
  'conference-closed': { icon: 'check' }, 'conference-cancelled': { icon: 'cross' }, 'conference-left': { icon: 'undo', tone: 'warning' },
  support: { icon: 'heart', tone: 'success' }, 'support-corrected': { icon: 'edit' }, 'support-struck': { icon: 'undo', tone: 'warning' }, lost: { icon: 'alert', tone: 'danger' }, found: { icon: 'check', tone: 'success' },
  'family-opened': { icon: 'child', tone: 'info' }, 'family-decided': { icon: 'paper' }, 'family-handed-over': { icon: 'child', tone: 'success' }, 'family-handover-ended': { icon: 'child', tone: 'warning' },
  referral: { icon: 'send', tone: 'info' }, survey: { icon: 'chart', tone: 'info' }, attempt: { icon: 'phone' },
};

/** Answers of services and tries that changed how things stand. */
const TONES_OF_CODES: Readonly<Record<string, Tone>> = {
  decline: 'warning', 'did-not-come': 'warning', 'consent-withdrawn': 'warning', ask: 'warning', accept: 'success', complete: 'success', start: 'success',
  reached: 'success', 'no-answer': 'warning', 'wrong-contact': 'warning', 'not-safe': 'danger',
};

interface Page { readonly caseId: string; readonly related: RelatedCases; readonly text: TextTools }

/** A code in words: of a consent its purpose, of a closing why, of an alert what it is about, of a transfer why it was refused. */
function codeWords({ kind, code }: Told, { t, has }: TextTools): string {
  if (!code) return '';
  const bases: Readonly<Record<string, string>> = { consent: 'registry.consent.purpose', refused: 'registry.consent.purpose', withdrawn: 'registry.consent.purpose', closed: 'registry.closing.code', alert: 'assessment.alert', arrival: 'registry.expected.outcome', 'alert-answered': 'assessment.alert', referral: 'referrals.event', attempt: 'plans.outcome', found: 'plans.found-how', 'transfer-refused': 'registry.transfer.refusal', 'abroad-declined': 'registry.abroad.refusal', 'family-decided': 'protection.outcome', 'family-ended': 'protection.end' };
  const key = `${bases[kind] ?? ''}.${code}`;
  return has(key) ? t(key) : code;
}

/** The sentence of something that happened; what a case is joined with depends on whose page this is. */
function titleOf(told: Told, { caseId, related, text }: Page): string {
  const { t, locale } = text;
  const kind = told.kind === 'joined' && told.caseId === caseId ? 'goes-on' : told.kind;
  const other = related.cases.find((c) => c.caseId === told.caseId)?.publicCode ?? '';
  return t(`staff.happened.${kind}`, { label: told.label?.[locale] ?? '', what: codeWords(told, text), code: other });
}

/** Who did it, and of another case of the person in which one. */
function whoOf(told: Told, { text, caseId, related }: Page): string {
  const elsewhere = told.caseId !== caseId && told.kind !== 'joined' ? related.cases.find((c) => c.caseId === told.caseId) : undefined;
  return [told.by, elsewhere ? text.t('staff.happened.in-case', { code: elsewhere.publicCode }) : null].filter(Boolean).join(' · ');
}

function shown(told: Told, page: Page): Happening {
  const { icon, tone } = LOOKS[told.kind] ?? { icon: 'dot' as const };
  return {
    key: told.key, title: titleOf(told, page), who: whoOf(told, page) || null, detail: told.note, when: page.text.formatDate(told.at, told.day ? 'short' : 'time'),
    icon, tone: TONES_OF_CODES[told.code ?? ''] ?? tone ?? 'neutral',
  };
}

/** The one timeline of the case page: the whole history of the person as far as the reader may see it, a page at a time. */
export function HappenedCard({ caseId, related }: { readonly caseId: string; readonly related: RelatedCases }) {
  const text = useText();
  const pages = useInfiniteQuery({
    queryKey: ['registry', 'happenings', caseId], initialPageParam: '',
    queryFn: ({ pageParam: before, signal }) => api.get<Happenings>(`/api/cases/${caseId}/happenings`, before === '' ? {} : { before }, signal),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <Card title={text.t('staff.case.happened')} icon="history">
      <Loaded query={pages}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.happenings).map((told) => shown(told, { caseId, related, text }));
          return items.length === 0 ? <EmptyState icon="history" title={text.t('staff.case.nothing-yet')} /> : (
            <Stack gap={3}>
              <Timeline items={items} label={text.t('staff.case.happened')} />
              {pages.hasNextPage ? <Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{text.t('staff.case.earlier')}</Button> : null}
            </Stack>
          );
        }}
      </Loaded>
      {related.elsewhere > 0 ? <Note>{text.t('staff.happened.elsewhere', { n: related.elsewhere })}</Note> : null}
    </Card>
  );
}
