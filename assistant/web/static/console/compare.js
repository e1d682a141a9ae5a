/** The same question in every place, side by side; figures that differ are marked. */

import { make, webAddress } from '../widget/make.js';
import { attempt } from './parts.js';
import { get } from './service.js';

const FIGURE = /(\d[\d,.]*\s?(?:[百千]?[万亿]?元|[%‰]|个工作日|平方米|户|个|人))/;

export class Compare {
  #t; #field; #said; #result;

  constructor(t) {
    this.#t = t;
    this.#field = make('input', { type: 'search', 'aria-label': t.compareAsk, placeholder: t.compareAsk, maxlength: '1000' });
    this.#said = make('p', { class: 'said', role: 'status' }, t.compareHint);
    this.#result = make('div', {});
    const form = make('form', { class: 'search' }, this.#field, make('button', {}, t.compareGo));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.run(this.#field.value.trim()); });
    this.element = make('div', { class: 'view' }, make('h2', {}, t.compare), form, this.#said, this.#result);
  }

  focus() {
    this.#field.focus();
  }

  async run(question) {
    if (!question) return;
    this.#field.value = question;
    this.#said.textContent = this.#t.loading;
    const found = await attempt(this.#said, this.#t, () => get('v1/compare', { q: question }));
    if (!found) return;
    this.#said.textContent = this.#t.compareHint;
    this.#result.replaceChildren(this.#table(found.cells));
  }

  #table(cells) {
    const t = this.#t;
    const shared = sharedFigures(cells);
    const heads = cells.map((cell) => make('th', { scope: 'col' }, cell.region, make('small', {}, t.levels[cell.level] ?? '')));
    const row = (name, draw) => make('tr', {}, make('th', { scope: 'row' }, name),
      cells.map((cell) => make('td', {}, cell.answer ? draw(cell.answer) : make('span', { class: 'none' }, t.notProvided))));
    return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t.compare },
      make('table', { class: 'compare' }, make('thead', {}, make('tr', {}, make('td', {}), heads)), make('tbody', {},
        row(t.compareRows.answer, (answer) => markedFigures(answer.answer.replace(/\[\d+\]/g, ''), shared)),
        row(t.compareRows.departments, (answer) => answer.citations[0].departments.join('、')),
        row(t.compareRows.basis, ({ citations: [c] }) => make('a', { href: webAddress(c.url, location.href), target: '_blank', rel: 'noopener' }, `${c.document_number} ${c.label}`)))));
  }
}

const figuresOf = (text) => text.split(FIGURE).filter((_, i) => i % 2);

/** Figures that every place with a rule names. */
function sharedFigures(cells) {
  const sets = cells.filter((cell) => cell.answer).map((cell) => new Set(figuresOf(cell.answer.answer)));
  if (sets.length < 2) return new Set(sets.flatMap((set) => [...set]));
  return new Set([...sets[0]].filter((figure) => sets.every((set) => set.has(figure))));
}

function markedFigures(text, shared) {
  return text.split(FIGURE).map((part, i) => {
    if (i % 2 === 0) return part;
    return shared.has(part) ? make('strong', {}, part) : make('mark', { class: 'amount' }, part);
  });
}
