import { h } from './dom.js';
import { words } from './format.js';

/** From the bottom of the chart to its top: what went wrong stands on the base line, where it can be compared. */
export const outcomes = ['unavailable', 'expired', 'throttled', 'forbidden', 'unauthorised', 'invalid', 'pending', 'issued'];

/** A word with a mark before it. The word alone says it; the colour only finds it sooner. */
export function outcomeMark(outcome, isUnseen = false) {
  const word = outcome ?? 'pending';
  return h('span', { class: `outcome ${outcomes.includes(word) ? word : 'invalid'}` }, outcome === null && isUnseen ? 'not seen' : words(word));
}
