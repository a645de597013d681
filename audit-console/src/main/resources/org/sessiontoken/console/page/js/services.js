import { query } from './address.js';
import { get } from './api.js';
import { h, show } from './dom.js';
import { count, everywhere, many, ms, perSecond, span, words } from './format.js';
import { emptyState, problemState, readUpTo } from './states.js';

const refreshEvery = 5000;
const severity = { open: 0, 'half-open': 1, closed: 2, 'not-read-yet': 3, 'no-change-known': 4 };
const breakerWords = { open: 'open', 'half-open': 'half-open', closed: 'closed', 'no-change-known': 'no change known', 'not-read-yet': 'not read yet' };
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

  function draw({ authServices, notInCatalogue, brokers, deadLetters, latelySeconds, read, asOf, stale }) {
    const sorted = [...authServices].sort((a, b) => severity[a.breaker] - severity[b.breaker] || b.perSecond - a.perSecond);
    const dead = deadLetters.reduce((sum, one) => sum + one.count, 0);
    show(content,
      h('dl', { class: 'figures' },
        brokers ? [
          figure('Brokers', count(brokers.instances), brokers.instances === 0 ? 'none consumes: start one' : '', brokers.instances === 0),
          figure('Lag', many(brokers.lagRecords, 'record'), known(brokers.lagSeconds) && `${span(brokers.lagSeconds * 1000)} behind`, brokers.lagSeconds > 5),
        ] : figure('Brokers', 'unknown', 'Kafka does not tell', true),
        figure('Dead letters', h('a', { href: query({ view: 'dead-letters' }) }, count(dead)), deadLetters.slice(0, 2).map((one) => `${count(one.count)} ${words(one.reason)}`).join(', '))),
      latelySeconds && h('p', { class: 'dim' }, `Rates, refusals and durations of the last ${span(latelySeconds * 1000)}.`),
      !read && h('p', { class: 'reading', role: 'status' }, 'The catalogue, the changes of breakers and the dead letters are being read: more may come.'),
      read && readUpTo(asOf, stale),
      sorted.length || notInCatalogue || !read ? board(sorted, notInCatalogue) : emptyState('No auth service is in the catalogue', 'The broker publishes its auth services when it starts. Is one running, and has it auth services?'));
  }

  const known = (value) => value !== undefined && value !== null;

  const figure = (label, value, note, bad) => h('div', { class: bad ? 'bad' : '' }, h('dt', {}, label), h('dd', {}, h('b', {}, value), note && h('span', { class: 'dim' }, ` ${note}`)));

  function board(services, others) {
    const limited = services.some(({ rateLimit }) => known(rateLimit));
    const head = ['Auth service', 'Breaker', 'Rate', ...(limited ? ['Limit'] : []), 'p50', 'p99', 'Refused'];
    const isNumber = (label) => ['Rate', 'Limit', 'p50', 'p99'].includes(label);
    return h('div', { class: 'scroller' }, h('table', { role: 'table', class: 'services', 'aria-label': 'Auth services' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head.map((label) => h('th', { role: 'columnheader', scope: 'col', class: isNumber(label) ? 'number' : null }, label)))),
      h('tbody', { role: 'rowgroup' }, services.map((service) => {
        const address = (more) => `?${new URLSearchParams({ tenant: service.tenantId, authService: service.authServiceId, ...more })}`;
        return h('tr', { role: 'row' },
          h('td', { role: 'cell', class: 'who' }, h('a', { href: address({}) }, h('bdi', {}, service.authServiceId)), h('span', { class: 'dim' }, ` ${service.tenantId}`)),
          h('td', { role: 'cell' }, h('span', { class: `breaker ${service.breaker}`, title: service.breaker === 'no-change-known' ? 'A breaker is told of when it changes: this one is closed, or there is none' : null }, breakerWords[service.breaker] ?? service.breaker), service.since && h('span', { class: 'dim', title: everywhere(service.since) }, ` for ${span(Date.now() - new Date(service.since))}`), whose(service)),
          labelled('Rate', perSecond(service.perSecond)),
          limited && labelled('Limit', known(service.rateLimit) ? `${perSecond(service.rateLimit)} each` : '–'), took(service), reasons(service, (reason, text) => h('a', { class: 'quiet', href: address({ reason }) }, text)));
      }), others && h('tr', { role: 'row' },
        h('td', { role: 'cell', class: 'who dim', title: 'Requests that name a tenant or an auth service which no broker has published' }, 'not in the catalogue'),
        h('td', { role: 'cell', class: 'dim' }, '–'),
        labelled('Rate', perSecond(others.perSecond)),
        limited && labelled('Limit', '–'), took(others), reasons(others, (reason, text) => h('span', {}, text))))));
  }

  const took = ({ p50Ms, p99Ms }) => [labelled('p50', ms(p50Ms)), labelled('p99', ms(p99Ms))];

  /** Why requests were refused, the most frequent first. */
  function reasons({ refusedByReason }, shown) {
    const refused = Object.entries(refusedByReason).sort((a, b) => b[1] - a[1]);
    return h('td', { role: 'cell', class: 'reasons' }, refused.length ? refused.slice(0, maxReasons).map(([reason, number]) => shown(reason, `${count(number)} ${words(reason)}`)) : h('span', { class: 'dim' }, 'none'), refused.length > maxReasons && h('span', { class: 'dim' }, `+${refused.length - maxReasons}`));
  }

  /** Each broker instance has breakers of its own: which of them it is, where it is not all. */
  function whose({ breaker, instances = [] }) {
    const alike = instances.filter(({ state }) => state === breaker);
    return alike.length > 0 && alike.length < instances.length && h('span', { class: 'dim' }, ` on ${alike.map(({ instance }) => instance).join(', ')}`);
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
