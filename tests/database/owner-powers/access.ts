import { open, type OwnersWord } from './words.ts';

export const access: Readonly<Record<string, OwnersWord>> = {
  'access.append_audit': open('Every request is written down, also of whoever is not signed in; it writes in the name and country of the actor and tells nothing.'),
};
