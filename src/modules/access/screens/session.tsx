import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { LOCALES } from '#kernel/codes';
import type { Locale } from '#kernel/codes';
import { dayIn } from '#kernel/dates';
import { api, ApiError, connection, createTextTools, keepCsrf, loadTexts } from '#platform/client';
import { TextProvider, readPreference, setDraftOwner, writePreference } from '#ui';
import type { Session } from '../schema.ts';

/** Who acts, and how to end or change the session. */
export interface SessionTools {
  readonly session: Session;
  readonly actor: Session['actor'];
  /** Name of the office in the reader's language. */
  readonly officeName: string | null;
  setLocale(locale: Locale): void;
  signOut(): Promise<void>;
  /** Asks the server again: after a sign-in, a changed password, a moved demo clock. */
  refresh(): Promise<void>;
}

const SessionContext = createContext<SessionTools | null>(null);

/** The signed-in account in a screen. */
export function useSession(): SessionTools {
  const value = useContext(SessionContext);
  if (!value) throw new Error('SessionGate is missing above this screen');
  return value;
}

export const SESSION_KEY = ['session'] as const;
const LOCALE_KEY = 'ventanilla.locale';

function firstLocale(): Locale {
  const kept = readPreference(LOCALE_KEY);
  const wanted = [kept ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((tag): tag is Locale => (LOCALES as readonly string[]).includes(tag)) ?? 'es';
}

async function loadSession(): Promise<Session | null> {
  try {
    const session = await api.get<Session | null>('/api/session');
    if (!session) return null;
    keepCsrf(session.csrf);
    connection.signedIn();
    setDraftOwner(session.actor.userId);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export interface SessionGateProps {
  /** Shown to whoever is not signed in; gets the language switch. */
  readonly signedOut: (tools: { setLocale(locale: Locale): void; refresh(): Promise<void> }) => ReactNode;
  /** Shown while nothing is known yet, or when the server cannot be reached (`error`). */
  readonly waiting: (error: unknown) => ReactNode;
  readonly children: ReactNode;
}

/** Finds out who is here, gives words in their language, and lets only signed-in people further. */
export function SessionGate({ signedOut, waiting, children }: SessionGateProps) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: SESSION_KEY, queryFn: loadSession, staleTime: Infinity, retry: 1 });
  const [chosen, setChosen] = useState<Locale>(firstLocale);
  const [opened] = useState(() => new Date().toISOString());
  const session = query.data ?? null;
  const tools = useWords(session, chosen);
  const value = useMemo(() => (session ? sessionTools(session, client, setChosen) : null), [session, client]);

  if (!tools) return null;
  const today = dayIn(zoneOf(session), new Date(session?.now ?? opened));
  return (
    <TextProvider tools={tools} today={today}>
      {query.data === undefined ? waiting(query.error) : null}
      {query.data === null ? signedOut({ setLocale: keepLocale(setChosen), refresh: () => client.refetchQueries({ queryKey: SESSION_KEY }) }) : null}
      {value ? <SessionContext value={value}>{children}</SessionContext> : null}
    </TextProvider>
  );
}

function zoneOf(session: Session | null): string {
  return session?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Words of the account's language, or of the language chosen before signing in; nothing until they are here. */
function useWords(session: Session | null, chosen: Locale) {
  const locale = session?.actor.locale ?? chosen;
  const country = session?.actor.country ?? null;
  const timeZone = zoneOf(session);
  // While another language is on its way, the page stays as it is.
  const { data } = useQuery({
    queryKey: ['texts', locale], queryFn: async () => ({ locale, texts: await loadTexts(locale) }), staleTime: Infinity, structuralSharing: false, placeholderData: keepPreviousData,
  });
  useEffect(() => { document.documentElement.lang = data?.locale ?? locale; }, [data, locale]);
  return useMemo(() => (data ? createTextTools({ ...data, country, timeZone }) : null), [country, timeZone, data]);
}

function keepLocale(setChosen: (locale: Locale) => void): (locale: Locale) => void {
  return (locale) => {
    writePreference(LOCALE_KEY, locale);
    setChosen(locale);
  };
}

function sessionTools(session: Session, client: ReturnType<typeof useQueryClient>, setChosen: (locale: Locale) => void): SessionTools {
  const { actor } = session;
  return {
    session, actor,
    officeName: actor.locale === 'en' ? actor.officeNameEn : actor.officeNameEs,
    setLocale(locale) {
      keepLocale(setChosen)(locale);
      client.setQueryData(SESSION_KEY, { ...session, actor: { ...actor, locale } });
      // The choice holds in this browser at once; the account remembers it when the server answers.
      void api.send('POST', '/api/session/locale', { locale }).catch(() => undefined);
    },
    async signOut() {
      if (!connection.get().signedOut) await api.send('POST', '/api/sign-out').catch(() => undefined);
      setDraftOwner(null);
      keepCsrf(null);
      client.clear();
      window.location.assign('/app');
    },
    refresh: () => client.refetchQueries({ queryKey: SESSION_KEY }),
  };
}
