/** Usage over time. */

import { make } from '../widget/make.js';
import { chart } from './charts.js';
import { attempt, select, table } from './parts.js';
import { get } from './service.js';

export class Usage {
  #t; #said; #charts; #days;

  constructor(t) {
    this.#t = t;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#charts = make('div', { class: 'charts' });
    const spans = Object.fromEntries([7, 30, 90].map((n) => [n, t.usageDays.replace('{}', n)]));
    this.#days = select(spans, '30', () => this.load());
    this.#days.setAttribute('aria-label', t.admin.usage);
    this.element = make('section', {}, this.#days, this.#said, this.#charts);
  }

  async load() {
    const t = this.#t;
    const found = await attempt(this.#said, t, () => get('v1/usage', { days: this.#days.value }));
    if (!found) return;
    const { days, top_clauses: top } = found;
    this.#said.textContent = days.some((day) => day.questions) ? '' : t.noUsage;
    this.#charts.replaceChildren(
      chart(t.chartTitles.questions, days, ['questions', 'refused'], t),
      chart(t.chartTitles.latency, days, ['median_ms'], t),
      chart(t.chartTitles.feedback, days, ['up', 'down'], t),
      make('section', {}, make('h3', {}, t.topClauses), table([t.documentNumber, t.clause, t.citedTimes],
        top.map((c) => [c.document_number, make('a', { href: c.url, lang: 'zh-CN' }, `${c.label} ${c.heading}`), String(c.times)]), t.topClauses)));
  }
}
