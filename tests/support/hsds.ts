import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** Checks objects against the published JSON Schemas of HSDS 3.1. Only tests use it. */

const FOLDER = fileURLToPath(new URL('../fixtures/hsds/', import.meta.url));

const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as Record<string, unknown>;

// The schemas carry words of their own ("core", "constraints") beside those of JSON Schema.
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
for (const file of readdirSync(join(FOLDER, 'objects'))) ajv.addSchema(read(`objects/${file}`), file);
ajv.addSchema(read('service_list.json'), 'service_list.json');

/** What is wrong with an object of this kind; empty when it is valid. */
export function hsdsFaults(kind: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${kind}.json`);
  if (!validate) throw new Error(`no schema of ${kind}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((e: ErrorObject) => `${e.instancePath} ${e.message ?? ''}`);
}

/** The fixture itself. */
export const hsdsFixture = read;
