/** <policy-console>: sign-in, the views, and the keyboard. */

import { make } from '../widget/make.js';
import { Admin } from './admin.js';
import { Compare } from './compare.js';
import { Desk } from './desk.js';
import { Orders } from './orders.js';
import { button, field } from './parts.js';
import { Review } from './review.js';
import { signIn, signOut, whoIsSignedIn } from './service.js';
import { wordsFor } from './words.js';

const t = wordsFor(document.documentElement.lang);

class PolicyConsole extends HTMLElement {
  #views = {}; #tabs = {}; #shown = ''; #help;

  async connectedCallback() {
    document.addEventListener('signed-out', () => this.#askForKey(t.signedOut));
    document.addEventListener('keydown', (event) => this.#key(event));
    const link = new URLSearchParams(location.hash.slice(1)).get('link');
    if (link) history.replaceState(null, '', location.pathname + location.search);
    try {
      this.#begin(await (link ? signIn(link) : whoIsSignedIn()));
    } catch {
      this.#askForKey(link ? t.wrongKey : '');
    }
  }

  #askForKey(message) {
    this.#views = {};
    const key = make('input', { type: 'password', autocomplete: 'current-password', required: true, maxlength: '200', 'aria-describedby': 'key-hint' });
    const said = make('p', { class: 'said', role: 'alert' }, message);
    const form = make('form', { class: 'sign-in' }, make('h1', {}, t.signIn), field(t.key, key), make('p', { class: 'count', id: 'key-hint' }, t.keyHint), make('button', {}, t.enter), said);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        this.#begin(await signIn(key.value.trim()));
      } catch (error) {
        said.textContent = error.status === 401 ? t.wrongKey : t.failed;
      }
    });
    this.replaceChildren(form);
    key.focus();
  }

  #begin(who) {
    const desk = new Desk(t, (name) => this.#act(name));
    const lookUp = (question, region) => { this.#show('desk'); desk.lookUp(question, region); };
    this.#views = { desk, compare: new Compare(t), orders: new Orders(t), review: new Review(t, lookUp), ...(who.role === 'admin' && { admin: new Admin(t) }) };
    const names = Object.keys(this.#views);
    this.#tabs = Object.fromEntries(names.map((name, i) => [name, make('button', { type: 'button', class: 'tab', 'aria-keyshortcuts': String(i + 1), onclick: () => this.#show(name) }, t.tabs[name])]));
    const leave = async () => { await signOut().catch(() => {}); this.#askForKey(''); };
    this.#help = this.#helpDialog();
    this.replaceChildren(make('h1', { class: 'hidden' }, t.tabsLabel),
      make('nav', { class: 'tabs', 'aria-label': t.tabsLabel }, Object.values(this.#tabs), make('span', { class: 'who' }, who.name),
        make('button', { type: 'button', class: 'quiet help', onclick: () => this.#help.showModal() }, t.help, make('kbd', { 'aria-hidden': 'true' }, '?')), button(t.signOut, leave)),
      ...names.map((name) => this.#views[name].element), this.#help);
    this.#show('desk');
  }

  #show(name) {
    this.#shown = name;
    for (const [each, view] of Object.entries(this.#views)) {
      view.element.hidden = each !== name;
      if (each === name) this.#tabs[each].setAttribute('aria-current', 'page');
      else this.#tabs[each].removeAttribute('aria-current');
    }
    this.#views[name].focus();
  }

  /** Takes what is on the desk to another view. */
  #act(name) {
    const { desk, compare, orders } = this.#views;
    if (name === 'orders') orders.begin(desk);
    this.#show(name);
    if (name === 'compare') compare.run(desk.question);
  }

  #key(event) {
    const { desk } = this.#views;
    if (!desk || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || this.#help.open) return;
    const isTyping = event.target.matches?.('input, textarea, select');
    const isDesk = this.#shown === 'desk';
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isSearch = event.target.matches?.('.desk input[type="search"]');
    let action = null;
    if (arrow && isDesk && (isSearch || !isTyping)) action = () => desk.move(arrow);
    else if (event.key === 'Escape' && isTyping) action = () => event.target.blur();
    else if (!isTyping) action = this.#shortcut(event.key, isDesk);
    if (!action) return;
    event.preventDefault();
    action();
  }

  #shortcut(key, isDesk) {
    const { desk } = this.#views;
    const everywhere = { '/': () => this.#show('desk'), '?': () => this.#help.showModal() };
    const onDesk = { c: () => desk.copy('order'), r: () => desk.copy('aloud'), l: () => desk.copy('link'), o: () => this.#act('orders'), m: () => this.#act('compare') };
    const view = /^[1-5]$/.test(key) ? Object.keys(this.#views)[Number(key) - 1] : null;
    return everywhere[key] ?? (isDesk ? onDesk[key] : null) ?? (view ? () => this.#show(view) : null);
  }

  #helpDialog() {
    const rows = t.helpRows.map(([key, meaning]) => make('div', {}, make('dt', {}, make('kbd', {}, key)), make('dd', {}, meaning)));
    const dialog = make('dialog', { class: 'ask', 'aria-label': t.help }, make('h2', {}, t.help), make('dl', { class: 'keys' }, rows));
    dialog.append(button(t.close, () => dialog.close()));
    return dialog;
  }
}

customElements.define('policy-console', PolicyConsole);
