import { useSession } from '#access/screens';
import { phoneToCall } from '../../entry/phones.ts';
import { Banner, Card, DescriptionList, Grid, LinkButton, Loaded, Note, Page, PageHeader, Row, Stack, useText } from '#ui';
import { addressOfEntry } from '../keep/data.ts';
import { CounterCard } from '../papers-said/counter-card.tsx';
import { ReportWrong } from '../keep/report-wrong.tsx';
import { PlacesTags, SayPlaces } from '../places-form.tsx';
import { useNeeds, usePlaces, useService, type ServicePageData } from '../data.ts';
import { RightsOfService } from '../rights/rights-page.tsx';
import { ServiceTags } from '../service-tags.tsx';
import { useServiceWords } from '../words.ts';
import { ConditionsCard } from './conditions-card.tsx';

/** One service with everything the sources say, and since when. */
export function DirectoryServicePage({ serviceId }: { readonly serviceId: string }) {
  const { t } = useText();
  const service = useService(serviceId);
  return (
    <Page title={t('directory.service.title')}>
      <Loaded query={service}>{(data) => <Everything data={data} />}</Loaded>
    </Page>
  );
}

function Everything({ data }: { readonly data: ServicePageData }) {
  const { t, locale } = useText();
  const { actor } = useSession();
  const words = useServiceWords();
  const { service } = data;
  const steward = actor.role === 'steward';
  return (
    <Stack>
      <PageHeader title={words.name(service)} over={words.organization(data.organization)} lead={t('directory.service.as-of', { year: String(service.asOf) })}
        back={{ href: '/app/directory', label: t('directory.list.title') }} tags={<ServiceTags service={service} steward={steward} />}
        actions={steward ? <LinkButton icon="edit" href={addressOfEntry('service', service.id)}>{t('directory.keep.keep-this')}</LinkButton> : null} />
      {service.status === 'active_as_of' ? null : <Banner tone="warning" title={t(`directory.status.${service.status}`)} />}
      <Grid min="large">
        <FactsCard data={data} />
        <ConditionsCard data={data} />
      </Grid>
      <CounterCard serviceId={service.id} />
      <PlacesCard serviceId={service.id} name={words.name(service)} says={steward} />
      <Card title={t('directory.service.source-text')}>
        {locale === 'en' ? null : <Note>{t('directory.service.in-english')}</Note>}
        <p lang="en">{service.descriptionEn}</p>
        {service.referralPath ? <p lang="en">{service.referralPath}</p> : null}
        {service.notes ? <p lang="en">{service.notes}</p> : null}
      </Card>
      <RightsOfService serviceId={service.id} />
      <SourcesCard data={data} steward={steward} />
      <ReportWrong serviceId={service.id} />
    </Stack>
  );
}

/** Places left, in whose hands and as of when; a steward says it for whoever gives the service. */
function PlacesCard({ serviceId, name, says }: { readonly serviceId: string; readonly name: string; readonly says: boolean }) {
  const { t } = useText();
  const places = usePlaces(serviceId);
  return (
    <Card title={t('directory.places.title')} icon="list">
      <Loaded query={places}>
        {(left) => <Stack gap={3}><Row gap={2}><PlacesTags places={left} /></Row>{says ? <SayPlaces serviceId={serviceId} name={name} places={left} onSaid={() => undefined} /> : null}</Stack>}
      </Loaded>
    </Card>
  );
}

/** What it gives, where, how to reach it, what it is worth. */
function FactsCard({ data }: { readonly data: ServicePageData }) {
  const { t } = useText();
  const words = useServiceWords();
  const needs = useNeeds();
  const { service } = data;
  const labels = new Map((needs.data?.needs ?? []).map((need) => [need.code, words.need(need)]));
  const notes = service.confidentialLocation ? [] : data.places.map((place) => place.note).filter((note) => note !== null);
  return (
    <Card title={t('directory.service.facts')} icon="info">
      <DescriptionList emptyLabel={t('directory.service.not-stated')} items={[
        { term: t('directory.list.gives'), value: service.serviceTypes.map((type) => labels.get(type) ?? type).join(', ') },
        { term: t('directory.list.place'), value: service.confidentialLocation ? t('directory.service.secret-place') : <Places words={[...new Set(data.places.map(words.place))]} notes={[...new Set(notes)]} /> },
        { term: t('directory.service.phone'), value: phoneToCall(service) },
        { term: t('directory.service.benefit'), value: <Benefit benefit={service.benefit} /> },
        { term: t('directory.service.phase'), value: t(`directory.phase.${service.phase}`) },
        { term: t('directory.service.dimension'), value: t(`directory.dimension.${service.dimension}`) },
        { term: t('directory.service.level'), value: t(`directory.level.${service.level}`) },
      ]} />
    </Card>
  );
}

function Places({ words, notes }: { readonly words: readonly string[]; readonly notes: readonly string[] }) {
  return (
    <>
      {words.join(' · ')}
      {notes.map((note) => <div key={note} className="ui-note" lang="en">{note}</div>)}
    </>
  );
}

function Benefit({ benefit }: { readonly benefit: ServicePageData['service']['benefit'] }) {
  const { t, formatNumber } = useText();
  if (!benefit) return <span className="ui-soft">{t('directory.service.not-stated')}</span>;
  return (
    <>
      {benefit.amount === null ? null : `${formatNumber(benefit.amount)} ${benefit.currency ?? ''}`}
      {benefit.note ? <div className="ui-note" lang="en">{benefit.note}</div> : null}
    </>
  );
}

/** Where every statement comes from; for stewards also what must be checked. */
function SourcesCard({ data, steward }: { readonly data: ServicePageData; readonly steward: boolean }) {
  const { t } = useText();
  const { service, sourceTitles } = data;
  return (
    <Card title={t('directory.service.sources')} icon="book" count={service.sources.length}>
      <ul>
        {service.sources.map((source) => (
          <li key={`${source.source}/${source.where}`} lang="en">{sourceTitles[source.source] ?? source.source}{source.where ? ` · ${source.where}` : ''}</li>
        ))}
      </ul>
      {steward ? (
        <DescriptionList items={[
          { term: t('directory.service.id'), value: service.id },
          { term: t('directory.service.other-name'), value: <span lang="en">{service.nameEn}</span> },
          { term: t('directory.service.name-source'), value: t(service.nameEsInSource ? 'directory.service.name-of-source' : 'directory.service.name-rendered') },
          { term: t('directory.service.owner-source'), value: t(service.organizationInferred ? 'directory.service.owner-placeholder' : 'directory.service.owner-stated') },
        ]} />
      ) : null}
    </Card>
  );
}
