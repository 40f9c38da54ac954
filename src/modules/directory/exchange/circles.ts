/** Chains that come back to where they began. Pure. */

type Above = (id: string) => string | null | undefined;

/** The way up from an id, and where it ends: at an id of the way, at one that was looked at before, or nowhere. */
function wayUp(start: string, above: Above, done: ReadonlySet<string>): { way: string[]; end: string | undefined } {
  const seen = new Set<string>();
  let at: string | undefined = start;
  while (at !== undefined && !done.has(at) && !seen.has(at)) {
    seen.add(at);
    at = above(at) ?? undefined;
  }
  return { way: [...seen], end: at };
}

/** Ids from which going up comes back to themselves; `above` names what is above an id. */
export function inCircles(ids: Iterable<string>, above: Above): Set<string> {
  const circles = new Set<string>();
  const done = new Set<string>();
  for (const start of ids) {
    const { way, end } = wayUp(start, above, done);
    const from = end === undefined ? -1 : way.indexOf(end);
    if (from >= 0) for (const id of way.slice(from)) circles.add(id);
    for (const id of way) done.add(id);
  }
  return circles;
}
