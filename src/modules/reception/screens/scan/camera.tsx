import { useEffect, useRef, useState } from 'react';
import { Banner, useText } from '#ui';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const LOOK_EVERY_MS = 200;
const WIDEST = 640;

/** The browser's own reader where it has one; else one that is loaded only when a camera is opened. */
async function makeReader(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Native) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  return async (video) => {
    const shrink = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * shrink);
    canvas.height = Math.round(video.videoHeight * shrink);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || canvas.width === 0) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)) ?? null;
    } catch {
      return null;
    }
  };
}

/** The camera, looking for the code of a slip. Nothing of the picture is kept or sent. */
export function Camera({ onCode }: { readonly onCode: (text: string) => void }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (read: (video: HTMLVideoElement) => Promise<string | null>, before: string | null): Promise<void> => {
      if (stopped || !video.current) return;
      const code = video.current.videoWidth > 0 ? await read(video.current).catch(() => null) : null;
      if (code && code !== before) latest.current(code);
      timer = setTimeout(() => void look(read, code ?? before), LOOK_EVERY_MS);
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (stopped || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      await video.current.play();
      await look(await makeReader(), null);
    };
    start().catch(() => setFailed(true));
    return () => {
      stopped = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  if (failed) return <Banner tone="warning" title={t('reception.scan.no-camera')}>{t('reception.scan.no-camera-text')}</Banner>;
  return <video ref={video} className="reception-scan__camera" muted playsInline aria-label={t('reception.scan.camera')} />;
}
