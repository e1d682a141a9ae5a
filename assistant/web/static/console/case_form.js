/** What is expected of a question: refused, or answered from which clause and with which words. */

import { make } from '../widget/make.js';
import { attempt, button, field, select } from './parts.js';
import { documentPath, get, send } from './service.js';

const CANDIDATES = 6;
const keyOf = ([number, id]) => `${number} ${id}`;

export class CaseForm {
  #t; #kept; #item; #said; #expect; #clauses; #facts; #forbid; #answered; #onGone;

  /** `kept` is the case, `item` the entry it was made of; `onGone()` hears that it was taken back. */
  constructor(t, kept, item, onGone) {
    this.#t = t;
    this.#kept = kept;
    this.#item = item;
    this.#onGone = onGone;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#expect = select(t.expects, kept.expect, () => this.#showRest());
    this.#clauses = make('ul', { class: 'gold' });
    this.#facts = make('input', { maxlength: '1000', value: kept.facts.map((group) => group.join('/')).join('；'), placeholder: t.factsHint });
    this.#forbid = make('input', { maxlength: '1000', value: kept.forbid.join('；'), placeholder: t.forbidHint });
    this.#answered = make('div', { class: 'answered' },
      make('fieldset', {}, make('legend', {}, t.goldTitle), this.#clauses), field(t.facts, this.#facts), field(t.forbid, this.#forbid));
    this.element = make('form', { class: 'case' }, make('p', { class: 'lead' }, t.caseMade), field(t.expectTitle, this.#expect), this.#answered,
      make('div', { class: 'actions' }, make('button', {}, t.confirmCase), button(t.takeBack, () => this.#takeBack()), this.#said));
    this.element.addEventListener('submit', (event) => { event.preventDefault(); this.#confirm(); });
    this.#showRest();
    this.#tell(kept.is_complete);
    this.#load();
  }

  #showRest() {
    this.#answered.hidden = this.#expect.value === 'refused';
  }

  #tell(isComplete) {
    this.#said.textContent = isComplete ? this.#t.caseComplete : this.#t.caseIncomplete;
  }

  /** The clauses to choose from: those confirmed, those cited, those that a search finds. */
  async #load() {
    const t = this.#t;
    const found = await attempt(this.#said, t, () => get('v1/search', { q: this.#item.question, region: this.#item.region, limit: CANDIDATES }));
    const hits = new Map((found?.hits ?? []).map((hit) => [keyOf([hit.document_number, hit.clause_id]), hit]));
    const named = [...this.#kept.gold, ...this.#item.cited.map((c) => [c.document_number, c.clause_id])];
    for (const name of named) if (!hits.has(keyOf(name))) hits.set(keyOf(name), await get(documentPath(...name)).catch(() => null));
    const chosen = new Set(this.#kept.gold.map(keyOf));
    const ordered = [...new Set([...named.map(keyOf), ...hits.keys()])].filter((key) => hits.get(key));
    this.#clauses.replaceChildren(...ordered.map((key) => make('li', {}, this.#choice(hits.get(key), chosen.has(key)))));
  }

  #choice(clause, isChosen) {
    const box = make('input', { type: 'checkbox', checked: isChosen, 'data-number': clause.document_number, 'data-clause': clause.clause_id });
    return make('label', { class: 'check' }, box, make('span', { lang: 'zh-CN' }, make('b', {}, clause.heading || clause.label), make('small', {}, `${clause.document_number} ${clause.label}`)));
  }

  #expected() {
    const parts = (input) => input.value.split(/[;；\n]/).map((part) => part.trim()).filter(Boolean);
    const chosen = [...this.#clauses.querySelectorAll('input:checked')];
    return {
      expect: this.#expect.value,
      gold: chosen.map((box) => [box.dataset.number, box.dataset.clause]),
      facts: parts(this.#facts).map((group) => group.split(/[/／]/).map((fact) => fact.trim()).filter(Boolean)).filter((group) => group.length),
      forbid: parts(this.#forbid),
    };
  }

  #confirm() {
    const expected = this.#expected();
    return attempt(this.#said, this.#t, async () => {
      await send('PUT', `v1/evaluation-cases/${this.#kept.id}`, expected);
      this.#tell(expected.expect === 'refused' || expected.gold.length > 0);
    });
  }

  #takeBack() {
    return attempt(this.#said, this.#t, async () => {
      await send('DELETE', `v1/evaluation-cases/${this.#kept.id}`);
      this.#onGone();
    });
  }
}
