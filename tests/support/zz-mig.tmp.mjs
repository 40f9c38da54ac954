import { buildTemplate, databaseUrl } from '/work/main/tests/support/template.ts';
import { startTestServer, embeddedBinaries } from '/work/main/tests/support/engine.ts';
const s = await startTestServer(await embeddedBinaries());
try { const t = await buildTemplate(s.url); console.log('ok', t.name);} catch(e){console.error(e)} finally { await s.stop(); }
