// The conversation on the screen: finds it, loads its messages, follows it live, moves the read marker.
import { api, ApiError } from './api.js';
import { noteOf } from './notes.js';
import { mount } from './router.js';
import { backOff, Socket } from './socket.js';
import { nameOf, peerOf, roomOf, senderOf, store } from './store.js';
import { addAfter, addBefore, applyChange, edgeOf, emptyTimeline, quoteOf, timelineOf } from './timeline.js';
/** @import { Change, Conversation, Message, Seen, Settings, User } from './api.js' */
/** @import { Open } from './store.js' */

/**
 * @typedef {{onArrived: (message: Message) => void, onChanged: () => void, onLogin: () => void}} Listener
 *   onArrived: a message is now in the log; onChanged: the list may differ
 */

/** Among how many it is told how far the others have read. */
const MOST_SEEN = 50;

/** Frames that change nothing in a conversation. */
const PASSING = ['typing', 'presence', 'read', 'seen', 'settings.changed'];

/** Follows one conversation from {@link start} to {@link close}. One at a time is open. */
export class OpenConversation {
  /** @type {Socket | null} */
  #socket = null;
  /** @type {Promise<void> | null} */
  #catching = null;
  #missed = false;
  #closed = false;
  #turn = 0;
  #marking = 0;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {{username: string} | {id: number}} whom @param {Listener} listener @param {number} [at] the seq of what to show; 0 for the newest */
  constructor(whom, listener, at = 0) {
    this.whom = whom;
    this.listener = listener;
    this.at = at;
  }

  async start() {
    const room = 'username' in this.whom ? '@' + this.whom.username : '#' + this.whom.id;
    store.set({ open: { ...unopened, room }, link: 'idle' });
    await this.#find();
  }

  async #find() {
    clearTimeout(this.#timer);
    await this.#guarded(() => ('username' in this.whom ? this.#byName(this.whom.username) : this.#byId(this.whom.id)));
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    store.set({ open: null, link: 'idle' });
  }

  /** Its messages from the newest page on, whatever was known. */
  async reload() {
    this.#closed || (await this.#guarded(() => this.#load(this.#open.conversation?.id)));
  }

  /** Begins again after a failure. */
  again() {
    return this.start();
  }

  get #open() {
    return /** @type {Open} */ (store.state.open);
  }

  /** @param {string} username */
  async #byName(username) {
    const known = store.state.list.items.find((other) => roomOf(other, store.state.me) === '@' + username);
    const peer = known ? peerOf(known, store.state.me) : await api.user(username);
    if (this.#closed) return;
    this.#set({ peer, room: '@' + peer?.username });
    this.#listen();
    await this.#load(known?.id ?? (await this.#idWith(/** @type {User} */ (peer).username)));
  }

  /** @param {number} id */
  async #byId(id) {
    await this.#load(id);
    const { conversation } = this.#open ?? unopened;
    if (this.#closed || !conversation) return;
    this.#listen();
  }

  /** The conversation with somebody, if a message was ever written. @param {string} username */
  async #idWith(username) {
    const newest = await api.newestWith(username);
    return newest.results[0]?.conversation;
  }

  /** @param {number | undefined} id */
  async #load(id) {
    if (id === undefined) return this.#ready({ timeline: emptyTimeline() });
    const at = this.at;
    const [conversation, page] = await Promise.all([api.conversation(id), api.messages(id, at ? { around: at } : {})]);
    if (this.#closed) return;
    const before = conversation.unread_from ? conversation.unread_from - 1 : conversation.read_seq;
    this.at = 0;
    this.#ready({
      conversation,
      peer: peerOf(conversation, store.state.me),
      people: conversation.people ?? [],
      room: roomOf(conversation, store.state.me),
      timeline: timelineOf(page),
      unloaded: [],
      seen: [],
      readSeq: Math.min(conversation.read_seq, before),
      dividerSeq: conversation.unread > 0 ? before : 0,
    });
    page.messages.forEach(this.listener.onArrived);
    if (!conversation.people) this.#meet(id);
    this.#lookSeen(conversation);
    if (at) this.#scroll('seq', at);
    else this.#scroll(conversation.unread > 0 ? 'divider' : 'end');
  }

  /** It can be shown; what was said to have come meanwhile is pulled. @param {Partial<Open>} values */
  #ready(values) {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#set({ ...values, status: 'ready' });
    if (this.#missed) this.catchUp();
  }

  /**
   * Listens to all that concerns the user. A frame is only a signal: what changed is pulled, so that order, edits and
   * deletions are exact.
   */
  #listen() {
    this.#socket ??= new Socket(`${mount}/ws`, {
      onState: (link) => {
        store.set({ link });
        if (link !== 'live') return;
        this.#set({ unloaded: [] });
        this.catchUp();
        if (this.#open?.conversation) this.#lookSeen(this.#open.conversation);
      },
      onFrame: (frame) => {
        const id = this.#open?.conversation?.id;
        if (frame.type === 'seen' && frame.conversation === id) this.#sees(frame);
        if (frame.conversation === undefined || PASSING.includes(frame.type)) return;
        if (frame.conversation === id || (id === undefined && frame.type === 'conversation.added')) this.catchUp();
        else this.listener.onChanged();
      },
      onRefused: () => this.listener.onChanged(),
      onLogin: () => this.listener.onLogin(),
    });
  }

  /** Somebody says that the conversation is at this seq. @param {number} id @param {number} seq */
  top(id, seq) {
    const { open } = store.state;
    if (!open) return;
    if (open.conversation ? open.conversation.id === id && seq > open.timeline.position : this.#isMine(id)) this.catchUp();
  }

  /** @param {number} id */
  #isMine(id) {
    const other = store.state.list.items.find((conversation) => conversation.id === id);
    return other !== undefined && roomOf(other, store.state.me) === this.#open.room;
  }

  /** Pulls what changed after the position. Asked for again while it runs, it runs once more; while there is none yet, once there is. */
  async catchUp() {
    if (this.#closed) return;
    this.#missed = true;
    if (this.#open?.status !== 'ready') return;
    this.#catching ??= this.#guarded(() => this.#pullAll(), true).finally(() => (this.#catching = null));
    await this.#catching;
  }

  async #pullAll() {
    while (this.#missed && !this.#closed) {
      this.#missed = false;
      const { conversation, peer } = this.#open;
      if (conversation) await this.#pull(conversation.id);
      else await this.#appear(/** @type {User} */ (peer));
    }
  }

  /** The first message of a conversation that was not there before. @param {User} peer */
  async #appear(peer) {
    const id = await this.#idWith(peer.username);
    if (id === undefined || this.#closed) return;
    await this.#load(id);
    this.listener.onChanged();
  }

  /** @param {number} id */
  async #pull(id) {
    const after = this.#open.timeline.position;
    const answer = await api.changes(id, after).catch((failure) => this.#gone(failure));
    if (!answer || this.#closed || this.#open.conversation?.id !== id) return;
    const erased = answer.changes.some((/** @type {Change} */ change) => change.type === 'user.erased'); // words that are on the screen
    if (answer.reset || answer.top < after || erased) return this.#load(id);
    if (answer.changes.map((/** @type {Change} */ change) => this.#apply(change)).includes('applied')) this.listener.onChanged();
    if (answer.changes.some(this.#concernsWhole)) await this.#look(id);
    if (answer.more) this.#missed = true;
  }

  /** Whether a change is about more than a message. @param {Change} change */
  #concernsWhole({ type, message }) {
    return !type.startsWith('message.') || type === 'message.pinned' || message?.deleted === true;
  }

  /** Its title, its members or what one is there may be others now. @param {number} id */
  async #look(id) {
    const conversation = await api.conversation(id).catch((failure) => this.#gone(failure));
    if (!conversation || this.#closed || this.#open?.conversation?.id !== id) return;
    this.#set({ conversation });
    if (!conversation.people) await this.#meet(id);
  }

  /** The names of its members, as far as one page holds them; others are shown by their usernames. @param {number} id */
  async #meet(id) {
    await this.#guarded(async () => {
      const { results } = await api.members(id);
      const { conversation, people } = this.#open ?? unopened;
      if (this.#closed || conversation?.id !== id) return;
      const former = people.filter((person) => !results.some((other) => other.id === person.id));
      this.#set({ people: [...results, ...former] });
    }, true);
  }

  /** One belongs to it no more. @param {unknown} failure */
  #gone(failure) {
    if (!(failure instanceof ApiError) || failure.status !== 404) throw failure;
    this.#set({ status: 'missing' });
    this.listener.onChanged();
  }

  /** How far the others have read, where that is told. @param {Conversation} conversation */
  async #lookSeen({ id, kind, members = 2 }) {
    if (kind === 'channel' || members > MOST_SEEN) return;
    await this.#guarded(async () => {
      const { seen } = await api.seen(id);
      if (this.#open?.conversation?.id === id) seen.forEach((/** @type {Seen} */ one) => this.#sees(one));
    }, true);
  }

  /** Somebody has read up to there. @param {Seen} one */
  #sees({ user, seq }) {
    const others = this.#open.seen.filter((other) => other.user !== user);
    const before = this.#open.seen.find((other) => other.user === user)?.seq ?? 0;
    this.#set({ seen: [...others, { user, seq: Math.max(seq, before) }] });
  }

  /** @param {Change} change */
  #apply(change) {
    const before = this.#open.timeline;
    const { timeline, outcome } = applyChange(before, change);
    if (outcome !== 'applied') return outcome;
    const { message } = change;
    this.#set({ timeline });
    if (!message) return outcome;
    if (this.#open.answered?.id === message.id) this.#set({ answered: quoteOf(message) });
    this.listener.onArrived(message);
    const mine = message.sender_id === store.state.me?.id;
    if (mine) this.#set({ readSeq: Math.max(this.#open.readSeq, message.seq), dividerSeq: 0 });
    if (message.seq === change.seq && !mine) this.#hear(message);
    if (!mine && this.#open.seen.some(({ user }) => user === message.sender_id)) this.#sees({ user: message.sender_id, seq: message.seq });
    return outcome;
  }

  /** For those who listen instead of looking. @param {Message} message */
  #hear(message) {
    const text = message.kind === 'system' ? noteOf(message) : `${nameOf(senderOf(message, this.#open), message.sender ?? '')}: ${message.content ?? ''}`;
    this.#set({ heard: { text, turn: ++this.#turn } });
  }

  /** @param {'before' | 'after'} side */
  async more(side) {
    const { conversation, timeline, busy, status } = this.#open;
    const edge = edgeOf(timeline, side);
    if (busy || status !== 'ready' || !conversation || !edge || !(side === 'before' ? timeline.hasBefore : timeline.hasAfter)) return;
    const otherwise = this.#open.unloaded.filter((other) => other !== side);
    this.#set({ busy: side, unloaded: otherwise });
    try {
      const page = await api.messages(conversation.id, { [side]: edge.seq });
      if (this.#closed || edgeOf(this.#open.timeline, side)?.seq !== edge.seq) return;
      this.#set({ timeline: side === 'before' ? addBefore(this.#open.timeline, page) : addAfter(this.#open.timeline, page) });
      if (side === 'after') this.catchUp();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (!this.#closed && edgeOf(this.#open.timeline, side)?.seq === edge.seq) this.#set({ unloaded: [...otherwise, side] });
    } finally {
      if (!this.#closed) this.#set({ busy: '' });
    }
  }

  /** Shows a message in its place. @param {number} seq */
  async jumpTo(seq) {
    const { conversation, timeline } = this.#open;
    if (!timeline.messages.some((message) => message.seq === seq) && conversation) {
      await this.#guarded(async () => {
        const page = await api.messages(conversation.id, { around: seq });
        this.#set({ timeline: timelineOf(page), unloaded: [] });
      }, true);
    }
    if (!this.#closed && this.#open.timeline.messages.some((message) => message.seq === seq)) this.#scroll('seq', seq);
  }

  /** Shows the newest message. */
  async jumpToEnd() {
    const { conversation, timeline } = this.#open;
    if (timeline.hasAfter && conversation) {
      await this.#guarded(async () => {
        const page = await api.messages(conversation.id);
        this.#set({ timeline: timelineOf(page), unloaded: [] });
      }, true);
    }
    if (!this.#closed) this.#scroll('end');
  }

  /** The end has been seen by someone who is looking. */
  async markRead() {
    const { conversation, timeline, readSeq } = this.#open ?? unopened;
    const last = timeline.messages.at(-1);
    if (this.#closed || !conversation || !last || timeline.hasAfter) return;
    if (last.seq <= Math.max(readSeq, this.#marking)) return;
    this.#marking = timeline.position;
    try {
      const { read_seq } = await api.markRead(conversation.id, timeline.position);
      if (this.#closed) return;
      this.#set({ readSeq: Math.max(this.#open.readSeq, read_seq) });
      this.listener.onChanged();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
    } finally {
      this.#marking = 0;
    }
  }

  /** From this message on it is unread: until something new comes while someone looks, or it is opened again. @param {Message} message */
  async markUnread({ conversation: id, seq }) {
    await api.markUnread(id, seq);
    if (this.#closed || this.#open.conversation?.id !== id) return;
    this.#set({ readSeq: Math.max(this.#open.readSeq, this.#open.timeline.position), dividerSeq: seq - 1 });
  }

  /** How one wants to have it. @param {Partial<Settings>} settings */
  async settle(settings) {
    const id = this.#open.conversation?.id ?? 0;
    const now = await api.settle(id, settings);
    const { conversation } = this.#open ?? unopened;
    if (!this.#closed && conversation?.id === id) this.#set({ conversation: { ...conversation, ...now } });
  }

  /** @param {'end' | 'seq' | 'divider'} to @param {number} [seq] */
  #scroll(to, seq = 0) {
    this.#set({ scroll: { to, seq, turn: ++this.#turn } });
  }

  /** @param {Partial<Open>} values */
  #set(values) {
    if (!this.#closed) store.setOpen(values);
  }

  /** Shows a failure; a quiet one leaves what is on the screen. @param {() => Promise<unknown>} work @param {boolean} [quiet] */
  async #guarded(work, quiet = false) {
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (this.#closed || failure.status === 401) return;
      if (failure.status === 0) store.set({ reachable: false });
      if (quiet) return;
      if (failure.status === 404 || failure.status === 400) this.#set({ status: 'missing' });
      else this.#failed(failure);
    }
  }

  /** What may pass is tried again by itself, while the failure stays on the screen. @param {ApiError} failure */
  #failed(failure) {
    clearTimeout(this.#timer);
    this.#set({ status: 'failed', problem: failure.message });
    if (failure.retryable) this.#timer = setTimeout(() => this.#find(), Math.max(failure.retryAfter, backOff(this.#failures++)));
  }
}

/** @type {Open} */
const unopened = {
  status: 'loading',
  room: '',
  conversation: null,
  peer: null,
  people: [],
  timeline: emptyTimeline(),
  readSeq: 0,
  dividerSeq: 0,
  seen: [],
  scroll: { to: 'end', seq: 0, turn: 0 },
  busy: '',
  unloaded: [],
};
