import { useEffect } from 'react';
import type { ElementType, ReactNode } from 'react';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { Link } from './navigation.tsx';
import { useText } from './text-context.tsx';

type Gap = 1 | 2 | 3 | 4 | 5 | 6;

/** Things under one another. */
export function Stack({ gap = 4, as: Element = 'div', children }: { readonly gap?: Gap; readonly as?: ElementType; readonly children: ReactNode }) {
  return <Element className={`ui-stack ui-gap-${gap}`}>{children}</Element>;
}

/** Things beside one another, wrapping. */
export function Row({ gap = 3, align = 'center', spread = false, children }: { readonly gap?: Gap; readonly align?: 'center' | 'start' | 'end' | 'baseline'; readonly spread?: boolean; readonly children: ReactNode }) {
  return <div className={`ui-row ui-gap-${gap} ui-row--${align}${spread ? ' ui-row--spread' : ''}`}>{children}</div>;
}

/** Equal columns as wide as fits; one column on a phone. */
export function Grid({ min = 'medium', gap = 4, children }: { readonly min?: 'tiny' | 'small' | 'medium' | 'large'; readonly gap?: Gap; readonly children: ReactNode }) {
  return <div className={`ui-grid ui-grid--${min} ui-gap-${gap}`}>{children}</div>;
}

/** A page's content; `narrow` for forms and reading, `wide` for registers. */
export function Page({ width = 'normal', title, children }: { readonly width?: 'narrow' | 'normal' | 'wide'; readonly title?: string; readonly children: ReactNode }) {
  const { t } = useText();
  useEffect(() => {
    if (title) document.title = `${title} · ${t('ui.product')}`;
  }, [title, t]);
  return <div className={`ui-page ui-page--${width}`}>{children}</div>;
}

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** Small words above the title: where this page stands. */
  readonly over?: ReactNode;
  readonly lead?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ReactNode;
  readonly tags?: ReactNode;
}

/** The one `h1` of a page, with its way back and its actions. */
export function PageHeader({ title, over, lead, back, actions, tags }: PageHeaderProps) {
  return (
    <header className="ui-page-header">
      {back ? <Link href={back.href} className="ui-back"><Icon name="left" size={18} />{back.label}</Link> : null}
      <div className="ui-page-header__row">
        <div className="ui-page-header__words">
          {over ? <p className="ui-page-header__over">{over}</p> : null}
          <h1>{title}</h1>
          {lead ? <div className="ui-page-header__lead">{lead}</div> : null}
          {tags ? <div className="ui-row ui-gap-2">{tags}</div> : null}
        </div>
        {actions ? <div className="ui-button-row">{actions}</div> : null}
      </div>
    </header>
  );
}

export interface CardProps {
  readonly title?: ReactNode;
  readonly icon?: IconName;
  /** A number beside the title: how many there are. */
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** Content reaches the edges: for tables and lists of rows. */
  readonly flush?: boolean;
  readonly tone?: 'plain' | 'accent' | 'danger' | 'warning' | 'sunken';
  readonly headingLevel?: 2 | 3;
  readonly children?: ReactNode;
}

/** A panel: one subject, its actions at its head. */
export function Card({ footer, flush = false, tone = 'plain', children, ...head }: CardProps) {
  return (
    <section className={`ui-card ui-card--${tone}${flush ? ' ui-card--flush' : ''}`}>
      <CardHead {...head} />
      <div className="ui-card__body">{children}</div>
      {footer ? <div className="ui-card__foot">{footer}</div> : null}
    </section>
  );
}

function CardHead({ title, icon, count, actions, headingLevel = 2 }: Pick<CardProps, 'title' | 'icon' | 'count' | 'actions' | 'headingLevel'>) {
  if (!title && !actions) return null;
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <div className="ui-card__head">
      {title ? (
        <Heading className="ui-card__title">
          {icon ? <Icon name={icon} /> : null}
          {/* The count follows the last word, wherever the title breaks. */}
          <span>{title}{count === undefined ? null : <>{'\u00a0'}<span className="ui-count">{count}</span></>}</span>
        </Heading>
      ) : null}
      {actions ? <div className="ui-button-row">{actions}</div> : null}
    </div>
  );
}

/** A number that matters with its words: "12 · Vencen hoy". With `href` it opens its list. */
export function Figure({ value, label, href, tone = 'plain', note }: { readonly value: ReactNode; readonly label: ReactNode; readonly href?: string; readonly tone?: 'plain' | 'danger' | 'warning' | 'success'; readonly note?: ReactNode }) {
  const inside = (
    <>
      <span className="ui-figure__value">{value}</span>
      <span className="ui-figure__label">{label}</span>
      {note ? <span className="ui-figure__note">{note}</span> : null}
    </>
  );
  const look = `ui-figure ui-figure--${tone}`;
  return href ? <Link href={href} className={look}>{inside}</Link> : <div className={look}>{inside}</div>;
}

/** A list on one side, what was chosen on the other; one above the other on a phone. */
export function SplitView({ list, children, side = 'start' }: { readonly list: ReactNode; readonly children: ReactNode; readonly side?: 'start' | 'end' }) {
  const beside = <div className="ui-split__list">{list}</div>;
  return (
    <div className={`ui-split ui-split--${side}`}>
      {side === 'start' ? beside : null}
      <div className="ui-split__main">{children}</div>
      {side === 'end' ? beside : null}
    </div>
  );
}

export interface Term {
  readonly term: ReactNode;
  readonly value: ReactNode;
}

/** Facts as pairs: what it is, what it says. Empty values show a dash in words. */
export function DescriptionList({ items, columns = 1, emptyLabel = '—' }: { readonly items: readonly Term[]; readonly columns?: 1 | 2 | 3; readonly emptyLabel?: string }) {
  return (
    <dl className={`ui-terms ui-terms--${columns}`}>
      {items.map((item, at) => (
        <div key={at} className="ui-terms__pair">
          <dt>{item.term}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? <span className="ui-soft">{emptyLabel}</span> : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Words of less weight: sources, notes. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <p className="ui-note">{children}</p>;
}

/** Details that open on request; never for danger. */
export function Disclosure({ summary, open = false, children }: { readonly summary: ReactNode; readonly open?: boolean; readonly children: ReactNode }) {
  return (
    <details className="ui-disclosure" open={open}>
      <summary><Icon name="right" size={18} /><span>{summary}</span></summary>
      <div className="ui-disclosure__body">{children}</div>
    </details>
  );
}
