/** Compares the whole registry of a test database, in a process of its own that a test may kill. */
import { openPacks } from '#platform/country';
import { connect } from '#platform/db';
import { fieldCipher } from '#platform/secrets';
import { linkWholeRegistry } from '#registry';

const house = { database: connect(process.env['RUNTIME_URL']!), packs: openPacks(['ZZ']), subscriptions: [], cipher: fieldCipher('only for a test') };
await linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date() });
