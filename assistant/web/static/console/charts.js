/** Bars for days, drawn as SVG, with the same numbers as a table below. */

import { make } from '../widget/make.js';
import { table } from './parts.js';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [600, 140];

/** `series` are the names of the numbers of each day; the first is drawn behind the others. */
export function chart(title, days, series, t) {
  const top = Math.max(1, ...days.flatMap((day) => series.map((name) => day[name])));
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true', preserveAspectRatio: 'none' });
  const step = WIDTH / days.length;
  days.forEach((day, i) => series.forEach((name, layer) => {
    const height = (HEIGHT * day[name]) / top;
    svg.append(shape('rect', { x: i * step + step * 0.15, y: HEIGHT - height, width: step * 0.7, height, class: `layer${layer}` }));
  }));
  const legend = series.map((name, layer) => make('li', { class: `layer${layer}` }, t.charts[name]));
  const rows = days.map((day) => [day.day, ...series.map((name) => String(day[name]))]);
  return make('figure', { class: 'chart' },
    make('figcaption', {}, make('strong', {}, title), make('ul', { class: 'legend' }, legend)),
    make('div', { class: 'plot' }, make('span', { class: 'top', 'aria-hidden': 'true' }, String(top)), svg),
    make('p', { class: 'axis', 'aria-hidden': 'true' }, make('span', {}, days[0].day), make('span', {}, days.at(-1).day)),
    make('details', {}, make('summary', {}, t.asTable), table([t.day, ...series.map((name) => t.charts[name])], rows, title)));
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
