import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Loaded, Page, PageHeader, PrintPage, useText } from '#ui';
import type { Difference, Reconciliation } from '../schema.ts';
import { groupsOf } from './end/groups.ts';
import './paper.css';

/** The difference as it prints. What goes to the sender has counts and codes; only the internal paper has names. */
export function ListPaperPage({ manifestId, audience }: { readonly manifestId: string; readonly audience: 'sender' | 'internal' }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'reconciliation', manifestId], queryFn: () => api.get<Reconciliation>(`/api/reception/manifests/${manifestId}/reconciliation`) });
  const title = t(`reception.paper.${audience}`);
  return (
    <Page width="normal" title={title}>
      <div className="ui-no-print">
        <PageHeader
          title={title} lead={t(`reception.paper.lead-${audience}`)} back={{ href: `/app/manifests/${manifestId}/end`, label: t('reception.end.title') }}
          actions={<Button look="primary" icon="print" shortcut="p" onClick={() => window.print()}>{t('reception.slip.print')}</Button>}
        />
      </div>
      <Loaded query={query}>{(list) => <Paper list={list} names={audience === 'internal'} />}</Loaded>
    </Page>
  );
}

function Paper({ list, names }: { readonly list: Reconciliation; readonly names: boolean }) {
  const { t, formatDate } = useText();
  const { counts, closing } = list;
  const numbers = [
    ['expected', counts.expected], ['arrived', counts.arrived], ['not-arrived', counts.notArrived], ['not-on-list', counts.notOnList + counts.offList], ['left-out', counts.leftOut], ['open', counts.open],
  ] as const;
  const signed = closing?.kind === 'closed' ? t('reception.paper.closed', { by: names ? closing.by : list.pointName, at: formatDate(closing.at, 'time') }) : t('reception.paper.draft');
  return (
    <PrintPage>
      <div className="reception-paper">
        <h2>{t('reception.paper.title')}</h2>
        <p><strong>{list.label}</strong> · {list.sender}<br />{formatDate(list.arrivesOn, 'long')} · {t(`reception.mode.${list.mode}`)} · {list.pointName}<br />{t('reception.end.version', { n: list.version })}</p>
        <table>
          <caption>{t('reception.paper.numbers')}</caption>
          <tbody>{numbers.map(([key, value]) => <tr key={key}><th scope="row">{t(`reception.end.${key}`)}</th><td>{value}</td></tr>)}</tbody>
        </table>
        {groupsOf(list.differences).map((group) => <GroupTable key={group.title} title={t(`reception.difference.${group.title}`)} rows={group.differences} names={names} />)}
        {list.differences.length === 0 ? <p>{t('reception.end.none')}</p> : null}
        <p className="reception-paper__foot">{signed}</p>
      </div>
    </PrintPage>
  );
}

/** For the sender: the number in their list and a plain reason. What an officer wrote in words, and anything about health, stays here. */
function GroupTable({ title, rows, names }: { readonly title: string; readonly rows: readonly Difference[]; readonly names: boolean }) {
  const { t } = useText();
  return (
    <table>
      <caption>{title} ({rows.length})</caption>
      <thead><tr><th scope="col">{t('reception.end.reference')}</th>{names ? <th scope="col">{t('reception.people.name')}</th> : null}<th scope="col">{t('reception.end.reason')}</th></tr></thead>
      <tbody>
        {rows.map((d) => (
          <tr key={d.key}>
            <td>{d.reference || '—'}</td>{names ? <td>{d.name}</td> : null}
            <td>{d.reason ? t(`reception.reason.${!names && d.reason === 'health' ? 'other' : d.reason}`) : t('reception.end.no-reason')}{names && d.note ? `: ${d.note}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
