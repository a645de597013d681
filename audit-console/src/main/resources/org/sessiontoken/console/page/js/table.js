import { query } from './address.js';
import { h, say, show } from './dom.js';
import { everywhere, isToday, ms, shortDay, time, words } from './format.js';
import { outcomeMark } from './outcomes.js';

/** A page holds so many rows and no more; what is beyond is reached by narrowing the time. */
export const maxRows = 500;

const columns = [
  ['Kafka’s time', 'when'], ['Outcome', 'what'], ['Reason', 'why'], ['Auth service', 'service'], ['Account', 'account'], ['Asked by', 'by'], ['Correlation ID', 'flow'], ['Took', 'took number'],
];

/** The list of requests, newest first: a table whose rows are links. Roles are explicit, since narrow pages lay rows out as blocks. */
export function requestTable({ onOpen, isUnseen }) {
  const rows = new Map();
  const body = h('tbody', { role: 'rowgroup', onclick: click });
  const element = h('table', { class: 'requests', role: 'table', 'aria-label': 'Requests, newest first' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map(([label, name]) => h('th', { role: 'columnheader', scope: 'col', class: name }, label)))), body);
  let opened = null;

  function line(row) {
    const cell = (name, ...content) => h('td', { role: 'cell', class: name }, ...content);
    const account = row.account?.id ?? row.account?.hash;
    return h('tr', { role: 'row', 'data-id': row.requestId, 'aria-current': row.requestId === opened ? 'true' : null },
      cell('when', h('a', { href: query({ show: row.requestId }), title: everywhere(row.requestedAt) },
        !isToday(row.requestedAt) && h('span', { class: 'dim' }, `${shortDay(row.requestedAt)} `), h('time', { datetime: row.requestedAt }, time(row.requestedAt)))),
      cell('what', outcomeMark(row.outcome, isUnseen(row.requestor)), row.differs && h('span', { class: 'flag', title: 'Its outcomes differ' }, 'differs')),
      cell('why', row.reason && row.reason !== row.outcome ? words(row.reason) : ''),
      cell('service', h('bdi', { title: `${row.tenantId} / ${row.authServiceId}` }, row.authServiceId ?? '–')),
      cell('account', account ? h('bdi', { class: row.account.id ? '' : 'mono dim', title: account }, account) : h('span', { class: 'none dim' }, '–')),
      cell('by', h('span', {}, row.requestor ?? '–'), row.callerAddress && h('span', { class: 'dim' }, ` ${row.callerAddress}`)),
      cell('flow', h('bdi', { class: 'mono', title: row.correlationId }, row.correlationId), row.attempts > 1 && h('span', { class: 'flag', title: `Sent ${row.attempts} times` }, `×${row.attempts}`)),
      cell('took number', row.outcome === null ? h('span', { class: 'dim' }, isUnseen(row.requestor) ? 'not seen' : 'no outcome') : ms(row.tookMs)));
  }

  function click(event) {
    const row = event.target.closest('tr');
    if (!row || event.target.closest('a') || getSelection().toString()) return;
    onOpen(row.dataset.id);
  }

  const timeOf = (drawn) => Date.parse(rows.get(drawn.dataset.id).row.requestedAt);
  /** Looked for from the end: pages come older and older; a scan goes the other way. */
  function firstBefore(time) {
    let next = null;
    for (let last = body.lastElementChild; last && timeOf(last) < time; last = last.previousElementSibling) next = last;
    return next;
  }

  const linkOf = (row) => row?.querySelector('a');

  return {
    element,
    size: () => rows.size,
    last: () => rows.get(body.lastElementChild?.dataset.id)?.row,
    has: (id) => rows.has(id),
    clear() {
      rows.clear();
      show(body);
    },
    /** Adds rows where their times belong, as many as there is room for, and replaces those that are there. */
    append(list) {
      for (const row of list) {
        const there = rows.get(row.requestId);
        if (!there && rows.size >= maxRows) continue;
        const drawn = line(row);
        if (there) there.drawn.replaceWith(drawn);
        else body.insertBefore(drawn, firstBefore(Date.parse(row.requestedAt)));
        rows.set(row.requestId, { row, drawn });
      }
    },
    /** Adds new rows on top, replaces those that are there, and drops the oldest ones for which there is no room. */
    prepend(list) {
      const added = [];
      for (const row of list) {
        const there = rows.get(row.requestId);
        const drawn = line(row);
        if (there) {
          const focused = there.drawn.contains(document.activeElement);
          there.drawn.replaceWith(drawn);
          if (focused) linkOf(drawn).focus({ preventScroll: true });
        } else {
          let next = body.firstElementChild;
          while (next && timeOf(next) > Date.parse(row.requestedAt)) next = next.nextElementSibling;
          body.insertBefore(drawn, next);
          added.push(drawn);
        }
        rows.set(row.requestId, { row, drawn });
      }
      while (body.children.length > maxRows) {
        rows.delete(body.lastElementChild.dataset.id);
        body.lastElementChild.remove();
      }
      return added.length;
    },
    mark(id) {
      opened = id;
      for (const row of body.children) {
        if (row.dataset.id === id) row.setAttribute('aria-current', 'true');
        else row.removeAttribute('aria-current');
      }
    },
    /** Moves the focus by rows; tells the ID that has it now. */
    step(by) {
      const focused = document.activeElement?.closest?.('tbody') === body ? document.activeElement.closest('tr') : body.querySelector('[aria-current]');
      const next = focused ? (by > 0 ? focused.nextElementSibling : focused.previousElementSibling) : body.firstElementChild;
      if (!next) {
        if (focused) say(by > 0 ? 'This is the last row.' : 'This is the first row.');
        return null;
      }
      linkOf(next).focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
      return next.dataset.id;
    },
    focus(id) {
      const link = linkOf(id ? body.querySelector(`[data-id="${CSS.escape(id)}"]`) : body.firstElementChild);
      link?.focus();
      return Boolean(link);
    },
  };
}
