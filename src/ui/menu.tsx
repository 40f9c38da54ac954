import { cloneElement, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode, RefObject } from 'react';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

interface TriggerProps {
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
  readonly onClick?: () => void;
}

export interface MenuProps {
  /** One button. */
  readonly trigger: ReactElement<TriggerProps>;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly heading?: ReactNode;
}

function lines(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** The line that a key goes to, by the habits of menus: arrows around, Home, End, first letters. */
export function lineAfter(key: string, at: number, labels: readonly string[]): number | null {
  const count = labels.length;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key.length !== 1 || key === ' ') return null;
  const order = labels.map((_, step) => (at + 1 + step) % count);
  return order.find((index) => labels[index]!.toLowerCase().startsWith(key.toLowerCase())) ?? null;
}

/** Closes on a press elsewhere, and gives the focus to the first line on opening. */
function useOpenMenu(open: boolean, frame: RefObject<HTMLElement | null>, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => { latest.current = close; });
  useEffect(() => {
    if (!open) return undefined;
    lines(frame.current)[0]?.focus();
    const elsewhere = (event: PointerEvent) => {
      if (!frame.current?.contains(event.target as Node)) latest.current();
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open, frame]);
}

/** A menu of actions under its button. */
export function Menu({ trigger, label, items, heading }: MenuProps) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useOpenMenu(open, frame, () => setOpen(false));
  const leave = () => {
    setOpen(false);
    frame.current?.querySelector('button')?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return setOpen(false);
    const all = lines(frame.current);
    const next = lineAfter(event.key, all.indexOf(document.activeElement as HTMLElement), all.map((line) => line.textContent));
    if (event.key !== 'Escape' && next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === null) leave();
    else all[next]?.focus();
  };
  return (
    <div ref={frame} className="ui-menu-frame">
      {cloneElement(trigger, { 'aria-haspopup': 'menu', 'aria-expanded': open, onClick: () => setOpen(!open) })}
      {open ? (
        <div className="ui-menu">
          {heading ? <div className="ui-menu__heading">{heading}</div> : null}
          <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKey}>
            {items.map((item) => <MenuLine key={item.key} item={item} leave={leave} />)}
          </div>
        </div>
      ) : null}
    </div>
  );
}

function MenuLine({ item, leave }: { readonly item: MenuItem; readonly leave: () => void }) {
  const mark: IconName | undefined = item.checked ? 'check' : item.icon;
  const role = item.checked === undefined ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': item.checked };
  return (
    <button
      type="button" {...role} tabIndex={-1} className={item.danger ? 'ui-menu__item ui-menu__item--danger' : 'ui-menu__item'}
      onClick={() => {
        leave();
        item.onSelect();
      }}
    >
      <span className="ui-menu__mark">{mark ? <Icon name={mark} size={18} /> : null}</span>
      <span>{item.label}</span>
    </button>
  );
}
