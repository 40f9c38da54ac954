/** All Spanish sentences of the staff application, gathered when the bundle is built. */
const files = import.meta.glob<Record<string, string>>(['../../**/text/es.json', '!../../apps/portal/**', '!../../apps/server/**', '!../../apps/cli/**'], { eager: true, import: 'default' });

export const texts: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(files));
