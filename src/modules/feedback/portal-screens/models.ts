/** What the public pages show: plain data in one language. */

export interface SaidFormModel {
  readonly action: string;
  /** Service that it is about; null: a place is chosen. */
  readonly service: string | null;
  readonly offices: readonly { readonly id: string; readonly name: string }[];
  readonly kinds: readonly string[];
  readonly problem: string | null;
  readonly typed: { readonly envio: string; readonly tipo: string; readonly oficina: string; readonly texto: string; readonly nombre: string; readonly respuesta: string; readonly via: string };
  readonly answerHref: string;
}

export interface ThanksModel {
  /** Told once; empty when the same form was sent before. */
  readonly code: string;
  readonly until: string;
  readonly wantsAnswer: boolean;
  readonly answerHref: string;
  readonly homeHref: string;
  /** Where help is found now; null where nobody may be in danger. */
  readonly helpHref: string | null;
}

export interface CodeModel { readonly action: string; readonly problem: string | null; readonly code: string; readonly formHref: string }

export interface StandingModel {
  readonly action: string;
  readonly pass: string;
  readonly notice: string | null;
  readonly problem: string | null;
  readonly state: string;
  readonly answer: string | null;
  readonly replies: { readonly content: boolean; readonly notContent: boolean };
  readonly typed: string;
}
