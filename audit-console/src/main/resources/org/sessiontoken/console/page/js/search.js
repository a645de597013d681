import { filters, go, parameters, query } from './address.js';
import { post, Problem } from './api.js';
import { h, say, show } from './dom.js';
import { words } from './format.js';
import { outcomes } from './outcomes.js';
import { sha256 } from './sha256.js';

/**
 * The search field: filters as chips, and a list of what a text may mean. A session token is replaced by its hash in the moment in
 * which it is pasted: it is in no address, no history and no request. So it is where it is pasted as JSON, with the name of its
 * field, or in quotes. Nor does it get there when it is typed, in the midst of another text or as the value of another filter: an ID
 * that looks like one is only looked for as one.
 */
const tokenForm = /(?<![0-9A-Za-z])[0-9a-z]{26}(?![0-9A-Za-z])/;
const tokenWrapped = /^[^0-9A-Za-z]*([A-Za-z_-]*token["'`]*\s*[:=])?[^0-9A-Za-z]*(bearer\s+)?[0-9a-z]{26}[^0-9A-Za-z]*$/i;
const hashForm = /^[0-9a-f]{64}$/;
const accountHashForm = /^k[0-9a-f]{16}$/;
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const requestIdForm = /^[0-9a-z][0-9a-z._-]{7,63}$/i;
const addressForm = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)(\/\d{1,3})?$/i;
const outcomeWords = ['not-issued', ...outcomes];

/** Values that were seen in answers, to be offered again. */
const seen = { tenant: new Set(), authService: new Set(), requestor: new Set(), reason: new Set() };
const maxSeen = 200;

export function remember(row) {
  add('tenant', row.tenantId);
  add('authService', row.authServiceId);
  add('requestor', row.requestor);
  add('reason', row.reason);
}

function add(name, value) {
  if (value && seen[name].size < maxSeen) seen[name].add(value);
}

/** Names of accounts by their hashes, so that a chip can say the name while the address has the hash. */
const accountNames = new Map();

export function rememberAccount(account) {
  if (account?.id && accountNames.size < 5000) accountNames.set(account.hash, account.id);
}

/** An account ID is in no address: its hash is, which the server tells to auditors. Others may search by hash alone. */
async function hashOfAccount(value) {
  if (accountHashForm.test(value)) return value;
  try {
    const { hash } = await post('api/account-hashes', { id: value });
    rememberAccount({ id: value, hash });
    return hash;
  } catch (problem) {
    throw problem.status === 403 ? new Problem('Only auditors search by account ID', 'Search by the hash that the list shows.') : problem;
  }
}

/** The session token in a text, whatever stands around it. */
export const tokenIn = (text) => text.match(tokenForm)?.[0];

/** The session token that is all that a text says. */
export const onlyToken = (text) => tokenWrapped.test(text) ? tokenIn(text) : undefined;

/** What a text may mean, the likeliest first. */
export function meanings(typed) {
  const text = typed.trim().replace(/^bearer\s+/i, '');
  if (!text) return [];
  const colon = text.indexOf(':');
  const named = colon > 0 && filters.find(({ name, short }) => [name.toLowerCase(), short].includes(text.slice(0, colon).toLowerCase()));
  if (named) return valuesOf(named, text.slice(colon + 1).trim());
  const token = tokenIn(text);
  if (token) return [{ name: 'tokenHash', token }];
  if (hashForm.test(text)) return [{ name: 'tokenHash', value: text }];
  if (accountHashForm.test(text)) return [{ name: 'account', value: text }];
  // Callers know the ID of an answer's x-correlation-id, which is a UUID unless they chose it.
  if (uuidForm.test(text)) return [{ name: 'correlationId', value: text }, { name: 'requestId', value: text }];
  if (addressForm.test(text)) return [{ name: 'caller', value: text }];
  const lower = text.toLowerCase();
  const found = outcomeWords.filter((word) => words(word).startsWith(lower) || word === lower).map((value) => ({ name: 'outcome', value }));
  for (const [name, values] of Object.entries(seen)) {
    for (const value of values) if (value.toLowerCase().includes(lower)) found.push({ name, value });
  }
  const begun = filters.filter(({ short }) => short.startsWith(lower)).map((filter) => ({ name: filter.name, begin: true }));
  const exact = ['correlationId', 'account', 'requestId'].map((name) => ({ name, value: text }));
  return [...found.slice(0, 5), ...begun, ...exact].slice(0, 9);
}

/** What else the ID that is searched for may be, since neither kind of ID tells itself by its form. */
export function otherId() {
  const all = parameters();
  const [name, other] = all.has('correlationId') ? ['correlationId', 'requestId'] : ['requestId', 'correlationId'];
  const values = all.getAll(name);
  if (values.length !== 1 || all.has(other) || !requestIdForm.test(values[0])) return null;
  return { label: labelOf(other), search: () => go({ [name]: null, [other]: values[0], show: null }) };
}

function valuesOf(filter, text) {
  const token = tokenIn(text);
  if (token) return [{ name: 'tokenHash', token }];
  if (filter.name === 'tokenHash' && text && !hashForm.test(text)) return [{ name: 'tokenHash', token: text }];
  const known = filter.name === 'outcome' ? outcomeWords : [...(seen[filter.name] ?? [])];
  const found = known.filter((value) => value.toLowerCase().includes(text.toLowerCase())).map((value) => ({ name: filter.name, value }));
  if (filter.name === 'outcome') return found;
  return text ? [{ name: filter.name, value: text }, ...found.filter(({ value }) => value !== text)].slice(0, 9) : found.slice(0, 9);
}

const placeholder = 'correlation ID, request ID, account, token, caller …';

const labelOf = (name) => filters.find((filter) => filter.name === name).label;

export function searchField() {
  let options = [];
  let active = -1;
  const chips = h('ul', { class: 'chips', 'aria-label': 'Filters' });
  const input = h('input', {
    id: 'search', type: 'text', role: 'combobox', 'aria-label': 'Search', 'aria-expanded': 'false', 'aria-controls': 'meanings', 'aria-autocomplete': 'list',
    placeholder, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    oninput: offer, onkeydown: key, onpaste: paste, onblur: () => setTimeout(close, 150), onfocus: () => input.value && offer(),
  });
  const refused = h('p', { class: 'refused', role: 'alert', hidden: true });
  const list = h('ul', { id: 'meanings', class: 'meanings', role: 'listbox', 'aria-label': 'What to search for', hidden: true });

  function offer() {
    refused.hidden = true;
    options = meanings(input.value);
    active = options.length ? 0 : -1;
    list.hidden = !options.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    show(list, options.map((option, i) => h('li', { id: `meaning-${i}`, role: 'option', 'aria-selected': String(i === active), onmousedown: (event) => {
      event.preventDefault();
      choose(option);
    } }, describe(option))));
    point();
  }

  function describe({ name, value, token, begin }) {
    if (begin) return [h('span', { class: 'dim' }, 'filter by '), labelOf(name), ' …'];
    const said = token ? h('span', { class: 'dim' }, 'of this session token, hashed here') : h('bdi', {}, name === 'outcome' ? words(value) : value);
    return [h('span', { class: 'dim' }, `${labelOf(name)} `), said];
  }

  function point() {
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === active)));
    if (active >= 0) input.setAttribute('aria-activedescendant', `meaning-${active}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function close() {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function key(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) offer();
      if (!options.length) return;
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
      point();
      event.preventDefault();
    } else if (event.key === 'Enter' || (event.key === 'Tab' && options[active]?.begin)) {
      const chosen = options[active] ?? meanings(input.value)[0];
      if (chosen) choose(chosen);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      if (list.hidden) input.blur();
      close();
      event.stopPropagation();
    } else if (event.key === 'Backspace' && !input.value) {
      chips.querySelector('li:last-child button')?.click();
      input.focus();
    }
  }

  async function paste(event) {
    const token = onlyToken(event.clipboardData.getData('text'));
    if (!token) return;
    event.preventDefault();
    await choose({ name: 'tokenHash', token });
    say('The session token was hashed in this page, and its hash is searched for.');
  }

  async function choose({ name, value, token, begin }) {
    if (begin) {
      input.value = `${filters.find((filter) => filter.name === name).short}:`;
      offer();
      return;
    }
    input.value = '';
    close();
    let found = value;
    try {
      if (token) found = await sha256(token);
      else if (name === 'account') found = await hashOfAccount(value);
    } catch (problem) {
      refused.textContent = `${problem.message}. ${problem.advice}`;
      refused.hidden = false;
      return;
    }
    const several = ['outcome', 'tenant', 'authService', 'requestor', 'reason', 'caller'].includes(name);
    const before = several ? parameters().getAll(name) : [];
    const exact = ['correlationId', 'requestId', 'tokenHash'].includes(name);
    go({ [name]: [...new Set([...before, found])], show: null, ...(exact && !parameters().has('from') ? { last: 'all' } : {}) });
  }

  function refresh() {
    const all = parameters();
    input.placeholder = filters.some(({ name }) => all.has(name)) ? 'add a filter …' : placeholder;
    show(chips, filters.flatMap(({ name, label }) => all.getAll(name).map((value) => {
      const text = name === 'outcome' ? words(value) : (accountNames.get(value) ?? value);
      const rest = all.getAll(name).filter((other) => other !== value);
      return h('li', { class: 'chip' }, h('span', { class: 'dim' }, label), ' ', h('bdi', { class: 'cut', title: text }, text),
        h('button', { type: 'button', 'aria-label': `Remove ${label} ${text}`, onclick: () => {
          go({ [name]: rest });
          input.focus();
        } }, '×'));
    })), filters.some(({ name }) => all.has(name)) && h('li', {}, h('a', { class: 'clear', href: query(Object.fromEntries(filters.map(({ name }) => [name, null]))) }, 'Clear')));
  }

  const element = h('div', { class: 'search', role: 'search', onclick: (event) => event.target === element && input.focus() }, chips, input, h('kbd', { 'aria-hidden': 'true' }, '/'), list, refused);
  return { element, refresh, focus: () => input.focus() };
}
