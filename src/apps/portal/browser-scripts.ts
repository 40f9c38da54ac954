import { readFileSync } from 'node:fs';
import { minifySync, transformWithOxc, type Plugin } from 'vite';

/** `import source from './x.ts?raw'` in the portal's `offline` folder gives what browsers run: no types, no spare characters. */
export function browserScripts(): Plugin {
  return {
    name: 'portal-browser-scripts',
    enforce: 'pre',
    async load(id) {
      const [file = '', query] = id.split('?');
      if (query !== 'raw' || !/\/apps\/portal\/offline\/[a-z]+\.ts$/.test(file)) return null;
      const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { lang: 'ts', target: 'es2022', sourcemap: false });
      const small = minifySync(file.replace(/\.ts$/, '.js'), code, { module: false });
      return { code: `export default ${JSON.stringify(small.code)};`, map: null };
    },
  };
}
