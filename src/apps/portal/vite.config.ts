import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The portal's pages are TSX, which Node does not run: they are bundled; everything else stays the server's own code. */
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  logLevel: 'warn',
  build: {
    ssr: here('./portal.tsx'),
    outDir: here('../../../dist/portal'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      external: (id) => id.startsWith('#') && id !== '#directory/portal-screens',
      output: { entryFileNames: 'portal.js', format: 'es' },
    },
  },
});
