import { createElement, use } from 'react';
import type { ComponentType } from 'react';
import { fetchedLater, restOfTexts } from '#platform/client';
import { useText } from '#ui';

/** A page that follows when somebody opens it; `fetch` brings it earlier. */
export interface Follows<P extends object> {
  readonly Page: (props: P) => React.JSX.Element;
  fetch(): Promise<unknown>;
}

/** A home: all it says is among the first sentences. */
export function homeThatFollows(load: () => Promise<ComponentType>): () => React.JSX.Element {
  const part = fetchedLater(load);
  return function Home() {
    return createElement(use(part()));
  };
}

/** Any other page: it stands when its part of the application and the rest of the sentences are here. */
export function pageThatFollows<P extends object>(load: () => Promise<ComponentType<P>>): Follows<P> {
  const part = fetchedLater(load);
  function Page(props: P) {
    const { locale } = useText();
    // Both are asked for before either is waited for.
    const [page, sentences] = [part(), restOfTexts(locale)];
    const shown = createElement(use(page), props);
    use(sentences);
    return shown;
  }
  return { Page, fetch: part };
}
