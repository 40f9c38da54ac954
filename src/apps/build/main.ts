import { buildAll } from './index.ts';
import { printSizes } from './size.ts';

await buildAll();
printSizes();
