/** The documents: what has become of each, its misprints, a change taken back. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { attempt, button, confirmed, dateTime, table } from './parts.js';
import { documentPath, get, send } from './service.js';
import { Upload } from './upload.js';

const TONES = { built: 'good', added: 'good', replaced: 'good', removed: 'bad', waiting: 'warn' };

export class Shelf {
  #t; #said; #list; #upload; #waiting = []; #shelved = [];

  constructor(t) {
    this.#t = t;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#list = make('div', {});
    this.#upload = new Upload(t, (documents) => { this.#waiting = documents; this.#draw(); }, () => this.load());
    this.element = make('section', {}, this.#upload.element, make('h3', {}, t.shelfTitle), this.#said, this.#list);
  }

  async load() {
    const found = await attempt(this.#said, this.#t, () => get('v1/shelf'));
    if (!found) return;
    this.#shelved = found.documents;
    this.#draw();
  }

  #draw() {
    const t = this.#t;
    const rows = [...this.#waiting.map((d) => this.#waitingRow(d)), ...this.#shelved.map((d) => this.#row(d))];
    const heads = [t.documentNumber, t.title, t.state, t.slips, t.change];
    this.#list.replaceChildren(table(heads, rows, t.admin.documents));
  }

  /** A file that was read but is not live yet. */
  #waitingRow(d) {
    const slips = d.clauses.reduce((sum, clause) => sum + clause.slips.length, 0);
    return [d.document_number, this.#title(d, d.clauses.length), this.#state('waiting'), slips ? String(slips) : '—', ''];
  }

  #row(d) {
    const t = this.#t;
    const isGone = d.state === 'removed';
    const actions = [
      !isGone && button(t.remove, () => this.#remove(d)),
      d.can_restore && button(t.restore, () => this.#change(() => send('POST', `v1/shelf/${encodeURIComponent(d.document_number)}/restore`), fill(t.restored, d.document_number))),
    ];
    return [isGone ? d.document_number : make('a', { href: d.url }, d.document_number), this.#title(d, d.clause_count), this.#states(d), this.#slips(d.slips), make('div', { class: 'actions' }, actions)];
  }

  #title(d, clauses) {
    const t = this.#t;
    return make('span', { lang: 'zh-CN' }, d.title || '—', d.region && make('small', { lang: document.documentElement.lang }, `${d.region} · ${fill(t.clauseCount, String(clauses))}`));
  }

  #states(d) {
    const t = this.#t;
    const expired = d.expired_clauses === d.clause_count ? t.allExpired : fill(t.someExpired, String(d.expired_clauses));
    return make('div', { class: 'states' }, this.#state(d.state), d.trial && make('span', { class: 'badge warn' }, t.trial),
      d.expired_clauses > 0 && make('span', { class: 'badge bad' }, expired),
      d.changed && make('small', {}, `${dateTime(d.changed)} ${d.changed_by ?? ''}`));
  }

  #state(name) {
    return make('span', { class: `badge ${TONES[name]}` }, this.#t.states[name]);
  }

  #slips(slips) {
    const t = this.#t;
    if (!slips.length) return '—';
    const items = slips.map((slip) => make('li', {}, make('a', { href: slip.url, lang: 'zh-CN' }, slip.label), '：', t.slip(slip.what)));
    return make('details', {}, make('summary', {}, fill(t.slipCount, String(slips.length))), make('ul', { class: 'slips' }, items));
  }

  async #change(action, done) {
    if ((await attempt(this.#said, this.#t, async () => { await action(); return true; })) === null) return;
    await this.load();
    this.#said.textContent = done;
  }

  async #remove(d) {
    const t = this.#t;
    if (!(await confirmed(this.element, fill(t.removeSure, d.document_number), t.remove, t))) return;
    await this.#change(() => send('DELETE', documentPath(d.document_number)), fill(t.removed, d.document_number));
  }
}
