/** Which sites may embed the widget and how often anyone may call; what else is set. */

import { make } from '../widget/make.js';
import { fill } from '../widget/words.js';
import { button, field, table, said } from './parts.js';
import { Refusal, get, send } from './service.js';

const LIMITS = ['client_limits', 'origin_limits', 'sign_in_limits'];
const SPANS = ['minute', 'day'];
const ITEM = /^(\d+)\s*(?:\/|per)\s*(?:1\s*)?(minute|day)$/;

export class Admission {
  #t; #said; #origins; #limits; #form; #fields; #list; #reset;

  constructor(t) {
    this.#t = t;
    this.#said = make('p', { class: 'said', role: 'status' });
    this.#origins = make('textarea', { rows: '4', placeholder: 'https://www.jcgov.gov.cn', spellcheck: 'false', 'aria-describedby': 'origins-hint' });
    this.#limits = Object.fromEntries(LIMITS.map((name) => [name, new Limit(t, t.limits[name])]));
    this.#reset = button(t.resetAdmission, () => this.#change(() => send('DELETE', 'v1/admission'), t.admissionReset));
    // nothing can be typed that loading would then overwrite
    this.#fields = make('fieldset', { class: 'order', disabled: true },
      field(t.origins, this.#origins), make('p', { class: 'count', id: 'origins-hint' }, t.originsHint),
      ...LIMITS.map((name) => this.#limits[name].element), make('div', { class: 'actions' }, make('button', {}, t.save), this.#reset), this.#said);
    this.#form = make('form', { class: 'order' }, make('h3', {}, t.admissionTitle), this.#fields);
    this.#form.addEventListener('submit', (event) => { event.preventDefault(); this.#save(); });
    this.#list = make('div', {});
    this.element = make('section', {}, this.#form, make('h3', {}, t.otherSettings), make('p', { class: 'count' }, t.settingsHint), this.#list);
  }

  async load() {
    this.#fields.disabled = true;
    try {
      const [now, { values }] = await Promise.all([get('v1/admission'), get('v1/settings')]);
      this.#show(now);
      this.#showOthers(values);
    } catch (error) {
      this.#said.textContent = said(error, this.#t);
    }
  }

  #show(now) {
    this.#origins.value = now.embed_origins.join('\n');
    for (const name of LIMITS) this.#limits[name].value = now[name];
    this.#reset.hidden = !now.is_set_here;
    this.#fields.disabled = false;
    this.#said.textContent = now.is_set_here ? this.#t.setHere : this.#t.setByEnvironment;
  }

  #showOthers(values) {
    const t = this.#t;
    const others = Object.entries(values).filter(([name]) => !LIMITS.includes(name) && name !== 'embed_origins');
    const rows = others.map(([name, value]) => [t.settingNames[name] ?? name.replaceAll('_', ' '), [value].flat().join(', ') || '—', make('code', {}, `CLAUSEWISE_${name.toUpperCase()}`)]);
    this.#list.replaceChildren(table([t.setting, t.value, t.variable], rows, t.otherSettings));
  }

  #save() {
    const t = this.#t;
    const origins = this.#origins.value.split(/[\s,，]+/).map((site) => site.trim().replace(/\/$/, '')).filter(Boolean);
    const limits = Object.fromEntries(LIMITS.map((name) => [name, this.#limits[name].value]));
    return this.#change(() => send('PUT', 'v1/admission', { embed_origins: origins, ...limits }), t.admissionSaved);
  }

  async #change(action, done) {
    const t = this.#t;
    try {
      this.#show(await action());
      this.#said.textContent = done;
    } catch (error) {
      const isWrong = error instanceof Refusal && error.status === 422;
      this.#said.textContent = isWrong ? fill(t.admissionWrong, error.fields.map((name) => t.limits[name] ?? t.origins).join('、')) : said(error, t);
    }
  }
}

/** A limit as two numbers, or as it is written where it has other spans. */
class Limit {
  #spans; #raw;

  constructor(t, name) {
    const number = (span) => make('input', { type: 'number', min: '1', 'aria-label': `${name} · ${t.spans[span]}` });
    this.#spans = Object.fromEntries(SPANS.map((span) => [span, number(span)]));
    this.#raw = make('input', { 'aria-label': name, hidden: true });
    this.element = make('fieldset', { class: 'limit' }, make('legend', {}, name),
      SPANS.map((span) => make('label', { class: 'check' }, t.spans[span], this.#spans[span])), this.#raw);
  }

  get value() {
    if (!this.#raw.hidden) return this.#raw.value;
    return SPANS.filter((span) => this.#spans[span].value).map((span) => `${this.#spans[span].value}/${span}`).join(';');
  }

  set value(text) {
    const items = text.split(/[;,|]/).map((item) => ITEM.exec(item.trim()));
    const isPlain = items.every(Boolean) && new Set(items.map((item) => item[2])).size === items.length;
    this.#raw.hidden = isPlain;
    this.#raw.value = text;
    for (const span of SPANS) {
      this.#spans[span].parentElement.hidden = !isPlain;
      this.#spans[span].value = isPlain ? items.find((item) => item[2] === span)?.[1] ?? '' : '';
    }
  }
}
