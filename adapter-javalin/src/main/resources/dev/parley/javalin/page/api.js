// The HTTP API: one function a call. Problems (RFC 9457) and network failures come out as ApiError.
import { mount } from './router.js';
import { strings } from './strings.js';

/** @typedef {{id: number, username: string, display_name?: string, kind?: string, email?: string, admin?: boolean,
 *   colour?: string, about?: string, blocked?: boolean}} User blocked: by oneself */
/** What a text consists of: text has a place and no kind. @typedef {{kind?: string, from?: number, to?: number, parts?: MarkupPart[], address?: {from: number, to: number}, first?: number}} MarkupPart */
/**
 * @typedef {{id: number, conversation: number, seq: number, version?: number, kind?: string, sender: string | null,
 *   sender_id: number, receiver?: string, content?: string, timestamp: string, client_id?: string, edited_at?: string, markup?: MarkupPart[],
 *   deleted?: boolean, deleted_by?: User, note?: string, about?: User, reply_to?: Quote, reactions?: Reaction[], pinned?: boolean,
 *   mentions?: {id: number, username: string}[], mentions_all?: boolean, place?: {kind: string, title?: string}}} Message
 *   place: what its conversation is, where all were searched; note: what a message of kind system says, about whom
 */
/** @typedef {{id: number, seq: number, version: number, sender: string | null, sender_id: number, excerpt?: string, deleted?: boolean}} Quote */
/** @typedef {{emoji: string, count: number, users: number[]}} Reaction users: who did it first, twenty at the most */
/** @typedef {{version: number, content: string, timestamp: string}} FormerText */
/**
 * @typedef {{id: number, kind: string, title?: string, topic?: string, role?: string, members?: number, pinned?: number, seq: number, unread: number, unread_mentions?: number, read_seq: number,
 *   archived_at?: string, unread_from?: number, notify?: Notify, favourite?: boolean, hidden?: boolean,
 *   last_message?: Message, last_message_at?: string, people?: User[], blocked?: boolean}} Conversation people: of a direct one; role and members: of others
 */
/** @typedef {'all' | 'mentions' | 'none'} Notify */
/** @typedef {{notify: Notify, favourite: boolean, hidden: boolean}} Settings */
/** @typedef {{user: number, seq: number}} Seen how far somebody else has read */
/** @typedef {User & {role: 'owner' | 'moderator' | 'member'}} Participant */
/** @typedef {{id: number, title: string, topic?: string, members: number, joined: boolean}} Channel */
/** @typedef {{id: number, created_at: string, expires_at?: string, uses_left?: number}} Invitation */
/** @typedef {{type: string, conversation: number, seq: number, message?: Message}} Change */
/** @typedef {{messages: Message[], top: number, has_before: boolean, has_after: boolean}} MessagePage */

const PATIENCE = 20_000;

/** A call that did not succeed: a problem answer, or (status 0) no answer at all. */
export class ApiError extends Error {
  /** @param {number} status @param {Record<string, any>} problem @param {number} [retryAfter] milliseconds */
  constructor(status, problem, retryAfter = 0) {
    super(problem.detail || problem.title || strings.errors.unexpected);
    this.status = status;
    this.code = problem.code ?? '';
    /** @type {{field: string, code: string}[]} */
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
    this.retryAfter = retryAfter;
    this.retryable = status === 0 || problem.retryable === true || status === 429 || status >= 502;
  }
}

/** @type {() => void} */
let unauthenticated = () => {};

/** @param {() => void} listener called when an answer says that nobody is logged in */
export function onUnauthenticated(listener) {
  unauthenticated = listener;
}

/** @param {string} method @param {string} path @param {unknown} [body] @param {{quiet?: boolean}} [options] */
async function call(method, path, body, { quiet = false } = {}) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  try {
    const answer = await fetch(mount + path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: cut.signal,
    });
    const content = await read(answer);
    if (answer.ok) return content;
    if (answer.status === 401 && !quiet) unauthenticated();
    throw new ApiError(answer.status, content ?? {}, retryAfter(answer, content));
  } catch (failure) {
    if (failure instanceof ApiError) throw failure;
    throw new ApiError(0, { detail: cut.signal.aborted ? strings.errors.timeout : strings.errors.network });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * How long to wait before another try, in milliseconds: as the problem says, or as the header does in whole seconds.
 * @param {Response} answer @param {any} problem
 */
function retryAfter(answer, problem) {
  const exact = problem?.retry_after_ms;
  return Number.isFinite(exact) && exact >= 0 ? exact : (Number(answer.headers.get('Retry-After')) || 0) * 1000;
}

/** @param {Response} answer */
async function read(answer) {
  const text = await answer.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (answer.ok) throw new ApiError(answer.status, {});
    return undefined;
  }
}

/** @param {Record<string, string | number | undefined | null>} values */
function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : '?' + new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
}

const part = encodeURIComponent;

export const api = {
  capabilities: () => call('GET', '/api/capabilities', undefined, { quiet: true }),
  session: () => call('GET', '/api/session', undefined, { quiet: true }),
  /** @param {string} username @param {string} password */
  logIn: (username, password) => call('POST', '/api/session', { username, password }, { quiet: true }),
  logOut: () => call('DELETE', '/api/session', undefined, { quiet: true }),
  /** Logs in at once. @param {Record<string, string>} fields */
  register: (fields) => call('POST', '/api/users', fields, { quiet: true }),

  /** @param {string} text @param {string} [cursor] @returns {Promise<{results: User[], next: string | null}>} */
  users: (text, cursor) => call('GET', '/api/users' + query({ query: text, cursor, limit: 30 })),
  /** @param {string} username @returns {Promise<User>} */
  user: (username) => call('GET', `/api/users/@${part(username)}`),
  /** @param {{display_name: string, about: string | null, colour: string | null}} fields @returns {Promise<User>} */
  describe: (fields) => call('PATCH', '/api/users/me', fields),
  /** @param {number} user @param {boolean} on whether one wants to hear nothing of that user */
  block: (user, on) => call(on ? 'PUT' : 'DELETE', `/api/users/me/blocks/${user}`),

  /** @param {string} [cursor] */
  conversations: (cursor) => call('GET', '/api/conversations' + query({ cursor, limit: 50 })),
  /** @returns {Promise<{conversations: Conversation[]}>} */
  hidden: () => call('GET', '/api/conversations' + query({ hidden: 'true', limit: 100 })),
  /** @param {number} id @param {Partial<Settings>} settings @returns {Promise<Settings>} */
  settle: (id, settings) => call('PATCH', `/api/conversations/${id}/settings`, settings),
  /** @param {number} id @returns {Promise<Conversation>} */
  conversation: (id) => call('GET', `/api/conversations/${part(id)}`),
  /** @param {string} username @returns {Promise<Conversation>} */
  openDirect: (username) => call('POST', '/api/conversations', { kind: 'direct', members: ['@' + username] }),
  /** @param {{kind: string, title: string, topic: string, members: string[]}} fields @returns {Promise<Conversation>} */
  create: (fields) => call('POST', '/api/conversations', fields),
  /** @param {number} id @param {{title?: string, topic?: string, archived?: boolean}} fields @returns {Promise<Conversation>} */
  update: (id, fields) => call('PATCH', `/api/conversations/${id}`, fields),
  /** @param {string} text @param {string} [cursor] @returns {Promise<{results: Channel[], next: string | null}>} */
  channels: (text, cursor) => call('GET', '/api/channels' + query({ query: text, cursor, limit: 30 })),
  /** @param {number} id @param {string} [cursor] @returns {Promise<{results: Participant[], next: string | null}>} */
  members: (id, cursor) => call('GET', `/api/conversations/${id}/members` + query({ cursor, limit: 100 })),
  /** Comes, where nobody is named. @param {number} id @param {number} [user] */
  addMember: (id, user) => call('POST', `/api/conversations/${id}/members`, { user }),
  /** @param {number} id @param {number} user @param {string} role */
  appoint: (id, user, role) => call('PATCH', `/api/conversations/${id}/members/${user}`, { role }),
  /** @param {number} id @param {number | 'me'} user @param {boolean} [ban] */
  removeMember: (id, user, ban) => call('DELETE', `/api/conversations/${id}/members/${user}` + query({ ban: ban ? 'true' : '' })),
  /** @param {number} id @returns {Promise<{results: Invitation[], next: string | null}>} */
  invitations: (id) => call('GET', `/api/conversations/${id}/invitations` + query({ limit: 100 })),
  /** @param {number} id @param {{uses?: number, expires_in_hours?: number}} bounds @returns {Promise<Invitation & {secret: string}>} */
  invite: (id, bounds) => call('POST', `/api/conversations/${id}/invitations`, bounds),
  /** @param {number} id @param {number} invitation */
  revokeInvitation: (id, invitation) => call('DELETE', `/api/conversations/${id}/invitations/${invitation}`),
  /** @param {string} secret @returns {Promise<Conversation>} */
  redeem: (secret) => call('POST', `/api/invitations/${part(secret)}`, {}),
  /** The newest message with somebody, which names the conversation. @param {string} username */
  newestWith: (username) => call('GET', '/api/messages/' + query({ user: username, page_size: 1 })),

  /** @param {number} id @param {{before?: number, after?: number, around?: number}} [where] @returns {Promise<MessagePage>} */
  messages: (id, where = {}) => call('GET', `/api/conversations/${id}/messages` + query({ ...where, limit: 50 })),
  /** @param {number} id @param {number} after */
  changes: (id, after) => call('GET', `/api/conversations/${id}/changes` + query({ after })),
  /** @param {number} id @param {string} q @param {number} [before] */
  search: (id, q, before) => call('GET', `/api/conversations/${id}/search` + query({ q, before, limit: 30 })),
  /** In all conversations; a message says what its own is. @param {string} q @param {string} [cursor] */
  searchAll: (q, cursor) => call('GET', '/api/search' + query({ q, cursor, limit: 30 })),
  /** @param {number} id @param {number} seq @returns {Promise<{read_seq: number, unread: number}>} */
  markRead: (id, seq) => call('POST', `/api/conversations/${id}/read`, { seq }),
  /** @param {number} id @param {number} seq */
  markUnread: (id, seq) => call('POST', `/api/conversations/${id}/read`, { unread_from: seq }),

  /** How far others have read. @param {number} id @returns {Promise<{seen: Seen[]}>} */
  seen: (id) => call('GET', `/api/conversations/${id}/seen`),
  /** @returns {Promise<User & {share_reading?: boolean}>} */
  me: () => call('GET', '/api/users/me'),
  /** @param {{share_reading?: boolean}} fields */
  updateMe: (fields) => call('PATCH', '/api/users/me', fields),

  /** @param {number} id @param {string} content @param {string} client_id @param {number} [reply_to] @returns {Promise<Message>} */
  post: (id, content, client_id, reply_to) => call('POST', `/api/conversations/${id}/messages`, { content, client_id, reply_to }),
  /** @param {number} id @returns {Promise<{results: Message[]}>} */
  pinned: (id) => call('GET', `/api/conversations/${id}/pins`),
  /** @param {number} message @param {string} content */
  edit: (message, content) => call('PATCH', `/api/messages/${message}`, { content }),
  /** @param {number} message @param {number} [before] @returns {Promise<{results: FormerText[], next: number | null}>} */
  formerTexts: (message, before) => call('GET', `/api/messages/${message}/edits` + query({ before, limit: 20 })),
  /** @param {number} message @param {string} emoji @param {boolean} on */
  react: (message, emoji, on) => call(on ? 'PUT' : 'DELETE', `/api/messages/${message}/reactions/${part(emoji)}`),
  /** @param {number} message @param {boolean} on */
  pin: (message, on) => call(on ? 'PUT' : 'DELETE', `/api/messages/${message}/pin`),
  /** @param {number} message @param {string} reason */
  report: (message, reason) => call('POST', `/api/messages/${message}/report`, { reason }),
  /** @param {number} message */
  remove: (message) => call('DELETE', `/api/messages/${message}`),
};
