// The list of conversations, and people to start one with.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api, ApiError } from '../api.js';
import { chat } from '../chat.js';
import { paths } from '../router.js';
import { callsOf, faceOf, nameOf, peerOf, roomOf } from '../store.js';
import { strings } from '../strings.js';
import { fold } from '../text.js';
import { shortTimeOf } from '../time.js';
import { icon, logo } from './icons.js';
import { avatar, emptyState, failedState, iconButton, skeleton, time, withMarks } from './parts.js';
import { attempt, View } from './view.js';
import './account.js';
import './create-dialog.js';
/** @import { Channel, Conversation, User } from '../api.js' */

const TYPING = 200;

class Sidebar extends View {
  static properties = { query: { state: true }, choosing: { state: true }, people: { state: true }, channels: { state: true }, next: { state: true }, problem: { state: true } };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Counts questions for people: only the last one's answer is shown. */
  #asked = 0;
  #untried = true;
  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.#choose();
    }
  };

  constructor() {
    super();
    this.query = '';
    /** Whether people are shown although nothing was typed. */
    this.choosing = false;
    /** @type {User[] | null} */
    this.people = null;
    /** @type {Channel[]} */
    this.channels = [];
    /** @type {string | null} */
    this.next = null;
    /** Why people could not be found. */
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
    clearTimeout(this.#timer);
  }

  updated() {
    const { list } = this.state;
    const alone = list.loaded && list.items.length === 0;
    if (alone && this.#untried) this.#find();
  }

  render() {
    const finding = this.choosing || this.query.trim() !== '';
    return html`
      ${this.#header()}
      <nav class="sidebar-list" aria-label=${strings.conversations} @scroll=${this.#scrolled} @click=${this.#picked}>
        ${finding ? this.#found() : this.#list()}
      </nav>
      <parley-create-dialog @created=${this.#leave}></parley-create-dialog>
    `;
  }

  #header() {
    return html`<header class="sidebar-header">
      <div class="sidebar-top">
        <a class="brand" href=${paths.home()}>${logo()}<span>${strings.app}</span></a>
        ${iconButton('compose', strings.newConversation, () => this.#choose(), 'ms-auto')} <parley-account></parley-account>
      </div>
      <div class="search-field" role="search">
        ${icon('search')}
        <input id="people-search" type="search" class="form-control" placeholder=${strings.findSomeone} aria-label=${strings.findPeople}
          autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto" maxlength="100" .value=${this.query} @input=${this.#typed} @keydown=${this.#escape} />
        ${this.query || this.choosing ? iconButton('close', strings.clearSearch, () => this.#leave(), 'clear') : nothing}
      </div>
    </header>`;
  }

  #list() {
    const { list } = this.state;
    if (list.failed) return failedState(strings.listFailed, chat.refreshList);
    if (!list.loaded) return skeleton(6, 'rows');
    if (list.items.length === 0) return this.#alone();
    const favourites = list.items.filter((conversation) => conversation.favourite);
    const archived = list.items.filter((conversation) => conversation.archived_at && !conversation.favourite);
    const others = list.items.filter((conversation) => !conversation.favourite && !conversation.archived_at);
    return html`${favourites.length > 0 ? html`<h2 class="list-title">${strings.favourites}</h2>
        <ul class="rows" id="favourite-list">
          ${repeat(favourites, (conversation) => conversation.id, (conversation) => this.#row(conversation))}
        </ul>
        ${others.length > 0 ? html`<h2 class="list-title">${strings.otherConversations}</h2>` : nothing}` : nothing}
      <ul class="rows" id="conversation-list">
        ${repeat(others, (conversation) => conversation.id, (conversation) => this.#row(conversation))}
      </ul>
      ${archived.length > 0 ? html`<h2 class="list-title">${strings.archivedTitle}</h2>
        <ul class="rows" id="archived-list">
          ${repeat(archived, (conversation) => conversation.id, (conversation) => this.#row(conversation))}
        </ul>` : nothing}
      ${list.next ? html`<button class="btn btn-link w-100" @click=${() => chat.moreConversations()}>${strings.more}</button>` : nothing}
      ${this.problem ? failedState(this.problem, () => this.#showHidden()) : this.#laidAside()}`;
  }

  /** Those that are hidden, once they are asked for. */
  #laidAside() {
    const { hidden, list } = this.state;
    if (hidden === null) return html`<button type="button" class="btn btn-link btn-sm w-100" id="hidden-show" @click=${this.#showHidden}>${strings.hiddenShow}</button>`;
    const listed = new Set(list.items.map((conversation) => conversation.id));
    const aside = hidden.filter((conversation) => !listed.has(conversation.id));
    return html`<h2 class="list-title">${strings.hiddenTitle}</h2>
      ${aside.length === 0 ? html`<p class="empty-hint text-center">${strings.hiddenNone}</p>` : nothing}
      <ul class="rows" id="hidden-list">
        ${repeat(aside, (conversation) => conversation.id, (conversation) => this.#row(conversation))}
      </ul>`;
  }

  #showHidden() {
    return attempt(this, () => chat.showHidden());
  }

  #alone() {
    const others = this.people?.filter((person) => person.id !== this.state.me?.id) ?? [];
    const hint = this.people && others.length === 0 ? strings.noPeople : strings.noConversationsHint;
    return html`${emptyState(logo(), strings.noConversations, hint)} ${others.length > 0 ? this.#persons(others) : nothing} ${this.#failed()} ${this.#laidAside()}`;
  }

  /** @param {Conversation} conversation @param {string} [query] */
  #row(conversation, query = '') {
    const { me, open } = this.state;
    const peer = peerOf(conversation, me);
    const current = open?.conversation?.id === conversation.id || (open !== null && open.room === roomOf(conversation, me));
    const name = peer?.id === me?.id && peer ? strings.noteToSelf : nameOf(peer, conversation.title);
    const unread = callsOf(conversation);
    const silent = conversation.notify === 'none';
    return html`<li>
      <a class="row-link ${unread > 0 ? 'unread' : ''}" href=${peer?.username ? paths.chat(peer.username) : paths.conversation(conversation.id)}
        aria-current=${current ? 'page' : 'false'} data-conversation-id=${conversation.id}>
        ${avatar(peer ?? faceOf(conversation))}
        <span class="row-text">
          <span class="row-top">
            <span class="row-name"><bdi>${withMarks(name, query)}</bdi></span>
            ${conversation.last_message_at ? time(conversation.last_message_at, shortTimeOf, 'row-time') : nothing}
          </span>
          <span class="row-bottom">
            <span class="row-last">${this.#last(conversation)}</span>
            ${silent ? html`<span class="row-silent" title=${strings.silent}>${icon('silent')}<span class="visually-hidden">${strings.silent}</span></span>` : nothing}
            ${unread > 0 ? html`<span class="unread-badge"><span aria-hidden="true">${unread > 99 ? '99+' : unread}</span>
              <span class="visually-hidden">${strings.unread(unread)}</span></span>` : nothing}
          </span>
        </span>
      </a>
    </li>`;
  }

  /** @param {Conversation} conversation */
  #last(conversation) {
    const last = conversation.last_message;
    if (!last) return nothing;
    if (last.deleted) return html`<em>${strings.deletedMessage}</em>`;
    const mine = last.sender_id === this.state.me?.id;
    const by = conversation.kind === 'direct' ? nothing : html`<bdi>${last.sender}</bdi>: `;
    return html`${mine ? strings.youSay : by}<bdi>${(last.content ?? '').slice(0, 200)}</bdi>`;
  }

  #found() {
    const query = this.query.trim();
    const wanted = fold(query);
    const { list, me } = this.state;
    const hits = query === '' ? [] : list.items.filter((other) => {
      const peer = peerOf(other, me);
      return fold(`${nameOf(peer, other.title)} ${peer?.username ?? ''}`).includes(wanted);
    });
    const talking = new Set(hits.map((conversation) => peerOf(conversation, me)?.id));
    const people = this.people?.filter((person) => !talking.has(person.id));
    const listed = new Set(list.items.map((conversation) => conversation.id));
    const channels = this.channels.filter((channel) => !listed.has(channel.id));
    return html`
      ${query === '' ? html`<div class="create-row">
        <button type="button" id="new-group" class="btn btn-outline-secondary btn-sm" @click=${() => this.#create('group')}>${icon('people')} ${strings.newGroup}</button>
        <button type="button" id="new-channel" class="btn btn-outline-secondary btn-sm" @click=${() => this.#create('channel')}>${icon('compose')} ${strings.newChannel}</button>
      </div>` : nothing}
      ${hits.length > 0 ? html`<h2 class="list-title">${strings.conversations}</h2>
        <ul class="rows">${repeat(hits, (other) => other.id, (other) => this.#row(other, query))}</ul>` : nothing}
      ${channels.length > 0 ? this.#places(channels) : nothing}
      ${people === undefined ? (this.problem ? nothing : skeleton(4, 'rows')) : people.length > 0 ? this.#persons(people) : nothing}
      ${people?.length === 0 && hits.length === 0 && channels.length === 0 ? emptyState(icon('person'), query ? strings.nobodyFound(query) : strings.noPeople, nothing) : nothing}
      ${this.#failed()}
    `;
  }

  /** Channels to come to. @param {Channel[]} channels */
  #places(channels) {
    const query = this.query.trim();
    return html`<h2 class="list-title">${strings.channels}</h2>
      <ul class="rows" id="channel-list">
        ${repeat(channels, (channel) => channel.id, (channel) => html`<li class="member">
          ${avatar(faceOf(channel))}
          <span class="row-text">
            <span class="row-name"><bdi>${withMarks(channel.title, query)}</bdi></span>
            <span class="row-last">${strings.members(channel.members)}${channel.topic ? html` · <bdi>${channel.topic}</bdi>` : nothing}</span>
          </span>
          <button type="button" class="btn btn-sm btn-outline-secondary" data-channel-id=${channel.id} @click=${() => this.#join(channel)}>${strings.join}</button>
        </li>`)}
      </ul>`;
  }

  /** @param {Channel} channel */
  #join(channel) {
    return attempt(this, async () => {
      await chat.join(channel.id);
      this.#leave();
    });
  }

  /** @param {'group' | 'channel'} kind */
  #create(kind) {
    /** @type {any} */ (this.querySelector('parley-create-dialog')).ask(kind);
  }

  #failed() {
    return this.problem ? failedState(this.problem, () => this.#find(this.next ?? undefined)) : nothing;
  }

  /** @param {User[]} people */
  #persons(people) {
    const query = this.query.trim();
    return html`<h2 class="list-title">${strings.people}</h2>
      <ul class="rows" id="people-list">
        ${repeat(people, (person) => person.id, (person) => html`<li>
          <a class="row-link" href=${paths.chat(person.username)} data-username=${person.username}>
            ${avatar(person)}
            <span class="row-text">
              <span class="row-name"><bdi>${withMarks(nameOf(person), query)}</bdi></span>
              <span class="row-last"><bdi>@${withMarks(person.username, query)}</bdi>${person.id === this.state.me?.id ? ` · ${strings.noteToSelf}` : nothing}</span>
            </span>
          </a>
        </li>`)}
      </ul>
      ${this.next && !this.problem ? html`<button class="btn btn-link w-100" @click=${() => this.#find(this.next ?? undefined)}>${strings.more}</button>` : nothing}`;
  }

  #choose() {
    this.choosing = true;
    if (this.people === null) this.#find();
    this.querySelector('input')?.focus();
  }

  /** @param {InputEvent} event */
  #typed(event) {
    this.query = /** @type {HTMLInputElement} */ (event.target).value;
    if (this.people?.length === 0) this.people = null;
    this.#drop();
    this.#timer = setTimeout(() => this.#find(), TYPING);
  }

  /** @param {string} [cursor] */
  async #find(cursor) {
    const asked = this.#drop();
    this.#untried = false;
    try {
      const text = this.query.trim();
      const [{ results, next }, places] = await Promise.all([api.users(text, cursor), cursor ? null : api.channels(text)]);
      if (asked !== this.#asked) return;
      if (places) this.channels = places.results;
      this.people = cursor ? [...(this.people ?? []), ...results] : results;
      this.next = next ?? null;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (asked !== this.#asked) return;
      this.problem = failure.message;
      if (!cursor) this.people = this.next = null;
    }
  }

  /** Forgets what was asked for before, and how that failed. */
  #drop() {
    clearTimeout(this.#timer);
    this.problem = '';
    return ++this.#asked;
  }

  #leave() {
    this.#drop();
    this.query = '';
    this.choosing = false;
    this.people = null;
    this.channels = [];
    this.next = null;
    this.#untried = true;
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#leave();
    }
    if (event.key === 'ArrowDown' || (event.key === 'Enter' && this.query.trim() !== '' && !event.isComposing)) {
      const first = this.querySelector('.row-link');
      if (!(first instanceof HTMLElement)) return;
      event.preventDefault();
      if (event.key === 'Enter') first.click();
      else first.focus();
    }
  }

  /** @param {Event} event */
  #picked(event) {
    if (event.target instanceof Element && event.target.closest('.row-link')) setTimeout(() => this.#leave());
  }

  /** @param {Event} event */
  #scrolled(event) {
    const nav = /** @type {HTMLElement} */ (event.currentTarget);
    const left = nav.scrollHeight - nav.scrollTop - nav.clientHeight;
    if (left < 200 && !this.choosing && this.query === '' && this.state.list.next) chat.moreConversations();
  }
}

customElements.define('parley-sidebar', Sidebar);
