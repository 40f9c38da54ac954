import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPacks } from '#platform/country';
import { hsdsFixture } from '../../../../tests/support/hsds.ts';
import { quietOrganization, quietService } from '../entry/factory.ts';
import { anyOrganization, anyService } from '../hsds/arbitrary.ts';
import { organizationTo, serviceTo } from '../hsds/entries.ts';
import { surroundingsOf } from '../hsds/snapshot.ts';
import { taxonomyOf, termsOf } from '../hsds/taxonomy.ts';
import { organizationSchema, serviceSchema, type Organization, type Service } from '../schema.ts';
import { candidatesIn } from './candidates.ts';
import { findings } from './findings.ts';
import { registerOf } from './identity.ts';
import { openExchange } from './open.ts';
import { flatten, type Nested } from './tables.ts';
import { jsonText, packageFiles } from './write.ts';
import { zipOf } from './zip.ts';

const around = surroundingsOf(openPacks(['ZZ']).get('ZZ')!);

const nestedOf = (organizations: readonly Organization[], services: readonly Service[]): Nested => ({
  taxonomy: [taxonomyOf('ZZ')], taxonomy_term: termsOf('ZZ', around.needs),
  organization: organizations.map((one) => organizationTo(one, 'ZZ')), service: services.map((one) => serviceTo(one, around)),
});

/** What an installation that has nothing yet makes of a file. */
async function takenIn(bytes: Buffer): Promise<{ organizations: Organization[]; services: Service[]; said: string[] }> {
  const found = findings();
  const { tables } = await openExchange(bytes, 'prueba', found);
  const { list } = candidatesIn(tables, {
    register: registerOf('ZZ', { organization: [], service: [] }), standing: () => null, found,
    setting: { around, source: 'prueba', organizationKind: null, year: 2026 },
  });
  return {
    organizations: list.filter(({ kind }) => kind === 'organization').map(({ entry }) => organizationSchema.parse(entry)),
    services: list.filter(({ kind }) => kind === 'service').map(({ entry }) => serviceSchema.parse(entry)), said: found.list.map((one) => `${one.file} ${one.row} ${one.column}: ${one.code}`),
  };
}

/** A directory whose parts fit together: each service belongs to an organization, and all ids are different. */
const anyDirectory = fc.record({
  organizations: fc.uniqueArray(anyOrganization, { minLength: 1, maxLength: 3, selector: (o) => o.id }),
  services: fc.uniqueArray(anyService, { maxLength: 4, selector: (s) => s.id }),
}).map(({ organizations, services }) => ({
  organizations: organizations.map((o, i) => ({ ...o, parent: i === 0 ? null : organizations[i - 1]!.id })),
  services: services.map((s, i) => ({ ...s, organizationId: organizations[i % organizations.length]!.id })),
}));

describe('a directory that goes out as a file and comes in again', () => {
  it.each(['zip', 'json'] as const)('is the same, whatever stands in it (%s)', async (format) => {
    await fc.assert(fc.asyncProperty(anyDirectory, async ({ organizations, services }) => {
      const nested = nestedOf(organizations, services);
      const bytes = format === 'zip' ? zipOf(packageFiles(nested)) : Buffer.from(jsonText(nested));
      expect(await takenIn(bytes)).toEqual({ organizations, services, said: [] });
    }), { numRuns: 30 });
  }, 120_000);

  it('gives the same bytes for the same directory', () => {
    const nested = nestedOf([quietOrganization()], [quietService()]);
    expect(zipOf(packageFiles(nested)).equals(zipOf(packageFiles(nested)))).toBe(true);
  });
});

interface Field { readonly name: string; readonly type: string; readonly format?: string; readonly constraints?: { readonly required?: boolean } }
interface Resource { readonly name: string; readonly path: string; readonly schema: { readonly fields: readonly Field[]; readonly foreignKeys?: readonly { readonly fields: string; readonly reference: { readonly resource: string } }[] } }

describe('the tabular data package', () => {
  const theirs = (hsdsFixture('datapackage.json') as unknown as { resources: Resource[] }).resources;

  it('has files, columns and types of the specification, in its order, and fills what must be filled', () => {
    fc.assert(fc.property(anyDirectory, ({ organizations, services }) => {
      const nested = nestedOf(organizations, services);
      const [description] = packageFiles(nested);
      const ours = (JSON.parse(description!.text) as { resources: Resource[] }).resources;
      const tables = flatten(nested);
      for (const { name, path, schema } of ours) {
        const spec = theirs.find((one) => one.name === name)!;
        expect([name, path]).toEqual([name, spec.path]);
        const standard = schema.fields.filter((field) => !field.name.startsWith('x_'));
        // The specification lists no fields of these two.
        if (name !== 'unit' && name !== 'service_capacity') expect(standard.map((field) => [field.name, field.type])).toEqual(spec.schema.fields.map((field) => [field.name, field.type]));
        for (const row of tables.get(name)!) {
          for (const { name: field } of spec.schema.fields.filter((one) => one.constraints?.required)) expect([name, field, row[field] === undefined || row[field] === null]).toEqual([name, field, false]);
          for (const key of spec.schema.foreignKeys ?? []) {
            if (row[key.fields] === undefined) continue;
            expect([name, key.fields, tables.get(key.reference.resource)!.some((one) => one['id'] === row[key.fields])]).toEqual([name, key.fields, true]);
          }
        }
      }
    }), { numRuns: 12 });
  }, 60_000);

  it('says of each column that names a row elsewhere where that is', () => {
    const ours = (JSON.parse(packageFiles(nestedOf([quietOrganization()], [quietService()]))[0]!.text) as { resources: Resource[] }).resources;
    for (const { name, schema } of ours) {
      const told = (schema.foreignKeys ?? []).map((key) => `${key.fields} ${key.reference.resource}`);
      const wanted = (theirs.find((one) => one.name === name)?.schema.foreignKeys ?? []).map((key) => `${key.fields} ${key.reference.resource}`);
      expect([name, wanted.filter((key) => !told.includes(key))]).toEqual([name, []]);
    }
  });
});
