/** One question with its answer as it comes in, and what can be done with it afterwards. */

import { amounts, asText, reply, sources, warnings } from './answer.js';
import { icon, make } from './make.js';
import { fill } from './words.js';

const SLOW_MS = 4_000;

export class Turn {
  #t; #service; #open; #ask; #text = ''; #answerBox; #slow;

  /** `open(citation, opener)` shows a clause, `ask(text)` asks a suggestion. */
  constructor(question, { t, service, open, ask }) {
    this.#t = t;
    this.#service = service;
    this.#open = open;
    this.#ask = ask;
    this.#answerBox = make('div', { class: 'answer' });
    this.element = make('li', { class: 'turn' },
      make('p', { class: 'question' }, make('span', { class: 'hidden' }, `${t.you}：`), question), this.#answerBox);
  }

  wait() {
    this.#text = '';
    this.#status(this.#t.working);
    this.#slow = setTimeout(() => this.#status(this.#t.slow), SLOW_MS);
  }

  stage(name) {
    if (!this.#text && this.#t.stages[name]) this.#status(this.#t.stages[name]);
  }

  token(text) {
    this.#text += text;
    clearTimeout(this.#slow);
    this.#answerBox.replaceChildren(make('div', { class: 'reply', 'aria-hidden': 'true' }, reply(this.#text, null, this.#t, this.#open)));
  }

  done(answer) {
    clearTimeout(this.#slow);
    const t = this.#t;
    const lead = { refused: t.refused, clarify: t.clarify }[answer.status];
    this.#answerBox.replaceChildren(...[
      lead && make('p', { class: `lead ${answer.status}` }, lead),
      make('div', { class: 'reply' }, make('span', { class: 'hidden' }, `${t.reply}：`), reply(answer.answer, answer, t, this.#open)),
      amounts(answer, t, this.#open),
      warnings(answer, t),
      sources(answer, t, this.#open),
      this.#tools(answer),
      this.#suggestions(answer),
    ].filter(Boolean));
  }

  fail(failure, retry) {
    clearTimeout(this.#slow);
    const t = this.#t;
    const said = failure.kind === 'stopped' ? t.stopped : t.failures[failure.kind];
    const button = make('button', { type: 'button', class: 'action', onclick: retry }, t.retry);
    this.#answerBox.replaceChildren(make('div', { class: 'failure', role: 'alert' }, make('p', {}, said), failure.kind !== 'refused' && button));
    if (failure.kind === 'busy') countDown(button, failure.waitSeconds, t);
  }

  /** Only the last turn offers what to ask next. */
  age() {
    this.#answerBox.querySelector('.suggestions')?.remove();
  }

  #status(text) {
    this.#answerBox.replaceChildren(make('p', { class: 'status', role: 'status' }, text));
  }

  #suggestions(answer) {
    if (!answer.suggestions.length) return null;
    const buttons = answer.suggestions.map((text) =>
      make('li', {}, make('button', { type: 'button', class: 'example', onclick: () => this.#ask(text) }, text)));
    return make('div', { class: 'suggestions' }, make('h3', {}, this.#t.suggestions), make('ul', {}, buttons));
  }

  #tools(answer) {
    const t = this.#t;
    const said = make('span', { class: 'soft', role: 'status' });
    const form = make('form', { class: 'comment', hidden: true });
    const rate = async (rating, comment) => {
      try {
        await this.#service.rate(answer.id, rating, comment);
        for (const [name, button] of Object.entries(ratings)) button.setAttribute('aria-pressed', String(name === rating));
        form.hidden = rating === 'up' || comment !== undefined;
        said.textContent = form.hidden ? t.feedbackThanks : '';
        if (!form.hidden) field.focus();
        else if (comment !== undefined) ratings.down.focus();
        this.element.dispatchEvent(new CustomEvent('policy-feedback', { bubbles: true, composed: true, detail: { answerId: answer.id, rating, comment } }));
      } catch {
        said.textContent = t.feedbackFailed;
      }
    };
    const tool = (name, label, onclick, isToggle) =>
      make('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, 'aria-pressed': isToggle ? 'false' : null, onclick }, icon(name));
    const ratings = {
      up: tool('up', t.helpful, () => rate('up'), true),
      down: tool('down', t.unhelpful, () => rate('down'), true),
    };
    const field = make('textarea', { 'aria-label': t.feedbackAsk, placeholder: t.feedbackAsk, rows: '2', maxlength: '2000' });
    form.append(field, make('button', { class: 'action' }, t.feedbackSend));
    form.addEventListener('submit', (event) => { event.preventDefault(); rate('down', field.value); });
    const copy = tool('copy', t.copy, async () => {
      said.textContent = (await copied(asText(answer, t, this.#service.base))) ? t.copied : t.copyFailed;
    });
    return make('div', { class: 'tools' }, make('div', { class: 'row' }, ratings.up, ratings.down, copy, said), form);
  }
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function countDown(button, seconds, t) {
  if (seconds <= 0) {
    button.disabled = false;
    button.textContent = t.retry;
    return;
  }
  button.disabled = true;
  button.textContent = fill(t.retryIn, String(seconds));
  setTimeout(() => countDown(button, seconds - 1, t), 1000);
}
