// The frame of the page: which view is shown, the title, the banner of the connection.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { nameOf, unreadOf } from '../store.js';
import { strings } from '../strings.js';
import { icon, logo } from './icons.js';
import { emptyState } from './parts.js';
import { View } from './view.js';
import './conversation.js';
import './entrance.js';
import './sidebar.js';

/** A short trouble is not worth a word. */
const QUIET = 1_000;

class App extends View {
  static properties = { troubled: { state: true } };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    super();
    this.troubled = false;
  }

  willUpdate() {
    this.#watch();
  }

  render() {
    const { phase, route } = this.state;
    if (phase === 'starting') return this.#starting();
    if (phase === 'out') return html`<parley-entrance .kind=${route.name === 'register' ? 'register' : 'login'}></parley-entrance>`;
    const screen = ['chat', 'conversation', 'invitation'].includes(route.name) ? 'conversation' : 'list';
    return html`
      <a class="skip-link" href="#timeline" @click=${this.#skip}>${strings.skip}</a>
      ${this.#banner()}
      <div class="frame" data-screen=${screen}>
        <parley-sidebar class="sidebar"></parley-sidebar>
        <main class="stage">
          ${screen === 'conversation' && route.name !== 'invitation' ? html`<parley-conversation class="conversation"></parley-conversation>` : this.#nothingOpen()}
        </main>
      </div>
    `;
  }

  updated() {
    const { list, open, phase, route } = this.state;
    const unread = unreadOf(list.items);
    const names = { login: strings.logIn, register: strings.register };
    const place = phase === 'out' ? names[/** @type {'login'} */ (route.name)] : nameOf(open?.peer, open?.conversation?.title);
    document.title = (unread > 0 ? `(${unread}) ` : '') + (place ? `${place} · ` : '') + strings.app;
  }

  #starting() {
    return html`<div class="starting" role="status">
      ${logo()}
      <p>${this.troubled ? strings.offline : nothing}</p>
      <span class="visually-hidden">${strings.loading}</span>
    </div>`;
  }

  #nothingOpen() {
    const { route, refused } = this.state;
    if (route.name === 'invitation') return emptyState(logo(), refused || strings.invitation, nothing);
    return emptyState(logo(), strings.pickOne, strings.pickOneHint);
  }

  #banner() {
    const { link, reachable } = this.state;
    const text = link === 'many' ? strings.tooMany : link === 'refused' ? strings.stopped : reachable ? strings.connecting : strings.offline;
    return html`<div class="banner-place" role="status">
      ${this.troubled ? html`<p class="banner">${link === 'many' || link === 'refused' ? icon('alert') : nothing} ${text}</p>` : nothing}
    </div>`;
  }

  /** Trouble is shown when it has lasted, and gone at once. */
  #watch() {
    const { link, reachable, phase } = this.state;
    const trouble = phase !== 'out' && (!reachable || (link !== 'idle' && link !== 'live'));
    if (!trouble) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.troubled = false;
    } else {
      this.#timer ??= setTimeout(() => (this.troubled = true), QUIET);
    }
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    const target = this.querySelector('#timeline') ?? this.querySelector('main');
    if (target instanceof HTMLElement) target.focus();
  }
}

customElements.define('parley-app', App);

addEventListener('online', () => chat.refreshList());
