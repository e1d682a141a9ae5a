/** The documents: what is live, a preview before a file goes live, removal. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { attempt, button, field, table } from './parts.js';
import { documentPath, get, send, upload } from './service.js';

export class Shelf {
  #t; #said; #list; #preview; #file;

  constructor(t) {
    this.#t = t;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#list = make('div', {});
    this.#preview = make('div', { class: 'preview' });
    this.#file = make('input', { type: 'file', accept: '.txt,.md,.html,.htm,.docx,.doc,.rtf,.pdf', onchange: () => this.#show() });
    this.element = make('section', {}, make('h3', {}, t.addDocument), field(t.chooseFile, this.#file), this.#said, this.#preview, this.#list);
  }

  async load() {
    const t = this.#t;
    const found = await attempt(this.#said, t, () => get('v1/documents'));
    if (!found) return;
    const rows = found.documents.map((d) => [make('a', { href: d.url }, d.document_number), d.title, d.region, String(d.clause_count), make('span', { class: 'badge good' }, t.live), button(t.remove, () => this.#remove(d.document_number))]);
    this.#list.replaceChildren(table([t.documentNumber, t.title, t.region, t.clauses, t.state, t.change], rows, t.admin.documents));
  }

  async #send(path) {
    const form = new FormData();
    form.append('file', this.#file.files[0]);
    const progress = (percent) => { this.#said.textContent = percent < 100 ? fill(this.#t.uploading, String(percent)) : this.#t.previewing; };
    try {
      return await upload(path, form, progress);
    } catch (error) {
      this.#said.textContent = error.code === 'unreadable_document' ? this.#t.unreadable : this.#t.failed;
      return null;
    }
  }

  async #show() {
    const t = this.#t;
    this.#preview.replaceChildren();
    if (!this.#file.files.length) return;
    const found = await this.#send('v1/document-previews');
    if (!found) return;
    this.#said.textContent = '';
    this.#preview.replaceChildren(make('h3', {}, t.previewTitle), ...found.documents.map((d) => this.#document(d)), button(t.goLive, () => this.#goLive(), 'main'));
  }

  #document(d) {
    const t = this.#t;
    const slips = d.clauses.filter((clause) => clause.slips.length);
    const clauses = d.clauses.map((c) => [c.label, c.heading, c.departments.join('、'), c.amounts.join('、'), c.text.slice(0, 80)]);
    return make('article', {}, make('h4', {}, d.title), make('p', { class: 'line' }, make('span', {}, d.document_number), make('span', {}, d.region), make('span', { class: 'badge' }, d.replaces ? t.willReplace : t.willAdd)),
      slips.length ? make('div', { class: 'warnings' }, make('strong', {}, t.slips), make('ul', {}, slips.map((c) => make('li', {}, `${c.label}: ${c.slips.join('; ')}`)))) : make('p', { class: 'count' }, t.noSlips),
      make('details', {}, make('summary', {}, `${t.clauses} (${clauses.length})`), table([t.clause, t.title, t.departments, t.amounts, t.clauseTitle], clauses, t.previewTitle)));
  }

  async #goLive() {
    if (!(await this.#send('v1/documents'))) return;
    this.#preview.replaceChildren();
    this.#file.value = '';
    this.#said.textContent = this.#t.wentLive;
    await this.load();
  }

  #remove(number) {
    const t = this.#t;
    const dialog = make('dialog', { class: 'ask', 'aria-label': t.remove }, make('p', {}, fill(t.removeSure, number)));
    const yes = button(t.remove, () => { dialog.close(); attempt(this.#said, t, async () => { await send('DELETE', documentPath(number)); await this.load(); }); }, 'main');
    dialog.append(make('div', { class: 'actions' }, yes, button(t.cancel, () => dialog.close())));
    dialog.addEventListener('close', () => dialog.remove());
    this.element.append(dialog);
    dialog.showModal();
  }
}
