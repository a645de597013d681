import { go, parameters, query } from './address.js';
import { get, post } from './api.js';
import { h, say, show } from './dom.js';
import { count, everywhere, many, moment, words } from './format.js';
import { emptyState, problemState, readUpTo } from './states.js';

const pageSize = 100;

/** Records that could not be read, by reason; one is opened where the console was given the operator's key. */
export function deadLettersView({ isAuditor }) {
  let drawn = null;
  const content = h('div', { class: 'content' });
  const element = h('section', { class: 'board', 'aria-labelledby': 'letters-title' }, h('h1', { id: 'letters-title' }, 'Dead letters'),
    h('p', { class: 'dim' }, 'Records on the request topic that could not be read. Each is kept sealed, with the reason.'), content);

  async function load() {
    drawn = parameters().get('letterReason');
    const asked = new URLSearchParams({ limit: pageSize, ...(drawn ? { reason: drawn } : {}) });
    try {
      const [board, page] = await Promise.all([get('api/board'), get(`api/dead-letters?${asked}`)]);
      draw(board.deadLetters, page);
    } catch (failure) {
      show(content, problemState(failure, load));
    }
  }

  function draw(reasons, page) {
    const mayOpen = isAuditor() && page.opens;
    const lines = (letter) => line(letter, mayOpen);
    const body = h('tbody', { role: 'rowgroup' }, page.rows.flatMap(lines));
    const more = h('div', { class: 'foot' });
    const next = (cursor) => show(more, cursor && h('button', { type: 'button', class: 'link', onclick: async () => {
      const older = await get(`api/dead-letters?${new URLSearchParams({ limit: pageSize, before: cursor, ...(drawn ? { reason: drawn } : {}) })}`);
      body.append(...older.rows.flatMap(lines));
      next(older.next);
    } }, 'Show older dead letters'));
    next(page.next);
    show(content,
      h('ul', { class: 'chips', 'aria-label': 'By reason' }, reasons.map(({ reason, count: number }) => h('li', {}, h('button', { type: 'button', class: 'chip', 'aria-pressed': String(reason === drawn), onclick: () => go({ letterReason: reason === drawn ? null : reason }) },
        words(reason), ' ', h('b', {}, count(number)))))),
      page.rows.length ? h('div', { class: 'scroller' }, h('table', { role: 'table', class: 'letters', 'aria-label': 'Dead letters, newest first' },
        h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['Found', 'Reason', 'Detail', 'Record', 'Correlation ID', ''].map((label) => h('th', { role: 'columnheader', scope: 'col' }, label || h('span', { class: 'unseen' }, 'Open'))))), body)) : emptyState(page.asOf ? 'There are no dead letters' : 'No dead letter is read yet', !page.asOf ? 'Ask again soon.' : drawn ? 'None has this reason.' : 'Every record on the request topic could be read.'),
      page.rows.length > 0 && !mayOpen && h('p', { class: 'dim' }, page.opens ? 'Only auditors open dead letters.' : 'This console opens none: it was given no key (ags.console.dead-letters.keys).'),
      page.completeFrom && h('p', { class: 'dim' }, `Complete from ${moment(page.completeFrom)}; older ones are in Kafka.`),
      readUpTo(page.asOf, page.stale),
      more);
  }

  function line(letter, mayOpen) {
    const opened = h('tr', { role: 'row', hidden: true, class: 'opened' });
    const button = h('button', { type: 'button', class: 'link', 'aria-expanded': 'false', 'aria-label': `Open the dead letter of ${moment(letter.foundAt)}`, onclick: open }, 'Open');

    async function open() {
      if (!opened.hidden) {
        opened.hidden = true;
        button.setAttribute('aria-expanded', 'false');
        return;
      }
      const place = h('td', { role: 'cell', colspan: '6' }, h('span', { class: 'dim' }, 'Opening …'));
      show(opened, place);
      opened.hidden = false;
      button.setAttribute('aria-expanded', 'true');
      try {
        const answer = await post(`api/dead-letters/${letter.partition}/${letter.offset}/open`);
        show(place, h('pre', { tabindex: '0', 'aria-label': 'What the record held' }, answer.text ?? answer.base64), h('span', { class: 'dim' }, `${many(answer.bytes, 'byte')}${answer.text === undefined ? ', in base64' : ''}${answer.isCut ? ', only the beginning' : ''}`));
        say('The dead letter is open.');
      } catch (problem) {
        show(place, h('b', {}, problem.message), ' ', h('span', { class: 'dim' }, problem.advice));
        say(problem.message);
      }
    }

    const { record } = letter;
    return [h('tr', { role: 'row' },
      h('td', { role: 'cell' }, h('time', { datetime: letter.foundAt, title: everywhere(letter.foundAt) }, moment(letter.foundAt))),
      h('td', { role: 'cell' }, words(letter.reason)),
      h('td', { role: 'cell', class: 'detail' }, letter.detail ?? ''),
      h('td', { role: 'cell', class: 'mono dim' }, `${record.topic}-${record.partition}@${record.offset}${record.lastOffset === undefined ? '' : ` to ${record.lastOffset}`}`),
      h('td', { role: 'cell', class: 'mono' }, letter.correlationId ? h('a', { href: query({ view: null, letterReason: null, correlationId: letter.correlationId, last: 'all' }) }, h('bdi', {}, letter.correlationId)) : h('span', { class: 'dim' }, 'unreadable')),
      h('td', { role: 'cell', class: 'number' }, mayOpen && button)), opened];
  }

  return {
    element,
    title: 'Dead letters',
    update() {
      if (drawn !== parameters().get('letterReason') || !content.children.length) load();
    },
    redraw: load,
    /** Now that the user's role is known. */
    known: load,
    leave() {},
    keys: {},
  };
}
