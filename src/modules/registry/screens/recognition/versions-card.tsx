import { Card, EmptyState, Item, ItemList, StatusTag, useText } from '#ui';
import type { Recognition } from '../../schema.ts';
import { useLevelWords } from './level-words.ts';

type Version = Recognition['versions'][number];

function Changes({ version }: { readonly version: Version }) {
  const { t, has, formatNumber } = useText();
  const { fieldWords, levelWords } = useLevelWords();
  const points = (bits: number) => formatNumber(bits, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const band = (name: string) => (has(`registry.recognition.${name}`) ? t(`registry.recognition.${name}`) : name);
  const lines = [
    ...version.bands.map((b) => t('registry.recognition.limit-changed', { band: band(b.band), from: points(b.from), to: points(b.to) })),
    ...version.weights.map((w) => t('registry.recognition.weight-changed', { field: fieldWords(w.field), how: levelWords(w.field, w.level), from: points(w.from), to: points(w.to) })),
  ];
  const more = version.changed - version.weights.length;
  if (lines.length === 0) return <p>{t('registry.recognition.nothing-changed')}</p>;
  return (
    <ul className="registry-changes">
      {lines.map((line) => <li key={line}>{line}</li>)}
      {more > 0 ? <li>{t('registry.recognition.more-changed', { n: more })}</li> : null}
    </ul>
  );
}

/** Models that were learnt so far, and what each weighs otherwise than the one before. */
export function VersionsCard({ versions }: { readonly versions: readonly Version[] }) {
  const { t, formatDate, formatNumber } = useText();
  return (
    <Card title={t('registry.recognition.versions')} icon="history" flush>
      <ItemList items={versions} itemKey={(v) => v.at} label={t('registry.recognition.versions')} empty={<EmptyState icon="history" title={t('registry.recognition.not-learned')} />}>
        {(v) => (
          <Item
            title={t('registry.recognition.learned-on', { date: formatDate(v.at, 'time') })} meta={t('registry.recognition.learned-from', { n: formatNumber(v.on) })}
            tags={v.inForce ? <StatusTag tone="success">{t('registry.recognition.in-force')}</StatusTag> : null}
          >
            <Changes version={v} />
          </Item>
        )}
      </ItemList>
    </Card>
  );
}
