import { Card, DataTable, Note, useText } from '#ui';
import type { Column } from '#ui';
import type { Recognition } from '../../schema.ts';
import { useLevelWords } from './level-words.ts';

type Level = Recognition['fields'][number]['levels'][number];
interface Line extends Level { readonly key: string; readonly field: string; readonly first: boolean; readonly how: string }

const HALF = 50;
const HEIGHT = 12;

/** Bars from the middle: to the right for one person, to the left for two. They repeat numbers, so screen readers skip them. */
export function Bar({ bits, most }: { readonly bits: readonly number[]; readonly most: number }) {
  const height = (HEIGHT - 2) / bits.length - 1;
  return (
    <svg className="registry-weight" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <line x1={HALF} x2={HALF} y1="0" y2={HEIGHT} />
      {bits.map((b, i) => {
        const width = (Math.abs(b) / most) * HALF;
        return <rect key={i} className={`registry-weight__${i === 0 ? 'strangers' : 'family'}`} x={b < 0 ? HALF - width : HALF} y={1 + i * (height + 1)} width={width} height={height} />;
      })}
    </svg>
  );
}

function useLines(fields: Recognition['fields']): readonly Line[] {
  const { fieldWords, levelWords } = useLevelWords();
  return fields.flatMap(({ field, levels }) => levels.map((level, i) => ({ ...level, key: `${field}.${level.level}`, field: fieldWords(field), first: i === 0, how: levelWords(field, level.level) })));
}

/** Every kind of agreement: how often it is seen in one person, in a family and in strangers, and what it counts against each. */
export function WeightsCard({ fields }: { readonly fields: Recognition['fields'] }) {
  const { t, formatNumber } = useText();
  const lines = useLines(fields);
  const most = Math.max(1, ...lines.flatMap((l) => [Math.abs(l.againstStrangers), Math.abs(l.againstFamily)]));
  const share = (value: number) => formatNumber(value, { style: 'percent', maximumSignificantDigits: 2 });
  const points = (bits: number) => formatNumber(bits, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const columns: Column<Line>[] = [
    { key: 'how', title: t('registry.recognition.how'), cell: (l) => <><strong className={l.first ? 'registry-group' : 'ui-hidden'}>{l.field}</strong> {l.how}</> },
    { key: 'one', title: t('registry.recognition.in-one'), cell: (l) => share(l.one), numeric: true, wideOnly: true },
    { key: 'family', title: t('registry.recognition.in-family'), cell: (l) => share(l.family), numeric: true, wideOnly: true },
    { key: 'strangers', title: t('registry.recognition.in-strangers'), cell: (l) => (l.strangers === null ? t('registry.recognition.by-name') : share(l.strangers)), numeric: true, wideOnly: true },
    { key: 'against-strangers', title: t('registry.recognition.against-strangers'), cell: (l) => <span className="registry-points registry-points--strangers">{points(l.againstStrangers)}</span>, numeric: true },
    { key: 'against-family', title: t('registry.recognition.against-family'), cell: (l) => <span className="registry-points registry-points--family">{points(l.againstFamily)}</span>, numeric: true },
    { key: 'bar', title: t('registry.recognition.bar'), cell: (l) => <Bar bits={[l.againstStrangers, l.againstFamily]} most={most} />, wideOnly: true },
  ];
  return (
    <Card title={t('registry.recognition.weights')} icon="chart" flush>
      <Note>{t('registry.recognition.weights-lead')}</Note>
      <div className="registry-weights"><DataTable caption={t('registry.recognition.weights')} columns={columns} rows={lines} rowKey={(l) => l.key} /></div>
      <Note>{t('registry.recognition.bits-note')}</Note>
    </Card>
  );
}
