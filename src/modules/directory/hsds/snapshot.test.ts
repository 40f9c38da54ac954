import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openPacks } from '#platform/country';
import { quietOrganization, quietService } from '../entry/factory.ts';
import { hsdsQuery, paged } from './answers.ts';
import { anyService } from './arbitrary.ts';
import { organizationTo, serviceTo } from './entries.ts';
import { PROFILE } from './profile.ts';
import { snapshotOf, surroundingsOf } from './snapshot.ts';

const around = surroundingsOf(openPacks(['ZZ']).get('ZZ')!);
const changedAt = new Date('2026-01-01T00:00:00Z');
const kept = <T>(entry: T) => ({ entry, changedAt });

describe('the public part of a directory', () => {
  it('names an organization only for its public services, and those above it, even in a circle', () => {
    const organizations = [
      quietOrganization({ id: 'zz-owner', parent: 'zz-above' }), quietOrganization({ id: 'zz-above', parent: 'zz-owner' }), quietOrganization({ id: 'zz-shelter-only' }),
    ].map(kept);
    const snapshot = snapshotOf(around, '1', [kept(quietService({ organizationId: 'zz-owner' }))], organizations);
    expect(snapshot.organizations.map((one) => one.row['x_code'])).toEqual(['zz-owner', 'zz-above']);
  });

  it('does not say that a hidden service stands in the place of another', () => {
    const snapshot = snapshotOf(around, '1', [kept(quietService({ organizationId: 'zz-owner', successorId: 'zz-hidden' }))], [kept(quietOrganization({ id: 'zz-owner' }))]);
    expect(JSON.stringify([...snapshot.services])).not.toContain('zz-hidden');
  });

  it('every page of any size, put together, is the list', () => {
    fc.assert(fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (list, per_page) => {
      const pages = Math.ceil(list.length / per_page);
      const all = Array.from({ length: pages }, (_, i) => paged(list, { page: i + 1, per_page }, (n) => ({ n })));
      expect(all.flatMap((page) => page.contents.map((row) => row['n']))).toEqual(list);
      expect(all.every((page) => page.total_items === list.length && page.total_pages === pages && !page.empty)).toBe(true);
      expect(hsdsQuery.parse({}).page).toBe(1);
    }));
  });

  it('says in its profile every field that it adds', () => {
    const added = (kind: string, row: unknown): string[] => (typeof row === 'object' && row !== null ? Object.keys(row).filter((key) => key.startsWith('x_') && !(key in (PROFILE[kind] ?? {}))) : []);
    fc.assert(fc.property(anyService, (service) => {
      const row = serviceTo(service, around);
      const at = row['service_at_locations'] as Record<string, unknown>[] | undefined;
      expect([...added('service', row), ...(at ?? []).flatMap((one) => [...added('service_at_location', one), ...added('location', one['location'])])]).toEqual([]);
      expect(added('organization', organizationTo(quietOrganization(), 'ZZ'))).toEqual([]);
    }));
  });
});
