import { h } from './dom.js';

/** What stands where there is nothing to show: why, and what to do. */
export function emptyState(title, advice, ...actions) {
  return h('div', { class: 'state' }, h('h2', {}, title), h('p', {}, advice), actions.length > 0 && h('p', { class: 'actions' }, ...actions));
}

export function problemState(problem, retry) {
  return h('div', { class: 'state', role: 'alert' }, h('h2', {}, problem.message), h('p', {}, problem.advice ?? 'The page made a mistake: reload it.'),
    h('p', { class: 'actions' }, h('button', { type: 'button', onclick: retry }, 'Try again')));
}
