import { h } from './dom.js';
import { momentBefore } from './format.js';

/** What stands where there is nothing to show: why, and what to do. */
export function emptyState(title, advice, ...actions) {
  return h('div', { class: 'state' }, h('h2', {}, title), h('p', {}, advice), actions.length > 0 && h('p', { class: 'actions' }, ...actions));
}

export function problemState(problem, retry) {
  return h('div', { class: 'state', role: 'alert' }, h('h2', {}, problem.message), h('p', {}, problem.advice ?? 'The page made a mistake: reload it.'),
    h('p', { class: 'actions' }, h('button', { type: 'button', onclick: retry }, 'Try again')));
}

/** Up to when the topics are read of which a screen tells; `stale` where that is long ago, and nobody knows what has come since. */
export function readUpTo(asOf, stale) {
  if (!asOf) return h('p', { class: 'reading', role: 'status' }, 'The topics are being read: more may come.');
  if (!stale) return h('p', { class: 'dim' }, `As of ${momentBefore(asOf)}.`);
  return h('p', { class: 'reading', role: 'status' }, `As of ${momentBefore(asOf)}: what has come since is not known, since Kafka does not answer, or is not read on.`);
}
