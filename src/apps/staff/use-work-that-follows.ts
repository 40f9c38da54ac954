import { useEffect } from 'react';
import type { Role } from '#kernel/codes';
import { restOfTexts, tryMissingAgain } from '#platform/client';
import { useText } from '#ui';
import { pages } from './pages.tsx';
import { addressesOf } from './places-of-work.ts';

/** How long the page that was opened has the network to itself. */
const SOON_MS = 3_000;

/** Everything a role works with follows, one part after another, so that its pages open at once, and without a network. */
export function useWorkThatFollows(role: Role): void {
  const { locale } = useText();
  useEffect(() => {
    let over = false;
    const wanted = addressesOf(role);
    const fetchAll = async () => {
      await restOfTexts(locale);
      for (const page of pages) {
        if (over) return;
        if (wanted.some((address) => page.path === address || page.path.startsWith(`${address}/`))) await page.fetch();
      }
    };
    // What did not come is asked for when somebody opens it.
    const timer = setTimeout(() => void fetchAll().catch(tryMissingAgain), SOON_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [role, locale]);
}
