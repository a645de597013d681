/** The page's address is its state: filters have the names that the API has, so that they pass through unchanged. */

/** The filters, in the order of their chips. `short` is what one types before a colon. */
export const filters = [
  { name: 'correlationId', label: 'correlation ID', short: 'correlation' },
  { name: 'requestId', label: 'request ID', short: 'request' },
  { name: 'account', label: 'account', short: 'account' },
  { name: 'tokenHash', label: 'token hash', short: 'token' },
  { name: 'tenant', label: 'tenant', short: 'tenant' },
  { name: 'authService', label: 'auth service', short: 'service' },
  { name: 'requestor', label: 'requestor', short: 'requestor' },
  { name: 'outcome', label: 'outcome', short: 'outcome' },
  { name: 'reason', label: 'reason', short: 'reason' },
  { name: 'caller', label: 'caller', short: 'caller' },
];

const names = filters.map((filter) => filter.name);

/** What happens when the address has changed. */
let changed = () => {};

export function onChange(listener) {
  changed = listener;
  addEventListener('popstate', () => changed());
}

export const parameters = () => new URLSearchParams(location.search);

/** The address's query with some parameters replaced; null removes one, an array repeats it. */
export function query(changes, from = parameters()) {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of [value].flat()) if (one !== null && one !== undefined) next.append(name, one);
  }
  const text = next.toString();
  return text ? `?${text}` : location.pathname;
}

export function go(changes, { replace = false } = {}) {
  const address = query(changes);
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  changed();
}

export function goTo(address) {
  history.pushState(null, '', address);
  changed();
}

const spans = { '5m': 5, '15m': 15, '1h': 60, '6h': 360, '24h': 1440 };
export const lasts = Object.keys(spans);
export const usualLast = '15m';

/** The range of time: what `from` and `to` say, or else the last minutes until now. */
export function range(now = Date.now()) {
  const all = parameters();
  if (all.has('from') || all.has('to')) return { from: all.get('from'), to: all.get('to'), last: null };
  const last = all.get('last') ?? usualLast;
  if (!spans[last]) return { from: null, to: null, last: 'all' };
  return { from: new Date(now - spans[last] * 60000).toISOString(), to: null, last };
}

/** The query for the API. */
export function filterQuery({ withTime = true, more = {} } = {}) {
  const all = parameters();
  const asked = new URLSearchParams();
  for (const name of names) for (const value of all.getAll(name)) asked.append(name, value);
  if (withTime) {
    const { from, to } = range();
    if (from) asked.set('from', from);
    if (to) asked.set('to', to);
  }
  for (const [name, value] of Object.entries(more)) if (value !== null) asked.set(name, value);
  return asked.toString();
}

/** The address of this view with its times fixed: what a ticket needs. */
export function permanentAddress() {
  const { from, to, last } = range();
  const fixed = last === null ? {} : { from, to: to ?? new Date().toISOString() };
  return location.origin + location.pathname + query({ ...fixed, last: null, live: null });
}
