import { filterQuery } from './address.js';
import { checkSession, whyRefused } from './api.js';
import { deadLettersLink } from './coverage.js';
import { h, say, show } from './dom.js';
import { count, many, moment } from './format.js';

/** Looks through Kafka for what is older than the index, with progress, until it is stopped. */
export function scanner({ onRow }) {
  const element = h('div', { class: 'scan', role: 'group', 'aria-label': 'Scan of Kafka', hidden: true });
  let source = null;
  let found = 0;

  function stop(text, unreadable) {
    source?.close();
    source = null;
    if (text) {
      show(element, h('span', {}, text), unreadable > 0 && deadLettersLink(), h('button', { type: 'button', class: 'link', onclick: () => (element.hidden = true) }, 'Close'));
      say(text);
    }
  }

  function start(from, to) {
    stop();
    found = 0;
    element.hidden = false;
    const bar = h('progress', { 'aria-label': 'Scanned', max: '1', value: '0' });
    const text = h('span', {}, 'Scanning Kafka …');
    let reached = null;
    const report = () => `${reached ? `to ${moment(reached)}, ` : ''}${count(found)} found`;
    show(element, bar, text, h('button', { type: 'button', onclick: () => stop(`The scan was stopped: ${report()}; what is newer was not looked at.`) }, 'Stop'));
    const path = `api/scan?${filterQuery({ withTime: false, more: { from, to } })}`;
    source = new EventSource(path);
    source.addEventListener('progress', ({ data }) => {
      const progress = JSON.parse(data);
      reached = progress.at;
      bar.max = Math.max(1, progress.of);
      bar.value = progress.scanned;
      text.textContent = `${count(progress.scanned)} of ${many(progress.of, 'record')}, ${report()}`;
    });
    source.addEventListener('row', ({ data }) => {
      found++;
      onRow(JSON.parse(data));
    });
    source.addEventListener('done', ({ data }) => {
      const done = JSON.parse(data);
      stop(result(done), done.unreadable);
    });
    source.addEventListener('failed', ({ data }) => {
      const { title, detail } = JSON.parse(data);
      stop(`${title}. The scan broke off: ${report()}. ${detail}`);
    });
    source.onerror = () => {
      const refused = source.readyState === EventSource.CLOSED && !reached;
      stop(`The scan broke off: ${report()}. Start it again to look at the rest.`);
      if (refused) whyRefused(path).then(({ message, advice }) => stop(`${message}. ${advice}`), () => {});
      else checkSession();
    };
  }

  /** One scan reads so many records and no more; what it did not reach it does not claim. */
  function result({ end, scanned, completeFrom, completeTo, unreadable, unseen }) {
    const unread = (unreadable > 0 ? ` ${many(unreadable, 'record')} could not be read.` : '') + (unseen?.length ? ` Outcomes of ${unseen.join(', ')} cannot be seen.` : '');
    const covered = `complete from ${moment(completeFrom)} to ${moment(completeTo)}: ${count(found)} found.${unread}`;
    return end === 'complete' ? `The scan is ${covered}` : `The scan ended after ${many(scanned, 'record')}, as many as one scan reads. It is ${covered} What is newer was not looked at.`;
  }

  return { element, start, stop: () => {
    stop();
    element.hidden = true;
  } };
}
