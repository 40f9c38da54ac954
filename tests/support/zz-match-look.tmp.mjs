import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
const base='http://127.0.0.1:3177';
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const ctx = await browser.newContext({ viewport:{width:1280,height:900}, locale:'es' });
const page = await ctx.newPage(); page.setDefaultTimeout(60000);
page.on('console', m=>{ if(m.type()==='error') console.log('console:',m.text().slice(0,300)); });
page.on('pageerror', e=>console.log('pageerror', e.message.slice(0,300)));
await page.goto(base+'/app');
await page.fill('input[name=login]','ventanilla.sv'); await page.fill('input[type=password]','ventanilla-demo'); await page.keyboard.press('Enter');
await page.waitForTimeout(6000);
const csrf = (await (await page.request.get(base+'/api/session')).json()).csrf;
const send = async (method, path, data) => { const r = await page.request.fetch(base+path,{method, headers:{'x-csrf-token':csrf,'x-command-id':crypto.randomUUID(), origin: base, 'content-type':'application/json'}, data: JSON.stringify(data)}); const t=await r.text(); if(!r.ok()) console.log(method,path,r.status(),t.slice(0,400)); return t? JSON.parse(t):null; };
const reg={caseId:'01a20385-6a85-7adc-8a11-b5ffa0460cde',personId:'01a20385-6a85-7834-8dd5-a3c7464fc55b'};
console.log(JSON.stringify(reg).slice(0,300));
const caseId = reg.caseId ?? reg.case?.caseId, personId = reg.personId;
await send('POST',`/api/people/${personId}/facts`,{ facts:[{code:'returnType',state:'known',value:'deported'},{code:'wantsBusiness',state:'known',value:false},{code:'occupations',state:'known',value:['6111','7112']}] });
const out=[];
const needs=(await (await page.request.get(`${base}/api/cases/${caseId}/needs`)).json()).needs;
for (const n of needs) {
  await page.goto(`${base}/app/cases/${caseId}/suggestions?need=${n.needId}`); await page.waitForTimeout(3500);
  await page.screenshot({path:`/tmp/mshots/desk-${n.need}.png`, fullPage:true});
  const r=await new AxeBuilder({page}).analyze(); for(const v of r.violations) console.log(n.need,'axe',v.id,v.impact,v.nodes.length, v.nodes[0].html.slice(0,200));
}
const jp=needs.find(n=>n.need==='job_placement');
await page.goto(`${base}/app/cases/${caseId}/suggestions?need=${jp.needId}`); await page.waitForTimeout(3000);
const b=page.getByRole('button',{name:/Con soltura|Sí/}).first(); if(await b.count()){ await b.click(); await page.waitForTimeout(3500); await page.screenshot({path:'/tmp/mshots/desk-answered.png',fullPage:true}); }
await page.setViewportSize({width:390,height:844}); await page.emulateMedia({colorScheme:'dark'}); await page.waitForTimeout(1000); await page.screenshot({path:'/tmp/mshots/phone-dark.png',fullPage:true});
await page.getByRole('button',{name:/Derivar a/}).first().click(); await page.waitForTimeout(2500); console.log(page.url());
console.log(caseId, personId);
await browser.close();
