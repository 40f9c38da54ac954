import { useImperativeHandle, useRef } from 'react';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { useLinkClick } from './navigation.tsx';
import { shortcutLabel, useShortcut } from './shortcuts.ts';
import { useText } from './text-context.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

interface SharedProps {
  readonly look?: ButtonLook;
  readonly size?: 'normal' | 'small';
  readonly icon?: IconName;
  /** `n`, `alt+n` or `mod+enter`: shown on the button and pressed from anywhere on the page. */
  readonly shortcut?: string;
  readonly children?: ReactNode;
}

export interface ButtonProps extends SharedProps, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Work is under way: the button stays focusable and says so, and does nothing more. */
  readonly pending?: boolean;
  /** For menus and popovers that stand beside their button. */
  readonly ref?: Ref<HTMLButtonElement>;
}

function classes(look: ButtonLook, size: string, extra?: string): string {
  return ['ui-button', `ui-button--${look}`, size === 'small' ? 'ui-button--small' : '', extra ?? ''].filter(Boolean).join(' ');
}

function Inside({ icon, shortcut, pending = false, children }: SharedProps & { readonly pending?: boolean }) {
  const { t } = useText();
  return (
    <>
      {pending ? <span className="ui-spinner" aria-hidden="true" /> : icon ? <Icon name={icon} size={18} /> : null}
      {children === undefined ? null : <span className="ui-button__words">{children}</span>}
      {pending ? <span className="ui-hidden">{t('ui.working')}</span> : null}
      {shortcut ? <kbd className="ui-kbd" aria-hidden="true">{shortcutLabel(shortcut)}</kbd> : null}
    </>
  );
}

/** A button. Primary once per screen; danger for what cannot be taken back. */
export function Button({ look = 'secondary', size = 'normal', icon, shortcut, pending = false, className, children, onClick, type = 'button', ref: outer, ...rest }: ButtonProps) {
  const ref = useRef<HTMLButtonElement>(null);
  useShortcut(shortcut, () => ref.current?.click());
  // The page's own handle, when a menu gives one, and the shortcut's point at the same element.
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(outer, () => ref.current, []);
  return (
    <button
      {...rest} ref={ref} type={type} className={classes(look, size, className)}
      aria-disabled={pending || rest['aria-disabled'] || undefined} aria-keyshortcuts={shortcut}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <Inside pending={pending} {...(icon ? { icon } : {})} {...(shortcut ? { shortcut } : {})}>{children}</Inside>
    </button>
  );
}

export interface LinkButtonProps extends SharedProps {
  readonly href: string;
  /** For files and pages outside the application: the browser follows the address itself. */
  readonly plain?: boolean;
  readonly download?: boolean;
}

/** A link that looks like a button: for going somewhere, not for changing something. */
export function LinkButton({ href, look = 'secondary', size = 'normal', icon, shortcut, plain = false, download, children }: LinkButtonProps) {
  const ref = useRef<HTMLAnchorElement>(null);
  const follow = useLinkClick(href);
  useShortcut(shortcut, () => ref.current?.click());
  return (
    <a ref={ref} href={href} download={download} className={classes(look, size)} aria-keyshortcuts={shortcut} {...(plain ? {} : { onClick: follow })}>
      <Inside {...(icon ? { icon } : {})} {...(shortcut ? { shortcut } : {})}>{children}</Inside>
    </a>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  readonly icon: IconName;
  /** What it does, in words: name for screen readers and hint on pointing. */
  readonly label: string;
}

/** A square button with an icon only; its words are always there for whoever cannot see it. */
export function IconButton({ icon, label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} title={label} aria-label={label} className={className ? `ui-icon-button ${className}` : 'ui-icon-button'}>
      <Icon name={icon} />
    </button>
  );
}

/** Buttons side by side, wrapping on a small screen. */
export function ButtonRow({ children, end = false }: { readonly children: ReactNode; readonly end?: boolean }) {
  return <div className={end ? 'ui-button-row ui-button-row--end' : 'ui-button-row'}>{children}</div>;
}
