/** What the public pages of an answer show: plain data in one language. */

export interface AnswerForm {
  /** What is sent as `accion`. */
  readonly accion: string;
  readonly fields: readonly ('motivo' | 'resultado' | 'pregunta' | 'nota' | 'otro')[];
  /** Shown open: the first step, or the one in which something is missing. */
  readonly open: boolean;
}

export interface Typed {
  readonly nombre: string;
  readonly nota: string;
  readonly motivo: string;
  readonly otro: string;
  readonly resultado: string;
}

export interface Term { readonly term: string; readonly value: string }

export interface Notice { readonly kind: 'done' | 'problem'; readonly text: string }

/** One referral, for whoever answers it. */
export interface AnswerModel {
  readonly action: string;
  /** What travels with every answer: how the referral stood, and for a sheet the sealed key. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly notice: Notice | null;
  readonly state: string;
  readonly about: readonly Term[];
  readonly sections: readonly { readonly label: string; readonly items: readonly Term[] }[];
  readonly history: readonly { readonly when: string; readonly what: string; readonly words: string }[];
  readonly forms: readonly AnswerForm[];
  readonly reasons: readonly { readonly code: string; readonly label: string }[];
  readonly typed: Typed;
}

/** Where the address of a link leads before anything is shown. */
export interface DoorModel { readonly action: string }

/** Where the code of a sheet is typed. */
export interface CodeModel {
  readonly action: string;
  readonly notice: Notice | null;
  readonly code: string;
  /** Where one only asks whether a sheet is real; null: this is there, and no year is asked. */
  readonly checkHref: string | null;
}

/** Thanks, or that nothing can be shown. */
export interface EndModel { readonly title: string; readonly notice: Notice | null; readonly help: string }
