// Searching the open conversation; a result is shown in its place.
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api, ApiError } from '../api.js';
import { nameOf, store } from '../store.js';
import { strings } from '../strings.js';
import { marked } from '../text.js';
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
    /** @type {Message[] | null} */
    this.results = null;
    /** @type {number | null} */
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
      <p class="search-count" role="status">${this.#count()}</p>
      <div class="search-results">${this.#content()}</div>
    `;
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
    const sender = this.people.find((person) => person.id === message.sender_id) ?? null;
    const mine = message.sender_id === store.state.me?.id;
    return html`<li>
      <button type="button" class="row-link" aria-current=${message.seq === this.picked ? 'true' : 'false'} data-seq=${message.seq} @click=${() => this.#pick(message)}>
        ${avatar(sender ?? { id: 0, username: message.sender ?? '?' }, 'small')}
        <span class="row-text">
          <span class="row-top">
            <span class="row-name"><bdi>${mine ? strings.you : nameOf(sender, message.sender ?? strings.someone)}</bdi></span>
            ${time(message.timestamp, shortTimeOf, 'row-time')}
          </span>
          <span class="result-text" dir="auto">${withMarks(excerpt(message.content ?? '', this.query), this.query)}</span>
        </span>
      </button>
    </li>`;
  }

  /** @param {Message} message */
  #pick(message) {
    this.picked = message.seq;
    this.#tell('pick', message.seq);
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

  /** @param {number} [before] */
  async #find(before) {
    const asked = this.#drop();
    this.#tell('search', this.query);
    if (this.query === '') return;
    try {
      const { results, next } = await api.search(this.conversation, this.query, before);
      if (asked !== this.#asked) return;
      this.results = before ? [...(this.results ?? []), ...results] : results;
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

/** A long message from shortly before the first match on. @param {string} text @param {string} query */
function excerpt(text, query) {
  const [first] = marked(text, query);
  if (!first || first.hit || first.text.length <= LEAD) return text;
  const space = text.indexOf(' ', first.text.length - LEAD);
  return '… ' + text.slice(space > 0 && space < first.text.length ? space + 1 : first.text.length);
}

customElements.define('parley-search', SearchPanel);
