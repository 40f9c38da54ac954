import { useEffect, useState } from 'react';
import { WaitingRoom } from '#reception/pages';
import { createTextTools, loadTexts, restOfTexts, tryMissingAgain } from '#platform/client';
import { TextProvider } from '#ui';
import type { TextTools } from '#ui';
import { onWallAtLast } from './unattended.ts';

async function sentences() {
  tryMissingAgain();
  const [texts] = await Promise.all([loadTexts('es'), restOfTexts('es')]);
  return texts;
}

/** The screen of a waiting room: no account, no session; the key stands behind the # of its address. */
export function WaitingRoomApp() {
  const [tools, setTools] = useState<TextTools | null>(null);
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const [key, setKey] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.documentElement.lang = 'es';
    void onWallAtLast(sentences).then((texts) => setTools(createTextTools({ locale: 'es', country: null, timeZone, texts })));
    const changed = () => setKey(window.location.hash.slice(1));
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return tools ? <TextProvider tools={tools} today={today}><WaitingRoom screenKey={key} /></TextProvider> : null;
}
