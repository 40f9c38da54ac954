/**
 * The people of the stories. All are made up: common given names and surnames of the region put together, without a document number,
 * a phone or an address, and marked as fictitious in the field of the preferred name, which every screen shows.
 */
export interface DemoPerson {
  readonly givenNames: string;
  readonly surname1: string;
  readonly surname2: string;
  readonly sex: 'F' | 'M';
  readonly birthDate: string;
}

const person = (givenNames: string, surname1: string, surname2: string, sex: 'F' | 'M', birthDate: string): DemoPerson => ({ givenNames, surname1, surname2, sex, birthDate });

/** Somebody who has just come back on their own; nothing was asked yet. */
export const NEWCOMER = person('Julia Ejemplo', 'Prado', 'Salinas', 'F', '1989-04-17');
/** A young man with skills and no certificate, whose referral waits for an answer. */
export const WELDER = person('Mateo Ejemplo', 'Rivas', 'Luna', 'M', '2002-09-03');
/** A mother whose referral was declined: it is back on the officer's list. */
export const MOTHER = person('Carmen Ejemplo', 'Solano', 'Mejía', 'F', '1994-12-08');
/** A man whose case was opened weeks ago: his first call is due. */
export const FARMER = person('Anselmo Ejemplo', 'Cruz', 'Pineda', 'M', '1971-06-21');
/** Somebody who went to live elsewhere: a case of the other window. */
export const ELSEWHERE = person('Delia Ejemplo', 'Campos', 'Arana', 'F', '1998-02-14');

/** A mother who came with her two children; she answers for both. */
export const FAMILY = [
  person('Lucía Ejemplo', 'Ventura', 'Sosa', 'F', '1992-05-09'),
  person('Iris Ejemplo', 'Ventura', 'Luna', 'F', '2014-02-26'),
  person('Joel Ejemplo', 'Ventura', 'Luna', 'M', '2018-11-13'),
] as const;

/** A seamstress with an agreed plan, of which one step is late. */
export const SEAMSTRESS = person('Rosario Ejemplo', 'Vega', 'Castro', 'F', '1987-07-30');
/** A driver accompanied for most of a year: lost for a time, found again, asked twice how it goes. */
export const DRIVER = person('Tomás Ejemplo', 'Leiva', 'Oviedo', 'M', '1983-01-16');
/** A mason whose case was closed with its goals reached, and goes on. */
export const MASON = person('Ramiro Ejemplo', 'Barrios', 'Quintero', 'M', '1979-03-25');
/** Somebody who is not safe: protection was told and has not answered yet. */
export const IN_DANGER = person('Elena Ejemplo', 'Robles', 'Aguirre', 'F', '1996-08-11');
/** Somebody who is moving: another window was asked to take the case. */
export const MOVING = person('Hilda Ejemplo', 'Serrano', 'Paredes', 'F', '1990-10-02');
/** A baker who was referred to two services without an account. */
export const BAKER = person('Benito Ejemplo', 'Galindo', 'Rosales', 'M', '1985-05-19');
/** A man who could not say anything when he arrived. */
export const UNCONSCIOUS = person('Saúl Ejemplo', 'Nájera', 'Tobar', 'M', '1974-11-07');

/** A boy who came without his family: his grandmother was found. */
export const ALONE = person('Esteban Ejemplo', 'Lara', 'Mena', 'M', '2015-05-12');
/** A man who was sent to the window and has not come. */
export const NOT_HERE_YET = person('Wilson Ejemplo', 'Portillo', 'Sáenz', 'M', '1993-02-08');
/** A man with an injured hand who goes to a service for weeks. */
export const INJURED = person('Rubén Ejemplo', 'Ayala', 'Ferrer', 'M', '1988-06-29');

/** A man who came back two years ago through another reception point; he is on today's list again, with his name in capitals. */
export const RETURNED_BEFORE = person('Óscar Ejemplo', 'Murillo', 'Tejada', 'M', '1998-10-30');

/** Preferred name: says on every screen that this person does not exist. */
export function markedFictitious(p: DemoPerson): string {
  return `${p.givenNames.split(' ')[0] ?? p.givenNames} (${p.sex === 'F' ? 'ficticia' : 'ficticio'})`;
}

/** The arrival list that waits at the reception point: a mother with her child, a child alone, an injured man, and others. */
export function arrivalList(department: string, municipality: string): Buffer {
  const line = (n: number, name: string, born: string, sex: string, remarks: string, group = ''): string => [n, name, born, sex, department, municipality, group, remarks].join(';');
  const rows = [
    'No;APELLIDOS Y NOMBRES;FECHA NAC;SEXO;DEPARTAMENTO;MUNICIPIO;GRUPO;OBSERVACIONES',
    line(1, 'Ficticia Paz, Marisol', '23/04/1991', 'F', 'VIAJA CON HIJO', 'F1'),
    line(2, 'Ficticio Paz, Elmer', '30/08/2019', 'M', '', 'F1'),
    line(3, 'Ficticio Lemus, Rigoberto', '15/02/1980', 'M', 'HERIDO EN LA MANO'),
    line(4, 'Ficticia Quiroz, Adela', '19/11/2013', 'F', 'NO ACOMPAÑADA'),
    line(5, 'Ficticio Bonilla, Nelson', '27/07/1999', 'M', ''),
    line(6, 'Ficticia Marín, Rosa Idalia', '05/01/1986', 'F', ''),
    line(7, 'Ficticio Duarte, Wilmer Josué', '11/10/2001', 'M', ''),
    line(8, 'Ficticio Arita, Santos', '02/03/1955', 'M', ''),
    line(9, 'MURILLO TEJADA, OSCAR EJEMPLO', '30/10/1998', 'M', ''),
  ];
  return Buffer.from(`${rows.join('\r\n')}\r\n`, 'utf8');
}
