/** Matching: pure, no input or output, no clock; the same in the browser and on the server. */
export * from './offer.ts';
export * from './suggestion.ts';
export { indexOffers, type OfferIndex } from './offer-index.ts';
export { suggest, type SuggestOptions } from './suggest.ts';
export { orderingMinutes, type NeedToMeet } from './rank.ts';
export { estimateBetween, ferryTo, harboursOf, straightKm, travelTo, type KnownTrip, type KnownTrips, type PersonPlace, type TravelParameters } from './travel.ts';
export { namesIn } from './names-in.ts';
export { judgeOne, previewOf, type Conditions, type Judged, type PreviewPerson, type PreviewRow, type PreviewVerdict } from './preview.ts';
export { inWords, namedBy, sayCriteria, sayKnown, sayLeaf, sayRequirement, sayValue, type NameKind, type Phrase, type PhraseWords } from './phrase.ts';
export { isNews, type Chance, type Turn } from './newly-fits.ts';
