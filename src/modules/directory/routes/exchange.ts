import { z } from 'zod';
import { refuse } from '#kernel/errors';
import { routesOf, type UploadedFile } from '#platform/http';
import { EXPORT_FORMATS, MEDIA_TYPES, stewardFile } from '../exchange/export.ts';
import { LIMITS } from '../exchange/limits.ts';
import { directoryPolicy } from '../policy.ts';
import { exportedFileSchema, importLineSchema, importPageSchema, importQuerySchema, importReportSchema } from '../schema/exchange.ts';
import * as imports from '../service/imports.ts';

const defineRoute = routesOf(directoryPolicy);

const NO_PERSON = 'none: the directory holds no person';
const upload = { maxBytes: LIMITS.fileBytes + 1 };

function fileOf(file: UploadedFile | null): imports.ImportedFile {
  if (!file || file.bytes.length === 0) throw refuse('platform.file-missing', { status: 400 });
  return { name: file.name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, LIMITS.fileName) || '–', bytes: Buffer.from(file.bytes) };
}

/** Routes by which stewards exchange the directory as files. */
export const exchangeRoutes = [
  defineRoute({
    method: 'GET', path: '/api/directory/export', summary: 'The directory as one file of the exchange format',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    query: z.object({ format: z.enum(EXPORT_FORMATS).default('zip') }), response: exportedFileSchema,
    handler: async (ctx, { query }) => {
      const { name, bytes } = await stewardFile(ctx, query.format);
      return { name, mediaType: MEDIA_TYPES[query.format], base64: bytes.toString('base64') };
    },
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/imports', summary: 'Files that were taken in, and what could not be taken of them',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    response: z.object({ imports: z.array(importLineSchema) }),
    handler: async (ctx) => ({ imports: await imports.importsOf(ctx) }),
  }),
  defineRoute({
    method: 'GET', path: '/api/directory/imports/:importId', summary: 'One file that was taken in, with a page of what it proposed',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    params: z.object({ importId: z.uuid() }), query: z.object({ page: z.coerce.number().int().min(0).max(1000).default(0) }), response: importPageSchema,
    handler: (ctx, { params, query }) => imports.importPage(ctx, params.importId, query.page),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/imports/check', summary: 'What taking a file in would propose; changes nothing',
    permission: 'directory.keep', audience: 'signed-in', purpose: 'directory-upkeep', audit: NO_PERSON,
    upload, query: importQuerySchema, response: importReportSchema,
    handler: (ctx, { file, query }) => imports.rehearseImport(ctx, fileOf(file), query),
  }),
  defineRoute({
    method: 'POST', path: '/api/directory/imports', summary: 'Take a file in: a proposal for each entry that is new or says something else',
    permission: 'directory.import', audience: 'signed-in', purpose: 'directory-upkeep', audit: { kind: 'directory-import', id: (_, out) => out.importId },
    upload, query: importQuerySchema, response: importReportSchema,
    handler: (ctx, { file, query }) => imports.importFile(ctx, fileOf(file), query),
  }),
];
