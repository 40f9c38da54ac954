import { describe, expect, it } from 'vitest';
import { receivesAFamily, registersFour, standsTogether, type Member } from './family.ts';
import { PASSWORD, serverOf } from './tell.ts';
import { addsANeed, findsThePair, joinsInto, needIn, opensACase, saysOnePerson, takesApart, worksOnBoth } from './two-cases.ts';
import { wordsIn } from './words.ts';

const tell = serverOf('MX,GT');

/** A family of two adults and two children; the second adult is a young welder of the demo. */
const AT_THE_DESK: readonly Member[] = [
  { given: 'Rebeca Inventada', surname1: 'Tzul', surname2: 'Coy', born: '1999-03-18' },
  { given: 'Mateo Ejemplo', surname1: 'Rivas', surname2: 'Luna', born: '2002-09-03', role: 'partner' },
  { given: 'Ana Inventada', surname1: 'Rivas', surname2: 'Tzul', born: '2021-01-30', role: 'child' },
  { given: 'Beto Inventado', surname1: 'Rivas', surname2: 'Tzul', born: '2023-07-02', role: 'child' },
];
/** Another one at a window; its second adult is a farmer of the demo. */
const AT_THE_WINDOW: readonly Member[] = [
  { given: 'Petrona Inventada', surname1: 'Caal', surname2: 'Ic', born: '1975-10-04' },
  { given: 'Anselmo Ejemplo', surname1: 'Cruz', surname2: 'Pineda', born: '1971-06-21', role: 'partner' },
  { given: 'Lidia Inventada', born: '2012-05-15', role: 'child' },
  { given: 'Saúl Inventado', born: '2014-08-27', role: 'child' },
];
const NURIA = { given: 'Nuria Inventada', surname1: 'Sicán', surname2: 'Ajpop', born: '1986-05-14' };

describe.each([
  { width: 'desk', scheme: 'light', country: 'mx', home: 'Morelia', elsewhere: 'Cuauhtémoc' },
  { width: 'phone', scheme: 'dark', country: 'gt', home: 'Guatemala', elsewhere: 'Quetzaltenango' },
] as const)('families and cases, at $width width and in $scheme colours', ({ width, scheme, country, home, elsewhere }) => {
  const es = { width, scheme, locale: 'es' } as const;
  const w = wordsIn('es');

  it('a family of four is registered at once, each compared with who is known, and stands together on the floor', () => tell({ ...es, album: `es-${width}-family` }, async (journey) => {
    const page = await receivesAFamily(journey, () => journey.signIn(`recepcion.${country}`, PASSWORD), w, AT_THE_DESK, 'Mateo Ejemplo Rivas Luna', home);
    await standsTogether(journey, page, w, 'kitFood', 4);
    await registersFour(journey, await journey.signIn(`ventanilla.${country}`, PASSWORD), w, AT_THE_WINDOW, home);
  }));

  it('two open cases of one person at two windows become one, are worked on as one, and come apart again', () => tell({ ...es, album: `es-${width}-cases` }, async (journey) => {
    const [food, work] = ['Alimentación', 'Orientación laboral'];
    const here = await journey.signIn(`ventanilla.${country}`, PASSWORD);
    const closing = await opensACase(here, w, NURIA, home);
    await addsANeed(here, w, closing, food);
    const there = await journey.signIn(`ventanilla2.${country}`, PASSWORD);
    const goingOn = await opensACase(there, w, NURIA, elsewhere, true);
    await addsANeed(there, w, goingOn, work);
    const supervision = await journey.signIn(`supervision.${country}`, PASSWORD);
    await saysOnePerson(supervision, w, NURIA.surname1);
    await findsThePair(journey, supervision, w, NURIA.surname1);
    await joinsInto(journey, supervision, w, closing, 'Espera una llamada el lunes');
    await worksOnBoth(journey, there, w, goingOn, { theirs: food, own: work });
    await takesApart(journey, supervision, w, closing);
    await here.goto(closing);
    await here.getByText(w.key('assessment.needs-closed', { n: 1 })).waitFor();
    expect(await here.getByRole('link', { name: w.key('registry.join.see') }).count()).toBe(0);
    await there.goto(goingOn);
    await needIn(there, w, work).waitFor();
    expect(await there.getByText(food).count()).toBe(0);
  }));
});
