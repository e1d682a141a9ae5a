/** The widget's elements around the conversation: header, greeting, question, opening button. */

import { icon, make } from './make.js';

/** `on` hears region, restart, close, toggle and ask. */
export function frame(t, heading, isFloating, clause, log, on) {
  const tool = (name, label, onclick) =>
    make('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, onclick }, icon(name));
  const region = make('select', { 'aria-label': t.region, onchange: (event) => on.region(event.target.value) });
  const header = make('header', {}, make('h2', {}, heading), make('label', {}, make('span', { class: 'hidden' }, t.region), region),
    tool('restart', t.restart, on.restart), isFloating && tool('close', t.close, on.close));
  const { talk, welcome, turns } = conversation(t, on.ask);
  const body = make('div', { class: 'body' }, talk, clause);
  const { form, field, send, chips } = question(t);
  const panel = make('section', { class: 'panel', id: 'panel', role: isFloating ? 'dialog' : 'region', 'aria-label': heading }, header, body, form, log);
  const launcher = make('button', { type: 'button', class: 'launcher', 'aria-expanded': 'false', 'aria-controls': 'panel', onclick: on.toggle }, icon('chat'), t.open);
  return { panel, launcher, region, talk, welcome, turns, body, form, field, send, chips };
}

function conversation(t, ask) {
  const example = (text) => make('li', {}, make('button', { type: 'button', class: 'example', onclick: () => ask(text) }, text));
  const welcome = make('div', { class: 'welcome' }, make('p', {}, t.greeting), make('p', { class: 'soft' }, t.greetingHint), make('ul', {}, t.examples.map(example)));
  const turns = make('ol', { class: 'turns' });
  const talk = make('div', { class: 'talk', tabindex: '0', role: 'group', 'aria-label': t.conversation }, welcome, turns);
  return { talk, welcome, turns };
}

function question(t) {
  const field = make('textarea', { rows: '1', 'aria-label': t.ask, placeholder: t.ask });
  const send = make('button', { class: 'send', 'aria-label': t.send }, icon('send'));
  const chips = make('ul', { class: 'chips', hidden: true });
  const form = make('form', { class: 'ask' }, chips, make('div', { class: 'row' }, field, send),
    make('p', { class: 'foot' }, make('span', {}, t.disclaimer), make('a', { href: 'tel:12345' }, icon('phone'), t.human)));
  return { form, field, send, chips };
}
