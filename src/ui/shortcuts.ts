import { useEffect, useRef } from 'react';

/** Preference: single-letter shortcuts can be turned off (they get in the way of speech input). */
const OFF_KEY = 'ventanilla.shortcuts-off';

export function singleLetterShortcutsOn(): boolean {
  return readPreference(OFF_KEY) !== '1';
}

export function setSingleLetterShortcuts(on: boolean): void {
  writePreference(OFF_KEY, on ? null : '1');
}

/** A preference of this browser; storage may be closed, then it is simply not kept. */
export function readPreference(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse storage: the choice then lasts until the page is closed.
  }
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** True if the key press is the shortcut (`/`, `n`, `alt+n`, `mod+enter`; `mod` is Ctrl, or ⌘ on a Mac). */
export function matchesShortcut(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.toLowerCase().split('+');
  const key = parts.at(-1);
  const mod = parts.includes('mod');
  const alt = parts.includes('alt');
  return press.key.toLowerCase() === key && (press.ctrlKey || press.metaKey) === mod && press.altKey === alt;
}

/** How a shortcut is written on a button. */
export function shortcutLabel(shortcut: string): string {
  const names: Record<string, string> = { mod: 'Ctrl', alt: 'Alt', enter: '↵', escape: 'Esc' };
  return shortcut.split('+').map((part) => names[part.toLowerCase()] ?? part.toUpperCase()).join(' ');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

function mayAct(shortcut: string, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat) return false;
  if (shortcut.includes('+')) return true;
  return !isTyping(event.target) && singleLetterShortcutsOn();
}

/** Runs `act` when the shortcut is pressed anywhere on the page (not while typing, unless it has Ctrl or Alt). */
export function useShortcut(shortcut: string | undefined, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!shortcut) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!mayAct(shortcut, event) || !matchesShortcut(shortcut, event)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcut]);
}
