/** Kinds of help in the middle of a sentence: no capitals but those of a language or an acronym. */
export const listed = (labels: readonly string[]): string => labels.map((label) => label.replace(/^(?!English)\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())).join(', ');
