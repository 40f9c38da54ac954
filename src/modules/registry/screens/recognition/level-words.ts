import { useText } from '#ui';

/** Words for fields and levels of a model, which speak of no pair in particular. */
export function useLevelWords(): { fieldWords: (field: string) => string; levelWords: (field: string, level: string) => string } {
  const { t, has } = useText();
  const fieldWords = (field: string) => (has(`registry.recognition.field.${field}`) ? t(`registry.recognition.field.${field}`) : field);
  const levelWords = (field: string, level: string) => {
    const known = ['registry.recognition.kind', 'registry.why', 'registry.recognition.silent'].map((prefix) => `${prefix}.${field}.${level}`).find((key) => has(key));
    return known ? t(known) : level;
  };
  return { fieldWords, levelWords };
}
