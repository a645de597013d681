import { filterQuery, filters, go, lasts, parameters, permanentAddress, range } from './address.js';
import { get } from './api.js';
import { chart } from './chart.js';
import { coverageSentence, nearlyNow, unseenRequestors } from './coverage.js';
import { h, say, show } from './dom.js';
import { count, fromField, many, moment, toField } from './format.js';
import { liveFeed } from './live.js';
import { scanner } from './scan.js';
import { otherId, remember, rememberAccount, searchField } from './search.js';
import { emptyState, problemState } from './states.js';
import { maxRows, requestTable } from './table.js';
import { timelinePanel } from './timeline.js';

const pageSize = 100;
const refreshEvery = 5000;
const buckets = 120;

/** The main screen: search, histogram, what is covered, the list, and one flow beside it. */
export function flowView({ isAuditor }) {
  let loaded = null;
  let loading = null;
  let cursor = null;
  let answer = null;
  let held = 0;
  let isPaused = false;
  let refresh = null;
  let ageing = null;
  let isOld = false;

  const search = searchField();
  const histogram = chart({
    chosen: () => parameters().getAll('outcome'),
    onZoom: (from, to) => go({ from, to, last: null, live: null }),
    onZoomOut: zoomOut,
    onOutcome(outcome) {
      const chosen = parameters().getAll('outcome').filter((one) => one !== 'not-issued');
      go({ outcome: chosen.includes(outcome) ? chosen.filter((one) => one !== outcome) : [...chosen, outcome] });
    },
  });
  const table = requestTable({ onOpen: open, isUnseen: (requestor) => unseenRequestors(answer?.coverage).has(requestor) });
  const panel = timelinePanel({ onClose: close });
  const live = liveFeed({ onOpen: catchUp, onRows: newRows, onState: liveState });
  const scan = scanner({ onRow(row) {
    noted([row]);
    table.append([row]);
    ending();
  } });

  const rangeMenu = h('details', { class: 'menu right' });
  const liveButton = h('button', { type: 'button', class: 'live', 'aria-pressed': 'false', onclick: toggleLive }, 'Live');
  const pauseButton = h('button', { type: 'button', hidden: true, onclick: togglePause }, 'Pause');
  const liveText = h('span', { class: 'dim live-text' });
  const exportMenu = h('details', { class: 'menu right export' });
  const covered = h('div', { class: 'covered' });
  const arrived = h('button', { type: 'button', class: 'arrived', hidden: true, onclick: () => list.scrollTo({ top: 0 }) });
  const foot = h('div', { class: 'foot' });
  const scroller = h('div', { class: 'scroller' }, table.element, foot);
  const list = h('section', { class: 'list', 'aria-labelledby': 'list-title' },
    h('h1', { id: 'list-title', class: 'unseen' }, 'Requests'),
    h('div', { class: 'toolbar' }, search.element, h('div', { class: 'controls' }, rangeMenu, liveButton, pauseButton, liveText, exportMenu)),
    histogram.element, covered, scan.element, arrived, scroller);
  const element = h('div', { class: 'flow-view' }, list, panel.element);

  new IntersectionObserver(([entry]) => entry.isIntersecting && more(), { root: null, rootMargin: '400px' }).observe(foot);
  list.addEventListener('scroll', () => live.isOn() && hold(), { passive: true });

  /** The parameters that decide what is on the list. */
  function listKey() {
    const all = parameters();
    for (const name of ['show', 'live', 'view']) all.delete(name);
    return all.toString();
  }

  function update() {
    search.refresh();
    drawRange();
    drawExport();
    if (listKey() !== loaded) load();
    const requestId = parameters().get('show');
    table.mark(requestId);
    element.classList.toggle('open', Boolean(requestId));
    if (requestId) panel.open(requestId);
    else if (panel.isOpen()) panel.close();
    const wanted = parameters().has('live');
    if (!wanted) live.stop();
    else if (!live.isOn() && !list.hasAttribute('aria-busy')) live.start();
    clearInterval(refresh);
    refresh = wanted ? setInterval(refreshNumbers, refreshEvery) : null;
    if (!wanted) age();
  }

  async function load() {
    loaded = listKey();
    loading?.abort();
    const mine = new AbortController();
    loading = mine;
    cursor = null;
    scan.stop();
    live.stop();
    list.setAttribute('aria-busy', 'true');
    const numbers = drawHistogram(mine.signal);
    try {
      const page = await get(`api/flows?${filterQuery({ more: { limit: pageSize } })}`, mine.signal);
      answer = page;
      table.clear();
      list.scrollTo({ top: 0 });
      noted(page.rows);
      table.append(page.rows);
      cursor = page.next;
      table.mark(parameters().get('show'));
      isOld = false;
      show(covered);
      cover();
      age();
      say(`${page.matches.atLeast ? 'At least ' : ''}${many(page.matches.count, 'request')}.`);
      ending();
      if (parameters().has('live')) live.start();
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      loaded = null;
      answer = null;
      table.clear();
      show(covered);
      show(foot, problemState(failure, load));
    } finally {
      if (loading === mine) list.removeAttribute('aria-busy');
    }
    await numbers;
  }

  async function drawHistogram(signal) {
    try {
      const counted = await get(`api/histogram?${filterQuery({ more: { buckets: innerWidth < 600 ? buckets / 2 : buckets } })}`, signal);
      histogram.update(counted);
      return counted;
    } catch {
      // The list says what is wrong; a chart without data stays as it was.
      return null;
    }
  }

  /** While rows come live, what was counted and complete to now when the list was read need not be so any more. */
  async function refreshNumbers() {
    const signal = loading?.signal;
    if (document.hidden) return;
    const counted = await drawHistogram(signal);
    if (signal?.aborted || !answer || list.hasAttribute('aria-busy')) return;
    if (counted) answer = { ...answer, coverage: counted.coverage, matches: counted.matches, total: counted.total };
    isOld = !counted;
    cover();
  }

  /** Nobody's reading is disturbed: an open sheet stays, and what has the focus keeps it. */
  function cover() {
    if (covered.querySelector('details[open]')) return;
    const operated = () => [...covered.querySelectorAll('a, button, summary')];
    const focused = operated().indexOf(document.activeElement);
    show(covered, coverageSentence(answer, scanFrom, isOld));
    operated()[focused]?.focus({ preventScroll: true });
  }

  /** An answer that nobody renews is complete to the time at which it was read, and not to now. */
  function age() {
    clearTimeout(ageing);
    if (!answer || parameters().has('live')) return;
    ageing = setTimeout(() => {
      cover();
      if (covered.querySelector('details[open]')) age();
    }, Math.max(1000, Date.parse(answer.coverage.completeTo) + nearlyNow - Date.now() + 100));
  }

  function scanFrom(from, to) {
    scan.start(from, to);
  }

  async function more() {
    if (!cursor || table.size() >= maxRows) return;
    const before = cursor;
    cursor = null;
    try {
      const page = await get(`api/flows?${filterQuery({ more: { limit: pageSize, before } })}`, loading.signal);
      noted(page.rows);
      table.append(page.rows);
      cursor = page.next;
      ending();
    } catch (failure) {
      if (failure.name !== 'AbortError') show(foot, problemState(failure, () => {
        cursor = before;
        more();
      }));
    }
  }

  function noted(rows) {
    for (const row of rows) {
      remember(row);
      rememberAccount(row.account);
    }
  }

  /** What stands below the rows: nothing was found and what to do, or that there is more. */
  function ending() {
    if (!table.size()) {
      const filtered = filters.some(({ name }) => parameters().has(name));
      const { last } = range();
      const other = otherId();
      show(foot, emptyState(filtered ? 'No request matches in this time' : 'No request in this time',
        filtered ? 'Take a filter away, or look at a longer time. What is older than the index is found by a scan of Kafka: see the line above.' : 'Requests appear here within a second of being sent. Look at a longer time, or switch on Live.',
        other && h('button', { type: 'button', onclick: other.search }, `Search by ${other.label} instead`),
        last !== 'all' && h('button', { type: 'button', onclick: () => go({ last: 'all', from: null, to: null }) }, 'All that is indexed'),
        filtered && h('button', { type: 'button', onclick: () => go(Object.fromEntries(filters.map(({ name }) => [name, null]))) }, 'Clear the filters')));
    } else if (table.size() >= maxRows && answer.matches.count > maxRows) {
      const oldest = table.last().requestedAt;
      show(foot, h('p', { class: 'dim' }, `${count(maxRows)} rows are shown, which is all that the page holds. `,
        h('button', { type: 'button', class: 'link', onclick: () => go({ to: oldest, from: range().from, last: null, live: null }) }, `Go on from ${moment(oldest)}`)));
    } else if (cursor) {
      show(foot, h('button', { type: 'button', class: 'link', onclick: more }, 'Show older requests'));
    } else {
      show(foot, h('p', { class: 'dim' }, 'These are all.'));
    }
  }

  /** What came between the list and the first event, or while the connection was broken. */
  async function catchUp() {
    const { signal } = loading;
    const page = await get(`api/flows?${filterQuery({ more: { limit: pageSize } })}`, signal).catch(() => null);
    if (!page || signal.aborted) return;
    answer = page;
    isOld = false;
    cover();
    newRows(page.rows.filter((row) => !table.has(row.requestId)).reverse());
  }

  /** While one reads further down, what is new waits above. */
  function hold() {
    live.pause(isPaused || list.scrollTop > list.clientHeight / 2);
  }

  function newRows(rows) {
    if (!table.size()) show(foot);
    noted(rows);
    table.prepend(rows);
    table.mark(parameters().get('show'));
    if (foot.querySelector('.state')) show(foot);
  }

  function liveState({ on, paused, connected, refusal, waiting, skipped, uncounted }) {
    held = waiting;
    liveButton.setAttribute('aria-pressed', String(on));
    liveButton.classList.toggle('lost', on && !connected);
    pauseButton.hidden = !on;
    pauseButton.textContent = isPaused ? 'Go on' : 'Pause';
    liveText.textContent = !on ? '' : [
      !connected && (refusal ? `${refusal.message}. ${refusal.advice}` : 'connecting …'), paused && `paused, ${count(held)} new`, (skipped > 0 || uncounted) && `${uncounted ? 'more than ' : ''}${count(skipped)} skipped`,
    ].filter(Boolean).join(' · ');
    arrived.hidden = !(on && paused && !isPaused && held > 0);
    arrived.textContent = `${count(held)} new · show`;
  }

  function toggleLive() {
    const on = !parameters().has('live');
    isPaused = false;
    live.forget();
    go(on ? { live: '1', from: null, to: null, ...(parameters().has('from') || parameters().has('to') ? { last: null } : {}) } : { live: null });
    say(on ? 'Live: new requests appear on top.' : 'Live is off.');
  }

  function togglePause() {
    isPaused = !isPaused;
    live.pause(isPaused);
    hold();
    say(isPaused ? 'Paused.' : 'Going on.');
  }

  function zoomOut() {
    const { from, to } = range();
    if (!from || Number.isNaN(Date.parse(from)) || (to && Number.isNaN(Date.parse(to)))) return;
    const [start, end] = [new Date(from).getTime(), to ? new Date(to).getTime() : Date.now()];
    const half = (end - start) / 2;
    const later = end + half;
    go({ from: new Date(start - half).toISOString(), to: later >= Date.now() ? null : new Date(later).toISOString(), last: null, live: null });
  }

  function drawRange() {
    const { from, to, last } = range();
    const labels = { '5m': 'Last 5 minutes', '15m': 'Last 15 minutes', '1h': 'Last hour', '6h': 'Last 6 hours', '24h': 'Last 24 hours', all: 'All that is indexed' };
    const text = labels[last] ?? `${from ? moment(from) : 'the oldest'} – ${to ? moment(to) : 'now'}`;
    const [fromField1, toField1] = [h('input', { type: 'datetime-local', step: '1', value: from ? toField(from) : null }), h('input', { type: 'datetime-local', step: '1', value: to ? toField(to) : null })];
    const set = (changes) => {
      rangeMenu.open = false;
      go({ ...changes, show: null });
    };
    show(rangeMenu, h('summary', { 'aria-label': `Time: ${text}` }, text), h('div', { class: 'sheet' },
      h('ul', {}, [...lasts, 'all'].map((name) => h('li', {}, h('button', { type: 'button', 'aria-pressed': String(name === last), onclick: () => set({ last: name, from: null, to: null }) }, labels[name])))),
      h('form', { onsubmit: (event) => {
        event.preventDefault();
        set({ from: fromField(fromField1.value), to: fromField(toField1.value), last: null, live: null });
      } }, h('label', {}, 'From', fromField1), h('label', {}, 'To', toField1), h('button', { type: 'submit' }, 'Set'), from && h('button', { type: 'button', onclick: () => {
        rangeMenu.open = false;
        zoomOut();
      } }, 'Zoom out'))));
  }

  function drawExport() {
    show(exportMenu, h('summary', {}, 'Export'), h('div', { class: 'sheet' }, isAuditor()
      ? [h('p', { class: 'dim' }, 'What the filters match, as one file. It says what it covers, and that you took it is recorded.'),
        h('ul', {}, [['jsonl', 'JSON Lines'], ['csv', 'CSV, safe for spreadsheets'], ['ocsf', 'OCSF Authentication events']].map(([format, label]) => h('li', {},
          h('a', { class: 'item', href: `api/export?${filterQuery({ more: { format } })}`, download: '' }, label))))]
      : h('p', { class: 'dim' }, 'Only the role auditor may export.'),
      h('ul', {}, h('li', {}, h('button', { type: 'button', onclick: copyAddress }, 'Copy a link to this view')))));
  }

  async function copyAddress() {
    exportMenu.open = false;
    try {
      await navigator.clipboard.writeText(permanentAddress());
      say('A link with fixed times was copied.');
    } catch {
      history.replaceState(null, '', permanentAddress());
      say('The link is in the address bar: copy it from there.');
    }
  }

  function open(requestId) {
    go({ show: requestId }, { replace: panel.isOpen() });
  }

  function close() {
    const requestId = parameters().get('show');
    go({ show: null });
    if (!table.focus(requestId)) search.element.querySelector('input').focus();
  }

  let following = null;

  function step(by) {
    const id = table.step(by);
    if (!id || !panel.isOpen()) return;
    clearTimeout(following);
    following = setTimeout(() => open(id), 120);
  }

  return {
    element,
    title: 'Flow',
    update,
    /** After a change of the time zone all times are drawn anew. */
    redraw() {
      loaded = null;
    },
    leave() {
      clearInterval(refresh);
      clearTimeout(ageing);
      live.stop();
      scan.stop();
      loading?.abort();
    },
    keys: {
      '/': () => search.focus(),
      j: () => step(1),
      k: () => step(-1),
      l: toggleLive,
      p: () => live.isOn() && togglePause(),
      c: copyAddress,
      Escape: () => panel.isOpen() && close(),
    },
  };
}
