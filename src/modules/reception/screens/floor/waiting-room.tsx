import { useEffect, useRef, useState } from 'react';
import { api, ApiError } from '#platform/client';
import { Button, Icon, useText } from '#ui';
import type { ScreenCalls } from '../../schema.ts';
import './waiting-room.css';

const EVERY_MS = 3_000;
const SHOWN_BEFORE = 6;

interface Seen {
  readonly calls: ScreenCalls['calls'];
  /** When the numbers last came from the server. */
  readonly at: Date | null;
  readonly trouble: 'none' | 'offline' | 'closed';
}

/** Asks again and again; without a network the last numbers stay, with their hour. */
function useCalls(key: string): Seen {
  const [seen, setSeen] = useState<Seen>({ calls: [], at: null, trouble: 'none' });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const { calls, at } = await api.post<ScreenCalls>('/api/reception/screen-calls', { key });
        if (!over) setSeen({ calls, at: new Date(at), trouble: 'none' });
      } catch (error) {
        const closed = error instanceof ApiError && (error.status === 404 || error.status === 400);
        if (!over) setSeen((before) => (closed ? { calls: [], at: null, trouble: 'closed' } : { ...before, trouble: 'offline' }));
      }
      if (!over) timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => { over = true; clearTimeout(timer); };
  }, [key]);
  return seen;
}

const nameOf = (call: ScreenCalls['calls'][number]): string => `${call.no} ${call.calledAt} ${call.times}`;

/** Numbers and desks for a waiting room, readable from ten metres: no name, no reason, no institution. */
export function WaitingRoom({ screenKey }: { readonly screenKey: string }) {
  const { t, locale } = useText();
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const { calls, at, trouble } = useCalls(screenKey);
  const sound = useSound(calls);
  useAwake();
  useEffect(() => { document.title = t('reception.room.title'); }, [t]);
  const [latest, ...before] = calls;
  return (
    <main className="reception-room">
      <h1 className="ui-hidden">{t('reception.room.title')}</h1>
      <section className="reception-room__now" aria-live="polite">
        {latest ? <Call key={nameOf(latest)} call={latest} large /> : <p className="reception-room__wait">{t(trouble === 'closed' ? 'reception.room.closed' : 'reception.room.wait')}</p>}
      </section>
      {before.length > 0 ? (
        <ul className="reception-room__before" aria-label={t('reception.room.before')}>
          {before.slice(0, SHOWN_BEFORE).map((call) => <li key={nameOf(call)}><Call call={call} /></li>)}
        </ul>
      ) : null}
      <footer className={`reception-room__foot reception-room__foot--${trouble}`}>
        {trouble === 'offline' ? <Icon name="offline" /> : null}
        <span>{at === null ? '' : t(trouble === 'offline' ? 'reception.room.kept' : 'reception.room.updated', { at: hour.format(at) })}</span>
        {sound.on ? null : <Button size="small" look="quiet" onClick={sound.start}>{t('reception.room.sound')}</Button>}
      </footer>
    </main>
  );
}

function Call({ call, large = false }: { readonly call: ScreenCalls['calls'][number]; readonly large?: boolean }) {
  const { t } = useText();
  return (
    <p className={large ? 'reception-room__call reception-room__call--now' : 'reception-room__call'}>
      <span className="reception-room__no">{call.no}</span>
      {call.desk === null ? null : (
        <>
          <span className="reception-room__arrow" aria-hidden="true">→</span>
          <span className="reception-room__desk"><span className="reception-room__word">{t('reception.room.desk')}</span> {call.desk}</span>
        </>
      )}
    </p>
  );
}

/** A tone and the spoken number for each new call, once somebody allowed sound on this screen. */
function useSound(calls: ScreenCalls['calls']): { on: boolean; start: () => void } {
  const { t, locale } = useText();
  const [audio, setAudio] = useState<AudioContext | null>(null);
  const told = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const fresh = calls.filter((call) => told.current !== null && !told.current.has(nameOf(call)));
    told.current = new Set(calls.map(nameOf));
    if (!audio || fresh.length === 0) return;
    chime(audio);
    for (const call of [...fresh].reverse()) speak(t(call.desk === null ? 'reception.room.say' : 'reception.room.say-desk', { no: call.no, desk: call.desk ?? '' }), locale);
  }, [calls, audio, t, locale]);
  return { on: audio !== null, start: () => setAudio(new AudioContext()) };
}

function chime(audio: AudioContext): void {
  for (const [at, pitch] of [[0, 660], [0.28, 528]] as const) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    const from = audio.currentTime + at;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.25, from);
    loud.gain.exponentialRampToValueAtTime(0.001, from + 0.9);
    tone.connect(loud).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.9);
  }
}

function speak(text: string, locale: string): void {
  if (!('speechSynthesis' in globalThis)) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = locale;
  said.rate = 0.9;
  speechSynthesis.speak(said);
}

/** A screen that works alone must not fall asleep. */
function useAwake(): void {
  useEffect(() => {
    const hold = () => { if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => undefined); };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => document.removeEventListener('visibilitychange', hold);
  }, []);
}
