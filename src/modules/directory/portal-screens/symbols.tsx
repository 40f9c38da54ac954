import type { ReactNode } from 'react';

/** Line drawings beside the families of needs, 24 by 24, one path each: small, and the same on every device. */
const PATHS: Readonly<Record<string, string>> = {
  reception: 'M4 11h13v5a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4zM17 12h2a2 2 0 0 1 0 5h-2M8 4v3M12 4v3',
  identity: 'M3 5h18v14H3zM8.5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.5 16c.5-2 5.500-2 6 0M14 9h4M14 13h4',
  employment: 'M3 8h18v11H3zM8 8V5h8v3M3 13h18',
  enterprise: 'M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-6h4v6',
  education: 'M12 6C9 4 6 4 3 5v13c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v13',
  health: 'M9 3h6v6h6v6h-6v6H9v-6H3V9h6z',
  housing: 'M3 11l9-8 9 8M5 10v10h14V10M10 20v-6h4v6',
  finance: 'M3 6h18v12H3zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 9v.01M18 15v.01',
  legal: 'M12 3v18M7 21h10M4 7h16M4 7l-2 6h5zM20 7l2 6h-5z',
  family: 'M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM17 11a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM2 20v-3a5 5 0 0 1 10 0v3M13 20v-2a4 4 0 0 1 8 0v2',
  protection: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM12 8v5M12 16v.01',
  psychosocial: 'M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5',
  case: 'M6 4h12v17H6zM9 4V2h6v2M9 10h6M9 14h6',
  community: 'M12 7a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM5 20a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM19 20a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM11 7l-5 8M13 7l5 8M8 18h8',
};

/** The drawing of a family; nothing for one without. Words beside it say the same. */
export function Symbol({ family }: { family: string }): ReactNode {
  const path = PATHS[family];
  if (!path) return null;
  return (
    <svg className="symbol" viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
