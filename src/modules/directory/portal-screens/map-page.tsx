import type { ReactNode } from 'react';
import { LinkList } from './links.tsx';
import type { MapDrawing, MapEntry, MapModel } from './map-models.ts';
import type { Say } from './models.ts';

/** Where services are: a drawing, and beside it a list that says the same. */
export function MapPage({ model, t }: { model: MapModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{model.title}</h1>
      <form method="get" action={model.action} className="beside">
        {model.lang === 'en' ? <input type="hidden" name="lang" value="en" /> : null}
        <label htmlFor="f">{t('portal.map.need')}</label>
        <select id="f" name="f" defaultValue={model.families.find((f) => f.chosen)?.value ?? ''}>
          <option value="">{t('portal.map.every-need')}</option>
          {model.families.map((f) => <option key={f.value} value={f.value}>{f.label}</option>)}
        </select>
        <button type="submit">{t('portal.map.show')}</button>
      </form>
      {model.drawing ? <Drawing drawing={model.drawing} /> : null}
      {model.drawing ? <p className="as-of">{t('portal.map.legend')} {model.credit}</p> : null}
      <h2>{t('portal.map.list')}</h2>
      {model.entries.length === 0 ? <p>{t('portal.map.none')}</p> : null}
      <ul className="list">{model.entries.map((entry) => <Entry key={entry.id} entry={entry} t={t} />)}</ul>
      {model.groups.map((group) => <LinkList key={group.label} title={group.label} links={group.services} />)}
      <p className="note">{t('portal.results.safe-places')}</p>
      {model.upHref ? <p className="screen"><a href={model.upHref}>{t('portal.map.up')}</a></p> : null}
    </>
  );
}

function Entry({ entry, t }: { entry: MapEntry; t: Say }): ReactNode {
  const count = t('portal.map.count', { n: entry.count });
  if (entry.services.length === 0) return <li><a href={entry.href}>{entry.name}</a> · {count}</li>;
  return (
    <li id={entry.id}>
      <h3>{entry.name} · {count}</h3>
      <ul>{entry.services.map((service) => <li key={service.href}><a href={service.href}>{service.label}</a></li>)}</ul>
    </li>
  );
}

const SHADES = [0, 1, 3, 6, 10] as const;

/** How dark an area is: the number on it says the same. */
const shadeOf = (count: number): number => SHADES.filter((least) => count >= least).length - 1;

/** Closer than this, two numbers would lie on one another. */
const NUMBER_WIDTH = 16;

/** True where the numbers of small areas stand so close that they are written smaller. */
function isCrowded(area: MapDrawing['areas'][number], areas: MapDrawing['areas']): boolean {
  return areas.some((other) => other !== area && other.count > 0 && Math.abs(other.x - area.x) < NUMBER_WIDTH && Math.abs(other.y - area.y) < NUMBER_WIDTH);
}

/** What a number says of its look: on the darker shades it is written in another colour. Most say nothing, which keeps the page small. */
function numberLook(area: MapDrawing['areas'][number], areas: MapDrawing['areas']): string | undefined {
  const shade = shadeOf(area.count);
  return [shade > 2 ? `t${shade}` : '', isCrowded(area, areas) ? 'n' : ''].filter(Boolean).join(' ') || undefined;
}

/** Readers and keyboards take the list; the drawing is for eyes, fingers and mice. */
function Drawing({ drawing }: { drawing: MapDrawing }): ReactNode {
  return (
    <svg className="map" viewBox={`0 0 ${drawing.width} ${drawing.height}`} aria-hidden="true">
      {drawing.edge ? <path d={drawing.edge} className="edge" /> : null}
      {drawing.borders ? <path d={drawing.borders} className="borders" /> : null}
      {drawing.areas.map((area) => area.href
        ? <a key={area.id} href={area.href} tabIndex={-1}><title>{area.name}</title><path d={area.path} className={`s${shadeOf(area.count)}`} /></a>
        : <path key={area.id} d={area.path} className="s0" />)}
      {drawing.areas.filter((area) => area.count > 0).map((area) => <text key={area.id} x={area.x} y={area.y + 5} className={numberLook(area, drawing.areas)}>{area.count}</text>)}
    </svg>
  );
}
