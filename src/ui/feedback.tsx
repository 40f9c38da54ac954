import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import { carriesProblems, sentenceOf } from './form/problems.ts';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
import { useText } from './text-context.tsx';

/** How serious something is; always beside words, never colour alone. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent';

const TONE_ICONS: Record<Tone, IconName> = { neutral: 'dot', info: 'info', success: 'check', warning: 'alert', danger: 'alert', accent: 'dot' };

export interface TagProps {
  readonly tone?: Tone;
  /** Own icon instead of the one of the tone; `null` for none. */
  readonly icon?: IconName | null;
  readonly children: ReactNode;
}

/** A state in words with an icon: "Aceptada", "Vence hoy". */
export function StatusTag({ tone = 'neutral', icon, children }: TagProps) {
  const name = icon === undefined ? TONE_ICONS[tone] : icon;
  return (
    <span className={`ui-tag ui-tag--${tone}`}>
      {name ? <Icon name={name} size={16} /> : null}
      <span>{children}</span>
    </span>
  );
}

/** A small fact without a judgement: a need, a language, a source. */
export function Chip({ icon, onRemove, removeLabel, children }: { readonly icon?: IconName; readonly onRemove?: () => void; readonly removeLabel?: string; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <span className="ui-chip">
      {icon ? <Icon name={icon} size={16} /> : null}
      <span>{children}</span>
      {onRemove ? <button type="button" className="ui-chip__remove" aria-label={removeLabel ?? t('ui.remove')} onClick={onRemove}><Icon name="cross" size={14} /></button> : null}
    </span>
  );
}

export interface BannerProps {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly icon?: IconName;
  readonly action?: ReactNode;
  /** Spoken at once to screen readers: for what appears while somebody works. */
  readonly live?: boolean;
  readonly children?: ReactNode;
}

/** A message in the page: what is urgent or dangerous, what was kept, what mode this is. */
export function Banner({ tone = 'info', title, icon, action, live = false, children }: BannerProps) {
  return (
    <div className={`ui-banner ui-banner--${tone}`} role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}>
      <Icon name={icon ?? TONE_ICONS[tone]} />
      <div className="ui-banner__words">
        {title ? <strong className="ui-banner__title">{title}</strong> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action ? <div className="ui-banner__action">{action}</div> : null}
    </div>
  );
}

/** A list that reached zero, or has nothing yet: says which, and what to do. */
export function EmptyState({ icon = 'check', title, action, children }: { readonly icon?: IconName; readonly title: ReactNode; readonly action?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="ui-empty">
      <span className="ui-empty__icon"><Icon name={icon} size={28} /></span>
      <p className="ui-empty__title">{title}</p>
      {children ? <div className="ui-empty__text">{children}</div> : null}
      {action}
    </div>
  );
}

/** Progress of long work: a real share where it is known, otherwise only that it goes on. */
export function Progress({ value, label }: { readonly value?: number; readonly label: string }) {
  const { formatNumber } = useText();
  return (
    <div className="ui-progress">
      <span className="ui-progress__label">{label}{value === undefined ? null : <span> {formatNumber(value, { style: 'percent', maximumFractionDigits: 0 })}</span>}</span>
      <progress className="ui-progress__bar" max={1} aria-label={label} {...(value === undefined ? {} : { value })} />
    </div>
  );
}

const SLOW_MS = 400;

/** Shown only if waiting takes longer than a blink. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useText();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="ui-loading" role="status">
      {slow ? <><span className="ui-spinner" aria-hidden="true" /> <span>{label ?? t('ui.loading')}</span></> : null}
    </div>
  );
}

/** The part of a query (TanStack Query) that a page waits for. */
export interface Waiting<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  refetch(): unknown;
}

/** Waits, fails or shows, in one place: `<Loaded query={q}>{(data) => …}</Loaded>`. */
export function Loaded<T>({ query, children, label }: { readonly query: Waiting<T>; readonly children: (data: T) => ReactNode; readonly label?: string }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <LoadFailure error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(label ? { label } : {})} />;
}

/** Sentence of an error that came from the server, or a general one. */
export function useErrorSentence(): (error: unknown) => string {
  const tools = useText();
  return useCallback((error) => {
    const problem = carriesProblems(error) ? error.problems[0] : undefined;
    return problem ? sentenceOf(problem, tools) : tools.t('errors.ui.unexpected');
  }, [tools]);
}

/** Asking again changes nothing about these. */
const FINAL: ReadonlySet<string> = new Set(['platform.not-found', 'access.not-allowed']);

export function LoadFailure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useText();
  const sentence = useErrorSentence();
  const final = carriesProblems(error) && FINAL.has(error.problems[0]?.code ?? '');
  return (
    <Banner tone={final ? 'warning' : 'danger'} live action={retry && !final ? <Button size="small" icon="refresh" onClick={retry}>{t('ui.retry')}</Button> : null}>
      {sentence(error)}
    </Banner>
  );
}

export interface Notice {
  readonly tone?: Tone;
  readonly text: string;
  /** A way back, such as undo. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

interface Shown extends Notice {
  readonly id: number;
}

const NoticeContext = createContext<(notice: Notice) => void>(() => undefined);
const NOTICE_MS = 8000;

/** Short messages at the edge of the page: what was just saved. Never for what somebody must act on. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const [notices, setNotices] = useState<readonly Shown[]>([]);
  const counter = useRef(0);
  const drop = useCallback((id: number) => setNotices((now) => now.filter((notice) => notice.id !== id)), []);
  const add = useCallback((notice: Notice) => {
    counter.current += 1;
    const id = counter.current;
    setNotices((now) => [...now.slice(-2), { ...notice, id }]);
    setTimeout(() => drop(id), NOTICE_MS);
  }, [drop]);
  return (
    <NoticeContext value={add}>
      {children}
      <div className="ui-notices" role="status" aria-live="polite">
        {notices.map((notice) => (
          <div key={notice.id} className={`ui-notice ui-notice--${notice.tone ?? 'success'}`}>
            <Icon name={TONE_ICONS[notice.tone ?? 'success']} />
            <span>{notice.text}</span>
            {notice.action ? <Button size="small" look="quiet" onClick={() => { notice.action?.act(); drop(notice.id); }}>{notice.action.label}</Button> : null}
            <IconButton icon="cross" label={t('ui.close')} onClick={() => drop(notice.id)} />
          </div>
        ))}
      </div>
    </NoticeContext>
  );
}

/** `notify({ text: t('referrals.sent') })` after something was saved. */
export function useNotify(): (notice: Notice) => void {
  const add = useContext(NoticeContext);
  return useMemo(() => add, [add]);
}

export type SaveState = 'saved' | 'saving' | 'waiting' | 'attention' | 'offline';

const SAVE_ICONS: Record<SaveState, IconName> = { saved: 'check', saving: 'refresh', waiting: 'clock', attention: 'alert', offline: 'offline' };

/** The quiet line that says whether all is saved. Never blocks. */
export function StatusLine({ state, waiting = 0 }: { readonly state: SaveState; readonly waiting?: number }) {
  const { t } = useText();
  return (
    <span className={`ui-status-line ui-status-line--${state}`} role="status">
      <Icon name={SAVE_ICONS[state]} size={16} />
      <span>{t(`ui.state.${state}`, { n: waiting })}</span>
    </span>
  );
}
