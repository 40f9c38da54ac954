import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds `dist/portal/portal.js`. */
export async function buildPortal(): Promise<void> {
  await build({ configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)) });
}
