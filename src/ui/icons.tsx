import type { SVGProps } from 'react';

/** Line drawings on a 24 × 24 grid, one path string each. */
const PATHS = {
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20 20',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  alert: 'M12 8.5v5M12 17h.01M10.3 4.2 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z',
  info: 'M12 11v5.5M12 7.8h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  question: 'M9.3 9.2a2.8 2.8 0 0 1 5.4.9c0 1.9-2.7 2.4-2.7 4M12 17.2h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  clock: 'M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  calendar: 'M4 9.5h16M8 3.5v4M16 3.5v4M5.5 5.5h13A1.5 1.5 0 0 1 20 7v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19V7a1.5 1.5 0 0 1 1.5-1.5Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  people: 'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.5-3.6 3-5.3 6.5-5.3s6 1.7 6.5 5.3M15.5 4.9a3.5 3.5 0 0 1 0 6.2M18 14.8c2 .7 3.2 2.3 3.5 4.7',
  child: 'M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0 0v6m0 0-3 6m3-6 3 6M6.5 11.5 12 13l5.5-1.5',
  home: 'M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.2 6.5h.01M4.2 12h.01M4.2 17.5h.01',
  inbox: 'M4 13.5 6.5 5h11L20 13.5V19H4v-5.5Zm0 0h4.5l1.5 2.5h4l1.5-2.5H20',
  send: 'M20.5 3.5 3.5 10.2l6.8 3.5 3.5 6.8 6.7-17ZM10.3 13.7l4.2-4.2',
  place: 'M12 21s7-6.2 7-11.3A7 7 0 0 0 5 9.7C5 14.8 12 21 12 21Zm0-8.7a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z',
  phone: 'M6.2 3.5h3l1.5 4.4-2 1.5a11 11 0 0 0 5.9 5.9l1.5-2 4.4 1.5v3c0 1-.8 1.8-1.8 1.7C11 19.2 4.8 13 4.5 5.3c0-1 .7-1.8 1.7-1.8Z',
  paper: 'M13.5 3.5h-7A1.5 1.5 0 0 0 5 5v14a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 19V9l-5.5-5.5Zm0 0V9H19M8.5 13h7M8.5 16.5h5',
  upload: 'M12 16V4.5m0 0L7.5 9M12 4.5 16.5 9M4.5 16.5V20h15v-3.5',
  download: 'M12 4.5V16m0 0 4.5-4.5M12 16l-4.5-4.5M4.5 16.5V20h15v-3.5',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7V14Z',
  lock: 'M7 10.5V8a5 5 0 0 1 10 0v2.5M5.5 10.5h13v10h-13v-10Z',
  shield: 'M12 3.5 5 6v5.5c0 4.5 3 7.6 7 9 4-1.4 7-4.5 7-9V6l-7-2.5Z',
  heart: 'M12 20s-8-4.8-8-10.4A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.6C20 15.2 12 20 12 20Z',
  briefcase: 'M4 8h16v11.5H4V8Zm5 0V5.5A1.5 1.5 0 0 1 10.5 4h3A1.5 1.5 0 0 1 15 5.5V8M4 13h16',
  book: 'M5 4.5h11.5A2.5 2.5 0 0 1 19 7v13H7.5A2.5 2.5 0 0 1 5 17.5v-13Zm0 13A2.5 2.5 0 0 1 7.5 15H19',
  chart: 'M4.5 4.5v15h15M8.5 16v-4.5M12.5 16V8M16.5 16v-6.5',
  down: 'm6 9.5 6 6 6-6',
  up: 'm6 14.5 6-6 6 6',
  left: 'm14.5 6-6 6 6 6',
  right: 'm9.5 6 6 6-6 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  edit: 'm4 20 .9-4L16 4.9a1.5 1.5 0 0 1 2.1 0l1 1a1.5 1.5 0 0 1 0 2.1L8 19.1 4 20Zm10-13 3 3',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.3 10.5v6M13.7 10.5v6',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4.5H15',
  undo: 'M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 2.5v2M12 19.5v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2.5 12h2M19.5 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  language: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.5 2.5 3.7 5.5 3.7 9s-1.2 6.5-3.7 9c-2.5-2.5-3.7-5.5-3.7-9S9.5 5.5 12 3Z',
  offline: 'M3.5 3.5l17 17M8.3 8.9A9 9 0 0 0 5 11M2.5 8.2A13 13 0 0 1 6 6M12 19h.01M8.7 15.2a5 5 0 0 1 5.4-1M16.5 11.5A9 9 0 0 1 19 13M10.5 5.1A13 13 0 0 1 21.5 8.2',
  leave: 'M14 4.5H5.5v15H14M10 12h10.5m0 0L17 8.5m3.5 3.5L17 15.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  flag: 'M5.5 21V4m0 1h12l-2.5 4 2.5 4h-12',
  dot: 'M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  circle: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z',
  'half-circle': 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-16v16',
  history: 'M4 12a8 8 0 1 0 2.5-5.8M4 4.5V9h4.5M12 8v4.3l3 1.7',
  bus: 'M5 5.5h14a1 1 0 0 1 1 1V17H4V6.5a1 1 0 0 1 1-1ZM4 11.5h16M7 17v2.5M17 17v2.5M7.5 14.3h.01M16.5 14.3h.01',
  swap: 'M4 8.5h15m0 0L15.5 5M19 8.5 15.5 12M20 15.5H5m0 0L8.5 12M5 15.5 8.5 19',
} as const;

export type IconName = keyof typeof PATHS;
export const ICON_NAMES = Object.keys(PATHS) as IconName[];

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'name'> {
  readonly name: IconName;
  /** Words for screen readers; without them the icon is decoration beside its own words. */
  readonly label?: string;
  readonly size?: number;
}

/** A small line icon in the colour of the text around it. */
export function Icon({ name, label, size = 20, className, ...rest }: IconProps) {
  const naming = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg
      {...rest} {...naming}
      className={className ? `ui-icon ${className}` : 'ui-icon'}
      width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
      strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
