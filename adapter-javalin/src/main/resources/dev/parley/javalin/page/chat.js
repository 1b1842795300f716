// What the page can do, tied together: session, list, open conversation, outbox. Views call this and read the store.
import { api, ApiError, onUnauthenticated } from './api.js';
import { OpenConversation } from './conversation.js';
import { Conversations } from './conversations.js';
import { forgetAll, Outbox } from './outbox.js';
import { go, paths, safePath } from './router.js';
import { roomOf, store } from './store.js';
import { strings } from './strings.js';
import { quoteOf } from './timeline.js';
/** @import { Message, Settings, User } from './api.js' */
/** @import { Route } from './router.js' */

/** @type {OpenConversation | null} */
let open = null;

const conversations = new Conversations({
  onTop: (id, seq) => open?.top(id, seq),
  onNewEpoch: () => open?.reload(),
});

const outbox = new Outbox({
  idOf,
  onSent: (room, message) => {
    if (store.state.open?.room === room) open?.catchUp();
    else outbox.arrived(message);
    conversations.soon();
  },
});

/** @param {string} room */
async function idOf(room) {
  if (room.startsWith('#')) return Number(room.slice(1));
  const current = store.state.open;
  if (current?.room === room && current.conversation) return current.conversation.id;
  const known = store.state.list.items.find((conversation) => roomOf(conversation, store.state.me) === room);
  return known ? known.id : (await api.openDirect(room.slice(1))).id;
}

onUnauthenticated(loggedOut);

/** Nobody is logged in any more: to the log-in page, and back here afterwards. */
function loggedOut() {
  if (store.state.phase !== 'in') return;
  leave();
  go(paths.login(location.pathname), { replace: true });
}

function leave() {
  open?.close();
  open = null;
  conversations.stop();
  store.forget();
}

/** @param {{user: import('./api.js').User}} session */
function enter({ user }) {
  store.set({ phase: 'in', me: user });
  conversations.start();
  outbox.restore();
  go(safePath(new URLSearchParams(location.search).get('next') ?? location.pathname), { replace: true });
  if (!open) show(store.state.route);
}

/** A message to be shown in its place when its conversation opens. @type {{conversation: number, seq: number} | null} */
let awaited = null;

/** @param {Route} route */
function show(route) {
  open?.close();
  open = null;
  const at = route.name === 'conversation' && awaited?.conversation === route.id ? awaited.seq : 0;
  awaited = null;
  if (route.name === 'invitation' && store.state.phase === 'in') redeem(route.secret);
  const whom = route.name === 'chat' ? { username: route.username } : route.name === 'conversation' ? { id: route.id } : null;
  if (!whom || store.state.phase !== 'in') return;
  open = new OpenConversation(whom, {
    onArrived: (message) => outbox.arrived(message),
    onChanged: () => conversations.soon(),
    onLogin: loggedOut,
  }, at);
  open.start();
}

/** The invitation by which one is coming just now. */
let coming = '';

/** Comes by an invitation and shows where to; where it does not hold, the page says so. @param {string} secret */
async function redeem(secret) {
  if (coming === secret) return;
  coming = secret;
  store.set({ refused: '' });
  try {
    const { id } = await api.redeem(secret);
    conversations.soon();
    go(paths.conversation(id), { replace: true });
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    store.set({ refused: failure.status === 404 ? strings.invitationOver : failure.message });
  } finally {
    coming = '';
  }
}

/** The page's own actions. Each returns when it is done; those that answer to a form throw an ApiError. */
export const chat = {
  /** Finds out who is logged in. */
  async begin() {
    api.capabilities().then((capabilities) => store.set({ capabilities: capabilities ?? {} }), () => {});
    try {
      enter(await api.session());
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status !== 401) return store.set({ phase: 'starting', reachable: false });
      store.set({ phase: 'out', reachable: true });
      const { name } = store.state.route;
      if (name !== 'login' && name !== 'register') go(paths.login(location.pathname), { replace: true });
    }
  },

  /** @param {Route} route */
  routed(route) {
    const { phase, route: former } = store.state;
    if (phase === 'in' && (route.name === 'login' || route.name === 'register')) return go(paths.home(), { replace: true });
    store.set({ route });
    if (phase === 'out' && route.name !== 'login' && route.name !== 'register') go(paths.login(location.pathname), { replace: true });
    if (phase === 'in' && JSON.stringify(route) !== JSON.stringify(former)) show(route);
  },

  /** @param {string} username @param {string} password */
  async logIn(username, password) {
    enter(await api.logIn(username, password));
  },

  /** @param {Record<string, string>} fields */
  async register(fields) {
    enter(await api.register(fields));
  },

  async logOut() {
    await api.logOut().catch((failure) => {
      if (failure.status !== 401) throw failure;
    });
    leave();
    forgetAll();
    go(paths.login());
  },

  /** @param {string} content */
  send(content) {
    const { room, answered } = store.state.open ?? {};
    if (!room) return;
    outbox.add(room, content, answered);
    store.setOpen({ answered: undefined });
    open?.jumpToEnd();
  },

  /** The next message replies to this one; to none where there is none. @param {Message} [message] */
  answer(message) {
    store.setOpen({ answered: message && quoteOf(message) });
  },

  /** @param {Message} message @param {string} emoji @param {boolean} on */
  async react(message, emoji, on) {
    await api.react(message.id, emoji, on);
    await open?.catchUp();
  },

  /** @param {Message} message @param {boolean} on */
  async pin(message, on) {
    await api.pin(message.id, on);
    await open?.catchUp();
  },

  /** @param {string} client_id */
  retry: (client_id) => outbox.retry(client_id),
  /** @param {string} client_id */
  discard: (client_id) => outbox.discard(client_id),

  /** @param {Message} message @param {string} content */
  async edit(message, content) {
    await api.edit(message.id, content);
    await open?.catchUp();
  },

  /** @param {Message} message */
  async remove(message) {
    await api.remove(message.id).catch((failure) => {
      if (failure.code !== 'already_deleted') throw failure;
    });
    await open?.catchUp();
  },

  /** @param {Message} message */
  async markUnread(message) {
    await open?.markUnread(message);
    conversations.soon();
  },

  /** How one wants to have the open conversation; a hidden one makes way. @param {Partial<Settings>} settings */
  async settle(settings) {
    const id = store.state.open?.conversation?.id;
    await open?.settle(settings);
    if (settings.hidden) {
      const { list } = store.state;
      store.set({ list: { ...list, items: list.items.filter((other) => other.id !== id) } });
      go(paths.home());
    }
    if (store.state.hidden) await chat.showHidden();
    conversations.soon();
  },

  /** The open conversation is archived for everybody, or brought back. @param {boolean} archived */
  async archive(archived) {
    await api.update(store.state.open?.conversation?.id ?? 0, { archived });
    await open?.catchUp();
    conversations.soon();
  },

  /** What is hidden is asked for. */
  async showHidden() {
    store.set({ hidden: (await api.hidden()).conversations });
  },

  /** Opens a group or a channel and shows it. @param {{kind: string, title: string, topic: string, members: string[]}} fields */
  async create(fields) {
    const { id } = await api.create(fields);
    conversations.soon();
    go(paths.conversation(id));
  },

  /** Comes to a channel and shows it. @param {number} id */
  async join(id) {
    await api.addMember(id);
    conversations.soon();
    go(paths.conversation(id));
  },

  /** Shows something else of oneself. @param {{display_name: string, about: string | null, colour: string | null}} fields */
  async describe(fields) {
    store.set({ me: await api.describe(fields) });
    conversations.soon();
  },

  /** Lets somebody write no more, or again. @param {User} person @param {boolean} on */
  async block(person, on) {
    await api.block(person.id, on);
    const { open: shown } = store.state;
    if (shown?.peer?.id !== person.id) return;
    const { conversation, peer } = shown;
    store.setOpen({ peer: { ...peer, blocked: on }, conversation: conversation && { ...conversation, blocked: on } });
  },

  /** The open conversation is left. */
  left() {
    conversations.soon();
    go(paths.home(), { replace: true });
  },

  /** What happened in the open conversation by now. */
  look: () => open?.catchUp(),

  /** @param {'before' | 'after'} side */
  more: (side) => open?.more(side),
  /** Shows a message of any conversation in its place. @param {number} conversation @param {number} seq */
  jumpTo(conversation, seq) {
    if (store.state.open?.conversation?.id === conversation) return open?.jumpTo(seq);
    awaited = { conversation, seq };
    go(paths.conversation(conversation));
  },
  jumpToEnd: () => open?.jumpToEnd(),
  markRead: () => open?.markRead(),
  reopen: () => open?.again(),
  moreConversations: () => conversations.more(),
  refreshList: () => conversations.refresh(),
};
