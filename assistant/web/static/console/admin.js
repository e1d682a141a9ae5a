/** Administration: usage, documents, keys, origins and limits. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { Admission } from './admission.js';
import { attempt, button, confirmed, field, select, table } from './parts.js';
import { get, send } from './service.js';
import { Shelf } from './shelf.js';
import { Usage } from './usage.js';

export class Admin {
  #rooms; #shown = 'usage'; #buttons;

  constructor(t) {
    this.#rooms = { usage: new Usage(t), documents: new Shelf(t), keys: new Keys(t), settings: new Admission(t) };
    this.#buttons = Object.keys(this.#rooms).map((name) => make('button', { type: 'button', class: 'quiet', 'data-room': name, onclick: () => this.#show(name) }, t.admin[name]));
    this.element = make('div', { class: 'view' }, make('h2', {}, t.tabs.admin), make('div', { class: 'actions' }, this.#buttons), Object.values(this.#rooms).map((room) => room.element));
  }

  focus() {
    this.#show(this.#shown);
  }

  #show(name) {
    this.#shown = name;
    for (const [each, room] of Object.entries(this.#rooms)) room.element.hidden = each !== name;
    for (const each of this.#buttons) each.setAttribute('aria-pressed', String(each.dataset.room === name));
    this.#rooms[name].load();
  }
}

class Keys {
  #t; #said; #list;

  constructor(t) {
    this.#t = t;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#list = make('div', {});
    const [name, role, days] = [make('input', { required: true, maxlength: '200' }), select(t.roles, 'staff'), make('input', { type: 'number', min: '1', max: '3650', value: '365' })];
    const form = make('form', { class: 'inline' }, field(t.keyName, name), field(t.role, role), field(t.days, days), make('button', {}, t.makeKey));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      attempt(this.#said, t, async () => {
        const made = await send('POST', 'v1/keys', { name: name.value, role: role.value, days: Number(days.value) });
        await this.load();
        this.#said.replaceChildren(t.secretOnce, make('code', {}, made.secret));
      });
    });
    this.element = make('section', {}, form, this.#said, this.#list);
  }

  async load() {
    const t = this.#t;
    const found = await attempt(this.#said, t, () => get('v1/keys'));
    if (!found) return;
    const end = (key) => (key.revoked ? t.revoked : button(t.revoke, () => this.#revoke(key)));
    this.#list.replaceChildren(table([t.keyName, t.role, t.expires, t.change], found.keys.map((key) => [key.name, t.roles[key.role], key.expires.slice(0, 10), end(key)]), t.admin.keys));
  }
  async #revoke(key) {
    const t = this.#t;
    if (!(await confirmed(this.element, fill(t.revokeSure, key.name), t.revoke, t))) return;
    await attempt(this.#said, t, async () => { await send('DELETE', `v1/keys/${encodeURIComponent(key.id)}`); await this.load(); });
  }
}
