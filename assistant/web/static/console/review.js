/** What found no answer or was disliked, alike ones together; one click makes an evaluation case. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
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
    return make('li', { class: 'group' }, make('h3', {}, items[0].question, ' ', make('span', { class: 'badge warn' }, fill(this.#t.times, String(times)))),
      make('ul', {}, items.map((item) => this.#item(item))));
  }

  #item(item) {
    const t = this.#t;
    const row = make('li', { class: 'item' });
    const isOpen = item.reason === 'unanswered';
    const makeCase = button(t.makeCase, () => attempt(this.#said, t, async () => {
      await send('POST', 'v1/evaluation-cases', { question: item.question, region: item.region, expect: isOpen ? 'refused' : 'answered' });
      makeCase.disabled = true;
      makeCase.textContent = t.madeCase;
    }));
    const resolve = button(t.resolve, () => attempt(this.#said, t, async () => {
      await send('DELETE', `v1/unanswered/${item.id}`);
      row.remove();
    }));
    row.append(make('p', {}, item.question), make('p', { class: 'line' }, make('span', { class: 'badge' }, t.reasons[item.reason]), make('span', {}, item.region ?? t.anywhere), make('span', {}, fill(t.times, String(item.times))), make('span', {}, dateTime(item.last)), make('span', {}, item.comment ?? '')),
      make('div', { class: 'actions' }, makeCase, button(t.tryIt, () => this.#lookUp(item.question, item.region)), isOpen ? resolve : ''));
    return row;
  }
}
