import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { onWallAtLast } from './unattended.ts';

const WaitingRoom = lazy(async () => ({ default: (await onWallAtLast(() => import('./waiting-room.tsx'))).WaitingRoomApp }));

/** A screen on a wall shows numbers to whoever holds its address; everything else begins with a session. */
const onWall = window.location.pathname.replace(/\/+$/, '') === '/app/turnos';

createRoot(document.getElementById('app')!).render(<StrictMode>{onWall ? <Suspense><WaitingRoom /></Suspense> : <App />}</StrictMode>);
