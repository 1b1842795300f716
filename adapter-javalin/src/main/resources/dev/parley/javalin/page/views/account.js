// Who is logged in here, and the way out.
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { chat } from '../chat.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { avatar, isolated, menuKey, menuLeft } from './parts.js';
import { attempt, View } from './view.js';
import './profile-dialog.js';

class Account extends View {
  static properties = { problem: { state: true }, shares: { state: true } };

  constructor() {
    super();
    /** Why logging out did not succeed. */
    this.problem = '';
    /** Whether others see what I have read; null while that is not known. @type {boolean | null} */
    this.shares = null;
  }

  render() {
    const { me } = this.state;
    return html`<details class="menu" @keydown=${menuKey} @focusout=${menuLeft} @toggle=${this.#toggled}>
      <summary class="icon-button" aria-label=${strings.account} title=${strings.account}>${avatar(me, 'small')}</summary>
      <div class="menu-panel" tabindex="-1">
        <p class="menu-name"><strong dir="auto">${nameOf(me)}</strong><span>${isolated('@' + (me?.username ?? ''))}</span></p>
        <button type="button" id="profile-button" class="menu-item" @click=${this.#edit}>${icon('person')} ${strings.profile}</button>
        <button type="button" class="menu-item" @click=${this.#logOut}>${icon('leave')} ${strings.logOut}</button>
        ${this.shares === null ? nothing : html`<label class="menu-item">
          <input type="checkbox" id="share-reading" .checked=${this.shares} @change=${this.#share} /> ${strings.shareReading}
        </label>`}
        <div role="alert">${this.problem ? html`<p class="menu-problem note wrong">${this.problem}</p>` : nothing}</div>
      </div>
    </details>
    <parley-profile-dialog></parley-profile-dialog>`;
  }

  #edit() {
    /** @type {HTMLDetailsElement} */ (this.querySelector('details')).open = false;
    /** @type {any} */ (this.querySelector('parley-profile-dialog')).ask();
  }

  /** @param {Event} event */
  #toggled(event) {
    this.problem = '';
    if (!(/** @type {HTMLDetailsElement} */ (event.currentTarget).open)) return;
    attempt(this, async () => {
      this.shares = (await api.me()).share_reading !== false;
    });
  }

  /** @param {Event} event */
  #share(event) {
    const box = /** @type {HTMLInputElement} */ (event.currentTarget);
    const shared = box.checked;
    return attempt(this, async () => {
      await api.updateMe({ share_reading: shared });
      this.shares = shared;
    }).then(() => (box.checked = this.shares === true));
  }

  #logOut() {
    return attempt(this, () => chat.logOut());
  }
}

customElements.define('parley-account', Account);
