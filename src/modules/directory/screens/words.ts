import { useText } from '#ui';
import type { NamedPlace, NeedType, Service } from '../schema.ts';

/** Words for services in the language of the reader. */
export function useServiceWords() {
  const { t, locale } = useText();
  const es = locale === 'es';
  return {
    name: (service: Service) => (es ? service.nameEs : service.nameEn),
    need: (need: NeedType) => (es ? need.labelEs : need.labelEn),
    organization: (o: { nameEs: string; nameEn: string } | null) => (o ? (es ? o.nameEs : o.nameEn) : ''),
    place: (place: NamedPlace) => placeWords(place, t),
  };
}

function placeWords(place: NamedPlace, t: (key: string) => string): string {
  const names = [place.admin2Name, place.admin1Name === place.admin2Name ? null : place.admin1Name].filter(Boolean).join(', ');
  return names || t(`directory.reach.${place.reach}`);
}

/** Places in one line; a long list is cut and says how many more there are. */
export function placesLine(places: readonly NamedPlace[], word: (place: NamedPlace) => string): string {
  const all = [...new Set(places.map(word))];
  return all.length <= 3 ? all.join(' · ') : `${all.slice(0, 2).join(' · ')} +${all.length - 2}`;
}
