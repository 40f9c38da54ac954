import { wordingIn } from '#assessment/schema';
import { DataTable, Link, useText } from '#ui';
import type { ReactNode } from 'react';
import type { WorkLine } from '../schema.ts';
import { FollowUpTag } from './follow-up-words.tsx';

const hrefOf = (line: WorkLine) => `/app/cases/${line.caseId}/follow-ups/${line.followUpId}`;

/** Contacts as a register. */
export function FollowUpLines({ caption, lines, empty }: { readonly caption: string; readonly lines: readonly WorkLine[]; readonly empty: ReactNode }) {
  const { t, locale, formatDate } = useText();
  return (
    <DataTable<WorkLine>
      caption={caption} rows={lines} rowKey={(l) => l.followUpId} rowHref={hrefOf} rowTone={(l) => (l.timing === 'overdue' ? 'danger' : null)} empty={empty}
      columns={[
        { key: 'name', title: t('plans.person'), cell: (l) => <><Link href={hrefOf(l)}>{l.name}</Link><div className="ui-note">{l.publicCode}</div></> },
        { key: 'what', title: t('plans.contact'), cell: (l) => wordingIn(l.label, locale) },
        { key: 'due', title: t('plans.due'), cell: (l) => formatDate(l.dueOn), tight: true },
        { key: 'state', title: t('plans.state'), cell: (l) => <FollowUpTag followUp={l} /> },
        { key: 'how', title: t('plans.how'), cell: (l) => t(`plans.channel.${l.channel}`), wideOnly: true },
        { key: 'place', title: t('plans.place'), cell: (l) => l.place ?? '—', wideOnly: true },
      ]}
    />
  );
}
