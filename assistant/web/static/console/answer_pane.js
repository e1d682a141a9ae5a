/** The answer at one glance, its figures linked, and what is done with it: copy, file, compare. */

import { amounts, reply, warnings } from '../widget/answer.js';
import { departmentList, validityBadges } from '../widget/badges.js';
import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { aloud, forWorkOrder, withLinks } from './copies.js';
import { attempt, button } from './parts.js';
import { get } from './service.js';

/** Who is responsible; place by place where the answer rests on several. */
function responsible(citations, t) {
  const byRegion = new Map(citations.toReversed().map((citation) => [citation.region, citation.departments]));
  return [...byRegion].reverse().map(([region, names]) => {
    const list = departmentList(names, t);
    if (list && byRegion.size > 1) list.firstChild.textContent = `${region} · ${t.departments}`;
    return list;
  });
}

/** Another place's, or less of what was asked; in words that can be said on the phone. */
function why(hit, t) {
  if (hit.reason === 'elsewhere') return fill(t.whyElsewhere, hit.region);
  const score = (value) => value.toFixed(2);
  const lower = fill(t.whyLower, score(hit.score), score(hit.lowest_kept));
  return hit.missing.length ? `${fill(t.whyMissing, hit.missing.join('、'))}${lower}` : lower;
}

export class AnswerPane {
  #t; #open; #act; #said; answer = null;

  /** `open(number, id, quote)` shows a clause; `act(name)` files or compares. */
  constructor(t, open, act) {
    this.#t = t;
    this.#open = open;
    this.#act = act;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.element = make('section', { class: 'pane answer-pane', 'aria-label': t.answer, tabindex: '-1' }, make('p', { class: 'empty' }, t.answerHint));
  }

  show(answer, question, region) {
    this.answer = answer;
    const t = this.#t;
    // the nearest clauses of a refusal are no basis: they stand in the list below alone
    const basis = answer.status === 'refused' ? [] : answer.citations;
    const [first] = basis;
    const open = (citation) => this.#open(citation.document_number, citation.clause_id, citation.quote);
    const lead = { refused: t.refused, clarify: t.clarify }[answer.status];
    this.#said.textContent = '';
    this.element.replaceChildren(...[
      lead && make('p', { class: `lead ${answer.status}` }, lead),
      make('div', { class: 'direct' }, reply(answer.answer, answer, t, open)),
      ...responsible(basis, t),
      first && make('p', { class: 'line' }, validityBadges(first, t), make('span', {}, `${first.document_number} ${first.label}`), first.issued && make('span', {}, first.issued)),
      this.#copies(),
      amounts(answer, t, open),
      warnings(answer, t),
      (basis.length !== 1) && answer.citations.length > 0 && this.#sources(answer, open),
      this.#nearMisses(question, region),
    ].filter(Boolean));
    this.element.scrollTop = 0;
  }

  /** `form`: aloud, order or link. */
  async copy(form) {
    if (!this.answer) return;
    const t = this.#t;
    const [text, name] = {
      aloud: [aloud(this.answer, t), t.copyAloud],
      order: [forWorkOrder(this.answer, t), t.copyOrder],
      link: [withLinks(this.answer, t, location.href), t.copyLink],
    }[form];
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    this.#said.textContent = done ? fill(t.copiedAs, name) : t.copyFailed;
  }

  #copies() {
    const t = this.#t;
    const one = (label, key, onclick, look) => make('button', { type: 'button', class: look ?? 'quiet', onclick, 'aria-keyshortcuts': key }, label, make('kbd', { 'aria-hidden': 'true' }, key));
    return make('div', { class: 'actions' },
      one(t.copyOrder, 'c', () => this.copy('order'), 'main'), one(t.copyAloud, 'r', () => this.copy('aloud')), one(t.copyLink, 'l', () => this.copy('link')),
      one(t.fileOrder, 'o', () => this.#act('orders')), one(t.compareThis, 'm', () => this.#act('compare')), this.#said);
  }

  #sources(answer, open) {
    const items = answer.citations.map((c) => make('li', {}, make('button', { type: 'button', class: 'hit', onclick: () => open(c) },
      make('strong', {}, `[${c.n}] ${c.heading || c.label}`), make('span', { class: 'line' }, make('span', {}, c.document_number), make('span', {}, c.label)))));
    return make('div', {}, make('h2', {}, answer.status === 'refused' ? this.#t.nearest : this.#t.sources), make('ul', { class: 'hits' }, items));
  }

  #nearMisses(question, region) {
    const t = this.#t;
    const list = make('ul', { class: 'hits' });
    const status = make('p', { class: 'said', role: 'status' });
    const box = make('details', { class: 'near' }, make('summary', {}, t.nearMisses), status, list);
    box.addEventListener('toggle', () => box.open && attempt(status, t, async () => {
      const { near_misses: found } = await get('v1/near-misses', { q: question, region });
      list.replaceChildren(...found.map((hit) => make('li', {}, make('button', { type: 'button', class: 'hit', onclick: () => this.#open(hit.document_number, hit.clause_id) },
        make('strong', { lang: 'zh-CN' }, hit.heading || hit.label), make('span', { class: 'line' }, make('span', { class: 'badge' }, hit.region), make('span', {}, hit.document_number), make('span', {}, hit.label)), make('small', {}, t.why + why(hit, t))))));
    }));
    return box;
  }
}
