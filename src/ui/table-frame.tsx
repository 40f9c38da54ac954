import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

/** Frame of a wide table: takes the keyboard's focus only while there is something to scroll to. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  const focus = scrolls ? { tabIndex: 0, role: 'group', 'aria-label': label } : {};
  return <div ref={frame} className="ui-table-frame" {...focus}>{children}</div>;
}
