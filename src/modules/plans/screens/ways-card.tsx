import { smsHref, telHref } from '#kernel/phone';
import { Banner, Card, Item, ItemList, Note, StatusTag, useText } from '#ui';
import type { FollowUpDetail, Way } from '../schema.ts';

const SCHEMES: Partial<Record<Way['kind'], (value: string) => string>> = {
  phone: telHref, sms: smsHref, whatsapp: telHref, email: (value) => `mailto:${value.trim()}`,
};

/** A way in few words: the number or address, and whose it is. */
export function useWayName(): (way: Way) => string {
  const { t } = useText();
  return (way) => [way.value, t(`registry.channel.${way.kind}`), ...(way.relative ? [t('plans.way-of-relative', { word: t(`registry.relation.${way.relative.word}`), name: way.relative.name })] : [])].join(' · ');
}

function useWayMeta(): (way: Way) => string {
  const { t } = useText();
  return (way) => [
    t(`registry.channel.${way.kind}`),
    ...(way.relative ? [t('plans.way-of-relative', { word: t(`registry.relation.${way.relative.word}`), name: way.relative.name })] : []),
    ...(way.hours ? [t('registry.contacts.at', { hours: way.hours })] : []), ...(way.whoAnswers ? [t('registry.contacts.answers', { who: way.whoAnswers })] : []),
    t(way.mayLeaveMessage ? 'registry.person.message-ok' : 'registry.person.no-message'), ...(way.neutralSender ? [t('registry.contacts.signed', { sender: way.neutralSender })] : []),
    ...(way.safety === 'ask-first' || way.relative ? [t('plans.way-ask-first-hint')] : []),
  ].join(' · ');
}

/** Ways to reach the person, safe ones first; a tap calls. What must not be used is not here. */
export function WaysCard({ detail }: { readonly detail: Pick<FollowUpDetail, 'ways' | 'unsafe' | 'asksFor'> }) {
  const { t } = useText();
  const meta = useWayMeta();
  return (
    <Card title={t('plans.ways')} icon="phone">
      {detail.asksFor.map((wish) => <Banner key={wish} tone="info">{t(`plans.asks-for.${wish}`)}</Banner>)}
      <ItemList items={detail.ways} itemKey={(way) => way.contactId} label={t('plans.ways')} empty={<Note>{t('plans.ways-none')}</Note>}>
        {(way) => {
          const href = SCHEMES[way.kind]?.(way.value);
          return (
            <Item
              title={href ? <a className="ui-link" href={href}>{way.value}</a> : way.value} meta={meta(way)}
              tags={<>
                <StatusTag tone={way.safety === 'safe' ? 'success' : 'warning'} icon="phone">{t(way.safety === 'safe' ? 'registry.person.contact-safe' : 'registry.person.contact-ask')}</StatusTag>
                {way.failed ? <StatusTag tone="neutral">{t('plans.way-failed')}</StatusTag> : null}
              </>}
            />
          );
        }}
      </ItemList>
      {detail.unsafe > 0 ? <Note>{t('plans.ways-unsafe', { n: detail.unsafe })}</Note> : null}
    </Card>
  );
}
