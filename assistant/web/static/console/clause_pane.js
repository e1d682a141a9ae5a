/** The clause in its document: text with the sentence marked, neighbours, outline. */

import { departmentList, validityBadges } from '../widget/badges.js';
import { highlighted, make, webAddress } from '../widget/make.js';
import { button } from './parts.js';
import { documentPath, get } from './service.js';

export class ClausePane {
  #t; #outlines = new Map(); #wanted = 0;

  constructor(t) {
    this.#t = t;
    this.element = make('section', { class: 'pane clause-pane', 'aria-label': t.clauseTitle }, make('p', { class: 'empty' }, t.emptyClause));
  }

  async show(number, id, quote = '') {
    const turn = ++this.#wanted;
    const [clause, outline] = await Promise.all([get(documentPath(number, id)), this.#outline(number)]);
    if (turn === this.#wanted) this.#fill(clause, outline, quote);
  }

  async #outline(number) {
    if (!this.#outlines.has(number)) this.#outlines.set(number, (await get(documentPath(number))).outline);
    return this.#outlines.get(number);
  }

  #fill(clause, outline, quote) {
    const t = this.#t;
    const go = (id) => this.show(clause.document_number, id);
    const neighbour = (label, other) =>
      other && make('button', { type: 'button', class: 'neighbour', onclick: () => go(other.clause_id) }, make('small', {}, `${label} · ${other.label}`), other.heading);
    const items = outline.map((each) => make('li', {}, make('button', {
      type: 'button', class: 'outline-item', 'aria-current': each.clause_id === clause.clause_id ? 'true' : null, onclick: () => go(each.clause_id),
    }, `${each.label.split(' ').at(-1)} ${each.heading}`)));
    this.element.replaceChildren(...[
      make('h2', { lang: 'zh-CN' }, clause.heading || clause.label),
      make('p', { class: 'line' }, make('span', {}, clause.document_number), make('span', {}, clause.label), clause.issued && make('span', {}, clause.issued), validityBadges(clause, t)),
      departmentList(clause.departments, t),
      make('p', { class: 'text', lang: 'zh-CN' }, highlighted(clause.text, quote)),
      make('p', {}, make('a', { href: webAddress(clause.url, location.href), target: '_blank', rel: 'noopener' }, t.openDocument)),
      make('div', { class: 'neighbours' }, neighbour(t.previous, clause.previous), neighbour(t.next, clause.next)),
      make('details', {}, make('summary', {}, t.documentOutline), make('ol', { class: 'outline-list', lang: 'zh-CN' }, items)),
    ].filter(Boolean));
    this.element.scrollTop = 0;
    const mark = this.element.querySelector('mark');
    if (mark) this.element.scrollTop = Math.max(0, mark.offsetTop - this.element.offsetTop - this.element.clientHeight / 2);
  }
}
