import type { Client, TestServer } from '../../support/server.ts';
import { must, one } from './asking.ts';

const TRADES = 'service.zz-youth-trades';

/** A proposal, two reports and a link about a service of the provider of the story. */
export async function directoryStory(server: TestServer, steward: Client, provider: Client, today: string): Promise<{ ids: Record<string, string>; serviceEntry: Record<string, unknown> }> {
  const { entry } = await must<{ entry: Record<string, unknown> }>(steward.get(`/api/directory/entries/${TRADES}`));
  const proposal = await must<{ proposalId: string }>(provider.send('POST', '/api/directory/proposals', {
    kind: 'service', entryId: entry['id'], baseVersion: 1, entry: { ...entry, referralPath: 'Invented way' }, reason: 'prueba', evidence: { kind: 'organization' },
  }));
  const report = await must<{ reportId: string }>(provider.send('POST', '/api/directory/reports', { kind: 'service', entryId: entry['id'], subject: 'phone', text: 'prueba' }));
  const link = await must<{ linkId: string }>(steward.send('POST', '/api/directory/owner-links', { organizationId: entry['organizationId'] }));
  await must(provider.send('POST', '/api/directory/paper-reports', { serviceId: entry['id'], paperId: 'zz-id-card', outcome: 'accepted', on: today }));
  const { paperReportId } = await one(server, `select id as "paperReportId" from directory.paper_report where service_id = '${String(entry['id'])}'`);
  const file = Buffer.from('{"organization":[{"id":"00000000-0000-5000-8000-000000000002","name":"Prueba importada","x_kind":"private"}]}');
  const { importId } = await must<{ importId: string }>(steward.upload('/api/directory/imports?source=prueba', 'prueba.json', file));
  return { ids: { entry: TRADES, paperReportId: paperReportId!, ...proposal, ...report, ownerLinkId: link.linkId, importId }, serviceEntry: entry };
}
