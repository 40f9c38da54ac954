import { useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useNavigate } from './navigation.tsx';
import { TableFrame } from './table-frame.tsx';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  /** Left out on small screens, where rows become cards; the first column never is. */
  readonly wideOnly?: boolean;
  readonly hideTitle?: boolean;
  /** Short values that stay on one line: ages, dates, codes. */
  readonly tight?: boolean;
}

export interface DataTableProps<T> {
  /** What the table lists, for screen readers (and shown if `showCaption`). */
  readonly caption: string;
  readonly showCaption?: boolean;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** Where a row leads: Enter or a click anywhere on it. Its first cell should also hold a real link. */
  readonly rowHref?: (row: T) => string | null;
  readonly rowTone?: (row: T) => 'danger' | 'warning' | 'done' | null;
  readonly empty?: ReactNode;
}

function onControl(event: MouseEvent): boolean {
  return (event.target as HTMLElement).closest('a, button, input, select, label, textarea') !== null;
}

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>, by: 1 | -1): void {
  const row = event.currentTarget;
  const next = by === 1 ? row.nextElementSibling : row.previousElementSibling;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

/** A dense register. Arrow keys go from row to row, Enter opens; on a phone each row reads as a small card. */
export function DataTable<T>({ caption, showCaption = false, columns, rows, rowKey, rowHref, rowTone, empty }: DataTableProps<T>) {
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);
  if (rows.length === 0 && empty) return <>{empty}</>;
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, href: string | null) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'ArrowDown') moveFocus(event, 1);
    if (event.key === 'ArrowUp') moveFocus(event, -1);
    if (event.key === 'Enter' && href) navigate(href);
  };
  return (
    <TableFrame label={caption}>
      <table className="ui-table">
        <caption className={showCaption ? 'ui-table__caption' : 'ui-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column)}>
                <span className={column.hideTitle ? 'ui-hidden' : undefined}>{column.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => {
            const href = rowHref?.(row) ?? null;
            const tone = rowTone?.(row) ?? null;
            return (
              <tr
                key={rowKey(row)} className={rowClass(href, tone)} tabIndex={href ? 0 : undefined}
                onClick={(event) => { if (href && !onControl(event)) navigate(href); }}
                onKeyDown={(event) => onKey(event, href)}
              >
                {columns.map((column, at) => {
                  const Cell = at === 0 ? 'th' : 'td';
                  return (
                    <Cell key={column.key} {...(at === 0 ? { scope: 'row' as const } : {})} className={cellClass(column)} data-title={column.hideTitle ? undefined : column.title}>
                      {column.cell(row)}
                    </Cell>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableFrame>
  );
}

function cellClass<T>(column: Column<T>): string | undefined {
  return [column.numeric ? 'ui-table__number' : '', column.wideOnly ? 'ui-table__wide' : '', column.tight ? 'ui-table__tight' : ''].filter(Boolean).join(' ') || undefined;
}

function rowClass(href: string | null, tone: string | null): string | undefined {
  return [href ? 'ui-table__link' : '', tone ? `ui-table__row--${tone}` : ''].filter(Boolean).join(' ') || undefined;
}

/** A work list of airy rows instead of a register: main words, a second line, what is at the right. */
export function ItemList<T>({ items, itemKey, label, children, empty }: { readonly items: readonly T[]; readonly itemKey: (item: T) => string; readonly label?: string; readonly children: (item: T) => ReactNode; readonly empty?: ReactNode }) {
  if (items.length === 0 && empty) return <>{empty}</>;
  return (
    <ul className="ui-items" aria-label={label}>
      {items.map((item) => <li key={itemKey(item)} className="ui-items__item">{children(item)}</li>)}
    </ul>
  );
}

/** One row of an ItemList. */
export function Item({ title, meta, tags, actions, lead, children }: { readonly title: ReactNode; readonly meta?: ReactNode; readonly tags?: ReactNode; readonly actions?: ReactNode; readonly lead?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="ui-item">
      {lead ? <div className="ui-item__lead">{lead}</div> : null}
      <div className="ui-item__words">
        <div className="ui-item__title">{title}</div>
        {meta ? <div className="ui-item__meta">{meta}</div> : null}
        {tags ? <div className="ui-row ui-gap-2">{tags}</div> : null}
        {children}
      </div>
      {actions ? <div className="ui-item__actions">{actions}</div> : null}
    </div>
  );
}
