import type { Socket } from 'node:net';
import { LOCALES } from '#kernel/codes';
import { serverText } from '#platform/i18n';

/** What a connection gets whose request cannot be read at all: an address that is too long, or no HTTP. No page can be made of it, so a few words in both languages. */

const TOO_LONG = '431 Request Header Fields Too Large';
const STATUS: Readonly<Record<string, string>> = { HPE_HEADER_OVERFLOW: TOO_LONG, ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout' };

export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever went away reads nothing.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const words = LOCALES.map((locale) => serverText(locale)).map((t) => `${t('portal.problem.unread')}. ${t('portal.problem.unread.help')}`).join('\n\n');
  const head = [`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}`, 'content-type: text/plain; charset=utf-8', `content-length: ${Buffer.byteLength(words)}`, 'cache-control: no-store', 'connection: close'];
  socket.end(`${head.join('\r\n')}\r\n\r\n${words}`);
}
