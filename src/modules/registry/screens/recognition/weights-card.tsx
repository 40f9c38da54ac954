import { Card, DataTable, Disclosure, Note, Stack, useText } from '#ui';
import type { Column } from '#ui';
import type { Recognition } from '../../schema.ts';
import { useLevelWords } from './level-words.ts';

type Level = Recognition['fields'][number]['levels'][number];
interface Line extends Level { readonly how: string }

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

/** The levels of one field, with what each counts. */
function Levels({ field, levels, most }: { readonly field: string; readonly levels: readonly Level[]; readonly most: number }) {
  const { t, formatNumber } = useText();
  const { fieldWords, levelWords } = useLevelWords();
  const points = usePoints();
  const share = (value: number) => formatNumber(value, { style: 'percent', maximumSignificantDigits: 2 });
  const columns: Column<Line>[] = [
    { key: 'how', title: t('registry.recognition.how'), cell: (l) => l.how },
    { key: 'one', title: t('registry.recognition.in-one'), cell: (l) => share(l.one), numeric: true },
    { key: 'family', title: t('registry.recognition.in-family'), cell: (l) => share(l.family), numeric: true },
    { key: 'strangers', title: t('registry.recognition.in-strangers'), cell: (l) => (l.strangers === null ? t('registry.recognition.by-name') : share(l.strangers)), numeric: true },
    { key: 'against-strangers', title: t('registry.recognition.against-strangers'), cell: (l) => <span className="registry-points registry-points--strangers">{points(l.againstStrangers)}</span>, numeric: true },
    { key: 'against-family', title: t('registry.recognition.against-family'), cell: (l) => <span className="registry-points registry-points--family">{points(l.againstFamily)}</span>, numeric: true },
    { key: 'bar', title: t('registry.recognition.bar'), cell: (l) => <Bar bits={[l.againstStrangers, l.againstFamily]} most={most} />, wideOnly: true },
  ];
  return <DataTable caption={fieldWords(field)} columns={columns} rows={levels.map((level) => ({ ...level, how: levelWords(field, level.level) }))} rowKey={(l) => l.level} />;
}

function usePoints(): (bits: number) => string {
  const { formatNumber } = useText();
  return (bits) => formatNumber(bits, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A field in one line, from what it takes off to what it adds; its levels open on request. */
function FieldFold({ field, levels, most }: { readonly field: string; readonly levels: readonly Level[]; readonly most: number }) {
  const { t, has } = useText();
  const { fieldWords } = useLevelWords();
  const points = usePoints();
  const about = `registry.recognition.about.${field}`;
  const bits = levels.map((l) => l.againstStrangers);
  const [lowest, highest] = [Math.min(...bits), Math.max(...bits)];
  return (
    <Disclosure summary={<><strong>{fieldWords(field)}</strong> · {t('registry.recognition.range', { from: points(lowest), to: points(highest) })}</>}>
      {has(about) ? <Note>{t(about)}</Note> : null}
      <div className="registry-weights"><Levels field={field} levels={levels} most={most} /></div>
    </Disclosure>
  );
}

/** Every kind of agreement: how often it is seen in one person, in a family and in strangers, and what it counts against each. */
export function WeightsCard({ fields }: { readonly fields: Recognition['fields'] }) {
  const { t } = useText();
  const most = Math.max(1, ...fields.flatMap(({ levels }) => levels.flatMap((l) => [Math.abs(l.againstStrangers), Math.abs(l.againstFamily)])));
  return (
    <Card title={t('registry.recognition.weights')} icon="chart">
      <Stack gap={3}>
        <Note>{t('registry.recognition.weights-lead')}</Note>
        {fields.map(({ field, levels }) => <FieldFold key={field} field={field} levels={levels} most={most} />)}
        <Note>{t('registry.recognition.bits-note')}</Note>
      </Stack>
    </Card>
  );
}
