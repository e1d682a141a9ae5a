/**
 * <policy-chat region="晋城市" lang="zh">: questions and answers in a shadow root of its own.
 *
 * Attributes: region, lang (zh, en), endpoint (the service's address), heading, floating.
 * Methods: open(), close(), ask(text), setRegion(name), restart().
 * Events (they bubble): policy-open, policy-close, policy-ask, policy-answer, policy-failure,
 * policy-region, policy-feedback.
 */

import { Announcer } from './announcer.js';
import { ClausePanel } from './clause.js';
import { NONE, chipsOf, contextOf, historyOf, without } from './context.js';
import { frame } from './frame.js';
import { icon, make } from './make.js';
import * as memory from './memory.js';
import { Failure, Service } from './service.js';
import { sheet } from './style.js';
import { Turn } from './turn.js';
import { fill, wordsFor } from './words.js';

const HOME = new URL('../../', import.meta.url);
const LONGEST_QUESTION = 1000;

export class PolicyChat extends HTMLElement {
  #t; #service; #announcer; #clause; #parts = {}; #turns = []; #context = NONE; #region = null; #session = null; #asking = null; #last = null;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.#t = wordsFor(this.getAttribute('lang') ?? 'zh');
    this.#service = new Service(this.getAttribute('endpoint') ?? HOME);
    this.#region = memory.region.get() ?? this.getAttribute('region');
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet()];
    this.#build();
    this.#recall();
    if (this.isFloating) this.#parts.panel.hidden = true;
    else this.#loadRegions();
  }

  get isFloating() {
    return this.hasAttribute('floating');
  }

  get isOpen() {
    return Boolean(this.shadowRoot) && !this.#parts.panel.hidden;
  }

  get region() {
    return this.#region || null;
  }

  open() {
    if (this.isOpen) return;
    this.#parts.panel.hidden = false;
    this.#parts.launcher.setAttribute('aria-expanded', 'true');
    this.#loadRegions();
    this.#scrollDown();
    this.#parts.field.focus();
    this.#tell('open');
  }

  close() {
    if (!this.isFloating || !this.isOpen) return;
    this.#parts.panel.hidden = true;
    this.#parts.launcher.setAttribute('aria-expanded', 'false');
    this.#parts.launcher.focus();
    this.#tell('close');
  }

  setRegion(name) {
    this.#region = name || null;
    memory.region.set(this.#region);
    this.#showRegion();
    this.#showChips();
    this.#tell('region', { region: this.#region });
  }

  restart() {
    this.#asking?.abort();
    if (this.#session) this.#service.forget(this.#session);
    this.#turns = [];
    this.#context = NONE;
    this.#session = null;
    this.#last = null;
    memory.talk.set([]);
    memory.draft.set('');
    this.#clause.close();
    this.#parts.turns.replaceChildren();
    this.#announcer.begin();
    this.#parts.welcome.hidden = false;
    this.#showChips();
    this.#parts.field.focus();
  }

  /** Asks, and resolves to the answer; null where there was none. */
  async ask(text) {
    const question = String(text).trim().slice(0, LONGEST_QUESTION);
    if (!question || this.#asking) return null;
    this.open();
    this.#clause.close();
    const turn = this.#addTurn(question);
    return this.#answer(question, turn, historyOf(this.#context));
  }

  async #answer(question, turn, history) {
    const asking = new AbortController();
    this.#asking = asking;
    memory.draft.set(question);
    this.#announcer.begin();
    this.#showBusy();
    turn.wait();
    this.#scrollDown();
    this.#tell('ask', { question, region: this.region });
    try {
      const answer = await this.#streamed(question, turn, history, asking.signal);
      this.#keep(question, answer);
      return answer;
    } catch (failure) {
      if (this.#asking === asking) turn.fail(failure, () => this.#asking || this.#answer(question, turn, history));
      this.#tell('failure', { question, kind: failure.kind });
      return null;
    } finally {
      if (this.#asking === asking) this.#asking = null;
      this.#showBusy();
    }
  }

  async #streamed(question, turn, history, signal) {
    const body = { question, region: this.region, session_id: this.#session, history, lang: null };
    for await (const { name, data } of this.#service.ask(body, signal)) {
      if (name === 'status') turn.stage(data.stage);
      if (name === 'token') {
        this.#announcer.add(data.text);
        turn.token(data.text);
      }
      if (name === 'done') {
        this.#announcer.finish();
        turn.done(data);
        this.#scrollDown();
        return data;
      }
    }
    throw new Failure('broken');
  }

  #keep(question, answer) {
    this.#session = answer.session_id;
    this.#context = contextOf(answer, this.#context);
    this.#turns.push({ question, answer });
    memory.talk.set(this.#turns);
    memory.draft.set('');
    this.#showChips();
    this.#tell('answer', answer);
  }

  #recall() {
    for (const { question, answer } of memory.talk.get()) {
      this.#addTurn(question).done(answer);
      this.#turns.push({ question, answer });
      this.#session = answer.session_id;
      this.#context = contextOf(answer, this.#context);
    }
    this.#parts.field.value = memory.draft.get();
    this.#showChips();
    this.#scrollDown();
  }

  #addTurn(question) {
    this.#last?.age();
    const turn = new Turn(question, {
      t: this.#t,
      service: this.#service,
      open: (citation, opener) => this.#openClause(citation, opener),
      ask: (text) => this.ask(text),
    });
    this.#parts.welcome.hidden = true;
    this.#parts.turns.append(turn.element);
    this.#last = turn;
    return turn;
  }

  #openClause(citation, opener) {
    this.#split(true);
    this.#clause.show(citation, opener);
  }

  /** Beside the answer the clause leaves all of it in reach, over it nothing. */
  #split(isSplit) {
    const { body, panel, talk } = this.#parts;
    body.classList.toggle('split', isSplit);
    const isCovered = isSplit && getComputedStyle(this.#clause.element).position === 'absolute';
    for (const part of [...panel.children, talk]) part.inert = isCovered && part !== body;
  }

  async #loadRegions() {
    if (this.#parts.region.options.length > 2) return;
    try {
      const rank = ['national', 'province', 'city', 'county'];
      const documents = (await this.#service.documents()).sort((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level));
      this.#showRegion([...new Set(documents.map((document) => document.region))]);
    } catch {
      // the chooser keeps what it has; asking tells what is wrong
    }
  }

  #showRegion(names) {
    const { region } = this.#parts;
    const known = names ?? [...region.options].map((option) => option.value).filter(Boolean);
    const all = [...new Set([...known, this.#region].filter(Boolean))];
    region.replaceChildren(make('option', { value: '' }, this.#t.anywhere), ...all.map((name) => make('option', { value: name }, name)));
    region.value = this.#region ?? '';
  }

  #showChips() {
    const { chips } = this.#parts;
    chips.hidden = !this.#context.question;
    if (chips.hidden) return;
    const chip = (text, remove) =>
      make('li', {}, make('button', { type: 'button', class: 'chip', 'aria-label': fill(this.#t.remove, text), onclick: () => { remove(); this.#parts.field.focus(); } }, text, icon('close')));
    const drop = (part) => {
      this.#context = without(this.#context, part);
      this.#session = null;
      if (part.name === this.#region) this.setRegion(null);
      else this.#showChips();
    };
    chips.replaceChildren(make('li', { class: 'soft' }, this.#t.context), ...chipsOf(this.#context, this.#region).map(({ label, part }) => chip(label, () => drop(part))));
  }

  #showBusy() {
    const isBusy = Boolean(this.#asking);
    const { send } = this.#parts;
    send.replaceChildren(icon(isBusy ? 'stop' : 'send'));
    send.setAttribute('aria-label', isBusy ? this.#t.stop : this.#t.send);
  }

  #scrollDown() {
    const { talk, turns } = this.#parts;
    const last = turns.lastElementChild;
    if (last) talk.scrollTop = last.offsetTop - talk.offsetTop - 12;
  }

  #build() {
    const t = this.#t;
    const heading = this.getAttribute('heading') ?? t.title;
    this.#announcer = new Announcer(t.reply);
    this.#clause = new ClausePanel(this.#service, t, () => this.#split(false));
    this.#parts = frame(t, heading, this.isFloating, this.#clause.element, this.#announcer.element, {
      region: (name) => this.setRegion(name),
      restart: () => this.restart(),
      close: () => this.close(),
      toggle: () => (this.isOpen ? this.close() : this.open()),
      ask: (text) => this.ask(text),
    });
    const { form, field, panel, launcher } = this.#parts;
    field.maxLength = LONGEST_QUESTION;
    this.#listen(form, field);
    this.#showRegion();
    this.shadowRoot.append(...(this.isFloating ? [panel, launcher] : [panel]));
    this.shadowRoot.host.lang ||= 'zh-CN';
  }

  #listen(form, field) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#asking) return this.#asking.abort();
      const text = field.value;
      if (!text.trim()) return field.focus();
      field.value = '';
      this.ask(text);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.#asking) form.requestSubmit();
    });
    this.shadowRoot.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      if (!this.#clause.isOpen && !(this.isFloating && this.isOpen)) return;
      event.stopPropagation();
      if (this.#clause.isOpen) this.#clause.close();
      else this.close();
    });
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`policy-${name}`, { bubbles: true, composed: true, detail }));
  }
}
