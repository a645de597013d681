/** Asks the server. What goes wrong becomes a `Problem` with a title and what to do about it. */

export class Problem extends Error {
  constructor(title, advice, status) {
    super(title);
    this.advice = advice;
    this.status = status;
  }
}

let csrf;

export async function me() {
  const answer = await get('api/me');
  csrf = answer.csrf;
  return answer;
}

export const get = (path, signal) => ask(path, { signal });

export const post = (path, body) => ask(path, {
  method: 'POST',
  headers: { ...(csrf ? { [csrf.header]: csrf.token } : {}), ...(body ? { 'Content-Type': 'application/json' } : {}) },
  body: body ? JSON.stringify(body) : undefined,
});

export const csrfToken = () => csrf;

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { Accept: 'application/json', ...options.headers }, credentials: 'same-origin' });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem('The console does not answer', 'It may be restarting, or your network is away.');
  }
  if (response.status === 401) {
    signIn();
    throw new Problem('You are signed out', 'The sign-in page opens.', 401);
  }
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isJson ? await response.json() : null;
  if (response.ok && isJson) return body;
  throw new Problem(body?.title ?? `The console answered ${response.status}`, body?.detail ?? usualAdvice(response.status), response.status);
}

/** A stream of server-sent events cannot say 401 to the page; this asks the question again in a way that can. */
export const checkSession = () => get('api/me').catch(() => {});

/** Nor can it say why it was refused. This asks for it once more, and ends a stream that begins after all; then it rejects. */
export async function whyRefused(path) {
  const once = new AbortController();
  try {
    await ask(path, { signal: once.signal, headers: { Accept: 'text/event-stream, application/problem+json' } });
  } catch (problem) {
    if (problem.status >= 400) return problem;
    throw problem;
  } finally {
    once.abort();
  }
  throw new Problem('It is not refused any more', '');
}

function usualAdvice(status) {
  if (status === 403) return 'Your role does not allow this.';
  if (status === 404) return 'It is not there, or no longer.';
  return 'The console’s log says why.';
}

/** Loading the page again lets the server ask for the sign-in and come back here; should it not ask, its sign-in page is next. */
function signIn() {
  const again = performance.getEntriesByType('navigation')[0]?.type === 'reload' && performance.now() < 5000;
  if (again) location.assign('sign-in');
  else location.reload();
}
