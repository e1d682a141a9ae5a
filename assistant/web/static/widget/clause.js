/** The clause behind a marker: beside the answer where there is room, over it where not. */

import { departmentList, validityBadges } from './badges.js';
import { highlighted, icon, make, webAddress } from './make.js';

export class ClausePanel {
  #service; #t; #onClose; #opener = null; #wanted = null;

  constructor(service, t, onClose) {
    this.#service = service;
    this.#t = t;
    this.#onClose = onClose;
    this.element = make('section', { class: 'clause', role: 'dialog', hidden: true, tabindex: '-1', 'aria-label': t.clauseTitle });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  async show(citation, opener) {
    this.#opener = opener;
    this.#wanted = citation;
    this.element.hidden = false;
    this.#fill(citation, [make('p', { class: 'soft', role: 'status' }, this.#t.loading)]);
    this.element.focus({ preventScroll: true });
    const body = await this.#body(citation);
    if (this.#wanted === citation) this.#fill(citation, body);
    this.#showMark();
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.#wanted = null;
    this.#onClose();
    this.#opener?.focus();
  }

  /** Scrolls this panel alone: `scrollIntoView` would move the page around the widget as well. */
  #showMark() {
    const mark = this.element.querySelector('mark');
    if (!mark) return;
    const below = mark.getBoundingClientRect().bottom - this.element.getBoundingClientRect().bottom;
    if (below > 0) this.element.scrollTop += below + 48;
  }

  async #body(citation) {
    try {
      const clause = await this.#service.clause(citation.document_number, citation.clause_id);
      return [make('p', { class: 'text', lang: 'zh-CN' }, highlighted(clause.text, citation.quote))];
    } catch {
      return [make('p', { class: 'soft' }, this.#t.clauseFailed),
        make('p', { class: 'text', lang: 'zh-CN' }, make('mark', {}, citation.quote))];
    }
  }

  #fill(citation, body) {
    const t = this.#t;
    const href = webAddress(citation.url, this.#service.base);
    this.element.replaceChildren(
      make('button', { type: 'button', class: 'tool', onclick: () => this.close() }, icon('back'), t.back),
      make('h2', {}, citation.heading || citation.label),
      make('p', { class: 'line' }, validityBadges(citation, t), make('span', {}, citation.region)),
      make('p', { class: 'soft' }, citation.document_title),
      make('dl', {},
        make('div', {}, make('dt', {}, t.number), make('dd', {}, `${citation.document_number} ${citation.label}`)),
        make('div', {}, make('dt', {}, t.issued), make('dd', {}, citation.issued ?? t.undated))),
      departmentList(citation.departments, t) ?? '',
      ...body,
      href ? make('a', { class: 'action', href, target: '_blank', rel: 'noopener' }, t.openDocument) : '',
    );
  }
}
