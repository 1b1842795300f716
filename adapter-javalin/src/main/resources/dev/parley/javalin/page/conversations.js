// Keeps the list of conversations fresh. Until one socket tells of everything, it is read again every few seconds.
import { api, ApiError } from './api.js';
import { refreshed, store } from './store.js';

const EVERY = 5_000;
/** When nobody looks: for the count in the title. */
const HIDDEN = 30_000;
const SOON = 150;

/** The list of conversations, read again often while the page is visible. */
export class Conversations {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #running = false;
  #again = false;
  #epoch = '';
  #wake = () => this.#woken();

  /** @param {{onTop: (id: number, seq: number) => void, onNewEpoch: () => void}} listener onTop: the last seq of each one */
  constructor(listener) {
    this.listener = listener;
  }

  start() {
    document.addEventListener('visibilitychange', this.#wake);
    addEventListener('focus', this.#wake);
    addEventListener('online', this.#wake);
    this.refresh();
  }

  stop() {
    document.removeEventListener('visibilitychange', this.#wake);
    removeEventListener('focus', this.#wake);
    removeEventListener('online', this.#wake);
    clearTimeout(this.#timer);
    this.#epoch = '';
  }

  /** Reads it again in a moment: several causes at once make one reading. */
  soon() {
    this.#plan(SOON);
  }

  async refresh() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      this.#take(await api.conversations());
    } catch (failure) {
      this.#failed(failure);
    } finally {
      this.#running = false;
      this.#plan(this.#again ? SOON : document.visibilityState === 'visible' ? EVERY : HIDDEN);
      this.#again = false;
    }
  }

  /** The next page of older ones. */
  async more() {
    const { next } = store.state.list;
    if (!next) return;
    const page = await api.conversations(next).catch((failure) => this.#failed(failure));
    const { list } = store.state;
    if (!page || list.next !== next) return;
    const known = new Set(list.items.map((conversation) => conversation.id));
    const items = [...list.items, ...page.conversations.filter((/** @type {any} */ other) => !known.has(other.id))];
    store.set({ list: { ...list, items, next: page.next ?? null } });
  }

  /** @param {any} page */
  #take(page) {
    if (store.state.phase !== 'in') return;
    const { list } = store.state;
    const items = refreshed(list.items, page.conversations, Boolean(page.next));
    const kept = items.length > page.conversations.length;
    store.set({ list: { items, next: kept ? list.next : (page.next ?? null), loaded: true, failed: false }, reachable: true });
    const changed = this.#epoch !== '' && page.epoch !== this.#epoch;
    this.#epoch = page.epoch ?? '';
    if (changed) this.listener.onNewEpoch();
    else for (const { id, seq } of page.conversations) this.listener.onTop(id, seq);
  }

  /** @param {unknown} failure */
  #failed(failure) {
    if (!(failure instanceof ApiError)) throw failure;
    const reachable = failure.status !== 0;
    store.set({ reachable, list: { ...store.state.list, failed: !store.state.list.loaded } });
  }

  #woken() {
    if (document.visibilityState === 'visible') this.soon();
  }

  /** @param {number} wait */
  #plan(wait) {
    clearTimeout(this.#timer);
    if (store.state.phase !== 'in') return;
    this.#timer = setTimeout(() => this.refresh(), wait);
  }
}
