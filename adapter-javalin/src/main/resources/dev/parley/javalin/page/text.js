// Text as people write it: matches of a search, initials, colours. Everything ends as text nodes.

/** Without case and accents, keeping for each folded unit the place it came from. @param {string} text */
function folded(text) {
  let result = '';
  /** @type {number[]} */
  const origin = [];
  let at = 0;
  for (const symbol of text) {
    const plain = fold(symbol);
    for (let unit = 0; unit < plain.length; unit++) origin.push(at);
    result += plain;
    at += symbol.length;
  }
  origin.push(text.length);
  return { result, origin };
}

/** @param {string} text */
export function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What of a search is looked for in texts, without the filters beside it. @param {string} query */
export function textOf(query) {
  const words = query.replace(/(?<!\S)(?:("[^"]*")(?!\S)|(?:from|in|before|after|has):(?:"[^"]*"(?!\S)|\S*))/gi, '$1').trim();
  return /^"[^"]{2,}"$/.test(words) ? words.slice(1, -1) : words;
}

/**
 * Cuts a text where words of the query are found in it.
 * @param {string} text @param {string} query @returns {{text: string, hit: boolean}[]}
 */
export function marked(text, query) {
  const words = [...new Set(fold(query).split(/\s+/).filter((word) => word !== ''))];
  if (words.length === 0) return [{ text, hit: false }];
  const { result, origin } = folded(text);
  const pattern = words.sort((a, b) => b.length - a.length).map((word) => word.replace(/[^\p{L}\p{N}_]/gu, '\\$&')).join('|');
  const parts = [];
  let end = 0;
  for (const match of result.matchAll(new RegExp(pattern, 'g'))) {
    const from = origin[match.index];
    const to = upTo(origin, match.index + match[0].length);
    if (from < end) continue;
    if (from > end) parts.push({ text: text.slice(end, from), hit: false });
    parts.push({ text: text.slice(from, to), hit: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), hit: false });
  return parts;
}

/** The end of a match: the next symbol's beginning. @param {number[]} origin @param {number} index */
function upTo(origin, index) {
  let next = index;
  while (next < origin.length - 1 && origin[next] === origin[index - 1]) next++;
  return origin[next];
}

/** A few emoji and nothing else. @param {string} text */
export function isJumbo(text) {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F|\u200D\p{Extended_Pictographic})*\s?){1,3}$/u.test(text);
}

/** One or two letters for a name. @param {string} name */
export function initials(name) {
  const words = name.split(/[\s._-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? '').join('').toUpperCase() || '?';
}

/** The colours that a picture can be drawn in, in the order of the tones. */
export const colours = ['teal', 'azure', 'blue', 'violet', 'purple', 'pink', 'red', 'orange', 'yellow', 'green'];

/** A colour of ten, always the same for the same name. @param {string} name */
export function toneOf(name) {
  let hash = 0x811c9dc5;
  for (const symbol of name.toLowerCase()) hash = Math.imul(hash ^ (symbol.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 8) % 10;
}

/** How many characters the server counts. @param {string} text */
export function lengthOf(text) {
  return [...text.normalize('NFC')].length;
}

/** A new client_id. Works without a secure context. */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
