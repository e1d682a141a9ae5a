/** For someone on the phone: type, see clauses, press Enter, read out. */

import { make } from '../widget/make.js';
import { AnswerPane } from './answer_pane.js';
import { ClausePane } from './clause_pane.js';
import { attempt } from './parts.js';
import { Results } from './results.js';
import { get, send } from './service.js';

const PAUSE_MS = 120;
const RANKED = 60;
const REGION = 'console.region';

export class Desk {
  #t; #field; #region; #said; #results; #answers; #clauses; #panes; #timer = 0; #searching = null;

  /** `act(name)` opens another view with what is on the desk. */
  constructor(t, act) {
    this.#t = t;
    this.#clauses = new ClausePane(t);
    this.#answers = new AnswerPane(t, this.#open, act);
    this.#results = new Results(t, this.#open);
    this.#field = make('input', { type: 'search', 'aria-label': t.search, placeholder: t.search, autocomplete: 'off', maxlength: '1000', 'aria-describedby': 'search-hint' });
    this.#region = make('select', { 'aria-label': t.searchRegion, onchange: () => { localStorage.setItem(REGION, this.#region.value); this.#search(); } }, make('option', { value: '' }, t.anywhere));
    this.#said = make('p', { class: 'said', role: 'status', id: 'search-hint' }, t.searchHint);
    const form = make('form', { class: 'search', role: 'search' }, this.#field, this.#region, make('button', {}, t.answer));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.ask(); });
    this.#field.addEventListener('input', () => { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.#search(), PAUSE_MS); });
    this.#panes = make('div', { class: 'panes' }, this.#results.element, this.#answers.element, this.#clauses.element);
    this.element = make('div', { class: 'desk' }, form, this.#said, this.#panes);
    this.#loadRegions();
  }

  get question() {
    return this.#field.value.trim();
  }

  get region() {
    return this.#region.value;
  }

  get answer() {
    return this.#answers.answer;
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  move(by) {
    this.#results.move(by);
  }

  copy(form) {
    return this.#answers.copy(form);
  }

  lookUp(question, region) {
    this.#field.value = question;
    if (region !== null && [...this.#region.options].some((option) => option.value === region)) this.#region.value = region;
    return this.ask();
  }

  async ask() {
    const { question } = this;
    if (!question) return;
    clearTimeout(this.#timer);
    this.#search();
    const answer = await attempt(this.#said, this.#t, () => send('POST', 'v1/ask', { question, region: this.region || null }));
    if (!answer) return;
    this.#said.textContent = this.#t.searchHint;
    this.#answers.show(answer, question, this.region);
    this.#panes.classList.add('answered');
    this.#answers.element.focus({ preventScroll: true });
    const [first] = answer.citations;
    if (first) this.#open(first.document_number, first.clause_id, first.quote);
  }

  #open = (number, id, quote) => attempt(this.#said, this.#t, () => this.#clauses.show(number, id, quote));

  async #search() {
    this.#searching?.abort();
    this.#searching = new AbortController();
    const { signal } = this.#searching;
    if (!this.question) return this.#results.show([]);
    try {
      const { hits } = await get('v1/search', { q: this.question, region: this.region, limit: RANKED }, signal);
      this.#results.show(hits);
    } catch (error) {
      if (!signal.aborted) this.#said.textContent = this.#t.failed;
    }
  }

  async #loadRegions() {
    const found = await attempt(this.#said, this.#t, () => get('v1/documents'));
    const names = [...new Set((found?.documents ?? []).map((document) => document.region))];
    this.#region.append(...names.map((name) => make('option', { value: name }, name)));
    this.#region.value = localStorage.getItem(REGION) ?? '';
  }
}
