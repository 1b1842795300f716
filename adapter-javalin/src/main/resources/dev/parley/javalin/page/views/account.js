// Who is logged in here, and the way out.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { avatar, isolated, menuKey, menuLeft } from './parts.js';
import { attempt, View } from './view.js';
import './profile-dialog.js';

class Account extends View {
  static properties = { problem: { state: true } };

  constructor() {
    super();
    /** Why logging out did not succeed. */
    this.problem = '';
  }

  render() {
    const { me } = this.state;
    return html`<details class="menu" @keydown=${menuKey} @focusout=${menuLeft} @toggle=${() => (this.problem = '')}>
      <summary class="icon-button" aria-label=${strings.account} title=${strings.account}>${avatar(me, 'small')}</summary>
      <div class="menu-panel">
        <p class="menu-name"><strong dir="auto">${nameOf(me)}</strong><span>${isolated('@' + (me?.username ?? ''))}</span></p>
        <button type="button" id="profile-button" class="menu-item" @click=${this.#edit}>${icon('person')} ${strings.profile}</button>
        <button type="button" class="menu-item" @click=${this.#logOut}>${icon('leave')} ${strings.logOut}</button>
        <div role="alert">${this.problem ? html`<p class="menu-problem note wrong">${this.problem}</p>` : nothing}</div>
      </div>
    </details>
    <parley-profile-dialog></parley-profile-dialog>`;
  }

  #edit() {
    /** @type {HTMLDetailsElement} */ (this.querySelector('details')).open = false;
    /** @type {any} */ (this.querySelector('parley-profile-dialog')).ask();
  }

  #logOut() {
    return attempt(this, () => chat.logOut());
  }
}

customElements.define('parley-account', Account);
