/** What is told at one glance of a clause: validity, trial, departments. */

import { fill } from './words.js';
import { make } from './make.js';

const TONE = { in_force: 'good', expired: 'bad', unknown: 'plain' };

export function validityBadges(citation, t) {
  const { status, until } = citation.validity;
  const isTrial = citation.document_title.includes('试行');
  const words = t.validity[status] + (until ? ` ${fill(t.until, until)}` : '');
  return [
    (status !== 'unknown' || !isTrial) &&
      make('span', { class: `badge ${TONE[status]}`, title: citation.validity.basis }, words),
    isTrial && make('span', { class: 'badge warn' }, t.trial),
  ];
}

export function departmentList(names, t) {
  if (!names.length) return null;
  return make(
    'p',
    { class: 'departments' },
    make('span', { class: 'soft' }, t.departments),
    names.map((name) => make('b', {}, name)),
  );
}
