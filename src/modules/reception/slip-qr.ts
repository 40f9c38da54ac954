import qrcode from 'qrcode';

/** A QR code as one SVG path: `size` modules wide, without the quiet zone. */
export interface QrPath {
  readonly path: string;
  readonly size: number;
}

/** The QR code of a public code alone: no address, no name, nothing that tells a story. */
export function qrOf(publicCode: string): QrPath {
  const { modules } = qrcode.create(publicCode, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { path, size: modules.size };
}
