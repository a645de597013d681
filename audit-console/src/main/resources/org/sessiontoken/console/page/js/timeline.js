import { query } from './address.js';
import { get } from './api.js';
import { h, say, show } from './dom.js';
import { count, everywhere, many, moment, ms, time, words } from './format.js';
import { problemState } from './states.js';
import { outcomeMark } from './outcomes.js';

/** One flow: its requests beside one another, each as a timeline to scale, with its events. */
export function timelinePanel({ onClose }) {
  const content = h('div', { class: 'content' });
  const element = h('aside', { class: 'panel', 'aria-label': 'One flow', hidden: true, tabindex: '-1' }, content);
  let asked = null;

  async function open(requestId) {
    if (asked?.id === requestId) return;
    asked?.stop.abort();
    const mine = { id: requestId, stop: new AbortController() };
    asked = mine;
    element.hidden = false;
    if (!content.children.length) show(content, h('p', { class: 'dim waiting' }, 'Reading its records from Kafka …'));
    try {
      const flow = await get(`api/flows/${encodeURIComponent(requestId)}`, mine.stop.signal);
      if (asked !== mine) return;
      draw(flow, requestId);
      if (flow.requests.length > 1 || !flow.correlationId) return;
      const all = await get(`api/correlations?${new URLSearchParams({ correlationId: flow.correlationId })}`, mine.stop.signal).catch(() => flow);
      if (asked === mine && all.requests.length > 1) draw(all, requestId);
    } catch (failure) {
      if (failure.name === 'AbortError' || asked !== mine) return;
      asked = null;
      show(content, closeButton(), problemState(failure, () => open(requestId)));
    }
  }

  function draw(flow, requestId) {
    const requests = flow.requests;
    const chosen = requests.find((request) => request.requestId === requestId) ?? requests[0];
    element.classList.toggle('several', requests.length > 1);
    show(content,
      closeButton(),
      h('h2', {}, h('bdi', { class: 'mono' }, flow.correlationId ?? requestId)),
      h('p', { class: 'dim' }, howMany(flow), flow.correlationId && [' · ', copyButton(flow.correlationId, 'correlation ID'), ' · ', h('a', { href: query({ correlationId: flow.correlationId, last: 'all', from: null, to: null }) }, 'list them')]),
      requests.length > 1 && lanes(requests, chosen),
      h('div', { class: 'flows' }, beside(requests, chosen).map((request) => one(request, request === chosen && requests.length > 1))));
    say(`${flow.correlationId ?? requestId}: ${words(chosen.outcome ?? 'no outcome yet')}, ${many(requests.length, 'request')}.`);
  }

  const closeButton = () => h('button', { type: 'button', class: 'close', onclick: onClose }, h('span', { class: 'narrow-only' }, '‹ Back'), h('span', { class: 'wide-only' }, h('span', { 'aria-hidden': 'true' }, '×'), h('span', { class: 'unseen' }, 'Close this flow')));

  return {
    element,
    open,
    close() {
      asked?.stop.abort();
      asked = null;
      element.hidden = true;
      show(content);
    },
    isOpen: () => !element.hidden,
    focus: () => element.focus({ preventScroll: true }),
  };
}

function howMany({ requests, more }) {
  if (more) return `the newest ${count(requests.length)} requests with this correlation ID`;
  return requests.length > 1 ? `${count(requests.length)} requests with this correlation ID` : 'the only request with this correlation ID';
}

const maxBeside = 4;

/** The chosen request and its neighbours, in their order. */
function beside(requests, chosen) {
  const at = requests.indexOf(chosen);
  const first = Math.max(0, Math.min(at - 1, requests.length - maxBeside));
  return requests.slice(first, first + maxBeside);
}

const startOf = (request) => new Date(request.startedAt ?? request.requestedAt).getTime();
const lengthOf = (request) => Math.max(request.tookMs ?? 0, ...(request.spans ?? []).map((span) => span.startMs + (span.durationMs ?? 0)), 0.1);

/** All requests of the flow on one scale. */
function lanes(requests, chosen) {
  const from = Math.min(...requests.map(startOf));
  const to = Math.max(...requests.map((request) => startOf(request) + lengthOf(request)));
  const scale = 100 / Math.max(1, to - from);
  return h('ol', { class: 'lanes', 'aria-label': 'All requests of this flow, on one scale' }, requests.map((request) => h('li', {},
    h('a', { href: query({ show: request.requestId }), 'aria-current': request === chosen ? 'true' : null },
      h('span', { title: 'By the requestor’s clock' }, time(startOf(request))), outcomeMark(request.outcome, isUnseen(request)),
      h('span', { class: 'track' }, bar((startOf(request) - from) * scale, lengthOf(request) * scale, request.outcome ?? 'pending')),
      h('span', { class: 'number dim' }, ms(request.tookMs))))));
}

const bar = (left, width, kind) => h('span', { class: `bar ${kind}`, css: { left: `${Math.min(99.5, left)}%`, width: `${Math.min(100 - Math.min(99.5, left), width)}%` } });

function one(request, isChosen) {
  const filter = (name, value, shown = value) => value && h('a', { class: 'quiet', title: 'Show all like this', href: query({ [name]: value, show: null }) }, h('bdi', {}, shown));
  const account = request.account;
  return h('article', { class: isChosen ? 'request chosen' : 'request', 'aria-label': `Request ${request.requestId}` },
    h('h3', {}, outcomeMark(request.outcome, isUnseen(request)), request.reason && request.reason !== request.outcome && h('span', {}, words(request.reason))),
    (request.gaps ?? []).length > 0 && h('ul', { class: 'gaps' }, request.gaps.map((gap) => h('li', { class: calm.includes(gap) ? '' : 'bad' }, gapNames[gap] ?? words(gap)))),
    h('dl', {},
      times(request),
      h('dt', {}, 'Request ID'), h('dd', { class: 'mono' }, request.requestId, ' ', copyButton(request.requestId, 'request ID')),
      h('dt', {}, 'Auth service'), h('dd', {}, filter('authService', request.authServiceId), h('span', { class: 'dim' }, ' of tenant '), filter('tenant', request.tenantId)),
      h('dt', {}, 'Asked by'), h('dd', {}, filter('requestor', request.requestor), request.callerAddress && [h('span', { class: 'dim' }, ' for '), filter('caller', request.callerAddress)]),
      account && [h('dt', {}, 'Account'), h('dd', { class: account.id ? '' : 'mono' }, filter('account', account.hash, account.id ?? account.hash))],
      request.tokenHash && [h('dt', {}, 'Token hash'), h('dd', { class: 'mono' }, filter('tokenHash', request.tokenHash))],
      request.outcomes > 1 && [h('dt', {}, 'Outcomes'), h('dd', {}, `${count(request.outcomes)} records; the first counts${request.differs ? ', and they differ' : ''}`)]),
    waterfall(request),
    h('div', { class: 'events' }, (request.events ?? []).map((event, i) => eventDetails(event, i === (request.events.length - 1)))));
}

/** Of the times of a request each is by the clock of another machine. */
function times(request) {
  const at = (instant, whose) => [moment(instant), h('span', { class: 'dim' }, ` by ${whose}`)];
  const onTopic = (request.events ?? []).find(({ type }) => eventName(type) === 'Requested')?.timestamp;
  const took = request.tookMs !== undefined && request.tookMs !== null && h('span', { class: 'dim' }, `, took ${ms(request.tookMs)}`);
  return [
    h('dt', {}, request.requestedAt ? 'Requested' : 'First event'), h('dd', { title: everywhere(startOf(request)) },
      request.requestedAt ? at(request.requestedAt, 'the requestor’s clock') : at(startOf(request), 'the clock of whoever wrote it'), !onTopic && took),
    onTopic && [h('dt', {}, 'On the topic'), h('dd', { title: everywhere(onTopic) }, at(onTopic, 'Kafka’s clock, as in the list'), took)],
  ];
}

const gapNames = {
  'no-reply': 'No reply came',
  'not-answered-yet': 'Not answered yet; there is time left',
  'outcome-not-seen': 'The console does not read this requestor’s reply topic: whether a reply came cannot be seen',
  'not-read-yet': 'The console has not read so far: whether a reply came is not known yet',
  'answered-after-its-deadline': 'Answered after its deadline',
  'the-same-request-again': 'The same request again',
  'requests-differ': 'Requests with this ID differ in what they ask for; the first one counts',
  'another-outcome': 'There is another outcome; the first one counts',
  'outcomes-differ': 'The outcomes differ',
  'could-not-be-read': 'The request could not be read: it is a dead letter',
  'request-is-gone': 'The request is not known, or Kafka no longer has it',
  'no-request': 'There never was a request with this ID: its topic was read from the beginning',
  'not-drawn': 'The console failed to lay out this request, which is a bug',
  'reply-is-gone': 'Kafka no longer has the reply',
  'clocks-differ': 'Clocks of two machines differ: durations between them are not exact',
};

const isUnseen = (request) => (request.gaps ?? []).includes('outcome-not-seen');

const calm = ['not-answered-yet', 'not-read-yet', 'the-same-request-again', 'request-is-gone', 'clocks-differ'];

const spanNames = {
  sent: 'Sent', 'on-the-topic': 'On the topic', taken: 'Taken', opened: 'Opened', waited: 'Waited', decided: 'Decided', reply: 'Reply written', 'http-answer': 'HTTP answer',
};

const nth = (number) => `${number}${['th', 'st', 'nd', 'rd'][number % 100 > 10 && number % 100 < 14 ? 0 : number % 10] ?? 'th'}`;

function nameOf({ what, attempt }) {
  if (what === 'backend-attempt') return `${nth(attempt ?? 1)} attempt`;
  return `${spanNames[what] ?? words(what)}${what === 'on-the-topic' && attempt > 1 ? ' again' : ''}`;
}

/** What the head of the request says already is not said again. */
const says = ({ what, result }) => result && !['decided', 'reply'].includes(what) && result !== 'genuine';

/** Times that no span covers are shown too, where one would see them. */
export function withGaps(spans, length) {
  const all = [];
  let until = 0;
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    if (span.startMs - until > Math.max(0.5, length / 100)) all.push({ what: 'not measured', startMs: until, durationMs: span.startMs - until, empty: true });
    all.push(span);
    until = Math.max(until, span.startMs + (span.durationMs ?? 0));
  }
  if (length - until > Math.max(0.5, length / 100)) all.push({ what: 'not measured', startMs: until, durationMs: length - until, empty: true });
  return all;
}

function waterfall(request) {
  const spans = request.spans ?? [];
  if (!spans.length) return h('p', { class: 'dim' }, 'Its durations are not recorded.');
  const length = lengthOf(request);
  return h('div', { class: 'waterfall' },
    h('div', { class: 'scale', 'aria-hidden': 'true' }, [0, 0.5, 1].map((part) => h('span', {}, ms(length * part)))),
    h('ol', { 'aria-label': 'What happened, with durations' }, withGaps(spans, length).map((span) => {
      const failed = span.what === 'backend-attempt' && span.result && span.result !== 'genuine';
      const took = span.durationMs ?? 0;
      return h('li', { class: span.empty ? 'empty' : '' },
        h('span', { class: 'name' }, nameOf(span), says(span) && h('span', { class: failed ? 'result failed' : 'result dim' }, ` ${words(span.result)}`)),
        h('span', { class: 'track' }, bar((span.startMs / length) * 100, (took / length) * 100,
          `${span.empty || span.what === 'waited' ? 'idle' : failed ? 'failed' : 'work'} ${span.exact === false ? 'about' : ''}`)),
        h('span', { class: 'number', title: span.exact === false ? 'From the times of the records, to the millisecond' : null }, !took ? '' : `${span.exact === false ? '≈ ' : ''}${ms(took)}`));
    })));
}

function eventDetails(event, open) {
  return h('details', { open },
    h('summary', {}, h('b', {}, eventName(event.type)), h('span', { class: 'dim mono' }, ` ${event.topic}-${event.partition}@${event.offset}`), event.timestamp && h('span', { class: 'dim number' }, time(event.timestamp))),
    event.missing ? h('p', { class: 'dim' }, event.missing) : h('pre', { tabindex: '0', 'aria-label': `${eventName(event.type)} as JSON` }, json(event.json, event.sealed ?? [])));
}

const eventName = (type) => type === undefined || type === null ? 'Not there' : ({ requested: 'Requested', replied: 'Replied', 'dead-lettered': 'Dead letter', 'breaker-changed': 'Breaker changed' })[String(type).replace(/^org\.sessiontoken\./, '').replace(/\.v\d+$/, '')] ?? type;

/** JSON as one writes it, with what is sealed named in place of its bytes. */
export function json(value, sealed, path = '', indent = '') {
  const secret = sealed.find((one) => one.path === path);
  if (secret) return h('span', { class: 'sealed' }, `sealed${secret.for ? ` for ${secret.for}` : ''}, ${many(secret.bytes, 'byte')}`);
  if (Array.isArray(value)) return value.length ? list('[', ']', value.map((one, i) => json(one, sealed, `${path}/${i}`, `${indent}  `)), indent) : '[]';
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([name, one]) => [h('span', { class: 'key' }, JSON.stringify(name)), ': ', json(one, sealed, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, `${indent}  `)]);
    return entries.length ? list('{', '}', entries, indent) : '{}';
  }
  return typeof value === 'string' ? h('bdi', { class: 'text' }, JSON.stringify(value)) : String(value);
}

const list = (first, last, items, indent) => [`${first}\n`, items.map((item, i) => [`${indent}  `, item, i < items.length - 1 ? ',\n' : '\n']), indent + last];

function copyButton(text, what) {
  return h('button', { type: 'button', class: 'link', 'aria-label': `Copy the ${what}`, onclick: async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
      say(`The ${what} was copied.`);
    } catch {
      say('The browser does not let this page copy: select the text instead.');
    }
  } }, 'copy');
}
