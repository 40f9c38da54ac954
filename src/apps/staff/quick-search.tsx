import { useRef, useState } from 'react';
import { Icon, useNavigate, useShortcut, useText } from '#ui';

/** Search from anywhere: `/`, then a name, a code or a document number. */
export function QuickSearch() {
  const { t } = useText();
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useShortcut('/', () => box.current?.focus());
  return (
    <form
      role="search" className="staff__search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        // The words searched for travel in memory and not in the address: names do not belong into a history of addresses.
        // They lie among the drafts, which go when somebody else signs in; the number makes a second search a new page.
        sessionStorage.setItem('ventanilla.draft.search', text.trim());
        setText('');
        navigate(`/app/people?n=${Date.now().toString(36)}`);
        // Already there? The page hears that there are new words.
        window.dispatchEvent(new Event('ventanilla.search'));
      }}
    >
      <Icon name="search" />
      <input
        ref={box} type="search" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" spellCheck={false}
        className="staff__search-box" placeholder={t('staff.search.placeholder')} aria-label={t('staff.search.label')} aria-keyshortcuts="/"
      />
      <kbd className="ui-kbd" aria-hidden="true">/</kbd>
    </form>
  );
}
