/** Matching: pure, no input or output, no clock; the same in the browser and on the server. */
export * from './offer.ts';
export * from './suggestion.ts';
export { indexOffers, type OfferIndex } from './offer-index.ts';
export { suggest, type SuggestOptions } from './suggest.ts';
export type { NeedToMeet } from './rank.ts';
export { estimateBetween, straightKm, travelTo, type PersonPlace, type TravelParameters } from './travel.ts';
export { namesIn } from './names-in.ts';
export { inWords, sayCriteria, sayKnown, sayLeaf, sayRequirement, sayValue, type NameKind, type Phrase, type PhraseWords } from './phrase.ts';
