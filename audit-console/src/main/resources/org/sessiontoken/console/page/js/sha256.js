/**
 * The SHA-256 of a text, in lower-case hexadecimal: the token hash of a session token. Browsers lend their own only to pages over
 * HTTPS or from localhost; for the others it is computed here (FIPS 180-4), since the token itself must not leave the page.
 */
export async function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const hash = globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : computed(bytes);
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const primes = [];
for (let candidate = 2; primes.length < 64; candidate++) {
  if (primes.every((prime) => candidate % prime)) primes.push(candidate);
}
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
const rotate = (word, by) => (word >>> by) | (word << (32 - by));

export function computed(bytes) {
  const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
  const state = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) {
        schedule[i] = view.getUint32(block + i * 4);
      } else {
        const [early, late] = [schedule[i - 15], schedule[i - 2]];
        const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
        const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
        schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
      }
    }
    let [a, b, c, d, e, f, g, last] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const first = (last + s1 + ((e & f) ^ (~e & g)) + constants[i] + schedule[i]) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [last, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, last].forEach((word, i) => (state[i] = (state[i] + word) >>> 0));
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => hash.setUint32(i * 4, word));
  return new Uint8Array(hash.buffer);
}
