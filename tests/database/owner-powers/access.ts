import { open, to, type OwnersWord } from './words.ts';

export const access: Readonly<Record<string, OwnersWord>> = {
  'access.append_audit': open('Every request is written down, also of whoever is not signed in; it writes in the name and country of the actor and tells nothing.'),
  'access.end_account': to(['administrator'], 'Ends an account of the own country, never the own one; tells whether it did.'),
};
