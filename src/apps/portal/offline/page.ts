/**
 * What the pages do where scripts run: leave quickly by Escape, and keep the guide for reading without a network.
 * Nothing here is needed: every page works without it.
 */
{
  const note = document.querySelector<HTMLElement>('#kept');
  const exit = document.querySelector<HTMLAnchorElement>('a.exit');
  const scope = note?.dataset['scope'];
  const words = (key: string): string => note?.dataset[key] ?? '';
  const network = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
  let keeper: ServiceWorkerRegistration | undefined;

  /** Takes away what was kept; nothing waits for it. */
  const forget = (): void => {
    keeper?.active?.postMessage({ forget: true });
    keeper?.unregister().catch(() => undefined);
    if (scope && 'caches' in self) caches.delete(`ventanilla-portal:${scope}`).catch(() => undefined);
  };

  const leave = (event: Event): void => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = '…';
    forget();
    // Replaced, not followed: "back" does not lead here again.
    if (exit) location.replace(exit.href);
  };
  exit?.addEventListener('click', leave);
  addEventListener('keydown', (event) => {
    const choosing = event.target instanceof HTMLSelectElement;
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing && !choosing) leave(event);
  });

  const button = (text: string, act: () => void): void => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'small';
    made.textContent = text;
    made.addEventListener('click', act);
    note?.append(' ', made);
  };

  const told = (data: { kept?: number }): void => {
    if (!note || !data.kept) return;
    note.hidden = false;
    note.textContent = words('kept').replace('#', String(Math.ceil(data.kept / 1024)));
    button(words('forget'), () => {
      forget();
      note.hidden = true;
    });
  };

  const keep = (): void => {
    if (!scope) return;
    navigator.serviceWorker.addEventListener('message', ({ data }) => told(data as { kept?: number }));
    navigator.serviceWorker.register('/portal-worker.js', { scope }).then((registration) => {
      keeper = registration;
      return navigator.serviceWorker.ready;
    }).then((ready) => ready.active?.postMessage({ keep: document.documentElement.lang })).catch(() => undefined);
  };

  const begin = async (): Promise<void> => {
    if (!scope || !note || !('serviceWorker' in navigator)) return;
    keeper = await navigator.serviceWorker.getRegistration(scope);
    const sparing = network?.saveData === true || /2g/.test(network?.effectiveType ?? '');
    if (keeper || !sparing) return keep();
    note.hidden = false;
    note.textContent = words('offer');
    button(words('yes'), () => {
      note.textContent = '';
      keep();
    });
  };
  for (const shown of document.querySelectorAll<HTMLElement>('[data-print]')) {
    shown.hidden = false;
    shown.addEventListener('click', () => print());
  }
  addEventListener('load', () => {
    begin().catch(() => undefined);
  });
}
