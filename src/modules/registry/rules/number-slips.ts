/** What a document number may have been before one slip: one figure read wrongly, lost or added, two neighbours exchanged, a letter taken for a figure. */
const FIGURES = '0123456789';
const TAKEN_FOR: Readonly<Record<string, string>> = { 0: 'OQD', O: '0', Q: '0', D: '0', 1: 'I', I: '1', 5: 'S', S: '5', 8: 'B', B: '8', 2: 'Z', Z: '2', 6: 'G', G: '6' };
const SHORTEST = 8;
const LONGEST = 20;

function* misread(compact: string): Generator<string> {
  for (let at = 0; at < compact.length; at++) {
    const symbol = compact[at]!;
    const others = (FIGURES.includes(symbol) ? FIGURES : '') + (TAKEN_FOR[symbol] ?? '');
    for (const other of others) yield compact.slice(0, at) + other + compact.slice(at + 1);
    if (at > 0) yield compact.slice(0, at - 1) + symbol + compact[at - 1]! + compact.slice(at + 1);
  }
}

/** One figure too few or too many. A letter is hardly ever lost. */
function* lostOrAdded(compact: string): Generator<string> {
  for (let at = 0; at <= compact.length; at++) {
    if (compact.length > SHORTEST && FIGURES.includes(compact[at] ?? ' ')) yield compact.slice(0, at) + compact.slice(at + 1);
    if (compact.length < LONGEST) for (const figure of FIGURES) yield compact.slice(0, at) + figure + compact.slice(at);
  }
}

/** Numbers one slip away from a compact number; none for a short one, where too many people would be one slip away. */
export function numberSlips(compact: string): string[] {
  if (compact.length < SHORTEST || compact.length > LONGEST) return [];
  const slips = new Set([...misread(compact), ...lostOrAdded(compact)]);
  slips.delete(compact);
  return [...slips];
}
