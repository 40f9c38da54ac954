import type { ReactNode } from 'react';
import type { Say } from './models.ts';
import type { SpokenModel, SpokenPiece } from './voice-models.ts';

/** Everything that was supplied in one language, to read and to hear. */
export function VoicePage({ model, t }: { model: SpokenModel; t: Say }): ReactNode {
  return (
    <>
      <h1 lang={model.lang}>{model.name}</h1>
      {model.pieces.map((piece) => <Spoken key={piece.key} piece={piece} label={piece.label} t={t} />)}
      <p className="as-of">{model.supplied}</p>
    </>
  );
}

/** One piece: its text, and a plain player where there is a recording. */
export function Spoken({ piece, label, t }: { piece: SpokenPiece; label: string; t: Say }): ReactNode {
  return (
    <section>
      <h2>{label}</h2>
      <p className="big" lang={piece.lang}>{piece.text}</p>
      {/* A recording has no picture: the words above are its transcript. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      {piece.audio ? <audio controls preload="none" src={piece.audio} aria-label={t('portal.voice.listen', { what: label })} /> : null}
    </section>
  );
}
