// What is loaded of one conversation, as pure functions. The position rule of the protocol lives here, for any source of changes.
/** @import { Change, Message, MessagePage, Quote, Seen } from './api.js' */

/**
 * A contiguous stretch of messages, oldest first, and the position up to which changes have been applied.
 * @typedef {{messages: Message[], position: number, hasBefore: boolean, hasAfter: boolean}} Timeline
 */

/** The most messages kept; beyond it the far end is dropped and loaded again when it is scrolled to. */
const MOST = 600;

/** @returns {Timeline} the timeline of a conversation that nobody has opened yet */
export function emptyTimeline() {
  return { messages: [], position: 0, hasBefore: false, hasAfter: false };
}

/** @param {MessagePage} page @returns {Timeline} */
export function timelineOf(page) {
  return { messages: page.messages, position: page.top, hasBefore: page.has_before, hasAfter: page.has_after };
}

/**
 * Applies the next change: one at or below the position is dropped, the next one applied, a later one is a gap,
 * which the caller fills by pulling the changes after the position.
 * @param {Timeline} timeline @param {Change} change
 * @returns {{timeline: Timeline, outcome: 'dropped' | 'applied' | 'gap'}}
 */
export function applyChange(timeline, change) {
  if (change.seq <= timeline.position) return { timeline, outcome: 'dropped' };
  if (change.seq > timeline.position + 1) return { timeline, outcome: 'gap' };
  const messages = change.message ? quoted(placed(timeline, change.message), change.message) : timeline.messages;
  return { timeline: trimmed({ ...timeline, messages, position: change.seq }, 'start'), outcome: 'applied' };
}

/** @param {Timeline} timeline @param {Message} message */
function placed({ messages, hasAfter }, message) {
  const at = messages.findLastIndex((other) => other.id === message.id);
  if (at >= 0) return messages.with(at, newer(messages[at], message));
  const last = messages.at(-1);
  if (hasAfter || (last && last.seq >= message.seq)) return messages;
  return [...messages, message];
}

/** The beginning of a message, as another one quotes it. @param {Message} message @returns {Quote} */
export function quoteOf({ id, seq, version = 1, sender, sender_id, content, deleted }) {
  const excerpt = [...(content ?? '')].slice(0, 100).join('');
  return { id, seq, version, sender, sender_id, ...(deleted ? { deleted } : { excerpt }) };
}

/** What quotes a message quotes it as it is now. @param {Message[]} messages @param {Message} changed */
function quoted(messages, changed) {
  const stale = (/** @type {Message} */ { reply_to: quote }) => quote?.id === changed.id && quote.version < (changed.version ?? 1);
  return messages.some(stale) ? messages.map((message) => (stale(message) ? { ...message, reply_to: quoteOf(changed) } : message)) : messages;
}

/** @param {Message} known @param {Message} other */
function newer(known, other) {
  return (other.version ?? 0) >= (known.version ?? 0) ? other : known;
}

/** The outermost message of a side. @param {Timeline} timeline @param {'before' | 'after'} side */
export function edgeOf({ messages }, side) {
  return messages.at(side === 'before' ? 0 : -1);
}

/** Adds an older page. @param {Timeline} timeline @param {MessagePage} page @returns {Timeline} */
export function addBefore(timeline, page) {
  const first = timeline.messages[0]?.seq ?? Infinity;
  const messages = [...page.messages.filter((message) => message.seq < first), ...timeline.messages];
  return trimmed({ ...timeline, messages, hasBefore: page.has_before }, 'end');
}

/**
 * Adds a newer page. Messages that came while it was on its way are in neither: the position goes back to the page's
 * top, and the changes after it are pulled again, which harms nothing.
 * @param {Timeline} timeline @param {MessagePage} page @returns {Timeline}
 */
export function addAfter(timeline, page) {
  const last = timeline.messages.at(-1)?.seq ?? 0;
  const messages = [...timeline.messages, ...page.messages.filter((message) => message.seq > last)];
  const position = Math.min(timeline.position, page.top);
  return trimmed({ ...timeline, messages, position, hasAfter: page.has_after }, 'start');
}

/** @param {Timeline} timeline @param {'start' | 'end'} side where too many are dropped @returns {Timeline} */
function trimmed(timeline, side) {
  const over = timeline.messages.length - MOST;
  if (over <= 0) return timeline;
  return side === 'start'
    ? { ...timeline, messages: timeline.messages.slice(over), hasBefore: true }
    : { ...timeline, messages: timeline.messages.slice(0, MOST), hasAfter: true };
}

/**
 * The last of one's own messages that anybody has seen, and who has.
 * @param {readonly Message[]} messages @param {readonly Seen[]} seen @param {number | undefined} me
 */
export function lastSeen(messages, seen, me) {
  const furthest = Math.max(0, ...seen.map(({ seq }) => seq));
  const message = messages.findLast((other) => other.sender_id === me && other.kind !== 'system' && !other.deleted && other.seq <= furthest);
  return message && { id: message.id, users: seen.filter(({ seq }) => seq >= message.seq).map(({ user }) => user) };
}

const PAUSE = 5 * 60_000;

/** @typedef {{message: Message, opens: boolean, closes: boolean}} Line opens and closes: first and last of one sender's run */
/** @typedef {{day: string, at: Date, lines: Line[]}} Day */

/** Messages by local day, and within it in runs of one sender. @param {readonly Message[]} messages @returns {Day[]} */
export function daysOf(messages) {
  /** @type {Day[]} */
  const days = [];
  messages.forEach((message, index) => {
    const at = new Date(message.timestamp);
    const day = at.toDateString();
    if (days.at(-1)?.day !== day) days.push({ day, at, lines: [] });
    const opens = !sameRun(messages[index - 1], message);
    const closes = !sameRun(message, messages[index + 1]);
    days[days.length - 1].lines.push({ message, opens, closes });
  });
  return days;
}

/** @param {Message | undefined} one @param {Message | undefined} next */
function sameRun(one, next) {
  if (!one || !next || one.sender_id !== next.sender_id || one.kind === 'system' || next.kind === 'system') return false;
  const [from, to] = [new Date(one.timestamp), new Date(next.timestamp)];
  return to.getTime() - from.getTime() < PAUSE && from.toDateString() === to.toDateString();
}
