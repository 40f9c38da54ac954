/** What the desk asks, why, and what may wait: the short path and the script of the conversation. */

export const SCRIPT_STEPS = ['welcome', 'name', 'birth', 'document', 'travelling', 'destination', 'contact', 'health', 'shelter', 'private', 'consent', 'origin', 'abroad', 'papers', 'goodbye'] as const;
/** One step of the conversation. Its words are `reception.script.<step>.why` and `.say`. */
export type ScriptStep = (typeof SCRIPT_STEPS)[number];

export const LATER_QUESTIONS = ['document', 'origin', 'abroad', 'papers'] as const satisfies readonly ScriptStep[];
/** What a country may leave for the window: nothing that somebody needs before leaving is among them. */
export type LaterQuestion = (typeof LATER_QUESTIONS)[number];

export interface ScriptLine {
  readonly question: ScriptStep;
  /** The person may leave it unanswered and gets the same help. */
  readonly maySkip: boolean;
  /** Which requirements and descriptions ask for it. */
  readonly sources: readonly string[];
}

/** The conversation in its order. First the person, then what cannot wait, then what the paper needs; questions about fear only in private. */
export const SCRIPT: readonly ScriptLine[] = [
  { question: 'welcome', maySkip: false, sources: ['R-REC-22', 'R-ACC-05'] },
  { question: 'name', maySkip: false, sources: ['R-REC-01'] },
  { question: 'health', maySkip: true, sources: ['R-HEA-01', 'R-VUL-22'] },
  { question: 'travelling', maySkip: false, sources: ['R-REC-07', 'R-REC-08'] },
  { question: 'birth', maySkip: true, sources: ['R-REC-07'] },
  { question: 'private', maySkip: true, sources: ['R-VUL-03', 'R-VUL-27', 'R-REF-09'] },
  { question: 'shelter', maySkip: true, sources: ['R-REC-12'] },
  { question: 'destination', maySkip: false, sources: ['R-REC-10', 'R-REF-15'] },
  { question: 'contact', maySkip: true, sources: ['R-MON-01'] },
  { question: 'consent', maySkip: true, sources: ['R-DPR-01'] },
  { question: 'document', maySkip: true, sources: ['R-DOC-02'] },
  { question: 'papers', maySkip: true, sources: ['R-DOC-02'] },
  { question: 'origin', maySkip: true, sources: ['R-REC-01'] },
  { question: 'abroad', maySkip: true, sources: ['R-REC-01'] },
  { question: 'goodbye', maySkip: false, sources: ['R-ACC-05', 'R-REF-15'] },
];

/** When to stop asking. Their words are `reception.script.stop.<sign>`. */
export const STOP_SIGNS = ['silence', 'shaking', 'confused', 'fear', 'asks'] as const;
export type StopSign = (typeof STOP_SIGNS)[number];
