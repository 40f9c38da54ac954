/** Returns that a file of registrations brings in. The import of the registry writes them with the people, in one transaction. */
import { newId } from '#kernel/ids';
import type { Alongside } from '#registry';

/** One return for each registration whose day is known. */
export const importedReturns: Alongside = {
  table: 'reception.return_event',
  columns: ['id', 'country', 'office_id', 'person_id', 'returned_on', 'point_name', 'source', 'recorded_by', 'recorded_at'],
  row: (r) => (r.returnedOn === null ? null : [newId(r.now), r.country, r.officeId, r.personId, r.returnedOn, r.site, 'import', r.userId, r.time]),
};
