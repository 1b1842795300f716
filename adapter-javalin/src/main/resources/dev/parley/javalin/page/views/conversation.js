// One conversation: its head, its messages, the search in it, and the field to write.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { goBack, paths } from '../router.js';
import { faceOf, nameOf } from '../store.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { avatar, emptyState, iconButton, isolated, skeleton } from './parts.js';
import { attempt, View } from './view.js';
import './composer.js';
import './members.js';
import './person-menu.js';
import './pins.js';
import './report-dialog.js';
import './search.js';
import './settings.js';
import './timeline.js';

/** @import { Conversation, User } from '../api.js' */

class ConversationView extends View {
  static properties = { searching: { state: true }, aside: { state: true }, query: { state: true }, target: { state: true }, problem: { state: true } };
  #room = '';
  /** The conversation that a search has led to: the search stays. */
  #followed = 0;
  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.key === 'Escape' && this.searching && !event.defaultPrevented) this.#leaveSearch();
  };

  constructor() {
    super();
    this.searching = false;
    /** On a narrow screen, where the results cover the messages: whether they have made way for them. */
    this.aside = false;
    this.query = '';
    /** The seq of the message that a search showed. */
    this.target = 0;
    /** Why the last thing could not be done. */
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
  }

  willUpdate() {
    const room = this.state.open?.room ?? '';
    if (room === this.#room) return;
    this.#room = room;
    this.problem = '';
    const { route } = this.state;
    if (route.name !== 'conversation' || route.id !== this.#followed) this.#endSearch();
  }

  #endSearch() {
    this.searching = false;
    this.aside = false;
    this.query = '';
    this.target = 0;
    this.#followed = 0;
  }

  render() {
    const { open, route } = this.state;
    if (!open) return nothing;
    if (open.status === 'missing') return [this.#header(), this.#missing(route)];
    if (open.status === 'failed') return [this.#header(), this.#failed(open.problem)];
    return html`
      ${this.#header()}
      <div class="conversation-body ${this.aside ? 'results-aside' : ''}">
        <div class="conversation-main">
          ${this.aside ? html`<button type="button" class="to-results btn btn-link" @click=${this.#backToResults}>${icon('back')} ${strings.backToResults}</button>` : nothing}
          ${open.status === 'loading'
            ? skeleton(7, 'bubbles')
            : html`<parley-timeline class="timeline-place" .query=${this.query} .target=${this.target}></parley-timeline>`}
          ${open.conversation?.archived_at ? html`<p class="archived-note">${icon('box')} ${strings.archived}</p>` : nothing}
          ${this.#blocked ? this.#silence() : nothing}
          <parley-composer ?hidden=${this.#blocked || open.conversation?.archived_at !== undefined} .room=${open.status === 'ready' ? open.room : ''}></parley-composer>
        </div>
        ${this.searching && (open.conversation || this.#followed)
          ? html`<parley-search class="search-panel" .conversation=${open.conversation?.id ?? this.#followed} .people=${open.people}
              @search=${this.#searched} @pick=${this.#picked} @leave=${this.#leaveSearch}></parley-search>`
          : nothing}
      </div>
      <parley-report-dialog></parley-report-dialog>
    `;
  }

  /** Whether one has blocked the other one of it. */
  get #blocked() {
    const { open } = this.state;
    return Boolean(open?.conversation ? open.conversation.blocked : open?.peer?.blocked);
  }

  /** Stands where one would write. */
  #silence() {
    const peer = /** @type {User} */ (this.state.open?.peer);
    return html`<div class="silence" role="status">
      <p>${strings.blocked(nameOf(peer))}</p>
      <button type="button" class="btn btn-outline-secondary btn-sm" id="unblock-button" @click=${() => attempt(this, () => chat.block(peer, false))}>${strings.unblock}</button>
      <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
    </div>`;
  }

  #header() {
    const { open, me } = this.state;
    const peer = open?.peer;
    const conversation = open?.status === 'ready' ? open.conversation : null;
    const name = this.#name();
    const canSearch = open?.status === 'ready' && open.conversation !== null;
    return html`<header class="conversation-header">
      ${iconButton('back', strings.back, goBack, 'back')} ${peer || conversation ? avatar(peer ?? faceOf(/** @type {Conversation} */ (conversation)), 'medium') : nothing}
      <div class="conversation-title">
        <h1 tabindex="-1">${isolated(name)}</h1>
        ${peer?.username && peer.id !== me?.id ? html`<p>${isolated('@' + peer.username)}</p>` : nothing}
        ${conversation && !peer ? html`<p>${strings.members(conversation.members ?? 0)}${conversation.topic ? html` · <bdi>${conversation.topic}</bdi>` : nothing}</p>` : nothing}
      </div>
      <div class="header-buttons">
        ${conversation?.pinned ? [iconButton('pin', strings.showPinned(conversation.pinned), this.#showPinned), html`<parley-pins></parley-pins>`] : nothing}
        ${conversation && !peer ? [iconButton('people', strings.membersTitle, this.#showMembers), html`<parley-members .conversation=${conversation}></parley-members>`] : nothing}
        ${peer?.username && peer.id !== me?.id ? html`<parley-person-menu .person=${peer} .blocked=${this.#blocked}></parley-person-menu>` : nothing}
        ${conversation ? html`<parley-settings></parley-settings>` : nothing}
        ${canSearch
          ? html`<button type="button" class="icon-button" id="search-toggle" aria-label=${strings.search} title=${strings.search}
              aria-expanded=${this.searching ? 'true' : 'false'} @click=${this.#toggleSearch}>${icon('search')}</button>`
          : nothing}
      </div>
    </header>`;
  }

  #name() {
    const { open, me } = this.state;
    if (open?.peer && open.peer.id === me?.id) return strings.noteToSelf;
    return nameOf(open?.peer, open?.conversation?.title ?? '');
  }

  /** @param {import('../router.js').Route} route */
  #missing(route) {
    const back = html`<a class="btn btn-outline-secondary" href=${paths.home()}>${strings.conversations}</a>`;
    return route.name === 'chat'
      ? emptyState(icon('person'), strings.nobody, strings.nobodyHint(route.username), back)
      : emptyState(icon('alert'), strings.noConversation, strings.noConversationHint, back);
  }

  /** @param {string} [problem] */
  #failed(problem) {
    const again = html`<button class="btn btn-outline-secondary" @click=${() => chat.reopen()}>${strings.retry}</button>`;
    return emptyState(icon('alert'), strings.openFailed, problem, again);
  }

  #showMembers = () => /** @type {any} */ (this.querySelector('parley-members')).show();

  #showPinned = () => /** @type {any} */ (this.querySelector('parley-pins')).show();

  #toggleSearch() {
    if (this.searching) this.#leaveSearch();
    else this.searching = true;
  }

  #leaveSearch() {
    this.#endSearch();
    const toggle = this.querySelector('#search-toggle');
    if (toggle instanceof HTMLElement) toggle.focus();
  }

  /** @param {CustomEvent<string>} event */
  #searched(event) {
    event.stopPropagation();
    this.query = event.detail;
  }

  /** @param {CustomEvent<import('../api.js').Message>} event */
  #picked(event) {
    const { conversation, seq } = event.detail;
    this.target = seq;
    this.aside = true;
    this.#followed = conversation;
    chat.jumpTo(conversation, seq);
    this.#attend('.to-results');
  }

  #backToResults() {
    this.aside = false;
    this.#attend('#search-results [aria-current=true]');
  }

  /** Moves the focus to what has come into sight; what is not shown does not take it. @param {string} selector */
  async #attend(selector) {
    await this.updateComplete;
    const place = this.querySelector(selector);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }
}

customElements.define('parley-conversation', ConversationView);
