import { describe, it } from 'vitest';
import { callsByNumber, givesOnce, leavesWithAStep, pausesAndGoesOn, readsTheBoard, refusesAChildAlone, scans } from './floor.ts';
import { closesTheList, confirmsAList } from './lists.ts';
import { decidesAndUndoes, findsNobody, leavesADoubt, registersAFamily, welcomesBack } from './people.ts';
import { receives } from './reception.ts';
import { PASSWORD, serverOf } from './tell.ts';
import { wordsIn } from './words.ts';

const tell = serverOf('HN,SV,GT');

const today = (zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
const STRANGER = { given: 'Zoraida Inventada', surname1: 'Quispe', surname2: 'Mamani', born: '1977-03-03' };
const CARMEN = { given: 'Carmen Ejemplo', surname1: 'Solano', surname2: 'Mejía', born: '1994-12-08' };
/** Like a farmer of the demo, born on another day of another year. */
const PERHAPS = { given: 'Anselmo Ejemplo', surname1: 'Cruz', surname2: 'Pineda', born: '1973-01-22' };

describe.each([
  { width: 'desk', scheme: 'light', country: 'hn', zone: 'America/Tegucigalpa', home: 'Distrito Central' },
  { width: 'phone', scheme: 'dark', country: 'sv', zone: 'America/El_Salvador', home: 'San Salvador' },
] as const)('one person, once, at $width width and in $scheme colours', ({ width, scheme, country, zone, home }) => {
  const es = { width, scheme, locale: 'es', album: `es-${width}-floor` } as const;
  const w = wordsIn('es');

  it('the floor calls numbers, gives each thing once, and lets nobody leave without a step and no child alone', () => tell(es, async (journey) => {
    const page = await journey.signIn(`recepcion.${country}`, PASSWORD);
    await callsByNumber(journey, page, w, 3);
    await pausesAndGoesOn(journey, page, w);
    const { publicCode } = await receives(journey, page, w, 'OSCAR EJEMPLO MURILLO TEJADA', 'Óscar Ejemplo Murillo Tejada');
    await scans(page, w, publicCode);
    await givesOnce(journey, page, w, 'Kit de higiene');
    await refusesAChildAlone(journey, page, w, 'Adela Ficticia Quiroz');
    await leavesWithAStep(journey, page, w, publicCode);
    await readsTheBoard(journey, page, w);
  }));

  it('a list is confirmed, compared with who came, and closed with a paper that names nobody', () => tell({ ...es, album: `es-${width}-lists` }, async (journey) => {
    const page = await journey.signIn(`recepcion.${country}`, PASSWORD);
    await confirmsAList(journey, page, w, today(zone));
    await closesTheList(journey, page, w);
  }));

  it('a window tells nobody from surely from perhaps, and supervision settles a doubt and takes it back', () => tell({ ...es, album: `es-${width}-people` }, async (journey) => {
    const page = await journey.signIn(`ventanilla.${country}`, PASSWORD);
    await findsNobody(journey, page, w, STRANGER);
    await welcomesBack(journey, page, w, CARMEN);
    await leavesADoubt(journey, page, w, PERHAPS, home);
    await registersAFamily(journey, page, w, home);
    await decidesAndUndoes(journey, await journey.signIn(`supervision.${country}`, PASSWORD), w, 'Pineda');
  }));
});

describe('the same floor in English', () => {
  it('calls a number, gives once, refuses a child alone, and welcomes somebody back', () => tell({ width: 'desk', locale: 'en', album: 'en-desk-floor' }, async (journey) => {
    const w = wordsIn('en');
    const page = await journey.signIn('recepcion.gt', PASSWORD);
    await journey.switchToEnglish(page);
    await callsByNumber(journey, page, w, 7);
    await refusesAChildAlone(journey, page, w, 'Adela Ficticia Quiroz');
    const window = await journey.signIn('ventanilla.gt', PASSWORD);
    await journey.switchToEnglish(window);
    await welcomesBack(journey, window, w, CARMEN);
  }));
});
