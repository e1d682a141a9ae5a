/** Elements from values. Text is always inserted as text: there is no way to pass markup. */

const PATHS = {
  chat: 'M4 5h16v11H9l-5 4z M8 9h8 M8 12h5',
  close: 'M6 6l12 12 M18 6L6 18',
  send: 'M5 12h13 M12 5l7 7-7 7',
  stop: 'M7 7h10v10H7z',
  restart: 'M4 12a8 8 0 1 0 2.6-5.9 M4 4v4.5h4.5',
  up: 'M7 11v9H4v-9z M7 11l4-8c1.5 0 2.5 1 2.2 2.6L12.6 9H19c1 0 1.8 1 1.5 2l-1.8 7.4c-.2.9-1 1.6-2 1.6H7',
  down: 'M17 13V4h3v9z M17 13l-4 8c-1.5 0-2.5-1-2.2-2.6l.6-3.4H5c-1 0-1.8-1-1.5-2l1.8-7.4C5.5 4.7 6.3 4 7.3 4H17',
  copy: 'M8 8h12v12H8z M16 8V4H4v12h4',
  back: 'M15 5l-7 7 7 7',
  phone: 'M6 3h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5L16 12.5l5 1.5v4c0 1.5-1.5 3-3 3C10.5 21 3 13.5 3 6c0-1.5 1.5-3 3-3z',
};
const SVG = 'http://www.w3.org/2000/svg';

/** `make('button', { class: 'send', onclick: f }, '发送')`; a false or null value is left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** The address if it is a page of the web, else null: no `javascript:` ever becomes a link. */
export function webAddress(address, base) {
  try {
    const url = new URL(address, base);
    return ['http:', 'https:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The text with the first place where `part` stands marked; white space may differ. */
export function highlighted(text, part) {
  const at = part ? text.indexOf(part) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), make('mark', {}, part), text.slice(at + part.length)];
}
