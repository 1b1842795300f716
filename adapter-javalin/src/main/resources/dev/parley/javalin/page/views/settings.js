// How one wants to have the open conversation: a favourite, of what to be notified, hidden; and for its owner, archived.
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { chat } from '../chat.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { menuKey, menuLeft } from './parts.js';
import { attempt, View } from './view.js';
/** @import { Notify, Settings as Chosen } from '../api.js' */

const NOTIFY = /** @type {Notify[]} */ (['all', 'mentions', 'none']);

class Settings extends View {
  static properties = { problem: { state: true } };

  constructor() {
    super();
    /** Why it could not be settled. */
    this.problem = '';
  }

  render() {
    const conversation = this.state.open?.conversation;
    if (!conversation) return nothing;
    const { notify = 'all', favourite = false, hidden = false } = conversation;
    return html`<details class="menu" @keydown=${menuKey} @focusout=${menuLeft} @toggle=${() => (this.problem = '')}>
      <summary class="icon-button" aria-label=${strings.settings} title=${strings.settings}>${icon('more')}</summary>
      <div class="menu-panel" tabindex="-1">
        <button type="button" class="menu-item" aria-pressed=${favourite ? 'true' : 'false'} @click=${() => this.#settle({ favourite: !favourite })}>
          ${icon('star')} ${strings.favourite}
        </button>
        <fieldset class="menu-choices">
          <legend>${strings.notify}</legend>
          ${NOTIFY.map((one) => html`<label class="menu-item">
            <input type="radio" name="notify" .checked=${live(notify === one)} @change=${() => this.#settle({ notify: one })} /> ${strings.notifyOf[one]}
          </label>`)}
        </fieldset>
        <button type="button" class="menu-item" id="hide" @click=${() => this.#settle({ hidden: !hidden })}>
          ${icon(hidden ? 'eye' : 'eyeOff')} ${hidden ? strings.show : strings.hide}
        </button>
        ${conversation.role === 'owner' ? html`<button type="button" class="menu-item" id="archive" @click=${() => attempt(this, () => chat.archive(!conversation.archived_at))}>
          ${icon('box')} ${conversation.archived_at ? strings.restore : strings.archive}
        </button>` : nothing}
        <div role="alert">${this.problem ? html`<p class="menu-problem note wrong">${this.problem}</p>` : nothing}</div>
      </div>
    </details>`;
  }

  /** @param {Partial<Chosen>} settings */
  #settle(settings) {
    return attempt(this, () => chat.settle(settings));
  }
}

customElements.define('parley-settings', Settings);
