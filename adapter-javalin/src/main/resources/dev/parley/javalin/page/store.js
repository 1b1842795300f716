// The state of the page in one place. Views read it and are told when it changed; only the controllers write it.
/** @import { ApiError, Conversation, Message, Quote, Seen, User } from './api.js' */
/** @import { Route } from './router.js' */
/** @import { Timeline } from './timeline.js' */

/**
 * A message of mine that is on its way. `sending` and `waiting` (for the connection) go on by themselves, `failed`
 * asks what to do, `sent` waits for its change to arrive.
 * @typedef {{room: string, client_id: string, content: string, reply_to?: Quote, at: string, state: 'sending' | 'waiting' | 'failed' | 'sent',
 *   id?: number, detail?: string}} Unsent
 */
/**
 * The conversation on the screen. `room` is `@username` for a direct one, `#id` for another, also before it exists.
 * @typedef {{
 *   status: 'loading' | 'ready' | 'missing' | 'failed', room: string, problem?: string,
 *   conversation: Conversation | null, peer: User | null, people: readonly User[], timeline: Timeline, readSeq: number,
 *   dividerSeq: number, scroll: {to: 'end' | 'seq' | 'divider', seq: number, turn: number}, busy: '' | 'before' | 'after',
 *   seen: readonly Seen[], unloaded: readonly ('before' | 'after')[], heard?: {text: string, turn: number}, answered?: Quote,
 * }} Open answered: what the next message replies to; dividerSeq: messages after it were unread when it was opened, 0 for none; unloaded: the sides where more could not be loaded
 */
/**
 * @typedef {{
 *   phase: 'starting' | 'out' | 'in', route: Route, me: User | null, capabilities: any,
 *   list: {items: Conversation[], next: string | null, loaded: boolean, failed: boolean}, hidden: Conversation[] | null,
 *   open: Open | null, unsent: Unsent[], link: 'idle' | 'connecting' | 'live' | 'many' | 'refused', reachable: boolean,
 *   refused: string,
 * }} State hidden: what is hidden; null while nobody has asked; refused: why an invitation did not hold
 */

/** @type {State} */
const beginning = {
  phase: 'starting',
  route: { name: 'home' },
  me: null,
  capabilities: {},
  list: { items: [], next: null, loaded: false, failed: false },
  hidden: null,
  open: null,
  unsent: [],
  link: 'idle',
  reachable: true,
  refused: '',
};

/** Holds a state and tells who listens. */
export class Store {
  /** @type {State} */
  state = beginning;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** Replaces some of the state. @param {Partial<State>} values */
  set(values) {
    this.state = { ...this.state, ...values };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Replaces some of what is known of the open conversation. @param {Partial<Open>} values */
  setOpen(values) {
    if (this.state.open) this.set({ open: { ...this.state.open, ...values } });
  }

  /** Forgets everything of the user, after logging out. */
  forget() {
    const { route, capabilities } = this.state;
    this.set({ ...beginning, phase: 'out', route, capabilities });
  }

  /** @param {() => void} listener @returns {() => void} stops it */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The page's own. */
export const store = new Store();

/** What a person is called on the screen. @param {User | null | undefined} user @param {string} [otherwise] */
export function nameOf(user, otherwise = '') {
  return user?.display_name || user?.username || otherwise;
}

/** The other one of a direct conversation; oneself in notes to self. @param {Conversation} conversation @param {User | null} me */
export function peerOf(conversation, me) {
  if (conversation.kind !== 'direct') return null;
  return conversation.people?.find((person) => person.id !== me?.id) ?? conversation.people?.[0] ?? me;
}

/** Who wrote a message, if that is known here. @param {{sender_id: number}} message @param {Open | null} open */
export function senderOf(message, open) {
  return open?.people.find((person) => person.id === message.sender_id) ?? null;
}

/** What stands for a group or channel where a person's picture would be. @param {{id: number, title?: string}} conversation */
export function faceOf(conversation) {
  return { id: conversation.id, username: `#${conversation.id}`, display_name: conversation.title ?? '' };
}

/** @param {Conversation} conversation @param {User | null} me */
export function roomOf(conversation, me) {
  const peer = peerOf(conversation, me);
  return peer?.username ? '@' + peer.username : '#' + conversation.id; // an erased account has no name left
}

/**
 * The list after its first page was read again: what the page names is replaced, what lies below it stays.
 * @param {readonly Conversation[]} known @param {readonly Conversation[]} page @param {boolean} more
 */
export function refreshed(known, page, more) {
  const named = new Set(page.map((conversation) => conversation.id));
  const edge = page.at(-1)?.last_message_at ?? '';
  const below = more ? known.filter((other) => !named.has(other.id) && (other.last_message_at ?? '') <= edge) : [];
  return [...page, ...below];
}

/** How many messages of a conversation want to be read: none where it is to be silent. @param {Conversation} conversation */
export function callsOf({ unread, unread_mentions, notify }) {
  if (notify === 'mentions') return unread_mentions ?? 0;
  return notify === 'none' ? 0 : unread;
}

/** Those of all conversations. @param {readonly Conversation[]} conversations */
export function unreadOf(conversations) {
  return conversations.reduce((sum, conversation) => sum + callsOf(conversation), 0);
}
