import type { ReactNode } from 'react';
import { StatusTag } from './feedback.tsx';
import type { Tone } from './feedback.tsx';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { TableFrame } from './table-frame.tsx';
import { useText } from './text-context.tsx';

export interface Step {
  readonly key: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'coming';
}

/** Where somebody stands in a task of several steps. */
export function Stepper({ steps, label }: { readonly steps: readonly Step[]; readonly label?: string }) {
  const { t } = useText();
  return (
    <nav aria-label={label ?? t('ui.steps')}>
      <ol className="ui-steps">
        {steps.map((step, at) => (
          <li key={step.key} className={`ui-steps__step ui-steps__step--${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
            <span className="ui-steps__mark" aria-hidden="true">{step.state === 'done' ? <Icon name="check" size={16} /> : at + 1}</span>
            <span>{step.label}</span>
            <span className="ui-hidden">{t(`ui.step.${step.state}`)}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface Happening {
  readonly key: string;
  readonly when: ReactNode;
  readonly title: ReactNode;
  readonly who?: ReactNode;
  readonly icon?: IconName;
  readonly tone?: Tone;
  readonly detail?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ items, label }: { readonly items: readonly Happening[]; readonly label: string }) {
  return (
    <ol className="ui-timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.key} className={`ui-timeline__item ui-timeline__item--${item.tone ?? 'neutral'}`}>
          <span className="ui-timeline__mark"><Icon name={item.icon ?? 'dot'} size={16} /></span>
          <div className="ui-timeline__words">
            <div className="ui-timeline__title">{item.title}</div>
            <div className="ui-timeline__meta">{item.when}{item.who ? <> · {item.who}</> : null}</div>
            {item.detail ? <div className="ui-timeline__detail">{item.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface ComparedRow {
  readonly key: string;
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** `same`, `close` (differs in writing only), `different`, or `unknown` where one side is empty; `null` for what is told and not compared. */
  readonly verdict: Verdict | null;
}

type Verdict = 'same' | 'close' | 'different' | 'unknown';

const VERDICT_TONES: Record<Verdict, Tone> = { same: 'success', close: 'warning', different: 'danger', unknown: 'neutral' };
const VERDICT_ICONS: Record<Verdict, IconName> = { same: 'check', close: 'half-circle', different: 'swap', unknown: 'question' };

/** Two records side by side, each line with a verdict in words. */
export function KeyValueCompare({ leftTitle, rightTitle, rows, caption }: { readonly leftTitle: string; readonly rightTitle: string; readonly rows: readonly ComparedRow[]; readonly caption: string }) {
  const { t } = useText();
  return (
    <TableFrame label={caption}>
      <table className="ui-compare">
        <caption className="ui-hidden">{caption}</caption>
        <thead>
          <tr><th scope="col"><span className="ui-hidden">{t('ui.compare.field')}</span></th><th scope="col">{leftTitle}</th><th scope="col">{rightTitle}</th><th scope="col">{t('ui.compare.verdict')}</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={`ui-compare__row--${row.verdict ?? 'told'}`}>
              <th scope="row">{row.label}</th>
              <td data-title={leftTitle}>{row.left || '—'}</td>
              <td data-title={rightTitle}>{row.right || '—'}</td>
              <td>{row.verdict ? <StatusTag tone={VERDICT_TONES[row.verdict]} icon={VERDICT_ICONS[row.verdict]}>{t(`ui.compare.${row.verdict}`)}</StatusTag> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** A page made for paper: black on white, A4 and letter, nothing of the application around it. */
export function PrintPage({ children, pocket = false }: { readonly children: ReactNode; readonly pocket?: boolean }) {
  return <article className={pocket ? 'ui-print ui-print--pocket' : 'ui-print'}>{children}</article>;
}
