import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../staff/', import.meta.url));

const TEXT_FILE = /\/text\/(es|en)\.json$/;

/** Sentences that only the public portal says stay out of the staff bundle. */
function withoutPortalTexts(): Plugin {
  return {
    name: 'ventanilla-without-portal-texts',
    enforce: 'pre',
    transform(code, id) {
      if (!TEXT_FILE.test(id)) return null;
      const said = Object.entries(JSON.parse(code) as Record<string, string>).filter(([key]) => !/(^|\.)portal\./.test(key));
      return { code: JSON.stringify(Object.fromEntries(said)), map: null };
    },
  };
}

/** How the staff application is bundled into `outDir`, for the address `/app/`. */
export function staffConfig(outDir: string): InlineConfig {
  return {
    root: ROOT,
    base: '/app/',
    configFile: false,
    logLevel: 'error',
    plugins: [withoutPortalTexts(), react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.json',
      reportCompressedSize: false,
      // The content security policy allows no data: scripts, and small files travel better apart.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  };
}
