import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
const base='http://127.0.0.1:3105';
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
async function as(login, locale='es'){ const ctx=await browser.newContext({viewport:{width:1280,height:900},locale}); const page=await ctx.newPage();
 page.on('console', m=>{ if(m.type()==='error') console.log('console:',m.text().slice(0,300)); }); page.on('pageerror', e=>console.log('pageerror', e.message.slice(0,300)));
 await page.goto(base+'/app'); await page.fill('input[name=login]',login); await page.fill('input[type=password]','ventanilla-demo'); await page.keyboard.press('Enter'); await page.waitForTimeout(2500); return page; }
let n=0; async function shot(page,name,full=true){ n++; await page.waitForTimeout(600); await page.screenshot({path:`/tmp/reg-shots/b${n}-${name}.png`, fullPage:full});
 const r=await new AxeBuilder({page}).analyze(); for(const v of r.violations) console.log(name,'axe',v.id,v.impact,v.nodes.length, v.nodes[0].html.slice(0,150)); }
const page=await as('ventanilla.hn');
await page.goto(base+'/app/register'); await page.waitForSelector('input[name=givenNames]');
await page.fill('input[name=givenNames]','A'.repeat(300)); await page.getByRole('button',{name:/Buscar si ya/}).click(); await page.waitForTimeout(500); await shot(page,'long-name',false);
await page.fill('input[name=givenNames]','Oscar Ejemplo'); await page.fill('input[name=surname1]','Murillo'); await page.fill('input[name="birth.year"]','1990'); await page.fill('input[name="birth.month"]','10'); await page.fill('input[name="birth.day"]','30');
await page.getByRole('button',{name:/Buscar si ya/}).click(); await page.waitForTimeout(1500);
await page.keyboard.press('Alt+1'); await page.waitForTimeout(500); await shot(page,'welcome');
const dest=page.locator('input[role=combobox]').first(); await dest.fill('distrito cen'); await page.waitForTimeout(1500); await page.keyboard.press('Enter');
await page.getByLabel(/No aceptó/).check(); await page.keyboard.press('Control+Enter'); await page.waitForTimeout(3000); console.log(page.url()); await shot(page,'case-welcome');
await page.getByRole('button',{name:/Corregir un dato/}).click(); await page.waitForTimeout(400); await page.selectOption('select[name=field]','surname2'); await page.fill('input[name=value]','Zúniga'); await page.fill('input[name=reason]','Partida de nacimiento'); await shot(page,'correct',false);
await page.getByRole('button',{name:/Guardar la corrección/}).click(); await page.waitForTimeout(1500);
await page.getByRole('button',{name:/Pedir consentimiento/}).click(); await page.waitForTimeout(400); await page.getByLabel('Aceptó',{exact:true}).check(); await shot(page,'consent',false); await page.getByRole('button',{name:/Registrar la respuesta/}).click(); await page.waitForTimeout(1200);
await page.getByRole('button',{name:'Retirar'}).first().click(); await page.waitForTimeout(400); await page.getByRole('dialog').getByRole('button',{name:'Retirar'}).click(); await page.waitForTimeout(1500);
for (const s of await page.locator('summary').all()) await s.click().catch(()=>{}); await shot(page,'case-after');
const url=page.url();
const sup=await as('supervision.hn','en'); await sup.goto(url); await sup.waitForTimeout(2500); await shot(sup,'case-supervisor-en');
await sup.goto(base+'/app/cases'); await sup.waitForTimeout(2000); await shot(sup,'worklist-en');
await browser.close();
