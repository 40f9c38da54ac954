import { Banner, DataTable, Icon, Item, Note, Stack, StatusTag, useText } from '#ui';
import type { Column } from '#ui';
import type { Doubt, PairComparison, WeighedField } from '../../schema.ts';

/** One person, one family, strangers: in this order everywhere. */
const KINDS = ['one', 'family', 'strangers'] as const;

const NEARLY_ALL = 0.99;
const HARDLY_ANY = 0.01;

/** A share in words that promise no more than the model knows. */
function useShare(): (share: number) => string {
  const { t, formatNumber } = useText();
  const percent = (share: number) => formatNumber(share, { style: 'percent', maximumFractionDigits: 0 });
  return (share) => {
    if (share > NEARLY_ALL) return t('registry.review.more-than', { share: percent(NEARLY_ALL) });
    return share < HARDLY_ANY ? t('registry.review.less-than', { share: percent(HARDLY_ANY) }) : percent(share);
  };
}

const WIDTH = 100;

/** The three shares as one bar; it repeats the words under it, so screen readers skip it. */
function ChanceBar({ chances }: { readonly chances: PairComparison['chances'] }) {
  const starts = { one: 0, family: chances.one, strangers: chances.one + chances.family };
  return (
    <svg className="registry-chances" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      {KINDS.map((kind) => <rect key={kind} className={`registry-chances__${kind}`} x={starts[kind] * WIDTH} y="0" width={chances[kind] * WIDTH} height="10" />)}
    </svg>
  );
}

function Chances({ chances }: { readonly chances: PairComparison['chances'] }) {
  const { t } = useText();
  const share = useShare();
  const likeliest = KINDS.toSorted((a, b) => chances[b] - chances[a])[0]!;
  return (
    <div className="registry-why">
      <p><strong>{t(`registry.review.likeliest-${likeliest}`)}</strong></p>
      <ChanceBar chances={chances} />
      <ul className="registry-chances-words">
        {KINDS.map((kind) => <li key={kind}><span className={`registry-chances__key registry-chances__key--${kind}`} aria-hidden="true" />{t(`registry.review.chance-${kind}`)}: <strong>{share(chances[kind])}</strong></li>)}
      </ul>
    </div>
  );
}

const ORDER: Readonly<Record<WeighedField['side'], number>> = { agrees: 0, differs: 1, silent: 2 };
const SIDE_ICONS = { agrees: 'check', differs: 'swap', silent: 'dot' } as const;
type Line = Pick<WeighedField, 'strangers' | 'family'> & { readonly key: string; readonly words: string; readonly side: WeighedField['side'] | 'total' };

function useLines({ fields, strangers, family }: PairComparison): readonly Line[] {
  const { t, has } = useText();
  const words = ({ code, params }: WeighedField) => {
    const key = [`registry.why.${code}`, `registry.recognition.silent.${code}`].find((known) => has(known));
    return key ? t(key, params) : code;
  };
  return [
    ...fields.toSorted((a, b) => ORDER[a.side] - ORDER[b.side]).map((f) => ({ key: f.code, words: words(f), side: f.side, strangers: f.strangers, family: f.family })),
    { key: 'total', words: t('registry.review.in-all'), side: 'total', strangers, family },
  ];
}

/** Everything that counted, with what it says against strangers and against relatives. */
function Counted({ comparison }: { readonly comparison: PairComparison }) {
  const { t, formatNumber } = useText();
  const points = (bits: number) => formatNumber(bits, { signDisplay: 'exceptZero', maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const columns: Column<Line>[] = [
    { key: 'what', title: t('registry.review.what-counts'), cell: (line) => (line.side === 'total' ? <strong>{line.words}</strong> : <span className={`registry-counted registry-counted--${line.side}`}><Icon name={SIDE_ICONS[line.side]} size={16} /> {line.words}</span>) },
    { key: 'strangers', title: t('registry.recognition.against-strangers'), cell: (line) => points(line.strangers), numeric: true },
    { key: 'family', title: t('registry.recognition.against-family'), cell: (line) => points(line.family), numeric: true },
  ];
  return (
    <div className="registry-counts"><DataTable caption={t('registry.review.what-counts')} columns={columns} rows={useLines(comparison)} rowKey={(line) => line.key} /></div>
  );
}

/** A doubt between two records: who asks, what the model believes, and why. */
export function DoubtItem({ doubt, numberOf }: { readonly doubt: Doubt; readonly numberOf: (id: string) => number }) {
  const { t, formatDate } = useText();
  const asked = doubt.origin === 'officer' ? t('registry.review.asked-by', { name: doubt.askedBy ?? t('registry.review.an-officer') }) : t('registry.review.found');
  return (
    <Item
      title={t('registry.review.pair', { a: numberOf(doubt.a), b: numberOf(doubt.b) })}
      meta={[asked, t('registry.review.since', { date: formatDate(doubt.since) }), doubt.note].filter(Boolean).join(' · ')}
      tags={doubt.hint ? <StatusTag tone="info" icon="people">{t(`registry.compare.hint-${doubt.hint}`)}</StatusTag> : null}
    >
      <Stack gap={3}>
        {doubt.treatedAsOne ? <div className="registry-why"><Banner tone="info">{t('registry.review.treated-as-one')}</Banner></div> : null}
        {doubt.comparison ? <><Chances chances={doubt.comparison.chances} /><Counted comparison={doubt.comparison} /></> : <Note>{t('registry.review.not-compared')}</Note>}
      </Stack>
    </Item>
  );
}
