import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchedInTheEnd } from '#platform/client';
import { App } from './app.tsx';

const AGAIN_MS = 5_000;
const WaitingRoom = lazy(async () => ({ default: (await fetchedInTheEnd(() => import('./waiting-room.tsx'), AGAIN_MS)).WaitingRoomApp }));

/** A screen on a wall shows numbers to whoever holds its address; everything else begins with a session. */
const onWall = window.location.pathname.replace(/\/+$/, '') === '/app/turnos';

createRoot(document.getElementById('app')!).render(<StrictMode>{onWall ? <Suspense><WaitingRoom /></Suspense> : <App />}</StrictMode>);
