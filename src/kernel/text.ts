/** Spanish-aware folding for search keys: lower case, no accents (ñ becomes n), single spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
