import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button, Card, Disclosure, EmptyState, Grid, LinkButton, Loaded, Note, Page, PageHeader, Row, Select, Stack, StatusTag, TableFrame, useText, useToday } from '#ui';
import { coverageOf, type Coverage } from '../../rules/map.ts';
import type { ServiceMap } from '../../schema/stewardship.ts';
import { useDepartments, useServiceMap } from '../keep/data.ts';
import { Pager } from '../pager.tsx';
import './map.css';

type MapRow = ServiceMap['rows'][number];
const SHOWS = ['gap', 'overlap'] as const;
type Shows = (typeof SHOWS)[number];
const KINDS = ['civil_society', 'government', 'international', 'private', 'returnee_led'] as const;

interface Asked { readonly admin1: string | null; readonly organizationKind: string | null; readonly family: string | null; readonly shows: Shows | null }
const EVERYTHING: Asked = { admin1: null, organizationKind: null, family: null, shows: null };

/** Who does what where: needs by department, or by the municipalities of one; what nobody answers and what several do. */
export function WhoDoesWhatPage() {
  const { t } = useText();
  const [asked, setAsked] = useState(EVERYTHING);
  const query = useServiceMap(asked);
  const title = t('directory.map.title');
  return (
    <Page width="wide" title={title}>
      <PageHeader title={title} lead={t('directory.map.lead')} back={{ href: '/app/directory', label: t('directory.list.title') }}
        actions={<span className="ui-no-print"><Button icon="print" shortcut="p" onClick={() => window.print()}>{t('directory.map.print')}</Button></span>} />
      <Loaded query={query}>{(map) => <Everything map={map} asked={asked} change={(part) => setAsked((before) => ({ ...before, ...part }))} />}</Loaded>
    </Page>
  );
}

interface FilterProps { readonly map: ServiceMap; readonly asked: Asked; readonly change: (part: Partial<Asked>) => void }

function Filters({ map, asked, change }: FilterProps) {
  const { t, has } = useText();
  const departments = useDepartments();
  const families = [...new Set(map.rows.map((row) => row.family))].sort();
  const familyName = (code: string): string => (has(`directory.map.family.${code}`) ? t(`directory.map.family.${code}`) : code.replaceAll('_', ' '));
  return (
    <Grid min="small">
      <Select name="admin1" label={t('directory.map.department')} width="full" emptyLabel={t('directory.map.whole-country')} value={asked.admin1} onChange={(admin1) => change({ admin1: admin1 ?? null })}
        options={(departments.data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
      <Select name="family" label={t('directory.map.family')} width="full" emptyLabel={t('directory.list.any')} value={asked.family} onChange={(family) => change({ family: family ?? null })} options={families.map((value) => ({ value, label: familyName(value) }))} />
      <Select name="organizationKind" label={t('directory.map.organization-kind')} width="full" emptyLabel={t('directory.list.any')} value={asked.organizationKind} onChange={(organizationKind) => change({ organizationKind: organizationKind ?? null })}
        options={KINDS.map((value) => ({ value: value as string, label: t(`directory.keep.organization-kind.${value}`) }))} />
      <Select name="shows" label={t('directory.map.shows')} width="full" emptyLabel={t('directory.list.any')} value={asked.shows} onChange={(shows) => change({ shows: shows ?? null })} options={SHOWS.map((value) => ({ value, label: t(`directory.map.only-${value}`) }))} />
    </Grid>
  );
}

const columnsWith = (row: MapRow, map: ServiceMap, coverage: Coverage): number[] => map.columns.flatMap((_, i) => (coverageOf(row, i) === coverage ? [i] : []));

function Everything({ map, asked, change }: FilterProps) {
  const { t, formatDate } = useText();
  const today = useToday();
  const wanted = map.rows.filter((row) => (asked.family === null || row.family === asked.family) && (asked.shows === null || columnsWith(row, map, asked.shows).length > 0));
  return (
    <Stack>
      <div className="ui-no-print"><Card><Filters map={map} asked={asked} change={change} /></Card></div>
      <Note>{t('directory.map.as-of', { on: formatDate(today) })}</Note>
      {wanted.length === 0 ? <EmptyState icon="search" title={t('directory.map.none')} /> : (
        <>
          <Rows key={`${asked.admin1} ${asked.family} ${asked.shows} ${asked.organizationKind}`} map={map} rows={wanted} />
        </>
      )}
    </Stack>
  );
}

/** Needs on one page. */
const PAGE = 12;

interface ShownProps { readonly map: ServiceMap; readonly rows: readonly MapRow[] }

/** So many needs at a time, as a table and in words; on paper everything stands. */
function Rows({ map, rows }: ShownProps) {
  const { t } = useText();
  const paper = useOnPaper();
  const [page, setPage] = useState(0);
  const shown = paper ? rows : rows.slice(page * PAGE, (page + 1) * PAGE);
  const pager = <Pager label={t('directory.map.in-words')} page={page} size={PAGE} total={rows.length} onChange={setPage} />;
  return (
    <>
      {pager}
      <Table map={map} rows={shown} />
      <InWords map={map} rows={shown} count={rows.length} paper={paper} />
      {pager}
    </>
  );
}

function Table({ map, rows }: ShownProps) {
  const { t, locale } = useText();
  const caption = t(map.admin1 === null ? 'directory.map.by-department' : 'directory.map.by-municipality');
  return (
    <Card title={caption}>
      <Stack>
        <ul className="directory-map__key" aria-label={t('directory.map.key')}>
          {(['gap', 'one', 'overlap'] as const).map((one) => <li key={one}><span className={`directory-map__cell--${one}`}>{one === 'gap' ? '0' : one === 'one' ? '1' : '2+'}</span>{t(`directory.map.key.${one}`)}</li>)}
        </ul>
        <TableFrame label={caption}>
          <table className="directory-map__table">
            <caption className="ui-hidden">{caption}</caption>
            <thead><tr><th scope="col">{t('directory.list.need')}</th>{map.columns.map((column) => <th key={column.id} scope="col">{column.name}</th>)}</tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.need}>
                  <th scope="row">{locale === 'en' ? row.labelEn : row.labelEs}</th>
                  {map.columns.map((column, i) => <td key={column.id} className={`directory-map__cell--${coverageOf(row, i)}`}>{new Set([...(row.cells[i] ?? []), ...row.everywhere]).size}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </Stack>
    </Card>
  );
}

/** True while the page is on its way to paper, where nothing is folded. */
function useOnPaper(): boolean {
  const [paper, setPaper] = useState(false);
  useEffect(() => {
    const before = (): void => flushSync(() => setPaper(true));
    const after = (): void => setPaper(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => { window.removeEventListener('beforeprint', before); window.removeEventListener('afterprint', after); };
  }, []);
  return paper;
}

/** The same in words, organization by organization, folded by need: for screen readers, phones and paper. */
function InWords({ map, rows, count, paper }: ShownProps & { readonly count: number; readonly paper: boolean }) {
  const { t, locale } = useText();
  return (
    <Card title={t('directory.map.in-words')} count={count}>
      <Stack>{rows.map((row) => <NeedInWords key={`${row.need} ${paper}`} map={map} row={row} open={paper || rows.length === 1} title={locale === 'en' ? row.labelEn : row.labelEs} />)}</Stack>
      <div className="ui-no-print"><LinkButton href="/app/directory">{t('directory.list.title')}</LinkButton></div>
    </Card>
  );
}

function NeedInWords({ map, row, title, open }: { readonly map: ServiceMap; readonly row: MapRow; readonly title: string; readonly open: boolean }) {
  const { t, locale } = useText();
  const nameOf = (id: string): string => { const one = map.organizations[id]; return one ? (locale === 'en' ? one.nameEn : one.nameEs) : id; };
  const names = (ids: readonly string[]): string => ids.map(nameOf).join(' · ');
  const gaps = columnsWith(row, map, 'gap');
  const overlaps = columnsWith(row, map, 'overlap').filter((i) => (row.cells[i]?.length ?? 0) > 0);
  return (
    <Disclosure open={open} summary={(
      <Row gap={2}>
        <strong>{title}</strong>
        {gaps.length > 0 ? <StatusTag tone="danger" icon="question">{t('directory.map.gaps', { n: gaps.length })}</StatusTag> : <StatusTag tone="success" icon="check">{t('directory.map.no-gap')}</StatusTag>}
        {overlaps.length > 0 ? <StatusTag tone="info" icon="people">{t('directory.map.overlaps', { n: overlaps.length })}</StatusTag> : null}
      </Row>
    )}>
      <dl className="directory-map__list">
        {row.everywhere.length > 0 ? <><dt>{t('directory.map.everywhere')}</dt><dd>{names(row.everywhere)}</dd></> : null}
        {map.columns.map((column, i) => (row.cells[i]?.length ? <div key={column.id}><dt>{column.name}</dt><dd>{names(row.cells[i])}</dd></div> : null))}
        {gaps.length > 0 ? <><dt>{t('directory.map.nobody')}</dt><dd>{gaps.length === map.columns.length ? t('directory.map.nowhere') : gaps.map((i) => map.columns[i]!.name).join(' · ')}</dd></> : null}
        {row.unstated.length > 0 ? <><dt>{t('directory.map.unstated')}</dt><dd>{names(row.unstated)}</dd></> : null}
      </dl>
    </Disclosure>
  );
}
