import { useState } from 'react';
import { useSession } from '#access/screens';
import { Card, Checkbox, DataTable, EmptyState, Grid, Link, Loaded, Page, PageHeader, Row, Select, StatusTag, TextField, useText } from '#ui';
import type { Column } from '#ui';
import { SERVICE_STATUSES, type ServiceCardParts } from '../../schema.ts';
import { useNeeds, useServices, type ServiceSearch } from '../data.ts';
import { MunicipalityPicker } from '../municipality-picker.tsx';
import { Pager } from '../pager.tsx';
import { ServiceTags } from '../service-tags.tsx';
import { placesLine, useServiceWords } from '../words.ts';

const EVERYTHING: ServiceSearch = { text: '', need: null, admin2: null, status: null, toCheck: false };

/** Services on one page. */
const PAGE = 25;

interface FilterProps {
  readonly search: ServiceSearch;
  readonly change: (part: Partial<ServiceSearch>) => void;
  readonly steward: boolean;
}

function Filters({ search, change, steward }: FilterProps) {
  const { t } = useText();
  const words = useServiceWords();
  const needs = useNeeds();
  const options = (needs.data?.needs ?? []).map((need) => ({ value: need.code, label: words.need(need) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Card>
      <Grid min="small">
        <TextField name="text" label={t('directory.list.text')} value={search.text} onChange={(text) => change({ text: text ?? '' })} />
        <Select name="need" label={t('directory.list.need')} options={options} emptyLabel={t('directory.list.any')} value={search.need} onChange={(need) => change({ need: need || null })} width="full" />
        <MunicipalityPicker name="admin2" label={t('directory.list.municipality')} value={search.admin2} onChange={(admin2) => change({ admin2: admin2 || null })} />
        <Select name="status" label={t('directory.list.status')} emptyLabel={t('directory.list.any')} value={search.status} onChange={(status) => change({ status: status || null })} width="full"
          options={SERVICE_STATUSES.map((status) => ({ value: status as string, label: t(`directory.status.${status}`) }))} />
      </Grid>
      {steward ? <Checkbox name="toCheck" label={t('directory.list.to-check')} value={search.toCheck} onChange={(toCheck) => change({ toCheck: toCheck === true })} /> : null}
    </Card>
  );
}

function useColumns(steward: boolean): readonly Column<ServiceCardParts>[] {
  const { t } = useText();
  const words = useServiceWords();
  const needs = useNeeds();
  const labels = new Map((needs.data?.needs ?? []).map((need) => [need.code, words.need(need)]));
  return [
    { key: 'name', title: t('directory.list.name'), cell: (row) => <Link href={`/app/directory/${row.service.id}`}>{words.name(row.service)}</Link> },
    { key: 'organization', title: t('directory.list.organization'), cell: (row) => words.organization(row.organization) },
    { key: 'gives', title: t('directory.list.gives'), wideOnly: true, cell: (row) => row.service.serviceTypes.slice(0, 3).map((type) => labels.get(type) ?? type).join(', ') },
    { key: 'place', title: t('directory.list.place'), cell: (row) => placesLine(row.places, words.place) },
    { key: 'asOf', title: t('directory.list.as-of'), numeric: true, cell: (row) => String(row.service.asOf) },
    { key: 'state', title: t('directory.list.state'), cell: (row) => <ServiceTags service={row.service} steward={steward} /> },
  ];
}

/** The directory of the country: every service of the sources, found by words, need, place and state. */
export function DirectoryPage() {
  const { t } = useText();
  const { actor } = useSession();
  const steward = actor.role === 'steward';
  const [search, setSearch] = useState(EVERYTHING);
  const [page, setPage] = useState(0);
  const services = useServices(search);
  const columns = useColumns(steward);
  return (
    <Page width="wide" title={t('directory.list.title')}>
      <PageHeader title={t('directory.list.title')} lead={t('directory.list.lead')} actions={<Link href="/app/directory/rights">{t('directory.rights.title')}</Link>} />
      <Filters search={search} change={(part) => { setPage(0); setSearch((before) => ({ ...before, ...part })); }} steward={steward} />
      <Loaded query={services}>
        {(data) => (
          <Card flush title={t('directory.list.found')} count={data.services.length}>
            <DataTable caption={t('directory.list.title')} columns={columns} rows={data.services.slice(page * PAGE, (page + 1) * PAGE)} rowKey={(row) => row.service.id} rowHref={(row) => `/app/directory/${row.service.id}`}
              empty={<EmptyState icon="search" title={t('directory.list.none')}>{t('directory.list.none-help')}</EmptyState>} />
          </Card>
        )}
      </Loaded>
      {services.data ? <Pager label={t('directory.list.title')} page={page} size={PAGE} total={services.data.services.length} onChange={setPage} /> : null}
      <Row><StatusTag tone="info">{t('directory.list.source-note')}</StatusTag></Row>
    </Page>
  );
}
