/** Work orders: a form whose draft survives a reload, and the list of what was filed. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { basis } from './copies.js';
import { attempt, dateTime, field, select, table } from './parts.js';
import { get, send } from './service.js';

const DRAFT = 'console.draft';
const PAUSE_MS = 200;

export class Orders {
  #t; #inputs; #said; #list; #search; #mine; #exports; #timer = 0;

  constructor(t) {
    this.#t = t;
    const text = (rows) => make('textarea', { rows: String(rows), maxlength: '8000' });
    this.#inputs = {
      caller: select(t.callers, 'enterprise'), region: make('input', { maxlength: '200' }), question: make('input', { maxlength: '1000', required: true }),
      answer: text(3), basis: text(2), outcome: select(t.outcomes, 'answered'), note: text(2),
    };
    const labels = { caller: t.caller, region: t.orderRegion, question: t.question, answer: t.answerUsed, basis: t.basis, outcome: t.outcome, note: t.note };
    this.#said = make('p', { class: 'said', role: 'status' });
    const form = make('form', { class: 'order' }, make('h2', {}, t.newOrder), Object.entries(this.#inputs).map(([name, input]) => field(labels[name], input)),
      make('div', { class: 'actions' }, make('button', {}, t.file), make('button', { type: 'button', class: 'quiet', onclick: () => this.#clear() }, t.clearDraft), this.#said));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.#file(); });
    form.addEventListener('input', () => this.#keepDraft());
    this.element = make('div', { class: 'view orders' }, form, this.#filed());
    this.#put(JSON.parse(sessionStorage.getItem(DRAFT) ?? '{}'));
  }

  focus() {
    this.#load();
    this.#inputs[this.#inputs.question.value ? 'note' : 'question'].focus();
  }

  /** Begins an order with what is on the desk. */
  begin(desk) {
    const { answer } = desk;
    this.#put({ region: desk.region, question: desk.question, answer: answer?.answer.replace(/\[\d+\]/g, '') ?? '', basis: answer ? basis(answer) : '' });
    this.#keepDraft();
  }

  #filed() {
    const t = this.#t;
    this.#list = make('div', {});
    const later = () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.#load(), PAUSE_MS); };
    this.#search = make('input', { type: 'search', 'aria-label': t.searchOrders, placeholder: t.searchOrders, maxlength: '200', oninput: later });
    this.#mine = make('input', { type: 'checkbox', checked: true, onchange: later });
    this.#exports = ['csv', 'xlsx'].map((format) => make('a', { class: 'button', download: `work-orders.${format}` }, format === 'csv' ? t.exportCsv : t.exportXlsx));
    return make('section', { class: 'filed' }, make('h2', {}, t.myOrders),
      make('div', { class: 'actions' }, this.#search, make('label', { class: 'check' }, this.#mine, t.mine), this.#exports), this.#list);
  }

  async #load() {
    const t = this.#t;
    const query = { q: this.#search.value, mine: String(this.#mine.checked) };
    this.#exports.forEach((link, i) => link.setAttribute('href', `/v1/work-orders/export?${new URLSearchParams({ ...query, format: ['csv', 'xlsx'][i] })}`));
    const found = await attempt(this.#said, t, () => get('v1/work-orders', query));
    if (!found) return;
    const rows = found.work_orders.map((o) => [dateTime(o.filed), t.callers[o.caller], o.region, o.question, o.answer, t.outcomes[o.outcome], o.note]);
    const heads = [t.when, t.caller, t.orderRegion, t.question, t.answerUsed, t.outcome, t.note];
    this.#list.replaceChildren(rows.length ? table(heads, rows, t.myOrders) : make('p', { class: 'empty' }, t.noOrders));
  }

  async #file() {
    const body = Object.fromEntries(Object.entries(this.#inputs).map(([name, input]) => [name, input.value]));
    const order = await attempt(this.#said, this.#t, () => send('POST', 'v1/work-orders', body));
    if (!order) return;
    this.#clear();
    this.#said.textContent = fill(this.#t.filed, order.id);
    await this.#load();
  }

  #clear() {
    sessionStorage.removeItem(DRAFT);
    for (const name of ['region', 'question', 'answer', 'basis', 'note']) this.#inputs[name].value = '';
    this.#said.textContent = '';
  }

  #keepDraft() {
    const draft = Object.fromEntries(Object.entries(this.#inputs).map(([name, input]) => [name, input.value]));
    sessionStorage.setItem(DRAFT, JSON.stringify(draft));
    this.#said.textContent = this.#t.draftKept;
  }

  #put(values) {
    for (const [name, value] of Object.entries(values)) if (this.#inputs[name]) this.#inputs[name].value = value;
  }
}
