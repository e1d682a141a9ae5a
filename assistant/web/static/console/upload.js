/** A file, what would become of it, and the step that makes it live. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { button, said, table } from './parts.js';
import { upload } from './service.js';

export class Upload {
  #t; #said; #preview; #file; #name; #progress; #onRead; #onLive;

  /** `onRead(documents)` hears what waits to go live, `onLive()` that it is. */
  constructor(t, onRead, onLive) {
    this.#t = t;
    this.#onRead = onRead;
    this.#onLive = onLive;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#progress = make('progress', { max: '100', hidden: true, 'aria-label': t.uploadProgress });
    this.#preview = make('div', { class: 'preview' });
    this.#name = make('span', { class: 'count' }, t.noFile);
    this.#file = make('input', { type: 'file', class: 'hidden', 'aria-label': t.chooseFile, accept: '.txt,.md,.html,.htm,.docx,.doc,.rtf,.pdf', onchange: () => this.#read() });
    const choose = make('label', { class: 'choose' }, this.#file, make('span', { class: 'button' }, t.chooseFile), this.#name);
    this.element = make('section', {}, make('h3', {}, t.addDocument), make('p', { class: 'count' }, t.fileKinds), choose, this.#progress, this.#said, this.#preview);
  }

  async #send(path) {
    const t = this.#t;
    const form = new FormData();
    form.append('file', this.#file.files[0]);
    this.#progress.hidden = false;
    try {
      return await upload(path, form, (percent) => {
        // what the server does then takes as long as it takes
        if (percent < 100) this.#progress.value = percent;
        else this.#progress.removeAttribute('value');
        this.#said.textContent = percent < 100 ? fill(t.uploading, String(percent)) : t.previewing;
      });
    } catch (error) {
      this.#said.textContent = { unreadable_document: t.unreadable, body_too_large: t.tooLarge }[error.code] ?? said(error, t);
      return null;
    } finally {
      this.#progress.hidden = true;
    }
  }

  async #read() {
    const t = this.#t;
    const [file] = this.#file.files;
    this.#drop();
    this.#name.textContent = file?.name ?? t.noFile;
    if (!file) return;
    const found = await this.#send('v1/document-previews');
    if (!found) return;
    this.#said.textContent = '';
    this.#onRead(found.documents);
    this.#preview.replaceChildren(make('h3', {}, t.previewTitle), ...found.documents.map((d) => this.#document(d)),
      make('div', { class: 'actions' }, button(t.goLive, () => this.#goLive(), 'main'), button(t.cancel, () => this.#clear())));
  }

  #document(d) {
    const t = this.#t;
    const slips = d.clauses.flatMap((clause) => clause.slips.map((slip) => `${clause.label}：${t.slip(slip)}`));
    const clauses = d.clauses.map((c) => [c.label, c.heading, c.departments.join('、'), c.amounts.join('、'), c.text]);
    return make('article', {}, make('h4', {}, d.title),
      make('p', { class: 'line' }, make('span', {}, d.document_number), make('span', {}, d.region), make('span', { class: 'badge' }, d.replaces ? t.willReplace : t.willAdd)),
      slips.length ? make('div', { class: 'warnings' }, make('strong', {}, t.slips), make('ul', {}, slips.map((slip) => make('li', {}, slip)))) : make('p', { class: 'count' }, t.noSlips),
      make('details', { class: 'clauses' }, make('summary', {}, fill(t.previewClauses, String(clauses.length))), table([t.clause, t.title, t.departments, t.amounts, t.clauseTitle], clauses, t.previewTitle)));
  }

  async #goLive() {
    if (!(await this.#send('v1/documents'))) return;
    this.#clear();
    this.#said.textContent = this.#t.wentLive;
    await this.#onLive();
  }

  #clear() {
    this.#file.value = '';
    this.#name.textContent = this.#t.noFile;
    this.#drop();
  }

  #drop() {
    this.#said.textContent = '';
    this.#preview.replaceChildren();
    this.#onRead([]);
  }
}
