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

interface Box {
  readonly typed: string | null;
  readonly active: number;
  readonly found: Found;
  readonly shownText: string;
  readonly listOpen: boolean;
  type(text: string): void;
  point(at: number): void;
  pick(option: ComboOption | null): void;
  close(): void;
  onKey(event: KeyboardEvent): void;
}

function listIsOpen(typed: string | null, found: Found): boolean {
  if (typed === null) return false;
  if (found.options.length > 0) return true;
  return found.state === 'failed' || found.state === 'looking' || (found.state === 'ready' && typed !== '');
}

function useBox(props: ComboboxProps): Box {
  const { value, onChange, onBlur, onPick } = props;
  const [typed, setTyped] = useState<string | null>(null);
  // Opened by an arrow key, the list shows everything and the box keeps its words until something is typed.
  const [edited, setEdited] = useState(false);
  const [active, setActive] = useState(0);
  const [chosenLabel, setChosen] = useChosenLabel(value, props);
  const open = typed !== null;
  const found = useFound(props, typed ?? '', open);
  const pointed = found.options[active];

  const pick = (option: ComboOption | null) => {
    setChosen(option);
    setTyped(null);
    onChange(option?.value);
    onPick?.(option);
  };
  const move = (by: number) => {
    if (!open) {
      setEdited(false);
      setTyped('');
    }
    const count = found.options.length;
    if (count > 0) setActive((now) => (now + by + count) % count);
    return true;
  };
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => {
      setTyped(null);
      return open;
    },
    Enter: () => {
      if (!open || !pointed) return false;
      pick(pointed);
      return true;
    },
  };
  return {
    typed, active, found, pick, shownText: edited && typed !== null ? typed : chosenLabel, listOpen: listIsOpen(typed, found),
    type(text) {
      setEdited(true);
      setTyped(text);
      setActive(0);
    },
    point: setActive,
    close() {
      // A box that was emptied means: none.
      if (typed?.trim() === '' && value && edited) pick(null);
      setTyped(null);
      onBlur?.();
    },
    onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || !keys[event.key]?.()) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Type to find one of very many: municipalities, services. */
export function Combobox(props: ComboboxProps) {
  const { name, error, label, hint, optional = false, hideLabel = false, placeholder, autoFocus, disabled } = props;
  const { t } = useText();
  const ids = useFieldIds(name, hint, error);
  const listId = useId();
  const box = useBox(props);
  return (
    <Field ids={ids} label={label} hint={hint} optional={optional} hideLabel={hideLabel} error={error}>
      <div className="ui-combo">
        <input
          id={ids.id} name={name} type="text" role="combobox" autoComplete="off" spellCheck={false} className="ui-input" disabled={disabled}
          aria-expanded={box.listOpen} aria-controls={listId} aria-autocomplete="list" aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
          aria-activedescendant={box.listOpen && box.found.options[box.active] ? `${listId}-${box.active}` : undefined}
          placeholder={placeholder ?? t('ui.combo.placeholder')} autoFocus={autoFocus} value={box.shownText}
          onChange={(event) => box.type(event.target.value)} onKeyDown={box.onKey} onBlur={box.close} onFocus={(event) => event.target.select()}
        />
        <OptionList id={listId} box={box} />
      </div>
    </Field>
  );
}

function OptionList({ id, box }: { readonly id: string; readonly box: Box }) {
  const { t } = useText();
  const { options, state } = box.found;
  return (
    <ul id={id} role="listbox" className="ui-combo__list" aria-label={t('ui.combo.options')} hidden={!box.listOpen}>
      {options.map((option, at) => (
        <li
          key={option.value} id={`${id}-${at}`} role="option" aria-selected={at === box.active} className="ui-combo__option"
          onMouseDown={(event) => { event.preventDefault(); box.pick(option); }} onMouseEnter={() => box.point(at)}
        >
          {option.label}
          {option.note ? <span className="ui-combo__note">{option.note}</span> : null}
        </li>
      ))}
      {options.length === 0 ? <li className="ui-combo__empty" role="option" aria-selected="false" aria-disabled="true">{t(emptyKey(state))}</li> : null}
    </ul>
  );
}

function emptyKey(state: Found['state']): string {
  if (state === 'failed') return 'ui.combo.failed';
  return state === 'looking' ? 'ui.combo.looking' : 'ui.combo.none';
}
