/**
 * One line on any site: defines <policy-chat>, and adds one where the page holds none.
 * Served as /widget.js; the other modules lie beside it under /static/widget/.
 */
import { PolicyChat } from './static/widget/chat.js';

const ours = [...document.querySelectorAll('script[type="module"][src]')].find(
  (script) => script.src === import.meta.url,
);

if (!customElements.get('policy-chat')) customElements.define('policy-chat', PolicyChat);

function add() {
  if (!ours || document.querySelector('policy-chat')) return;
  const chat = document.createElement('policy-chat');
  chat.setAttribute('floating', '');
  for (const name of ['region', 'lang', 'endpoint', 'heading']) {
    if (ours.dataset[name]) chat.setAttribute(name, ours.dataset[name]);
  }
  document.body.append(chat);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', add);
else add();
