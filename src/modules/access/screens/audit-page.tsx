import { useQuery } from '@tanstack/react-query';
import type { Role } from '#kernel/codes';
import { api } from '#platform/client';
import { Banner, Button, Card, DataTable, EmptyState, LinkButton, Loaded, Page, PageHeader, StatusTag, useText } from '#ui';
import type { Column, Tone } from '#ui';
import type { AuditCheck, AuditEntry } from '../schema.ts';
import { useSession } from './session.tsx';

const OUTCOME_TONES: Record<string, Tone> = { done: 'success', refused: 'danger', failed: 'danger', 'not-found': 'neutral' };

function useWord(): (kind: string, code: string | null) => string {
  const { t, has } = useText();
  return (kind, code) => {
    if (!code) return '—';
    const key = `access.audit.${kind}.${code}`;
    return has(key) ? t(key) : code;
  };
}

function Check({ check }: { readonly check: AuditCheck }) {
  const { t, formatNumber } = useText();
  const word = useWord();
  if (check.ok) return <Banner tone="success" title={t('access.audit.sound')}>{t('access.audit.sound-text', { n: check.entries })}</Banner>;
  return (
    <Banner tone="danger" title={t('access.audit.broken')}>
      <ul>
        {check.faults.map((fault) => (
          <li key={`${fault.chain}-${fault.seq}`}>{t('access.audit.fault', { chain: fault.chain, seq: formatNumber(fault.seq), fault: word('fault', fault.fault) })}</li>
        ))}
      </ul>
    </Banner>
  );
}

function CheckCard() {
  const { t } = useText();
  const check = useQuery({ queryKey: ['access', 'audit-check'], queryFn: () => api.get<AuditCheck>('/api/audit/check') });
  return (
    <Card title={t('access.audit.check')} icon="shield" actions={<Button size="small" icon="refresh" pending={check.isFetching} onClick={() => void check.refetch()}>{t('access.audit.again')}</Button>}>
      <Loaded query={check} label={t('access.audit.checking')}>{(result) => <Check check={result} />}</Loaded>
    </Card>
  );
}

function Who({ entry }: { readonly entry: AuditEntry }) {
  const { t, has, locale } = useText();
  const office = locale === 'en' ? entry.officeEn : entry.officeEs;
  const role = `access.role.${entry.actorRole}`;
  return (
    <div>
      {entry.actorName ?? t('access.audit.system')}
      <div className="ui-note">{[has(role) ? t(role) : null, office].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

function useColumns(): readonly Column<AuditEntry>[] {
  const { t, formatDate } = useText();
  const word = useWord();
  return [
    { key: 'at', title: t('access.audit.at'), cell: (entry) => formatDate(entry.at, 'time'), tight: true },
    { key: 'who', title: t('access.audit.who'), cell: (entry) => <Who entry={entry} /> },
    { key: 'action', title: t('access.audit.action'), cell: (entry) => word('action', entry.action) },
    { key: 'purpose', title: t('access.audit.purpose'), cell: (entry) => word('purpose', entry.purpose), wideOnly: true },
    { key: 'record', title: t('access.audit.record'), cell: (entry) => word('kind', entry.recordKind), wideOnly: true },
    { key: 'outcome', title: t('access.audit.outcome'), cell: (entry) => <StatusTag tone={OUTCOME_TONES[entry.outcome] ?? 'neutral'}>{word('outcome', entry.outcome)}</StatusTag> },
  ];
}

function EntriesCard() {
  const { t } = useText();
  const columns = useColumns();
  const entries = useQuery({ queryKey: ['access', 'audit-entries'], queryFn: () => api.get<{ entries: AuditEntry[] }>('/api/audit/entries') });
  return (
    <Card title={t('access.audit.entries')} icon="history" flush>
      <Loaded query={entries}>
        {(data) => <DataTable caption={t('access.audit.entries')} columns={columns} rows={data.entries} rowKey={(entry) => `${entry.at}-${entry.action}-${entry.recordId ?? ''}-${entry.outcome}`} empty={<EmptyState title={t('access.audit.none')} />} />}
      </Loaded>
    </Card>
  );
}

/** Who verifies the chains, and who reads what stands in them. */
const VERIFIERS: ReadonlySet<Role> = new Set(['auditor', 'administrator']);
const READERS: ReadonlySet<Role> = new Set(['auditor', 'supervisor']);

/** Who saw what and why; never the content. An administrator verifies without reading. */
export function AuditPage() {
  const { t } = useText();
  const { actor } = useSession();
  const reads = READERS.has(actor.role);
  return (
    <Page title={t('access.audit.title')}>
      <PageHeader
        title={t('access.audit.title')} lead={t(reads ? 'access.audit.lead' : 'access.audit.lead-verify')}
        actions={actor.role === 'administrator' ? <LinkButton href="/app/accounts">{t('access.accounts.title')}</LinkButton> : null}
      />
      {VERIFIERS.has(actor.role) ? <CheckCard /> : null}
      {reads ? <EntriesCard /> : null}
    </Page>
  );
}
