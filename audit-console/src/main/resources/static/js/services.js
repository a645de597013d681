import { query } from './address.js';
import { get } from './api.js';
import { h, show } from './dom.js';
import { count, everywhere, ms, perSecond, span, words } from './format.js';
import { emptyState, problemState } from './states.js';

const refreshEvery = 5000;
const severity = { open: 0, 'half-open': 1, closed: 2, none: 3 };
const breakerWords = { open: 'open', 'half-open': 'half-open', closed: 'closed', none: 'no breaker' };
const maxReasons = 4;

/** The board: each auth service's health, the brokers' lag, dead letters. What needs a person stands first. */
export function servicesView() {
  let timer = null;
  const content = h('div', { class: 'content' });
  const element = h('section', { class: 'board', 'aria-labelledby': 'board-title' }, h('h1', { id: 'board-title' }, 'Services'), content);

  async function load() {
    try {
      draw(await get('api/board'));
    } catch (failure) {
      show(content, problemState(failure, load));
    }
  }

  function draw({ authServices, brokers, deadLetters }) {
    const sorted = [...authServices].sort((a, b) => severity[a.breaker] - severity[b.breaker] || b.perSecond - a.perSecond);
    const dead = deadLetters.reduce((sum, one) => sum + one.count, 0);
    show(content,
      h('dl', { class: 'figures' },
        figure('Brokers', count(brokers.instances), brokers.instances === 0 ? 'none consumes: start one' : '', brokers.instances === 0),
        figure('Lag', `${count(brokers.lagRecords)} records`, `${span(brokers.lagSeconds * 1000)} behind`, brokers.lagSeconds > 5),
        figure('Dead letters', h('a', { href: query({ view: 'dead-letters' }) }, count(dead)), deadLetters.slice(0, 2).map((one) => `${count(one.count)} ${words(one.reason)}`).join(', '))),
      sorted.length ? board(sorted) : emptyState('No auth service is in the catalogue', 'The broker publishes its auth services when it starts. Is one running, and has it auth services?'));
  }

  const figure = (label, value, note, bad) => h('div', { class: bad ? 'bad' : '' }, h('dt', {}, label), h('dd', {}, h('b', {}, value), note && h('span', { class: 'dim' }, ` ${note}`)));

  function board(services) {
    const head = ['Auth service', 'Breaker', 'Rate', 'Limit', 'p50', 'p99', 'Refused'];
    const kinds = ['', '', 'number', 'number', 'number', 'number', ''];
    return h('div', { class: 'scroller' }, h('table', { role: 'table', class: 'services', 'aria-label': 'Auth services' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head.map((label, i) => h('th', { role: 'columnheader', scope: 'col', class: kinds[i] }, label)))),
      h('tbody', { role: 'rowgroup' }, services.map((service) => {
        const refused = Object.entries(service.refusedByReason).sort((a, b) => b[1] - a[1]);
        const address = (more) => `?${new URLSearchParams({ tenant: service.tenantId, authService: service.authServiceId, ...more })}`;
        return h('tr', { role: 'row' },
          h('td', { role: 'cell', class: 'who' }, h('a', { href: address({}) }, h('bdi', {}, service.authServiceId)), h('span', { class: 'dim' }, ` ${service.tenantId}`)),
          h('td', { role: 'cell' }, h('span', { class: `breaker ${service.breaker}` }, breakerWords[service.breaker] ?? service.breaker), service.since && h('span', { class: 'dim', title: everywhere(service.since) }, ` for ${span(Date.now() - new Date(service.since))}`)),
          labelled('Rate', perSecond(service.perSecond)),
          labelled('Limit', service.rateLimit ? perSecond(service.rateLimit) : '–'), labelled('p50', ms(service.p50Ms)), labelled('p99', ms(service.p99Ms)),
          h('td', { role: 'cell', class: 'reasons' }, refused.length ? refused.slice(0, maxReasons).map(([reason, number]) => h('a', { class: 'quiet', href: address({ reason }) }, `${count(number)} ${words(reason)}`)) : h('span', { class: 'dim' }, 'none'), refused.length > maxReasons && h('span', { class: 'dim' }, `+${refused.length - maxReasons}`)));
      }))));
  }

  const labelled = (label, value) => h('td', { role: 'cell', class: 'number' }, h('span', { class: 'narrow-only dim' }, `${label} `), value);

  return {
    element,
    title: 'Services',
    update() {
      if (timer) return;
      load();
      timer = setInterval(() => document.hidden || load(), refreshEvery);
    },
    redraw: load,
    leave() {
      clearInterval(timer);
      timer = null;
    },
    keys: {},
  };
}
