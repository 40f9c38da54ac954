import type { PlainDate } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import type { Place } from '#platform/places';
import type { NamedPlace, Service, ServiceCardParts } from './schema.ts';
import { phonesToShow } from './entry/phones.ts';
import { capitalised, neutral } from './neutral.ts';
import { hoursWords } from './portal-hours.ts';
import type { Detail, PhoneModel } from './portal-screens/models.ts';
import { moneyWords, type Wording } from './portal-words.ts';
import { today } from './service.ts';

/** What a practitioner may have said of a service beside the sources: hours, cost, languages, how it is had. Silence stays silence. */

export interface Telling {
  readonly wording: Wording;
  readonly today: PlainDate;
  /** Name of a municipality. */
  readonly placeName: (admin2: string) => string;
  /** Department of the search: stops there come first. */
  readonly near?: string | undefined;
}

export function tellingOf(ctx: Ctx, wording: Wording, near: Place | null = null): Telling {
  return { wording, today: today(ctx), placeName: (admin2) => ctx.pack.places.get(admin2)?.name ?? admin2, near: near?.admin1 };
}

const MOST_STOPS = 40;
/** Lines of hours on a card. */
const MOST_LINES = 4;

/** Places that may be spoken of; of a secret one there is nothing to tell. */
const open = ({ service, places }: ServiceCardParts): NamedPlace[] => (service.confidentialLocation ? [] : places.filter((place) => !place.confidential));

const nameOf = (place: NamedPlace): string => place.name ?? place.admin2Name ?? place.admin1Name ?? '';

/** Opening hours: one place's as they are, several places' each with its name. */
function hours(parts: ServiceCardParts, { wording, today }: Telling, brief: boolean): string[] {
  if (parts.service.confidentialLocation) return [];
  const places = open(parts).filter((place) => place.schedules.length > 0);
  const whole = parts.service.schedules;
  if (brief || places.length < 2) return hoursWords([...whole, ...places.flatMap((place) => place.schedules)], today, wording);
  const each = places.flatMap((place) => [`${wording.t('portal.hours.at-place', { place: nameOf(place) })}:`, ...hoursWords(place.schedules, today, wording)]);
  return [...hoursWords(whole, today, wording), ...each];
}

function cost({ free, costs }: Service, { wording: { t, locale }, today }: Telling): string[] {
  const now = costs.filter((one) => (one.validFrom === null || one.validFrom <= today) && (one.validTo === null || one.validTo >= today));
  const amounts = now.flatMap(({ amount, currency }) => (amount !== null && amount > 0 && currency !== null ? [t('portal.cost.amount', { money: moneyWords(amount, currency, locale) })] : []));
  if (amounts.length > 0) return [...new Set(amounts)];
  if (free === true || now.some(({ amount }) => amount === 0)) return [t('portal.cost.free')];
  return free === false || now.length > 0 ? [t('portal.cost.paid')] : [];
}

const languageNames = new Map<string, Intl.DisplayNames>();

function languages({ languages: codes, interpretation }: Service, { wording: { t, locale } }: Telling): string[] {
  const names = languageNames.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' });
  languageNames.set(locale, names);
  const said = codes.map((code) => names.of(code) ?? code).join(', ');
  return [capitalised(said), interpretation === null ? '' : t('portal.languages.interpretation')].filter(Boolean);
}

function route(service: Service, { wording, today, placeName, near }: Telling): string[] {
  if (service.confidentialLocation) return [];
  const stops = service.route.toSorted((a, b) => Number(b.admin1 === near) - Number(a.admin1 === near));
  const lines = stops.slice(0, MOST_STOPS).map((stop) => {
    const when = hoursWords(stop.schedules, today, wording).join(' ');
    return when === '' ? placeName(stop.admin2) : wording.t('portal.route.stop', { place: placeName(stop.admin2), when });
  });
  return stops.length > MOST_STOPS ? [...lines, wording.t('portal.route.more', { n: stops.length - MOST_STOPS })] : lines;
}

function wait({ waitingList, waitDays, confidentialLocation }: Service, { wording: { t } }: Telling): string[] {
  if (confidentialLocation) return [];
  return [waitingList === true ? t('portal.wait.list') : '', waitDays === null || waitDays === 0 ? '' : t('portal.wait.days', { n: waitDays })].filter(Boolean);
}

/** Everything of a service that is known, as lines under short headings. */
export function detailsOf(parts: ServiceCardParts, telling: Telling): Detail[] {
  const { service } = parts;
  const { t } = telling.wording;
  const how = service.modality.filter((modality) => !service.confidentialLocation || modality === 'phone').map((modality) => t(`portal.how.${modality}`))
    .concat(service.womenAttend ? [t('portal.how.women')] : []);
  const access = [...new Set(open(parts).flatMap((place) => place.accessibility))].map((words) => neutral(words, telling.wording.locale)).filter(Boolean);
  return [
    { label: 'how', lines: how }, { label: 'hours', lines: hours(parts, telling, false) }, { label: 'route', lines: route(service, telling) },
    { label: 'cost', lines: cost(service, telling) }, { label: 'languages', lines: languages(service, telling) }, { label: 'wait', lines: wait(service, telling) }, { label: 'access', lines: access },
  ].filter(({ lines }) => lines.length > 0).map(({ label, lines }) => ({ label: t(`portal.details.${label}`), lines }));
}

/** What a card has room for: hours and cost. */
export function briefDetails(parts: ServiceCardParts, telling: Telling): Detail[] {
  const { t } = telling.wording;
  const all = hours(parts, telling, true);
  const few = all.length > MOST_LINES ? [...all.slice(0, MOST_LINES - 1), t('portal.hours.more')] : all;
  return [{ label: 'hours', lines: few }, { label: 'cost', lines: cost(parts.service, telling) }]
    .filter(({ lines }) => lines.length > 0).map(({ label, lines }) => ({ label: t(`portal.details.${label}`), lines }));
}

/** Address and way in words of each place that may be found. */
export function directionsOf(parts: ServiceCardParts, { wording: { locale } }: Telling): string[] {
  return open(parts).map((place) => {
    const address = place.address === null ? '' : [place.address.street, place.address.more, place.address.postalCode].filter(Boolean).join(', ');
    const words = [[place.name, address].filter(Boolean).join(': '), place.directions].filter(Boolean).join('. ');
    return neutral(words, locale);
  }).filter(Boolean);
}

const SPOKEN = new Set(['voice', 'cell', 'text', 'textphone']);

/** Every number to tap, that of the intake first. */
export function phonesOf(service: Service, { locale }: Wording): PhoneModel[] {
  return phonesToShow(service).filter((phone) => SPOKEN.has(phone.kind)).map(({ number, extension, note }) => ({
    number: extension === null ? number : `${number} ext. ${extension}`, note: note === null ? '' : neutral(note, locale),
  }));
}

/** Web addresses; of a secret place none. */
export const websOf = ({ urls, confidentialLocation }: Service): string[] => (confidentialLocation ? [] : urls.map(({ url }) => url));
