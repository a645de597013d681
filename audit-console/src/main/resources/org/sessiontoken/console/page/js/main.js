import { go, goTo, onChange, parameters, query } from './address.js';
import { csrfToken, me } from './api.js';
import { deadLettersView } from './dead-letters.js';
import { h, say, show } from './dom.js';
import { flowView } from './flow.js';
import { useZone } from './format.js';
import { helpDialog } from './help.js';
import { servicesView } from './services.js';

let user = null;
const isAuditor = () => user?.roles.includes('auditor') ?? false;

const makers = { flow: () => flowView({ isAuditor }), services: servicesView, 'dead-letters': () => deadLettersView({ isAuditor }) };
const views = new Map();
const place = document.getElementById('view');
const help = helpDialog();
const zoneButton = document.getElementById('zone');
let current = null;
let zone = null;

document.body.append(help);
document.getElementById('help').addEventListener('click', () => help.showModal());
zoneButton.addEventListener('click', toggleZone);
onChange(update);
update();
me().then((answer) => {
  user = answer;
  drawUser();
  current.known?.();
  current.update();
}, () => {});

function update() {
  const asked = parameters();
  const nextZone = asked.get('zone') === 'utc' ? 'UTC' : undefined;
  const zoneChanged = zone !== null && zone !== (nextZone ?? 'local');
  zone = nextZone ?? 'local';
  useZone(nextZone);
  zoneButton.textContent = nextZone ?? 'Local';
  zoneButton.setAttribute('aria-label', `Times in ${nextZone ?? 'local time'}; change`);
  const name = makers[asked.get('view')] ? asked.get('view') : 'flow';
  if (!views.has(name)) views.set(name, makers[name]());
  const view = views.get(name);
  if (view !== current) {
    current?.leave();
    current = view;
    show(place, view.element);
    document.title = `${view.title} – session-token broker`;
  }
  for (const link of document.querySelectorAll('nav a')) {
    const target = link.dataset.view;
    link.href = target === 'flow' ? query({ view: null, letterReason: null }) : query({ view: target, show: null, live: null });
    if (target === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (zoneChanged) view.redraw();
  view.update();
}

function drawUser() {
  const csrf = csrfToken();
  show(document.getElementById('user'),
    h('summary', {}, h('bdi', {}, user.name)),
    h('div', { class: 'sheet' }, h('p', { class: 'dim' }, user.roles.join(', ')),
      h('form', { method: 'post', action: 'sign-out' }, csrf && h('input', { type: 'hidden', name: csrf.parameter ?? '_csrf', value: csrf.token }), h('button', {}, 'Sign out'))));
}

function toggleZone() {
  go({ zone: parameters().get('zone') === 'utc' ? null : 'utc' }, { replace: true });
  say(`Times are in ${zone === 'UTC' ? 'UTC' : 'your own zone'}.`);
}

addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.hasAttribute('download')) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || target.pathname !== location.pathname || link.getAttribute('href').startsWith('#')) return;
  event.preventDefault();
  goTo(target.pathname + target.search);
});

addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

let afterG = 0;

addEventListener('keydown', (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || help.open) return;
  const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
    return;
  }
  if (event.target.closest?.('input, textarea, select') && event.key !== 'Escape') return;
  const isSecond = Date.now() - afterG < 1000;
  afterG = 0;
  const jump = isSecond && { f: 'flow', s: 'services', d: 'dead-letters' }[event.key];
  if (jump) document.querySelector(`nav a[data-view="${jump}"]`).click();
  else if (event.key === 'g') afterG = Date.now();
  else if (event.key === '?') help.showModal();
  else if (event.key === 'u') toggleZone();
  else if (current.keys[event.key]) current.keys[event.key]();
  else return;
  event.preventDefault();
});
