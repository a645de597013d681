import { filterQuery } from './address.js';
import { checkSession, whyRefused } from './api.js';

/** Between two drawings at most so many rows are kept; more are counted as skipped, as those are that the server skipped. */
const maxWaiting = 500;
const drawEvery = 250;
const retryAfter = 5000;

/** Follows new requests. While it is paused it goes on counting, and keeps the newest. */
export function liveFeed({ onOpen, onRows, onState }) {
  let source = null;
  let timer = null;
  let again = null;
  let waiting = [];
  let skipped = 0;
  let uncounted = false;
  let paused = false;
  let connected = false;
  let refusal = null;

  const state = () => onState({ on: source !== null, paused, connected, refusal, waiting: waiting.length, skipped, uncounted });

  function flush() {
    if (!paused && waiting.length) {
      const rows = waiting;
      waiting = [];
      onRows(rows);
    }
    state();
  }

  function start() {
    stop();
    const path = `api/live?${filterQuery({ withTime: false })}`;
    source = new EventSource(path);
    const mine = source;
    source.onopen = () => {
      connected = true;
      refusal = null;
      state();
      onOpen();
    };
    source.onerror = () => {
      connected = false;
      state();
      // A browser comes back by itself, but not where it was refused.
      if (source.readyState !== EventSource.CLOSED) {
        checkSession();
        return;
      }
      again = setTimeout(start, retryAfter);
      if (refusal === null) whyRefused(path).then((problem) => {
        if (source !== mine) return;
        refusal = problem;
        state();
      }, () => {});
    };
    source.addEventListener('row', ({ data }) => {
      waiting.push(JSON.parse(data));
      if (waiting.length > maxWaiting) {
        waiting.shift();
        skipped++;
      }
    });
    source.addEventListener('skipped', ({ data }) => {
      const { count } = JSON.parse(data);
      if (count === null) uncounted = true;
      else skipped += count;
    });
    timer = setInterval(flush, drawEvery);
    state();
  }

  function stop() {
    source?.close();
    clearInterval(timer);
    clearTimeout(again);
    source = null;
    waiting = [];
    skipped = 0;
    uncounted = false;
    connected = false;
    state();
  }

  return {
    start,
    stop,
    isOn: () => source !== null,
    /** Whoever switches it on again is told again what is in the way. */
    forget() {
      refusal = null;
    },
    pause(yes) {
      if (paused === yes) return;
      paused = yes;
      flush();
    },
  };
}
