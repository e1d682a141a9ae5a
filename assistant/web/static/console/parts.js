/** Pieces that several views share. */

import { make } from '../widget/make.js';
import { Refusal } from './service.js';

/** `field('备注', input)`: a label around what it names. */
export const field = (label, control) => make('label', { class: 'field' }, make('span', {}, label), control);

export const button = (label, onclick, look = 'quiet') => make('button', { type: 'button', class: look, onclick }, label);

export const select = (options, value = '', onchange = null) => {
  const control = make('select', { onchange }, Object.entries(options).map(([key, label]) => make('option', { value: key }, label)));
  control.value = value;
  return control;
};

export function table(heads, rows, label) {
  const head = make('tr', {}, heads.map((name) => make('th', { scope: 'col' }, name)));
  const body = rows.map((cells) => make('tr', {}, cells.map((cell) => make('td', {}, cell))));
  return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    make('table', {}, make('thead', {}, head), make('tbody', {}, body)));
}

export function said(error, t) {
  const isBusy = error instanceof Refusal && [429, 503].includes(error.status);
  return isBusy ? t.failedBusy : t.failed;
}

/** Runs the action and says in `where` if it fails. */
export async function attempt(where, t, action) {
  try {
    return await action();
  } catch (error) {
    where.textContent = said(error, t);
    return null;
  }
}

/** Whether the question is answered with its `yes`; asked in a dialog of the element. */
export function confirmed(element, question, yes, t) {
  return new Promise((resolve) => {
    const dialog = make('dialog', { class: 'ask', 'aria-label': yes }, make('p', {}, question));
    const end = (value) => dialog.close(value);
    dialog.append(make('div', { class: 'actions' }, button(yes, () => end('yes'), 'main'), button(t.cancel, () => end(''))));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    element.append(dialog);
    dialog.showModal();
  });
}

export const dateTime = (text) => new Date(text).toLocaleString('sv').slice(0, 16);
