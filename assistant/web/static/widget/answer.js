/** An answer on the page: reply, amounts, warnings, sources. */

import { departmentList, validityBadges } from './badges.js';
import { make } from './make.js';
import { fill } from './words.js';

const MARKED = /([。；，、.;,]?\[\d+\])/;
const FIGURE = /(\d[\d,.]*\s?(?:[百千]?[万亿]?元|[%‰]|million yuan|yuan))/;

/** The reply with its markers; each opens its clause. Without `cited` they are plain text. */
export function reply(text, answer, t, open) {
  return text.split('\n').filter((line) => line.trim()).map((line) =>
    make('p', {}, line.split(MARKED).map((part) => tail(part, answer, t, open))));
}

/** A marker with the stop before it, on one line; any other part alone. */
function tail(part, answer, t, open) {
  const [, stop, marked] = /^([^[])(\[\d+\])$/.exec(part) ?? [];
  return stop ? make('span', { class: 'tail' }, stop, marker(marked, answer, t, open)) : marker(part, answer, t, open);
}

function marker(part, answer, t, open) {
  const n = /^\[(\d+)\]$/.exec(part)?.[1];
  const citation = answer?.citations.find((each) => each.n === Number(n));
  if (!n) return figures(part);
  if (!citation) return make('span', { class: 'marker' }, n);
  const label = fill(t.cite, n, `${citation.document_number} ${citation.label}`);
  return make('button', { type: 'button', class: 'marker', 'aria-label': label, title: label, onclick: (event) => open(citation, event.currentTarget) }, n);
}

/** Sums and rates stand out, so that the answer is seen before it is read. */
function figures(text) {
  return text.split(FIGURE).map((part, i) => (i % 2 ? make('strong', {}, part) : part));
}

export function amounts(answer, t, open) {
  if (answer.benefits.length < 2) return null;
  const row = (benefit) =>
    make('tr', {},
      make('td', {}, benefit.recipient, benefit.condition && make('small', {}, benefit.condition)),
      make('td', { class: 'amount' }, benefit.amount, benefit.computed && make('small', {}, t.calculated)),
      make('td', {}, benefit.level ? t.levels[benefit.level] : '', ' ', marker(`[${benefit.citation}]`, answer, t, open)));
  const head = [t.who, t.amount, t.payer].map((name) => make('th', { scope: 'col' }, name));
  return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t.amounts },
    make('table', {}, make('thead', {}, make('tr', {}, head)), make('tbody', {}, answer.benefits.map(row))));
}

export function warnings(answer, t) {
  if (!answer.warnings.length) return null;
  const said = answer.warnings.map((warning) => make('li', {}, warning));
  return make('div', { class: 'warnings' }, make('strong', {}, t.warnings), make('ul', {}, said));
}

export function sources(answer, t, open) {
  if (!answer.citations.length) return null;
  const title = answer.status === 'refused' ? t.nearest : t.sources;
  return make('div', { class: 'sources' }, make('h3', {}, title),
    make('ul', {}, answer.citations.map((citation) => make('li', {}, source(citation, t, open)))));
}

function source(citation, t, open) {
  return make('div', { class: 'source' },
    make('button', { type: 'button', class: 'link', onclick: (event) => open(citation, event.currentTarget) },
      make('span', { class: 'marker' }, String(citation.n)), ' ', citation.heading || citation.label),
    make('p', { class: 'line' }, make('span', {}, citation.document_number), make('span', {}, citation.label),
      citation.issued && make('span', {}, citation.issued), validityBadges(citation, t)),
    departmentList(citation.departments, t));
}

/** The answer as text with where it stands, to paste anywhere. */
export function asText(answer, t, base) {
  const lines = answer.citations.map((c) =>
    `[${c.n}] 《${c.document_title}》（${c.document_number}）${c.label} ${new URL(c.url, base).href}`);
  const today = new Date().toLocaleDateString('sv');
  return [answer.answer, lines.length ? t.basis : null, ...lines, t.asOf + today].filter(Boolean).join('\n');
}
