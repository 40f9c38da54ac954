/** Words that invented people of the region are named with: common names first. Nobody in the benchmark exists. */
import type { Random } from '../random.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

export const GIVEN_FEMALE = words(`María Ana Rosa Carmen Juana Marta Gloria Silvia Sandra Claudia Guadalupe Karla Elizabeth Wendy Yesenia Reina Blanca Elena Teresa Dolores Mercedes
  Lucía Gabriela Patricia Alejandra Daniela Andrea Verónica Sonia Miriam Irma Norma Isabel Concepción Esperanza Josefina Fátima Iris Jessica Jennifer Brenda Ixchel Petrona Catarina
  Micaela Tomasa Dominga Candelaria Manuela Roxana Xiomara Leticia Araceli Maribel Marisol Lorena Yolanda Ángela Margarita Sara Raquel Beatriz Cecilia Dora Delmy Digna Ester Evelyn
  Flor Griselda Heidi Ingrid Julia Katherine Keyla Lesly Lidia Lilian Luz Magdalena Marina Marlene Mayra Melissa Mirna Nancy Nelly Noemí Olga Paola Rebeca Rocío Rosario Ruth Sofía Suyapa
  Tania Valeria Vanessa Victoria Virginia Viviana Waleska Ximena Yadira Yaneth Zoila`);
export const GIVEN_MALE = words(`José Juan Luis Carlos Jorge Francisco Miguel Pedro Mario Manuel Antonio Jesús Oscar Víctor Roberto Rafael Daniel David Marvin Wilmer Kevin Brayan Cristian
  Edwin Nelson Santos Julio César Fernando Ricardo Eduardo Alejandro Ramón Ángel Héctor Raúl Rubén Alberto Ernesto Gerardo Diego Sebastián Mateo Pascual Domingo Baltazar Gaspar Melchor
  Andrés Felipe Esteban Adán Alexander Alexis Alfredo Álvaro Amílcar Arturo Benito Bernardo Byron Darwin Denis Douglas Edgar Elmer Emilio Enrique Erick Everardo Fredy Gilberto Gustavo
  Henry Hugo Ignacio Isaías Ismael Israel Jairo Javier Joel Josué Leonel Lorenzo Marcos Marlon Martín Mauricio Maynor Melvin Moisés Nery Noé Orlando Osmar Pablo Rigoberto Rodolfo Rolando
  Rosendo Salvador Samuel Santiago Saúl Selvin Sergio Tomás Ulises Vicente Walter William Wilson Yovani`);
export const SURNAMES = words(`Hernández López García Martínez Rodríguez González Pérez Ramírez Flores Cruz Morales Reyes Gómez Díaz Sánchez Vásquez Mejía Castillo Rivera Torres Ramos Ortiz
  Mendoza Aguilar Gutiérrez Romero Alvarado Castro Chávez Jiménez Ruiz Álvarez Guzmán Contreras Santos Orellana Pineda Maldonado Velásquez Escobar Portillo Zelaya Bonilla Lara Aguirre
  Figueroa Cabrera Zavala Paz Molina Guevara Melgar Ayala Argueta Alfaro Barrera Cáceres Calderón Campos Cardona Cerrato Corado Cortés Duarte Enamorado Espinoza Estrada Fuentes Galdámez
  Galeano Girón Henríquez Izaguirre Juárez Landaverde Lemus Linares Machado Madrid Marroquín Mazariegos Membreño Monterroso Montoya Murillo Navarro Núñez Oliva Padilla Palma Peña
  Quintanilla Recinos Rosales Salazar Sandoval Solís Soto Suazo Tejada Umaña Urbina Valle Vargas Villanueva Villeda Yanes Acosta Amaya Arévalo Arias Ávila Banegas Batres Benítez Bermúdez
  Bautista Blanco Bustamante Caballero Carranza Carrillo Castañeda Cisneros Colindres Coreas Delgado Domínguez Elías Erazo Espinal Fajardo Funes Gallegos Gámez Guardado Herrera Iraheta
  Lainez León Luna Márquez Medina Meléndez Merino Miranda Monge Moreno Muñoz Nájera Ochoa Osorio Pacheco Paredes Perdomo Quijada Quiñónez Rauda Ríos Robles Rosa Salguero Salinas Serrano
  Sibrián Tobar Trejo Turcios Valdez Valencia Valladares Vega Vides Vigil Yánez Zamora Zepeda Zúñiga`);
export const INDIGENOUS_SURNAMES = words(`Xol Choc Caal Pop Tzul Ixcoy Chub Coc Tiul Xuc Ajanel Batz Cojtí Ixtabalán Mucú Quej Sacalxot Tzunún Zapil Tz'unun Q'uq' Ch'oc Cux Xoy Tum Ical Ac Bol Cu
  Ux Chún Sis Toj Ren Xicay Ajpop Chitay Tepeu Sajché Cumez Tol Mux Canul Pech Chi Uc Ek May Tzec Dzul Cauich Poot Chablé Xool Ku Cab Coyoc Tecún Yat Yaxcal Sacul Maquín Cacao Ixim Tzoc
  Guarcas Saquic Chávajay Cholotío Pablo Raxjal Sunún Ajú B'atz' Kaqchí Tz'oc K'iché Xiloj Vicente Ramos Lux Brito Raymundo Marcos Pascual Sebastián Andrés Tomás Juan Baltazar Gaspar`);

const SYLLABLES = words('ba ca de fi go lu ma ne pi qui ra sa ti vi zu chi lle bre tra mon gal ver cas jo ño rue');
const STARTS = words('Yo Ke Da Bra Jen Wil Mar El Os Lis Dei Yu Nei Jos Ash Rey Fer Ale Ede Mil');
const MIDDLES = words('ni ly mer vin dy sel ri la ne ke ma ro ti ber');
const ENDS = words('ssa r s th n a lin dia ker son ia el');

/** A draw in which rank r comes up in proportion to 1/(r + flat). */
export function ranked<T>(list: readonly T[], flat: number): (random: Random) => T {
  const sums: number[] = [];
  let total = 0;
  for (let r = 0; r < list.length; r++) sums.push((total += 1 / (r + flat)));
  return (random) => {
    const aim = random() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < aim) low = middle + 1;
      else high = middle;
    }
    return list[low]!;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** Surnames that few people bear, made of syllables. */
export function rareSurnames(random: Random, count: number): string[] {
  const made = new Set<string>();
  while (made.size < count) {
    const length = random() < 0.6 ? 3 : 2;
    made.add(capital(Array.from({ length }, () => pick(random, SYLLABLES)).join('') + pick(random, ['s', 'n', 'l', 'z', 'r', '', ''])));
  }
  return [...made];
}

/** Given names as parents invent them. */
export function rareGiven(random: Random, count: number): string[] {
  const made = new Set<string>();
  while (made.size < count) made.add(pick(random, STARTS) + (random() < 0.7 ? pick(random, MIDDLES) : '') + (random() < 0.3 ? pick(random, MIDDLES) : '') + pick(random, ENDS));
  return [...made];
}
