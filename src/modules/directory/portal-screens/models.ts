import type { Locale } from '#kernel/codes';

/** What the public pages show: plain data, already in neutral words and in one language. */

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

export interface PortalFrame {
  readonly locale: Locale;
  readonly styleHref: string;
  readonly demo: boolean;
  /** The same page in the other language. */
  readonly otherLanguageHref: string;
  readonly homeHref: string;
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
  readonly bring: readonly string[];
  readonly bringNote: string | null;
  readonly phone: string | null;
  readonly asOf: number;
}

export interface PlaceChoice {
  readonly href: string;
  readonly label: string;
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
  readonly placeChoices: readonly PlaceChoice[];
  readonly problem: string | null;
  readonly safePlaces: boolean;
}

export interface ServiceModel {
  readonly name: string;
  readonly organization: string;
  readonly gives: readonly string[];
  readonly conditions: readonly string[];
  readonly places: readonly string[];
  readonly bring: readonly string[];
  readonly bringNote: string | null;
  readonly phone: string | null;
  /** English words of the source. */
  readonly sourceText: string;
  readonly sources: readonly string[];
  readonly asOf: number;
  readonly status: string | null;
  readonly backHref: string;
}

/** The sentence of a text key. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;
