import type { Locale } from '#kernel/codes';

/** What the public pages show: plain data, already in neutral words and in one language. */

export interface LinkTo {
  readonly href: string;
  readonly label: string;
  /** Language of the label, when it is not that of the page. */
  readonly lang?: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** Something known of a service, as lines under a short heading. */
export interface Detail {
  readonly label: string;
  readonly lines: readonly string[];
}

export interface PhoneModel {
  readonly number: string;
  readonly note: string;
}

export interface PortalFrame {
  readonly locale: Locale;
  readonly styleHref: string;
  readonly demo: boolean;
  /** The same page in the other language. */
  readonly otherLanguageHref: string;
  readonly homeHref: string;
  /** Text key of what is said about keeping what is typed here. */
  readonly footnote?: string | undefined;
  /** How to look after oneself while reading; null where no country is chosen. */
  readonly careHref: string | null;
  /** Where one says what was good or bad; null where no country is chosen. */
  readonly opinionHref: string | null;
  readonly scriptHref: string;
  /** Pages under this address may be kept for reading without a network; null where no country is chosen. */
  readonly scope: string | null;
}

export interface StartModel {
  readonly country: string | null;
  readonly countryName: string | null;
  /** Countries to choose from when the deployment serves several and none is chosen. */
  readonly countries: readonly { readonly href: string; readonly label: string }[];
  readonly families: readonly Choice[];
  readonly departments: readonly Choice[];
  readonly departmentLabel: string;
  readonly placeText: string;
  readonly papers: readonly Choice[];
  readonly answers: { readonly age: string; readonly sex: string; readonly family: boolean; readonly english: boolean };
  readonly action: string;
  /** Other ways to look: map, rights, papers, everything. */
  readonly ways: readonly LinkTo[];
  /** Languages that somebody supplied. */
  readonly voices: readonly LinkTo[];
  readonly problem: string | null;
}

export interface ResultModel {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly organization: string;
  readonly gives: readonly string[];
  readonly verdict: 'fits' | 'ask';
  readonly reasons: readonly string[];
  readonly asks: readonly string[];
  readonly place: string;
  readonly travel: string | null;
  /** Said of services that need no way. */
  readonly reach: string | null;
  readonly bring: readonly string[];
  readonly bringNote: string | null;
  readonly phone: string | null;
  /** Hours and cost, where they are known. */
  readonly details: readonly Detail[];
  /** Of which year it is, and who confirmed it when. */
  readonly freshness: string;
  /** Unconfirmed for so long that one calls before going. */
  readonly phoneFirst: boolean;
}

export interface ResultsModel {
  readonly familyLabel: string;
  readonly placeLabel: string | null;
  readonly office: string | null;
  readonly results: readonly ResultModel[];
  readonly total: number;
  readonly shownFrom: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly printHref: string;
  readonly changeHref: string;
  /** Municipalities that the typed text may mean; empty when it was clear. */
  readonly placeChoices: readonly LinkTo[];
  readonly problem: string | null;
  readonly safePlaces: boolean;
  /** The same search at another place, every other answer kept. */
  readonly elsewhere: { readonly action: string; readonly kept: readonly { readonly name: string; readonly value: string }[] };
  /** The same list without what the person told about themselves. */
  readonly shareHref: string;
  readonly rights: readonly LinkTo[];
  readonly ways: readonly LinkTo[];
}

export interface ServiceModel {
  readonly name: string;
  readonly organization: string;
  readonly gives: readonly string[];
  readonly conditions: readonly string[];
  readonly places: readonly string[];
  /** English words of the source about the place. */
  readonly placeNote: string | null;
  readonly bring: readonly string[];
  readonly bringNote: string | null;
  readonly phones: readonly PhoneModel[];
  readonly details: readonly Detail[];
  readonly webs: readonly string[];
  /** What it does, in the language of the page; empty where nobody wrote it. */
  readonly description: string;
  /** English words of the source. */
  readonly sourceText: string;
  readonly sources: readonly string[];
  readonly freshness: string;
  readonly phoneFirst: boolean;
  /** What was reported of papers at its counter. */
  readonly said: readonly string[];
  /** Where one says whether a paper was accepted; null for a place that is secret. */
  readonly saidHref: string | null;
  readonly reportHref: string;
  /** Where one says how one was treated there. */
  readonly opinionHref: string;
  readonly status: string | null;
  readonly backHref: string;
  /** The same page without what the person told about themselves. */
  readonly shareHref: string;
  readonly rights: readonly LinkTo[];
  /** Papers and how to get them. */
  readonly ways: readonly LinkTo[];
}

/** The sentence of a text key. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;
