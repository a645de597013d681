import { query, range } from './address.js';
import { h } from './dom.js';
import { count, many, moment, momentAfter, momentBefore, percent } from './format.js';

/** For so long an answer is said to be complete to now. */
export const nearlyNow = 10000;
const isKnown = (instant) => instant && new Date(instant).getTime() > 0;

/**
 * The sentence that says what an answer is complete for, and what lies outside. `scan` starts to look there. An old answer is one after which
 * the console could not say any more what it has read.
 */
export function coverageSentence({ coverage, matches, total }, scan, isOld) {
  const partitions = coverage.partitions ?? [];
  const found = matches && `${matches.atLeast ? 'at least ' : ''}${count(matches.count)} of ${many(total, 'request')}`;
  return h('div', { class: 'coverage' },
    h('span', {}, found, found && ' · ', h('b', {}, completeness(coverage, isOld)), coverage.building && building(partitions)),
    partitions.length > 0 && details(partitions),
    isOld && h('span', { class: 'outside warn' }, 'the index cannot be read now'),
    outside(coverage, scan));
}

function completeness({ completeFrom, completeTo }, isOld) {
  if (!isKnown(completeTo)) return 'nothing is complete yet';
  const isNow = !isOld && Date.now() - new Date(completeTo).getTime() < nearlyNow;
  const to = isNow ? 'now' : momentBefore(completeTo);
  return isKnown(completeFrom) ? `complete from ${momentAfter(completeFrom)} to ${to}` : `complete to ${to}`;
}

/** The requestors whose outcomes cannot be seen: that their requests have none says nothing. */
export const unseenRequestors = (coverage) => new Set((coverage?.outside ?? []).flatMap(({ requestors = [] }) => requestors));

/** Where the records are that could not be read. */
export const deadLettersLink = () => h('a', { class: 'quiet', href: query({ view: 'dead-letters', show: null, live: null }) }, 'Dead letters');

/** What lies outside, as far as it concerns the time that was asked for. */
function outside(coverage, scan) {
  const { from: asked } = range();
  const concerns = ({ before }) => !before || !asked || new Date(before) > new Date(asked);
  return (coverage.outside ?? []).filter(concerns).map(({ what, before, from, records, requestors = [] }) => {
    const number = records ? many(records, 'record') : 'records';
    const one = records === 1;
    if (what === 'not-indexed') {
      const start = asked && from && new Date(asked) > new Date(from) ? asked : from;
      return h('span', { class: 'outside' }, `before ${momentAfter(before)} nothing is indexed · `,
        start && h('button', { type: 'button', class: 'link', onclick: () => scan(start, before) }, `Scan Kafka from ${momentBefore(start)}`));
    }
    const sentence = {
      lost: `Kafka deleted ${number} before ${one ? 'it was' : 'they were'} read`,
      'not-read-yet': `${number} ${one ? 'is' : 'are'} not read yet`,
      'outcomes-only': `from ${moment(from ?? 0)} to ${moment(before ?? 0)} only requests with an outcome are there`,
      unreadable: [`${number} could not be read · `, deadLettersLink()],
      'outcomes-not-seen': `outcomes of ${requestors.join(', ')} cannot be seen: the console may not read the reply topic, or there is none`,
      unknown: 'Kafka has not said yet what it has',
      silent: `Kafka has not answered since ${momentBefore(from ?? 0)}: what came later is not known`,
    }[what];
    return h('span', { class: what === 'outcomes-only' ? 'outside' : 'outside warn' }, sentence ?? what);
  });
}

function building(partitions) {
  const all = partitions.reduce((sum, { from, end }) => sum + Math.max(0, (end ?? 0) - from), 0);
  const read = partitions.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
  return `, the index is being built: ${percent(all ? Math.min(1, read / all) : 0)} is read`;
}

function details(partitions) {
  const head = ['Partition', 'From', 'Read to', 'End'];
  return h('details', { class: 'menu' }, h('summary', {}, `${partitions.length === 1 ? '' : 'all '}${many(partitions.length, 'partition')}`),
    h('div', { class: 'sheet' }, h('table', {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Topic'), head.map((label) => h('th', { scope: 'col', class: 'number' }, label)))),
      h('tbody', {}, partitions.map(({ topic, partition, from, to, end }) => h('tr', {},
        h('td', { class: 'mono' }, topic), [partition, from, to, end].map((number) => h('td', { class: 'number' }, number === undefined ? '–' : count(number)))))))));
}
