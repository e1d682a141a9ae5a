/** The clauses found while typing, with facets; one of them is chosen. */

import { validityBadges } from '../widget/badges.js';
import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { select } from './parts.js';

const FACETS = ['region', 'level', 'document_number', 'departments', 'validity'];
const SHOWN = 40;

export class Results {
  #t; #open; #hits = []; #chosen = {}; #at = -1; #list; #facets; #count;

  constructor(t, open) {
    this.#t = t;
    this.#open = open;
    this.#list = make('ul', { class: 'hits', id: 'hits' });
    this.#facets = make('div', { class: 'facets' });
    this.#count = make('p', { class: 'count', role: 'status' }, t.startHint);
    this.element = make('section', { class: 'pane results-pane', 'aria-label': t.results },
      this.#count, make('details', { class: 'filter' }, make('summary', {}, t.filters), this.#facets), this.#list);
  }

  show(hits) {
    this.#hits = hits;
    this.#at = -1;
    this.#drawFacets();
    this.#draw();
  }

  /** Moves the choice by one; the clause opens at once. */
  move(by) {
    const shown = this.#shown();
    if (!shown.length) return;
    this.#at = Math.min(Math.max(this.#at + by, 0), shown.length - 1);
    this.#mark();
    this.#open(shown[this.#at].document_number, shown[this.#at].clause_id);
  }

  #shown() {
    return this.#hits.filter((hit) => FACETS.every((name) => !this.#chosen[name] || valuesOf(hit, name).includes(this.#chosen[name]))).slice(0, SHOWN);
  }

  #draw() {
    const t = this.#t;
    const shown = this.#shown();
    this.#count.textContent = shown.length ? fill(t.found, String(shown.length)) : t.noResults;
    this.#list.replaceChildren(...shown.map((hit, at) => make('li', {}, make('button', {
      type: 'button', class: 'hit', onclick: () => { this.#at = at; this.#mark(); this.#open(hit.document_number, hit.clause_id); },
    }, make('strong', { lang: 'zh-CN' }, marked(hit.heading || hit.label, hit.matched)),
      make('span', { class: 'line' }, make('span', { class: 'badge' }, hit.region), validityBadges(hit, t), make('span', {}, `${hit.document_number} ${hit.label.split(' ').at(-1)}`)),
      make('span', { class: 'snippet', lang: 'zh-CN' }, marked(snippet(hit), hit.matched))))));
  }

  #mark() {
    [...this.#list.querySelectorAll('.hit')].forEach((hit, at) => {
      hit.toggleAttribute('data-chosen', at === this.#at);
      if (at !== this.#at) return hit.removeAttribute('aria-current');
      hit.setAttribute('aria-current', 'true');
      const pane = this.element;
      const { top, bottom } = hit.getBoundingClientRect();
      const box = pane.getBoundingClientRect();
      if (top < box.top) pane.scrollTop -= box.top - top + 8;
      if (bottom > box.bottom) pane.scrollTop += bottom - box.bottom + 8;
    });
  }

  #drawFacets() {
    const t = this.#t;
    const label = (name, value) => (name === 'level' ? t.levels[value] : name === 'validity' ? t.validity[value] : value);
    this.#facets.replaceChildren(...FACETS.map((name) => {
      const counts = new Map();
      for (const hit of this.#hits) for (const value of valuesOf(hit, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const ordered = [...counts].sort((a, b) => b[1] - a[1]);
      const options = { '': fill(t.all, t.facets[name]), ...Object.fromEntries(ordered.map(([value, n]) => [value, `${label(name, value)} (${n})`])) };
      if (!counts.has(this.#chosen[name])) this.#chosen[name] = '';
      const control = select(options, this.#chosen[name], (event) => { this.#chosen[name] = event.target.value; this.#at = -1; this.#draw(); });
      control.setAttribute('aria-label', t.facets[name]);
      return control;
    }));
  }
}

function valuesOf(hit, name) {
  if (name === 'validity') return [hit.validity.status];
  return [hit[name]].flat().filter(Boolean);
}

/** The stretch of the clause around the first word it was found by. */
function snippet(hit) {
  const at = Math.max(0, ...hit.matched.slice(0, 3).map((word) => hit.text.indexOf(word)).filter((i) => i >= 0).slice(0, 1));
  const from = Math.max(0, at - 20);
  return (from ? '…' : '') + hit.text.slice(from, from + 90) + (from + 90 < hit.text.length ? '…' : '');
}

function marked(text, words) {
  const found = words.filter((word) => word.length > 1 && text.includes(word)).sort((a, b) => b.length - a.length);
  if (!found.length) return [text];
  const [word] = found;
  return text.split(word).flatMap((part, i) => [...(i ? [make('mark', {}, word)] : []), ...marked(part, found.slice(1))]);
}
