import { createContext, useContext } from 'react';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';

/** Moves to an address inside the application without loading the page again. */
export type Navigate = (href: string, options?: { readonly replace?: boolean }) => void;

const NavigationContext = createContext<Navigate>((href) => window.location.assign(href));

export function NavigationProvider({ navigate, children }: { readonly navigate: Navigate; readonly children: ReactNode }) {
  return <NavigationContext value={navigate}>{children}</NavigationContext>;
}

/** Go somewhere from code: `navigate('/app/cases/…')`. */
export function useNavigate(): Navigate {
  return useContext(NavigationContext);
}

function opensElsewhere(event: MouseEvent<HTMLAnchorElement>): boolean {
  return event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

/** Click handler that makes an ordinary `<a href>` move inside the application. */
export function useLinkClick(href: string): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return (event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    navigate(href);
  };
}

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly href: string;
  /** `quiet` has no underline until pointed at: for dense tables. */
  readonly look?: 'plain' | 'quiet' | 'strong';
}

/** A link inside the application. */
export function Link({ href, look = 'plain', className, children, ...rest }: LinkProps) {
  const follow = useLinkClick(href);
  return (
    <a
      {...rest}
      href={href}
      className={['ui-link', `ui-link--${look}`, className].filter(Boolean).join(' ')}
      onClick={(event) => {
        rest.onClick?.(event);
        follow(event);
      }}
    >
      {children}
    </a>
  );
}

/** A link that leaves the application: opens in a new tab and says so. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a className="ui-link ui-link--plain" href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
