import { filters } from './address.js';
import { h } from './dom.js';

const keys = [
  ['/', 'search'], ['j', 'next request'], ['k', 'previous request'], ['Enter', 'open it, or take the first meaning of what you typed'], ['Esc', 'close it'],
  ['l', 'live on or off'], ['p', 'pause, go on'], ['c', 'copy a link with fixed times, for a ticket'], ['u', 'times in your zone or in UTC'],
  ['g f', 'Flow'], ['g s', 'Services'], ['g d', 'Dead letters'], ['?', 'this help'],
];

const chartKeys = [['← →', 'move'], ['Shift ← →', 'select'], ['Enter', 'zoom in'], ['-', 'zoom out']];

/** The keys, and what one can search for. */
export function helpDialog() {
  const list = (label, pairs) => [h('h3', {}, label), h('dl', { class: 'keys' }, pairs.map(([key, text]) => [h('dt', {}, key.split(' ').map((one) => h('kbd', {}, one))), h('dd', {}, text)]))];
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    h('form', { method: 'dialog' }, h('h2', { id: 'help-title' }, 'Help'), h('button', { class: 'close', 'aria-label': 'Close the help' }, '×')),
    h('div', { class: 'columns' },
      h('div', {}, list('Keys', keys), list('In the chart', chartKeys)),
      h('div', {}, h('h3', {}, 'Search'),
        h('p', {}, 'Type or paste a correlation ID, request ID, account or address. Or name what it is: ', filters.map(({ short }) => `${short}:`).map((word) => [h('code', {}, word), ' '])),
        h('p', {}, 'Several values of one kind mean any of them; different kinds must all match.'),
        h('p', {}, 'A session token that you paste is hashed in this page, and only the hash is sent: it is in no address and no log.'),
        h('h3', {}, 'What an answer covers'),
        h('p', {}, 'The line above the list says from when to when the answer is complete. What is older is in Kafka but not indexed: a scan finds it.'),
        h('h3', {}, 'Tickets'),
        h('p', {}, 'All that you see is in the address. Copy the link by ', h('kbd', {}, 'c'), ': it has fixed times, and no account ID.'))));
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  return dialog;
}
