import { Button, Row, useText } from '#ui';

interface PagerProps {
  /** What is paged, for whoever cannot see where the buttons stand. */
  readonly label: string;
  /** From 0. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  onChange(page: number): void;
}

/** One page of a long list at a time; nothing where one page is all. */
export function Pager({ label, page, size, total, onChange }: PagerProps) {
  const { t, formatNumber } = useText();
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  const words = t('directory.pager.range', { from: formatNumber(page * size + 1), to: formatNumber(Math.min(total, (page + 1) * size)), of: formatNumber(total) });
  return (
    <nav aria-label={label} className="ui-no-print">
      <Row gap={3}>
        <Button size="small" icon="left" disabled={page === 0} onClick={() => onChange(page - 1)}>{t('directory.pager.before')}</Button>
        <span role="status">{words}</span>
        <Button size="small" icon="right" disabled={page >= last} onClick={() => onChange(page + 1)}>{t('directory.pager.next')}</Button>
      </Row>
    </nav>
  );
}
