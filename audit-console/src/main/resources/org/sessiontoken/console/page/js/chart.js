import { h, say, show, svg } from './dom.js';
import { count, moment, ms, perSecond, words } from './format.js';
import { outcomes } from './outcomes.js';

const striped = ['forbidden', 'expired', 'pending'];

/** Of so many pixels a line can still be seen. */
const minDash = 4;

/**
 * Requests by outcome over the time range, and their latency beneath. One zooms by dragging, or with the keyboard: arrows move, Shift
 * with arrows selects, Enter zooms in, minus zooms out.
 */
export function chart({ onZoom, onZoomOut, onOutcome, chosen }) {
  let data = null;
  let at = -1;
  let anchor = -1;
  let dragging = false;
  let byKey = false;

  const readout = h('div', { class: 'readout' });
  const bars = svg('svg', { class: 'bars', 'aria-hidden': 'true' });
  const lines = svg('svg', { class: 'lines', 'aria-hidden': 'true' });
  const peaks = { rate: 0, latency: 0 };
  const selection = h('div', { class: 'selection', hidden: true });
  const plot = h('div', {
    class: 'plot', tabindex: '0', role: 'slider', 'aria-label': 'Requests over time: arrows move, Shift with arrows selects, Enter zooms in, minus zooms out',
    'aria-valuemin': '0', 'aria-valuemax': '0', 'aria-valuenow': '0', 'aria-valuetext': 'nothing yet', onkeydown: key,
    onpointerdown: down, onpointermove: move, onpointerup: up, onpointerleave: () => byKey || leave(), onpointercancel: leave, onblur: leave,
  }, bars, lines, selection);
  const axis = h('div', { class: 'axis', 'aria-hidden': 'true' });
  const element = h('div', { class: 'chart' }, readout, plot, axis);
  new ResizeObserver(draw).observe(plot);

  const total = (bucket) => outcomes.reduce((sum, outcome) => sum + (bucket[outcome] ?? 0), 0);
  const startOf = (i) => new Date(data.buckets[0].at).getTime() + i * data.bucketMs;

  /** To the second, unless the bars are finer than that. */
  const edge = (i) => moment(data.bucketMs < 1000 ? startOf(i) : Math.round(startOf(i) / 1000) * 1000);

  function draw() {
    if (!data?.buckets.length) return;
    const width = plot.clientWidth;
    const [tall, low] = [bars.clientHeight, lines.clientHeight];
    const step = width / data.buckets.length;
    const most = Math.max(0, ...data.buckets.map(total));
    const highest = Math.max(1, most);
    const gap = step > 4 ? 1 : 0;
    const paths = Object.fromEntries(outcomes.map((outcome) => [outcome, '']));
    data.buckets.forEach((bucket, i) => {
      let top = tall;
      for (const outcome of outcomes) {
        if (!bucket[outcome]) continue;
        const height = Math.max(1.5, (bucket[outcome] / highest) * (tall - 4));
        top -= height;
        paths[outcome] += `M${(i * step).toFixed(2)} ${top.toFixed(2)}h${Math.max(1, step - gap).toFixed(2)}v${height.toFixed(2)}h-${Math.max(1, step - gap).toFixed(2)}z`;
      }
    });
    bars.setAttribute('viewBox', `0 0 ${width} ${tall}`);
    show(bars, stripes(), outcomes.map((outcome) => svg('path', { class: `bar ${outcome}`, d: paths[outcome], fill: striped.includes(outcome) && `url(#striped-${outcome})` })));
    peaks.rate = (most * 1000) / data.bucketMs;
    drawLatency(width, low, step);
    drawAxis(width);
    if (at < 0) summary();
  }

  /** Outcomes that share a colour: one of them is striped. */
  const stripes = () => svg('defs', {}, striped.map((outcome) => svg('pattern', { id: `striped-${outcome}`, class: `striped ${outcome}`, width: 4, height: 4, patternUnits: 'userSpaceOnUse' }, svg('rect', { width: 4, height: 2 }))));

  function drawLatency(width, height, step) {
    const points = data.latency;
    const top = Math.max(1, ...points.map((point) => point?.p99Ms ?? 0));
    const y = (value) => height - 2 - (Math.log1p(value) / Math.log1p(top)) * (height - 4);
    const isThere = (i, name) => points[i]?.[name] !== null && points[i]?.[name] !== undefined;
    /** A line from bucket to bucket. One without a neighbour has none to lead to: its line is as long as it is wide. */
    const path = (name) => data.buckets.map((bucket, i) => {
      if (!isThere(i, name)) return '';
      const height = y(points[i][name]).toFixed(1);
      if (isThere(i - 1, name)) return `L${((i + 0.5) * step).toFixed(1)} ${height}`;
      if (isThere(i + 1, name)) return `M${((i + 0.5) * step).toFixed(1)} ${height}`;
      const length = Math.max(step, minDash);
      return `M${((i + 0.5) * step - length / 2).toFixed(1)} ${height}h${length.toFixed(1)}`;
    }).join('');
    lines.setAttribute('viewBox', `0 0 ${width} ${height}`);
    show(lines, svg('path', { class: 'p50', d: path('p50Ms') }), svg('path', { class: 'p99', d: path('p99Ms') }));
    peaks.latency = points.some((point) => point?.p99Ms) ? top : 0;
  }

  function drawAxis(width) {
    const marks = Math.max(2, Math.min(7, Math.floor(width / 160)));
    const length = data.buckets.length * data.bucketMs;
    show(axis, Array.from({ length: marks }, (_, i) => h('span', {}, moment(Math.round((startOf(0) + (length * i) / (marks - 1)) / 1000) * 1000))));
  }

  /** The whole range, or what is under the cursor. */
  function summary() {
    const [first, last] = at < 0 ? [0, data.buckets.length - 1] : [Math.min(at, anchor < 0 ? at : anchor), Math.max(at, anchor)];
    const sums = Object.fromEntries(outcomes.map((outcome) => [outcome, 0]));
    for (let i = first; i <= last; i++) for (const outcome of outcomes) sums[outcome] += data.buckets[i][outcome] ?? 0;
    const shown = [...outcomes].reverse().filter((outcome) => sums[outcome] || chosen().includes(outcome));
    show(readout,
      h('span', { class: 'when' }, `${edge(first)} – ${edge(last + 1)}`),
      shown.map((outcome) => h('button', { type: 'button', class: 'legend', 'aria-pressed': String(chosen().includes(outcome)), title: `Show ${words(outcome)} only`, onclick: () => onOutcome(outcome) },
        h('span', { class: `outcome ${outcome}` }, words(outcome)), ' ', h('b', {}, count(sums[outcome])))),
      h('span', { class: 'measures' }, measures(first, last)));
    const said = `${edge(first)} to ${edge(last + 1)}: ${shown.map((outcome) => `${count(sums[outcome])} ${words(outcome)}`).join(', ') || 'no requests'}`;
    plot.setAttribute('aria-valuenow', String(Math.max(0, at)));
    plot.setAttribute('aria-valuetext', said);
  }

  function measures(first, last) {
    const point = first === last ? data.latency[first] : null;
    if (at < 0) return peaks.rate > 0 && [`at most ${perSecond(peaks.rate)}`, peaks.latency > 0 && `, p99 up to ${ms(peaks.latency)}`];
    return point?.p50Ms !== undefined && point?.p50Ms !== null ? `p50 ${ms(point.p50Ms)}, p99 ${ms(point.p99Ms)}` : '';
  }

  function mark() {
    selection.hidden = at < 0;
    if (at >= 0) {
      const step = 100 / data.buckets.length;
      const [first, last] = [Math.min(at, anchor < 0 ? at : anchor), Math.max(at, anchor)];
      selection.style.setProperty('left', `${first * step}%`);
      selection.style.setProperty('width', `${(last - first + 1) * step}%`);
      selection.classList.toggle('range', anchor >= 0 && anchor !== at);
    }
    summary();
  }

  const under = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.max(0, Math.min(data.buckets.length - 1, Math.floor(((event.clientX - box.left) / box.width) * data.buckets.length)));
  };

  function down(event) {
    if (!data || event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    dragging = true;
    at = anchor = under(event);
    mark();
  }

  function move(event) {
    // A pointer that rests is told to have moved when the page does; that takes nothing from the keyboard.
    if (!data?.buckets.length || (!event.movementX && !event.movementY)) return;
    byKey = false;
    at = under(event);
    if (!dragging) anchor = -1;
    mark();
  }

  function up() {
    if (!dragging) return;
    dragging = false;
    if (at !== anchor) zoom();
    else anchor = -1;
  }

  function leave() {
    if (dragging || !data) return;
    at = anchor = -1;
    mark();
  }

  function zoom() {
    const [first, last] = [Math.min(at, anchor < 0 ? at : anchor), Math.max(at, anchor)];
    const [from, to] = [startOf(first), startOf(last + 1)];
    at = anchor = -1;
    selection.hidden = true;
    onZoom(new Date(from).toISOString(), new Date(to).toISOString());
    say(`Zoomed to ${moment(from)} to ${moment(to)}.`);
  }

  function key(event) {
    if (!data?.buckets.length || event.metaKey || event.ctrlKey || event.altKey) return;
    const last = data.buckets.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      byKey = true;
      const before = at;
      at = before < 0 ? (event.key === 'ArrowLeft' ? last : Math.min(to, last)) : Math.max(0, Math.min(last, to));
      if (event.shiftKey) anchor = anchor < 0 ? Math.max(0, before) : anchor;
      else anchor = -1;
      mark();
    } else if (event.key === 'Enter' && at >= 0) zoom();
    else if (event.key === '-') onZoomOut();
    else if (event.key === 'Escape' && at >= 0) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    element,
    update(next) {
      const measured = new Map((next.latency ?? []).map((point) => [new Date(point.at).getTime(), point]));
      data = { ...next, latency: next.buckets.map(({ at: begin }) => measured.get(new Date(begin).getTime()) ?? null) };
      plot.setAttribute('aria-valuemax', String(Math.max(0, data.buckets.length - 1)));
      if (at >= data.buckets.length) at = anchor = -1;
      draw();
      if (at >= 0) mark();
    },
  };
}
