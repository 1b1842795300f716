// Messages of mine that the server does not have yet: sent in order, tried again with the same client_id, never lost.
import { api, ApiError } from './api.js';
import { backOff } from './socket.js';
import { mount } from './router.js';
import { store } from './store.js';
import { newClientId } from './text.js';
/** @import { Message, Quote } from './api.js' */
/** @import { Unsent } from './store.js' */

/** What I have written, by room, until it has arrived. */
export class Outbox {
  /** @type {Set<string>} rooms whose head is on its way */
  #busy = new Set();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} rooms waiting for another try */
  #waiting = new Map();
  /** @type {Map<string, number>} */
  #tries = new Map();

  /**
   * @param {{idOf: (room: string) => Promise<number>, onSent: (room: string, message: Message) => void}} context
   *   idOf: the conversation of a room, opened if there is none
   */
  constructor(context) {
    this.context = context;
    addEventListener('online', () => this.wake());
  }

  /** @param {string} room @param {string} content @param {Quote} [reply_to] */
  add(room, content, reply_to) {
    /** @type {Unsent} */
    const unsent = { room, content, reply_to, client_id: newClientId(), at: new Date().toISOString(), state: 'sending' };
    this.#keep([...store.state.unsent, unsent]);
    this.#run(room);
  }

  /** Tries a failed one again. @param {string} client_id */
  retry(client_id) {
    this.#patch(client_id, { state: 'sending', detail: undefined });
    const unsent = store.state.unsent.find((other) => other.client_id === client_id);
    if (unsent) this.#run(unsent.room);
  }

  /** @param {string} client_id */
  discard(client_id) {
    this.#keep(store.state.unsent.filter((other) => other.client_id !== client_id));
  }

  /** Its change has arrived. @param {Message} message */
  arrived(message) {
    if (message.sender_id !== store.state.me?.id) return;
    const left = store.state.unsent.filter((other) => other.client_id !== message.client_id && other.id !== message.id);
    if (left.length < store.state.unsent.length) this.#keep(left);
  }

  /** Those of an earlier load of the page, after logging in. */
  restore() {
    this.#keep(stored().map((unsent) => (unsent.state === 'failed' ? unsent : { ...unsent, state: 'waiting' })));
    this.wake();
  }

  /** Tries what is waiting, at once. */
  wake() {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    for (const room of new Set(store.state.unsent.map((unsent) => unsent.room))) this.#run(room);
  }

  /** @param {string} room */
  async #run(room) {
    if (this.#busy.has(room) || this.#waiting.has(room) || store.state.phase !== 'in') return;
    const head = store.state.unsent.find((other) => other.room === room && (other.state === 'sending' || other.state === 'waiting'));
    if (!head) return;
    this.#busy.add(room);
    try {
      await this.#send(head);
    } finally {
      this.#busy.delete(room);
    }
    this.#run(room);
  }

  /** @param {Unsent} unsent */
  async #send({ room, content, client_id, reply_to }) {
    try {
      const message = await api.post(await this.context.idOf(room), content, client_id, reply_to?.id);
      this.#tries.delete(room);
      this.#patch(client_id, { state: 'sent', id: message.id });
      this.context.onSent(room, message);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status === 401) this.#patch(client_id, { state: 'waiting' });
      else if (failure.retryable) this.#later(room, client_id, failure.retryAfter);
      else this.#patch(client_id, { state: 'failed', detail: failure.message });
    }
  }

  /** @param {string} room @param {string} client_id @param {number} least */
  #later(room, client_id, least) {
    const tries = this.#tries.get(room) ?? 0;
    this.#tries.set(room, tries + 1);
    const again = () => {
      this.#waiting.delete(room);
      this.#run(room);
    };
    this.#waiting.set(room, setTimeout(again, Math.max(least, backOff(tries))));
    this.#patch(client_id, { state: 'waiting' });
  }

  /** @param {string} client_id @param {Partial<Unsent>} values */
  #patch(client_id, values) {
    this.#keep(store.state.unsent.map((other) => (other.client_id === client_id ? { ...other, ...values } : other)));
  }

  /** @param {Unsent[]} unsent */
  #keep(unsent) {
    store.set({ unsent });
    remember('unsent', unsent.filter((other) => other.state !== 'sent'));
  }
}

/** @returns {Unsent[]} */
function stored() {
  const list = recalled('unsent');
  return Array.isArray(list) ? list : [];
}

/** Keeps something of this user over a reload of this tab. @param {string} key @param {unknown} value */
export function remember(key, value) {
  try {
    sessionStorage.setItem(place(key), JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden; the page works without it.
  }
}

/** @param {string} key */
export function recalled(key) {
  try {
    return JSON.parse(sessionStorage.getItem(place(key)) ?? 'null');
  } catch {
    return null;
  }
}

/** Forgets what was kept of everybody, after logging out. What others keep on this origin stays. */
export function forgetAll() {
  try {
    Object.keys(sessionStorage).filter((key) => key.startsWith(ours)).forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // Nothing was kept.
  }
}

const ours = `parley:${mount}:`;

/** @param {string} key */
function place(key) {
  return `${ours}${store.state.me?.id ?? 0}:${key}`;
}
