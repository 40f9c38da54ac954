/** What of a written number is dialled: its digits, a plus before them, and an extension that is no part of it. */
function dialled(phone: string): { readonly number: string; readonly extension: string | undefined } {
  const [, written = '', extension] = /^(.*?)(?:\s*(?:ext|x)\.?\s*(\d+).*)?$/i.exec(phone.trim()) ?? [];
  return { number: written.replace(/(?!^\+)\D/g, ''), extension };
}

/** The address that calls a number. */
export function telHref(phone: string): string {
  const { number, extension } = dialled(phone);
  return `tel:${number}${extension ? `;ext=${extension}` : ''}`;
}

/** The address that writes to a number. */
export function smsHref(phone: string): string {
  return `sms:${dialled(phone).number}`;
}
