import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { fold } from '#kernel/text';
import { Field, useFieldIds } from './field.tsx';
import type { FieldBinding, FieldWords } from './field.tsx';
import { useText } from './text-context.tsx';

export interface ComboOption {
  readonly value: string;
  readonly label: string;
  /** Second line, such as the department of a municipality. */
  readonly note?: string;
}

export interface ComboboxProps extends FieldWords, FieldBinding<string> {
  /** Options for what is typed, from the server … */
  readonly load?: (typed: string) => Promise<readonly ComboOption[]>;
  /** … or a list that is already here, searched without regard to accents. */
  readonly options?: readonly ComboOption[];
  /** Finds the words of a value that was stored earlier (a draft, an edit). */
  readonly resolve?: (value: string) => Promise<ComboOption | null>;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** Letters before the server is asked; default 2. */
  readonly minLetters?: number;
  /** Also told the whole option, for forms that keep its words. */
  readonly onPick?: (option: ComboOption | null) => void;
}

const SHOWN = 30;
const PAUSE_MS = 180;

/** Options of a list that contain every typed word, in any order, accents aside. */
export function filterOptions(options: readonly ComboOption[], typed: string): readonly ComboOption[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const fits = (option: ComboOption) => {
    const text = fold(`${option.label} ${option.note ?? ''}`);
    return words.every((word) => text.includes(word));
  };
  return options.filter(fits).slice(0, SHOWN);
}

interface Found {
  readonly state: 'idle' | 'looking' | 'ready' | 'failed';
  readonly options: readonly ComboOption[];
}

const NOTHING: Found = { state: 'idle', options: [] };

function useFound(props: ComboboxProps, typed: string, open: boolean): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  const { options, load, minLetters = 2 } = props;
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const asks = Boolean(load) && open && typed.trim().length >= minLetters;
  useEffect(() => {
    if (!asks) {
      setFound(NOTHING);
      return undefined;
    }
    let current = true;
    setFound((before) => ({ ...before, state: 'looking' }));
    const timer = setTimeout(() => {
      latestLoad.current?.(typed.trim()).then(
        (list) => current && setFound({ state: 'ready', options: list.slice(0, SHOWN) }),
        () => current && setFound({ state: 'failed', options: [] }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asks, typed]);
  if (options) return { state: 'ready', options: open ? filterOptions(options, typed) : [] };
  return found;
}

/** The words of the stored value, looked up when they did not come from a pick. */
function useChosenLabel(value: string | null | undefined, props: ComboboxProps): [string, (option: ComboOption | null) => void] {
  const [chosen, setChosen] = useState<ComboOption | null>(null);
  const { options, resolve } = props;
  const latestResolve = useRef(resolve);
  latestResolve.current = resolve;
  useEffect(() => {
    if (!value || chosen?.value === value) return undefined;
    let current = true;
    const listed = options?.find((option) => option.value === value);
    if (listed) setChosen(listed);
    else latestResolve.current?.(value).then((option) => current && option && setChosen(option), () => undefined);
    return () => { current = false; };
  }, [value, options, chosen]);
  return [value && chosen?.value === value ? chosen.label : '', setChosen];
}

/** Type to find one of very many: municipalities, services. */
export function Combobox(props: ComboboxProps) {
  const { name, value, onChange, onBlur, error, label, hint, optional, hideLabel, placeholder, autoFocus, disabled, onPick } = props;
  const { t } = useText();
  const ids = useFieldIds(name, hint, error);
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [chosenLabel, setChosen] = useChosenLabel(value, props);
  const open = typed !== null;
  const found = useFound(props, typed ?? '', open);

  const pick = (option: ComboOption | null) => {
    setChosen(option);
    setTyped(null);
    onChange(option?.value);
    onPick?.(option);
  };
  const close = () => {
    if (typed !== null && typed.trim() === '' && value) pick(null);
    setTyped(null);
    onBlur?.();
  };
  const move = (by: number) => {
    if (!open) setTyped('');
    const count = found.options.length;
    if (count > 0) setActive((now) => (now + by + count) % count);
  };
  const onKey = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: () => setTyped(null),
      Enter: () => pick(found.options[active] ?? null),
    };
    const act = acts[event.key];
    if (!act || (event.key === 'Enter' && !(open && found.options[active])) || (event.key === 'Escape' && !open)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const showList = open && (found.options.length > 0 || found.state === 'failed' || found.state === 'looking' || (found.state === 'ready' && (typed ?? '') !== ''));

  return (
    <Field ids={ids} label={label} hint={hint} optional={optional ?? false} hideLabel={hideLabel ?? false} error={error}>
      <div className="ui-combo">
        <input
          id={ids.id} name={name} type="text" role="combobox" autoComplete="off" spellCheck={false} className="ui-input" disabled={disabled}
          aria-expanded={showList} aria-controls={listId} aria-autocomplete="list" aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
          aria-activedescendant={showList && found.options[active] ? `${listId}-${active}` : undefined}
          placeholder={placeholder ?? t('ui.combo.placeholder')} autoFocus={autoFocus} value={typed ?? chosenLabel}
          onChange={(event) => { setTyped(event.target.value); setActive(0); }} onKeyDown={onKey} onBlur={close}
          onFocus={(event) => event.target.select()}
        />
        <ul id={listId} role="listbox" className="ui-combo__list" aria-label={t('ui.combo.options')} hidden={!showList}>
          {found.options.map((option, at) => (
            <li
              key={option.value} id={`${listId}-${at}`} role="option" aria-selected={at === active} className="ui-combo__option"
              onMouseDown={(event) => { event.preventDefault(); pick(option); }} onMouseEnter={() => setActive(at)}
            >
              {option.label}
              {option.note ? <span className="ui-combo__note">{option.note}</span> : null}
            </li>
          ))}
          {found.options.length === 0 ? <li className="ui-combo__empty" role="option" aria-selected="false" aria-disabled="true">{t(emptyKey(found.state))}</li> : null}
        </ul>
      </div>
    </Field>
  );
}

function emptyKey(state: Found['state']): string {
  if (state === 'failed') return 'ui.combo.failed';
  return state === 'looking' ? 'ui.combo.looking' : 'ui.combo.none';
}
