import { useText } from '#ui';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** A part of the value, drawn over it: needs met of needs found. */
  readonly part?: number;
}

/**
 * Simple horizontal bars. They only repeat what the table beside them says, so they are hidden from screen readers.
 * Widths are attributes of SVG: the content security policy allows no inline styles.
 */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const { formatNumber } = useText();
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const share = (value: number): string => `${(value / most) * 100}%`;
  return (
    <div className="insights-bars" aria-hidden="true">
      {bars.map((bar) => (
        <BarLine key={bar.key} name={bar.name} words={bar.part === undefined ? formatNumber(bar.value) : `${formatNumber(bar.part)} / ${formatNumber(bar.value)}`}>
          <rect width={share(bar.value)} height="14" rx="3" />
          {bar.part === undefined ? null : <rect width={share(bar.part)} height="14" rx="3" />}
        </BarLine>
      ))}
    </div>
  );
}

function BarLine({ name, words, children }: { readonly name: string; readonly words: string; readonly children: React.ReactNode }) {
  return (
    <>
      <span className="insights-bars__name">{name}</span>
      <span className="insights-bars__track"><svg className="insights-bars__bar">{children}</svg></span>
      <span className="insights-bars__value">{words}</span>
    </>
  );
}
