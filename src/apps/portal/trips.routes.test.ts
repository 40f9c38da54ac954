import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import { actors } from '../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** What offices say of trips stands on public pages in place of the estimate, without who said it. */

let db: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  db = await samplelandDirectory();
  app = portalOver(db);
});
afterAll(async () => {
  await app.close();
  await db.close();
});
beforeEach(() => db.owner('delete from directory.office_trip'));

const told = (from: string, to: string, minutes: number, fare: number | null = null) => db.owner(
  `insert into directory.office_trip (id, country, from_admin2, to_admin2, minutes, fare, told_by, told_by_name, told_at) values ($1, 'ZZ', $2, $3, $4, $5, $6, 'Zaida Prueba', $7)`,
  [newId(TEST_NOW), from, to, minutes, fare, actors.supervisor.userId, TEST_NOW]);
const takenBack = () => db.owner('update directory.office_trip set ended_at = told_at, ended_by = told_by');
/** What a page says, without its marks and with plain spaces. */
const read = async (url: string): Promise<string> => (await app.inject({ method: 'GET', url })).body.replace(/<[^>]+>/g, ' ').replace(/[\s ]+/g, ' ');

const CARD = '/zz/ayuda?f=psychosocial&m=ZZ-0101';
const OWN = '/zz/servicio/zz-women-group?m=ZZ-0101';

describe('a trip that an office tells', () => {
  it.each([CARD, `${CARD}&sexo=F&edad=30`, '/zz/ayuda?f=psychosocial&lugar=puerto+alba', '/zz/imprimir?f=psychosocial&m=ZZ-0101', OWN, '/zz/servicio/zz-women-group?f=psychosocial&lugar=puerto+alba'])('stands at once in %s, and the estimate again when it is taken back', async (url) => {
    const before = await read(url);
    expect(before).toMatch(/En bus, de \d+ a \d+ horas, más o menos/);
    await told('ZZ-0101', 'ZZ-0202', 95, 40);
    const now = await read(url);
    expect(now).toContain('El viaje tarda 1 hora y 35 minutos, dicen en la ventanilla.');
    expect(now).toMatch(/El pasaje cuesta (?:XTS 40|40 XTS), dicen en la ventanilla\./);
    expect(now).not.toContain('Zaida');
    await takenBack();
    expect(await read(url)).toBe(before);
  });

  it('is said in English, in whole hours, and with the estimated fare where nobody told one', async () => {
    await told('ZZ-0101', 'ZZ-0202', 120);
    const now = await read(`${OWN}&lang=en`);
    expect(now).toContain('The trip takes 2 hours, an office says.');
    expect(now).toMatch(/The fare (?:XTS \d+|\d+ XTS) to/);
  });

  it('makes a place far that looks near, while there is another; it leads one way only', async () => {
    const search = '/zz/imprimir?f=psychosocial&m=ZZ-0101&sexo=F';
    expect(await read(search)).toContain('Grupo de mujeres');
    await told('ZZ-0202', 'ZZ-0101', 700);
    expect(await read(search)).toContain('Grupo de mujeres');
    await told('ZZ-0101', 'ZZ-0202', 700);
    const now = await read(search);
    expect(now).not.toContain('Grupo de mujeres');
    expect(now).toContain('Atención a la niñez');
  });

  it('decides which place of a service is the nearest', async () => {
    const nearest = '/zz/servicio/zz-legal-desk?m=ZZ-0203';
    const before = await read(nearest);
    await told('ZZ-0203', 'ZZ-0101', 20);
    expect(before).not.toContain('dicen en la ventanilla');
    expect(await read(nearest)).toContain('Desde San Miguelito:');
    expect(await read(nearest)).toContain('El viaje tarda 20 minutos, dicen en la ventanilla.');
  });

  it('of a secret place is never said', async () => {
    await told('ZZ-0101', 'ZZ-0201', 50);
    expect(await read('/zz/imprimir?f=protection&m=ZZ-0101')).not.toContain('50 minutos');
  });
});
