import type { Detail, LinkTo } from './models.ts';
import type { PlaceSaidModel } from './said-pages.tsx';

/** What the pages of the guide show: the same for every reader. */

export interface GuideEntry {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  readonly gives: string;
  /** Empty where nobody says: the page says so once. */
  readonly place: string;
  readonly bring: string;
  readonly phone: string | null;
  readonly details: readonly Detail[];
  readonly freshness: string;
}

export interface GuideModel {
  readonly title: string;
  /** Null on the page of contents. */
  readonly entries: readonly GuideEntry[] | null;
  readonly families: readonly LinkTo[];
  readonly rights: readonly LinkTo[];
  readonly ways: readonly LinkTo[];
  readonly upHref: string | null;
}

export interface PaperStepModel {
  readonly id: string;
  readonly paper: string;
  readonly where: string;
  readonly bring: string;
  readonly takes: string;
  readonly costs: string;
  readonly holds: string | null;
  readonly asks: readonly string[];
  readonly notes: readonly string[];
  readonly asOf: number;
}

/** The way to one paper; without plans nobody says how it is had. */
export interface PaperWayModel {
  readonly paper: string;
  readonly held: boolean;
  readonly plans: readonly { readonly steps: readonly PaperStepModel[]; readonly total: readonly string[] }[];
}

export interface PapersModel {
  readonly action: string;
  readonly papers: readonly {
    readonly id: string; readonly name: string; readonly issuer: string | null; readonly source: string;
    /** Ticked as held; chosen as the one to get. */
    readonly held: boolean; readonly chosen: boolean;
  }[];
  readonly way: PaperWayModel | null;
  /** Where the chosen paper was reported as accepted or refused. */
  readonly said: readonly PlaceSaidModel[];
  readonly rights: readonly LinkTo[];
  readonly servicesHref: string;
}
