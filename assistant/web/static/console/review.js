/** What found no answer or was disliked, alike ones together; one click makes an evaluation case. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { CaseForm } from './case_form.js';
import { attempt, button, dateTime } from './parts.js';
import { get, send } from './service.js';

export class Review {
  #t; #lookUp; #said; #groups;

  constructor(t, lookUp) {
    this.#t = t;
    this.#lookUp = lookUp;
    this.#said = make('p', { class: 'said', role: 'status' }, t.reviewHint);
    this.#groups = make('ol', { class: 'groups' });
    this.element = make('div', { class: 'view' }, make('h2', {}, t.review), this.#said,
      make('p', {}, make('a', { class: 'button', href: '/v1/evaluation-cases', download: 'cases.jsonl' }, t.exportCases)), this.#groups);
  }

  async focus() {
    const found = await attempt(this.#said, this.#t, () => get('v1/review'));
    if (!found) return;
    if (!found.groups.length) this.#said.textContent = this.#t.nothingToReview;
    this.#groups.replaceChildren(...found.groups.map((group) => this.#group(group)));
  }

  #group({ times, items }) {
    const t = this.#t;
    const heading = make('h3', {}, items[0].question, ' ', make('span', { class: 'badge warn' }, fill(t.times, String(times))));
    return make('li', { class: 'group' }, heading, make('ul', {}, items.map((item) => this.#item(item, items.length > 1))));
  }

  /** One entry; its question is said where the group's heading does not. */
  #item(item, isNamed) {
    const t = this.#t;
    const row = make('li', { class: 'item' });
    const place = make('div', { class: 'place' });
    const isOpen = item.reason === 'unanswered';
    const makeCase = button(t.makeCase, () => attempt(this.#said, t, async () => {
      const kept = await send('POST', 'v1/evaluation-cases', { question: item.question, region: item.region, expect: isOpen ? 'refused' : 'answered' });
      show(kept);
      place.querySelector('select').focus();
    }));
    const show = (kept) => {
      makeCase.hidden = Boolean(kept);
      place.replaceChildren(...(kept ? [new CaseForm(t, kept, item, () => { show(null); makeCase.focus(); }).element] : []));
    };
    const resolve = button(t.resolve, () => attempt(this.#said, t, async () => {
      await send('DELETE', `v1/unanswered/${item.id}`);
      row.remove();
    }));
    row.append(...[
      isNamed && make('p', {}, item.question),
      make('p', { class: 'line' }, make('span', { class: 'badge' }, t.reasons[item.reason]), make('span', {}, item.region ?? t.anywhere), isNamed && make('span', {}, fill(t.times, String(item.times))), make('span', {}, dateTime(item.last))),
      item.answer && make('p', { class: 'said-then' }, make('span', { class: 'soft' }, t.answeredThen), item.answer.replace(/\[\d+\]/g, '')),
      item.comment && make('p', { class: 'said-then' }, make('span', { class: 'soft' }, t.comment), item.comment),
      item.expected_clause && make('p', { class: 'said-then' }, make('span', { class: 'soft' }, t.expectedClause), item.expected_clause),
      make('div', { class: 'actions' }, makeCase, button(t.tryIt, () => this.#lookUp(item.question, item.region)), isOpen && resolve),
      place,
    ].filter(Boolean));
    show(item.case);
    return row;
  }
}
