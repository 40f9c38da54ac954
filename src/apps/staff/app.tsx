import { useCallback, useEffect, useRef, useState } from 'react';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { SessionGate, SignInPage, useKeptTheme } from '#access/screens';
import { ApiError, connection, watchNetwork } from '#platform/client';
import { LoadFailure, Loading, NoticeProvider, useErrorSentence, useNotify } from '#ui';
import { router } from './router.tsx';

/** Keys that a command cannot have changed. */
const LASTING = new Set(['session', 'texts', 'demo-sign-ins']);

type OnFailure = (error: unknown) => void;

function createClient(failure: { current: OnFailure }): QueryClient {
  return new QueryClient({
    // A command that nobody else answers for (forms do) is never lost in silence.
    mutationCache: new MutationCache({ onError: (error, _input, _context, mutation) => { if (!mutation.options.onError) failure.current(error); } }),
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        // A request without a network fails and says so, instead of waiting in silence.
        networkMode: 'always',
        staleTime: 15_000,
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
}

function Failures({ onReady }: { readonly onReady: (act: OnFailure) => void }) {
  const notify = useNotify();
  const sentence = useErrorSentence();
  useEffect(() => onReady((error) => notify({ tone: 'danger', text: sentence(error) })), [onReady, notify, sentence]);
  return null;
}

/** After a command: everything on the screen is asked for again. */
function useFreshAfterCommands(client: QueryClient): void {
  useEffect(() => connection.onChange(() => {
    void client.invalidateQueries({ predicate: (query) => !LASTING.has(String(query.queryKey[0])) });
  }), [client]);
}

/** The staff application: session first, then pages. */
export function App() {
  const failure = useRef<OnFailure>(() => undefined);
  const [client] = useState(() => createClient(failure));
  const setFailure = useCallback((act: OnFailure) => { failure.current = act; }, []);
  useKeptTheme();
  useEffect(() => watchNetwork(), []);
  useFreshAfterCommands(client);
  return (
    <QueryClientProvider client={client}>
      <SessionGate
        waiting={(error) => <div className="staff-waiting">{error ? <LoadFailure error={error} retry={() => window.location.reload()} /> : <Loading />}</div>}
        signedOut={({ setLocale, refresh }) => <SignInPage onSignedIn={refresh} onLocale={setLocale} />}
      >
        <NoticeProvider>
          <Failures onReady={setFailure} />
          <RouterProvider router={router} />
        </NoticeProvider>
      </SessionGate>
    </QueryClientProvider>
  );
}
