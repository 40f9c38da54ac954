import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { PersonLine } from '#registry/schema';
import { Icon, useNavigate, useShortcut, useText } from '#ui';

const PAUSE_MS = 180;
const LETTERS = 2;
const SHOWN = 8;

/** What is typed, once the fingers rest. */
function useRested(text: string): string {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

interface Entry {
  readonly key: string;
  readonly person: PersonLine | null;
}

/** People with a case first, then those without; last the way to everything that was found. */
function entriesOf(people: readonly PersonLine[]): Entry[] {
  const shown = people.slice(0, SHOWN);
  const ordered = [...shown.filter((p) => p.caseId), ...shown.filter((p) => !p.caseId)];
  return [...ordered.map((person) => ({ key: person.personId, person })), { key: 'all', person: null }];
}

function useFound(text: string, open: boolean) {
  const asked = useRested(text);
  const ready = open && asked.length >= LETTERS;
  // The words searched for travel in the body and are kept under a fixed name: names do not belong into addresses.
  const query = useQuery({
    queryKey: ['staff', 'quick-search', asked], enabled: ready, placeholderData: keepPreviousData, staleTime: 15_000, gcTime: 60_000,
    queryFn: ({ signal }) => api.ask<{ people: PersonLine[] }>('/api/people/search', { text: asked }, signal),
  });
  const current = ready && asked === text.trim();
  return { people: ready ? (query.data?.people ?? []) : [], state: !ready ? 'idle' : query.error ? 'failed' : query.data && current ? 'ready' : 'looking' } as const;
}

/** Leaves for the page of results, or for the person. The words lie among the drafts, which go when somebody else signs in. */
function useOpening(close: () => void) {
  const navigate = useNavigate();
  const toResults = (text: string) => {
    if (text.trim() === '') return;
    sessionStorage.setItem('ventanilla.draft.search', text.trim());
    close();
    // The number makes a second search a new page; a page that is open already hears that there are new words.
    navigate(`/app/people?n=${Date.now().toString(36)}`);
    window.dispatchEvent(new Event('ventanilla.search'));
  };
  const open = (entry: Entry | undefined, text: string) => {
    const caseId = entry?.person?.caseId;
    if (!caseId) {
      toResults(entry?.person ? entry.person.publicCode : text);
      return;
    }
    close();
    navigate(`/app/cases/${caseId}`);
  };
  return open;
}

function useSearchBox(box: RefObject<HTMLInputElement | null>) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useFound(text, open);
  const entries = found.state === 'idle' ? [] : entriesOf(found.people);
  const close = () => {
    setText('');
    setOpen(false);
    setActive(-1);
    box.current?.blur();
  };
  const go = useOpening(close);
  const move = (by: 1 | -1) => {
    if (entries.length > 0) setActive((now) => (now + by + entries.length) % entries.length);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: close,
    Enter: () => go(active >= 0 ? entries[active] : undefined, text),
  };
  const onKey = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  const type = (typed: string) => {
    setText(typed);
    setOpen(true);
    setActive(-1);
  };
  return { text, open: open && found.state !== 'idle', active, found, entries, type, point: setActive, pick: (entry: Entry) => go(entry, text), hide: () => setOpen(false), onKey };
}

/** Search from anywhere: `/`, then any part of a name, a code, a number, a telephone, a year or a place. Arrows choose, Enter opens. */
export function QuickSearch() {
  const { t } = useText();
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const search = useSearchBox(box);
  useShortcut('/', () => box.current?.focus());
  return (
    <search className="staff__search">
      <Icon name="search" />
      <input
        ref={box} type="search" role="combobox" value={search.text} onChange={(event) => search.type(event.target.value)} onKeyDown={search.onKey} onBlur={search.hide}
        autoComplete="off" spellCheck={false} maxLength={120} className="staff__search-box" placeholder={t('staff.search.placeholder')} aria-label={t('staff.search.label')}
        aria-keyshortcuts="/" aria-expanded={search.open} aria-controls={listId} aria-autocomplete="list"
        aria-activedescendant={search.open && search.active >= 0 ? `${listId}-${search.active}` : undefined}
      />
      <kbd className="ui-kbd" aria-hidden="true">/</kbd>
      <Results id={listId} search={search} />
    </search>
  );
}

type Search = ReturnType<typeof useSearchBox>;

function Results({ id, search }: { readonly id: string; readonly search: Search }) {
  const { t } = useText();
  const { entries, found, active } = search;
  const firstWithout = entries.findIndex((e) => e.person && !e.person.caseId);
  return (
    <div className="staff__found" hidden={!search.open}>
      <p className="ui-hidden" role="status">{found.state === 'ready' ? t('staff.search.count', { n: found.people.length }) : ''}</p>
      {found.people.length === 0 && found.state !== 'idle' ? <p className="staff__found-none">{t(`staff.search.${found.state === 'ready' ? 'none' : found.state}`)}</p> : null}
      <ul id={id} role="listbox" aria-label={t('staff.search.results')}>
        {entries.map((entry, at) => (
          <li
            key={entry.key} id={`${id}-${at}`} role="option" aria-selected={at === active} className="staff__found-line"
            data-group={at === firstWithout && at > 0 ? 'next' : undefined}
            onMouseDown={(event) => { event.preventDefault(); search.pick(entry); }} onMouseEnter={() => search.point(at)}
          >
            {entry.person ? <Line person={entry.person} /> : <span className="staff__found-all"><Icon name="search" size={16} /> {t('staff.search.all')}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Line({ person }: { readonly person: PersonLine }) {
  const { t } = useText();
  const about = [person.publicCode, person.age === null ? null : t('registry.age', { age: person.age }), person.originName, person.caseId ? null : t('registry.search.no-case')];
  return (
    <>
      <span className="staff__found-name">{person.name}</span>
      <span className="staff__found-about">{about.filter(Boolean).join(' · ')}</span>
    </>
  );
}
