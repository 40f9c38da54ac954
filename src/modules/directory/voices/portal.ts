import { notFound } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { portalPath } from '../portal-paths.ts';
import { addressOf, localeOf, readPortalQuery, type PortalQuery } from '../portal-query.ts';
import type { LinkTo } from '../portal-screens/models.ts';
import type { SpokenModel, SpokenPiece } from '../portal-screens/voice-models.ts';
import { forAnybody } from '../rights/choose.ts';
import { rightCards } from '../rights/pack.ts';
import { spokenLanguages } from './pack.ts';
import { SPOKEN_PIECES, type SpokenLanguage } from './schema.ts';

/** Links to the languages that somebody supplied. */
export function voiceLinks(ctx: Ctx, query: PortalQuery): LinkTo[] {
  return spokenLanguages(ctx.pack).map(({ code, name }) => ({ href: addressOf(portalPath(ctx, `/voz/${code}`), readPortalQuery({ lang: query.lang })), label: name, lang: code }));
}

const pieceOf = (ctx: Ctx, { code }: SpokenLanguage, piece: SpokenLanguage['pieces'][number], label: string): SpokenPiece => ({
  key: piece.key, label, lang: code, text: piece.text, audio: piece.audio === null ? null : portalPath(ctx, `/audio/${piece.audio}`),
});

/** Everything that was supplied in one language; "not found" for one that nobody supplied. */
export function portalVoice(ctx: Ctx, code: string, query: PortalQuery): SpokenModel {
  const locale = localeOf(query);
  const t = serverText(locale);
  const language = spokenLanguages(ctx.pack).find((l) => l.code === code);
  if (!language) throw notFound();
  const cards = new Map(forAnybody(rightCards(ctx.pack)).map((card) => [`card-${card.id}`, card.title[locale]]));
  const labelOf = (key: string): string | undefined => (SPOKEN_PIECES as readonly string[]).includes(key) ? t(`portal.voice.${key}`) : cards.get(key);
  return {
    name: language.name, lang: language.code,
    pieces: language.pieces.flatMap((piece) => {
      const label = labelOf(piece.key);
      return label === undefined ? [] : [pieceOf(ctx, language, piece, label)];
    }),
    supplied: t('portal.voice.supplied', { by: language.by, checkedBy: language.checkedBy, date: language.date }),
  };
}

/** A rights card in every language in which somebody spoke it. */
export function voicesOfCard(ctx: Ctx, cardId: string): SpokenPiece[] {
  return spokenLanguages(ctx.pack).flatMap((language) => language.pieces.filter((piece) => piece.key === `card-${cardId}`).map((piece) => pieceOf(ctx, language, piece, language.name)));
}
