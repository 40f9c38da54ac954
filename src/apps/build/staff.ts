import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { sentencesInTwoParts } from './sentences.ts';

const ROOT = fileURLToPath(new URL('../staff/', import.meta.url));

/** How the staff application is bundled into `outDir`, for the address `/app/`. */
export function staffConfig(outDir: string): InlineConfig {
  return {
    root: ROOT,
    base: '/app/',
    configFile: false,
    logLevel: 'error',
    plugins: [sentencesInTwoParts(), react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.json',
      reportCompressedSize: false,
      // One sheet of styles: a page that follows is never without its own.
      cssCodeSplit: false,
      // The content security policy allows no data: scripts, and small files travel better apart.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
}
