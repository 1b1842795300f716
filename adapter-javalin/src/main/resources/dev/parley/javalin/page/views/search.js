// Searching the open conversation, or all of them; a result is shown in its place.
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api, ApiError } from '../api.js';
import { nameOf, peerOf, store } from '../store.js';
import { strings } from '../strings.js';
import { marked, textOf } from '../text.js';
import { shortTimeOf } from '../time.js';
import { icon } from './icons.js';
import { avatar, emptyState, failedState, iconButton, skeleton, time, withMarks } from './parts.js';
/** @import { Message, User } from '../api.js' */

const TYPING = 250;
/** How much of a long message is shown before its first match. */
const LEAD = 60;

class SearchPanel extends LitElement {
  static properties = {
    conversation: {},
    people: {},
    query: { state: true },
    everywhere: { state: true },
    results: { state: true },
    next: { state: true },
    problem: { state: true },
    picked: { state: true },
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Counts questions: only the last one's answer is shown. */
  #asked = 0;

  constructor() {
    super();
    this.conversation = 0;
    /** @type {User[]} */
    this.people = [];
    this.query = '';
    this.everywhere = false;
    /** @type {Message[] | null} */
    this.results = null;
    /** Where the next part begins: a seq, or a cursor. @type {number | string | null} */
    this.next = null;
    this.problem = '';
    this.picked = 0;
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    return html`
      <form class="search-head" role="search" @submit=${this.#submit}>
        <div class="search-field">
          ${icon('search')}
          <input id="message-search" type="search" class="form-control" dir="auto" placeholder=${strings.searchPlaceholder} aria-label=${strings.search}
            autocomplete="off" spellcheck="false" maxlength="200" @input=${this.#typed} />
        </div>
        ${iconButton('close', strings.close, () => this.#tell('leave', undefined))}
      </form>
      <div class="search-where" role="group" aria-label=${strings.searchWhere}>
        ${this.#choice(false, strings.searchHere)} ${this.#choice(true, strings.searchEverywhere)}
      </div>
      <p class="search-help">${strings.searchFilters}</p>
      <p class="search-count" role="status">${this.#count()}</p>
      <div class="search-results">${this.#content()}</div>
    `;
  }

  /** @param {boolean} everywhere @param {string} label */
  #choice(everywhere, label) {
    return html`<button type="button" class="btn btn-sm btn-outline-secondary" aria-pressed=${this.everywhere === everywhere ? 'true' : 'false'}
      @click=${() => this.#look(everywhere)}>${label}</button>`;
  }

  /** @param {boolean} everywhere */
  #look(everywhere) {
    this.everywhere = everywhere;
    this.results = null;
    this.#find();
  }

  #count() {
    if (this.query === '' || this.problem) return nothing;
    if (this.results === null) return strings.searching;
    return this.results.length === 0 ? nothing : strings.searchCount(this.results.length, this.next !== null);
  }

  #content() {
    if (this.problem) return failedState(this.problem, () => this.#find());
    if (this.query === '') return emptyState(icon('search'), nothing, strings.searchHint);
    if (this.results === null) return skeleton(4, 'rows');
    if (this.results.length === 0) return emptyState(icon('search'), strings.searchNone(this.query), nothing);
    return html`<ul class="rows" id="search-results">${repeat(this.results, (message) => message.id, (message) => this.#result(message))}</ul>
      ${this.next === null ? nothing : html`<button class="btn btn-link w-100" @click=${() => this.#find(this.next ?? undefined)}>${strings.more}</button>`}`;
  }

  /** @param {Message} message */
  #result(message) {
    const text = textOf(this.query);
    const sender = this.people.find((person) => person.id === message.sender_id) ?? null;
    const mine = message.sender_id === store.state.me?.id;
    return html`<li>
      <button type="button" class="row-link" aria-current=${message.id === this.picked ? 'true' : 'false'} data-seq=${message.seq} @click=${() => this.#pick(message)}>
        ${avatar(sender ?? { id: 0, username: message.sender ?? '?' }, 'small')}
        <span class="row-text">
          <span class="row-top">
            <span class="row-name"><bdi>${mine ? strings.you : nameOf(sender, message.sender ?? strings.someone)}</bdi></span>
            ${time(message.timestamp, shortTimeOf, 'row-time')}
          </span>
          ${message.place ? html`<span class="result-place"><bdi>${placeOf(message)}</bdi></span>` : nothing}
          <span class="result-text" dir="auto">${withMarks(excerpt(message.content ?? '', text), text)}</span>
        </span>
      </button>
    </li>`;
  }

  /** @param {Message} message */
  #pick(message) {
    this.picked = message.id;
    this.#tell('pick', message);
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.query = /** @type {HTMLInputElement} */ (event.target).value.trim();
    this.results = null;
    this.#drop();
    this.#timer = setTimeout(() => this.#find(), TYPING);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    this.#find();
  }

  /** @param {number | string} [after] where the part before has ended */
  async #find(after) {
    const asked = this.#drop();
    this.#tell('search', textOf(this.query));
    if (this.query === '') return;
    try {
      const { results, next } = await (this.everywhere
        ? api.searchAll(this.query, /** @type {string | undefined} */ (after))
        : api.search(this.conversation, this.query, /** @type {number | undefined} */ (after)));
      if (asked !== this.#asked) return;
      this.results = after ? [...(this.results ?? []), ...results] : results;
      this.next = next ?? null;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (asked === this.#asked) this.problem = failure.message;
    }
  }

  /** Forgets what was asked for before, and how that failed. */
  #drop() {
    clearTimeout(this.#timer);
    this.problem = '';
    return ++this.#asked;
  }

  /** @param {string} what @param {unknown} detail */
  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

/** What the conversation of a message is called. @param {Message} message */
function placeOf(message) {
  const { list, me } = store.state;
  if (message.place?.title) return message.place.title;
  const known = list.items.find((conversation) => conversation.id === message.conversation);
  const other = message.sender_id === me?.id ? message.receiver : message.sender;
  if (other === me?.username) return strings.noteToSelf;
  return nameOf(known && peerOf(known, me), other ?? strings.someone);
}

/** A long message from shortly before the first match on. @param {string} text @param {string} query */
function excerpt(text, query) {
  const [first] = marked(text, query);
  if (!first || first.hit || first.text.length <= LEAD) return text;
  const space = text.indexOf(' ', first.text.length - LEAD);
  return '… ' + text.slice(space > 0 && space < first.text.length ? space + 1 : first.text.length);
}

customElements.define('parley-search', SearchPanel);
