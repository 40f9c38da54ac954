import { Row, StatusTag, useText } from '#ui';
import type { Service } from '../schema.ts';

/** States of a service in words: closed or a trial, never suggested, criteria incomplete; renderings for stewards. */
export function ServiceTags({ service, steward }: { readonly service: Service; readonly steward: boolean }) {
  const { t } = useText();
  return (
    <Row gap={2}>
      {service.status === 'active_as_of' ? null : <StatusTag tone="warning">{t(`directory.status.${service.status}`)}</StatusTag>}
      {service.notMatchable && service.notMatchable !== service.status ? <StatusTag tone="neutral">{t(`directory.not-matchable.${service.notMatchable}`)}</StatusTag> : null}
      {service.openConditions.length > 0 ? <StatusTag tone="info">{t('directory.tag.ask')}</StatusTag> : null}
      {service.protectionOnly ? <StatusTag tone="danger" icon="lock">{t('directory.tag.protection')}</StatusTag> : null}
      {steward && !service.nameEsInSource ? <StatusTag tone="warning" icon="edit">{t('directory.tag.name-to-check')}</StatusTag> : null}
      {steward && service.organizationInferred ? <StatusTag tone="warning" icon="question">{t('directory.tag.owner-inferred')}</StatusTag> : null}
    </Row>
  );
}
