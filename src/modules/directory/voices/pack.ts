import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defineSlice, type Pack } from '#platform/country';
import { rightCards } from '../rights/pack.ts';
import { voicesPackSchema, type SpokenLanguage } from './schema.ts';

/** `countries/<cc>/voices.json`, with audio beside it in `voices/`: only where an operator supplied them. */
const voicesSlice = defineSlice('voices', voicesPackSchema);

const MAX_AUDIO = 400_000;

/** Languages that somebody supplied for this country. */
export function spokenLanguages(pack: Pack): readonly SpokenLanguage[] {
  return existsSync(join(pack.folder, 'voices.json')) ? pack.slice(voicesSlice).languages : [];
}

/** Folder of the audio files; null where there are none. */
export function audioFolder(pack: Pack): string | null {
  const folder = join(pack.folder, 'voices');
  return spokenLanguages(pack).length > 0 && existsSync(folder) ? folder : null;
}

/** What is wrong with supplied voices: files that are missing or too big for a slow network, cards that do not exist. */
export function voiceFaults(pack: Pack): { id: string; message: string }[] {
  const cards = new Set(rightCards(pack).map((card) => `card-${card.id}`));
  return spokenLanguages(pack).flatMap((language) => language.pieces.flatMap(({ key, audio }) => {
    const file = audio === null ? null : join(pack.folder, 'voices', audio);
    const missing = file !== null && !existsSync(file);
    return [
      ...(missing ? [`${key}: file ${audio} is missing`] : []),
      ...(file !== null && !missing && statSync(file).size > MAX_AUDIO ? [`${key}: ${audio} is bigger than ${MAX_AUDIO / 1000} KB`] : []),
      ...(key.startsWith('card-') && !cards.has(key) ? [`${key}: no such card`] : []),
    ].map((message) => ({ id: language.code, message }));
  }));
}
