import { useText } from '#ui';

type Has = (key: string) => boolean;
const OF_LEVELS = ['registry.recognition.kind', 'registry.why', 'registry.recognition.silent'];

/** Text key of a field. */
export function keyOfField(field: string, has: Has): string | undefined {
  return [`registry.recognition.field.${field}`].find(has);
}

/** Text key of a level, in words that speak of no pair in particular. */
export function keyOfLevel(field: string, level: string, has: Has): string | undefined {
  return OF_LEVELS.map((prefix) => `${prefix}.${field}.${level}`).find(has);
}

/** Words for fields and levels of a model. */
export function useLevelWords(): { fieldWords: (field: string) => string; levelWords: (field: string, level: string) => string } {
  const { t, has } = useText();
  const said = (key: string | undefined, code: string) => (key ? t(key) : code);
  return { fieldWords: (field) => said(keyOfField(field, has), field), levelWords: (field, level) => said(keyOfLevel(field, level, has), level) };
}
