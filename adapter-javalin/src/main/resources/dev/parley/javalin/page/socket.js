// One WebSocket that comes back: back-off with jitter, at once when the browser is online again, close codes by their meaning.

const FIRST = 500;
const LONGEST = 30_000;
/** A connection that lived so long was a good one: the next wait is short again. */
const STEADY = 5_000;

/** The wait before try number n (0, 1, 2 …) in milliseconds: doubling from 0.5 s to 30 s, with full jitter. @param {number} n */
export function backOff(n) {
  return Math.random() * Math.min(LONGEST, FIRST * 2 ** Math.min(n, 10));
}

/**
 * What a close code asks of us.
 * @param {number} code @param {string} reason
 * @returns {{act: 'again', after?: number} | {act: 'login'} | {act: 'stop', why: 'many' | 'refused'}}
 */
export function afterClose(code, reason) {
  if (code === 4401) return { act: 'login' };
  if (code === 4429) return { act: 'stop', why: 'many' };
  if (code === 4400 || code === 1003 || code === 1007 || code === 1009) return { act: 'stop', why: 'refused' };
  return { act: 'again', after: retryAfter(reason) };
}

/** @param {string} reason */
function retryAfter(reason) {
  try {
    const after = JSON.parse(reason).retry_after_ms;
    return Number.isFinite(after) && after >= 0 ? Math.min(after, LONGEST) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @typedef {{
 *   onState: (state: 'connecting' | 'live' | 'many' | 'refused') => void,
 *   onFrame: (frame: any) => void,
 *   onRefused: () => void,
 *   onLogin: () => void,
 * }} Listener onRefused: the connection failed before it was open, the reason is not told
 */

/** A connection that is kept until {@link close}. */
export class Socket {
  /** @type {WebSocket | null} */
  #socket = null;
  #tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #closed = false;
  #online = () => this.#now();

  /** @param {string} path @param {Listener} listener */
  constructor(path, listener) {
    const url = new URL(path, location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.url = url.href;
    this.listener = listener;
    addEventListener('online', this.#online);
    this.#connect();
  }

  /** Ends it for good. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#online);
    this.#socket?.close(1000);
    this.#socket = null;
  }

  #connect() {
    if (this.#closed) return;
    this.listener.onState('connecting');
    const socket = new WebSocket(this.url);
    let opened = 0;
    this.#socket = socket;
    socket.onopen = () => {
      opened = performance.now();
      if (socket === this.#socket) this.listener.onState('live');
    };
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#read(event.data);
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      if (!opened) this.listener.onRefused();
      else if (performance.now() - opened > STEADY) this.#tries = 0;
      this.#ended(afterClose(event.code, event.reason));
    };
  }

  /** A frame holds one or more JSON objects, one a line. @param {unknown} data */
  #read(data) {
    if (typeof data !== 'string') return;
    for (const line of data.split('\n')) {
      if (line === '') continue;
      try {
        const frame = JSON.parse(line);
        if (Object.keys(frame).length > 0) this.listener.onFrame(frame);
        else this.#socket?.send(line); // asks whether we are there
      } catch (failure) {
        console.warn('unreadable frame', failure);
      }
    }
  }

  /** @param {ReturnType<typeof afterClose>} what */
  #ended(what) {
    if (this.#closed) return;
    if (what.act === 'login') return this.listener.onLogin();
    if (what.act === 'stop') return this.listener.onState(what.why);
    this.listener.onState('connecting');
    this.#timer = setTimeout(() => this.#connect(), what.after ?? backOff(this.#tries++));
  }

  #now() {
    if (this.#closed || this.#socket) return;
    clearTimeout(this.#timer);
    this.#connect();
  }
}
