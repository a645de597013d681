/** Numbers as the reader's language writes them, times in the zone that was chosen. All of it lines up in columns. */

const languages = navigator.languages;
const whole = new Intl.NumberFormat(languages, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(languages, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(languages, { style: 'percent', maximumFractionDigits: 0 });
const formats = new Map();

let zone;

/** `UTC`, or undefined for the reader's own zone. */
export function useZone(name) {
  zone = name;
}

export const count = (number) => whole.format(number);
/** Such as `1 record` or `2 records`. */
export const many = (number, one) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;

export const percent = (part) => percents.format(part);

/** Milliseconds: to the tenth where that says something. */
export function ms(number) {
  if (number === null || number === undefined) return '–';
  return `${number < 10 && number > 0 ? tenths.format(number) : whole.format(number)} ms`;
}

export const perSecond = (number) => `${number < 10 && !Number.isInteger(number) ? tenths.format(number) : whole.format(number)}/s`;

/** A time that has passed, such as `8 s` or `3 h 12 min`. */
export function span(milliseconds) {
  if (milliseconds > 0 && milliseconds < 10000) return `${tenths.format(milliseconds / 1000)} s`;
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${count(seconds)} s`;
  if (seconds < 7200) return `${count(Math.floor(seconds / 60))} min`;
  if (seconds < 172800) return `${count(Math.floor(seconds / 3600))} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${count(Math.floor(seconds / 86400))} d`;
}

/** Addresses and records may have what is no time. */
const isTime = (instant) => !Number.isNaN(new Date(instant).getTime());
const noTime = 'not a time';

function parts(instant, timeZone = zone) {
  const key = timeZone ?? 'local';
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
    }));
  }
  return Object.fromEntries(formats.get(key).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

const clock = (p) => `${p.hour}:${p.minute}:${p.second}`;
const day = (p) => `${p.day} ${p.month}`;

export function isToday(instant) {
  return isTime(instant) && day(parts(instant)) === day(parts(Date.now()));
}

/** Such as `09:41:12.318`. */
export function time(instant) {
  if (!isTime(instant)) return noTime;
  const p = parts(instant);
  return `${clock(p)}.${p.fractionalSecond}`;
}

/** Such as `09:41:12`, with the day where that is not today. */
export function moment(instant) {
  if (!isTime(instant)) return noTime;
  const p = parts(instant);
  const at = new Date(instant).getTime() % 1000 ? `${clock(p)}.${p.fractionalSecond}` : clock(p);
  return isToday(instant) ? at : `${day(p)} ${at}`;
}

/** To the second, and still right as the beginning of what is complete, or as its end. */
export const momentAfter = (instant) => moment(Math.ceil(new Date(instant).getTime() / 1000) * 1000);
export const momentBefore = (instant) => moment(Math.floor(new Date(instant).getTime() / 1000) * 1000);

export const shortDay = (instant) => isTime(instant) ? day(parts(instant)) : noTime;

/** In full, in the reader's zone and in UTC. */
export function everywhere(instant) {
  if (!isTime(instant)) return noTime;
  const own = parts(instant, undefined);
  const utc = parts(instant, 'UTC');
  const ownText = `${day(own)} ${own.year} ${clock(own)}.${own.fractionalSecond}`;
  return `${ownText} local · ${day(utc)} ${utc.year} ${clock(utc)}.${utc.fractionalSecond} UTC`;
}

/** Words out of a code: `no-reply` becomes `no reply`. */
export const words = (code) => String(code).replaceAll('-', ' ');

/** What a `datetime-local` field shows for an instant, and the instant that it stands for, in the chosen zone. */
export function toField(instant) {
  if (!isTime(instant)) return '';
  const date = new Date(instant);
  const shifted = zone === 'UTC' ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60000);
  return shifted.toISOString().slice(0, 19);
}

export function fromField(text) {
  const date = new Date(zone === 'UTC' ? `${text}Z` : text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
