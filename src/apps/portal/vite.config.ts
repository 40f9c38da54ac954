import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { browserScripts } from './browser-scripts.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The portal's pages are TSX, which Node does not run: they are bundled; everything else stays the server's own code. */
export default defineConfig({
  root: here('.'),
  plugins: [react(), browserScripts()],
  logLevel: 'warn',
  // React as it is for production, whatever the environment of the server says: the other one takes three times as long.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  ssr: { noExternal: ['react', 'react-dom'] },
  build: {
    ssr: here('./portal.tsx'),
    outDir: here('../../../dist/portal'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    cssMinify: true,
    rollupOptions: {
      external: (id) => id.startsWith('#') && !id.endsWith('/portal-screens'),
      output: { entryFileNames: 'portal.js', format: 'es' },
    },
  },
});
