/** A log for screen readers: it speaks whole sentences, not the pieces as they stream in. */

import { make } from './make.js';

const SENTENCE = /^[^]*?(?:[。！？；\n]|[.!?](?=\s))/;

export class Announcer {
  #rest = '';

  constructor(label) {
    this.element = make('div', { class: 'hidden', role: 'log', 'aria-live': 'polite', 'aria-label': label });
  }

  begin() {
    this.#rest = '';
    this.element.replaceChildren();
  }

  add(text) {
    this.#rest += text;
    for (let said = SENTENCE.exec(this.#rest); said; said = SENTENCE.exec(this.#rest)) {
      this.say(said[0]);
      this.#rest = this.#rest.slice(said[0].length);
    }
  }

  finish() {
    this.say(this.#rest);
    this.#rest = '';
  }

  say(text) {
    const plain = text.replace(/\[\d+\]/g, '').trim();
    if (plain) this.element.append(make('p', {}, plain));
  }
}
