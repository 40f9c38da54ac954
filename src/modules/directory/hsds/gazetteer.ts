import type { Pack } from '#platform/country';
import type { Gazetteer } from './places.ts';

/** Names and codes of the places of a country, for the exchange format. */
export function gazetteerOf(pack: Pick<Pack, 'code' | 'info' | 'places'>): Gazetteer {
  const { places } = pack;
  return {
    country: pack.code,
    countryName: pack.info.name.es,
    nameOf: (id) => places.get(id)?.name ?? places.admin1Get(id)?.name ?? null,
    withCode: (code) => (places.get(code) ? [places.get(code)!] : places.byCode(code)).map((place) => ({ admin1: place.admin1, admin2: place.id })),
    find(city, area) {
      const admin1 = area === null ? undefined : places.findAdmin1(area);
      const exact = city === null ? [] : places.guess(city, admin1?.id).filter((guess) => guess.how === 'exact');
      if (exact.length === 1) return { admin1: exact[0]!.place.admin1, admin2: exact[0]!.place.id };
      return admin1 ? { admin1: admin1.id, admin2: null } : null;
    },
  };
}
