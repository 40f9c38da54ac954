import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const STREAM = /stream\r?\n([\s\S]*?)endstream/g;

/** Runs of text of a PDF file. */
function runsIn(pdf: Buffer): number {
  const parts = [...pdf.toString('latin1').matchAll(STREAM)].map(([, part = '']) => {
    try {
      return inflateSync(Buffer.from(part, 'latin1')).toString('latin1');
    } catch {
      // A picture or a typeface.
      return '';
    }
  });
  return parts.join('').match(/T[jJ]\b/g)?.length ?? 0;
}

/** How much text a page puts on paper, where the person left the browser's own head and foot on (title, address, day) or not. */
export async function textOnPaper(page: Page, headAndFoot: boolean): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.printToPDF', { displayHeaderFooter: headAndFoot, preferCSSPageSize: true });
  await session.detach();
  return runsIn(Buffer.from(data, 'base64'));
}
