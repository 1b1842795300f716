// The other one of a direct conversation: who that is, and the way to hear nothing more.
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { chat } from '../chat.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { isolated, menuKey, menuLeft } from './parts.js';
import { attempt, View } from './view.js';
/** @import { User } from '../api.js' */

class PersonMenu extends View {
  static properties = { person: {}, blocked: {}, about: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {User | null} */
    this.person = null;
    this.blocked = false;
    /** What that person says of himself. */
    this.about = '';
    /** Why that did not succeed. */
    this.problem = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {User | null | undefined} */ (changed.get('person'));
    if (changed.has('person') && before?.id !== this.person?.id) {
      this.about = '';
      this.problem = '';
    }
  }

  render() {
    const { person, blocked } = this;
    if (!person) return nothing;
    const label = strings.aboutPerson(nameOf(person));
    return html`<details class="menu" @keydown=${menuKey} @focusout=${menuLeft} @toggle=${this.#toggled}>
      <summary class="icon-button" id="person-menu" aria-label=${label} title=${label}>${icon('person')}</summary>
      <div class="menu-panel" tabindex="-1">
        <p class="menu-name"><strong dir="auto">${nameOf(person)}</strong><span>${isolated('@' + person.username)}</span>
          ${this.about ? html`<span id="person-about" dir="auto">${this.about}</span>` : nothing}</p>
        <button type="button" id="block-button" class="menu-item" @click=${this.#turn}>
          ${icon(blocked ? 'person' : 'alert')} ${blocked ? strings.unblock : strings.block}
        </button>
        <div role="alert">${this.problem ? html`<p class="menu-problem note wrong">${this.problem}</p>` : nothing}</div>
      </div>
    </details>`;
  }

  /** What is shown is what there is when it is opened. @param {Event} event */
  async #toggled(event) {
    this.problem = '';
    const { person } = this;
    if (!(/** @type {HTMLDetailsElement} */ (event.target).open) || !person?.username) return;
    await attempt(this, async () => {
      const { about } = await api.user(person.username);
      if (this.person?.id === person.id) this.about = about ?? '';
    });
  }

  async #turn() {
    const { person } = this;
    if (!person) return;
    await attempt(this, () => chat.block(person, !this.blocked));
    if (!this.problem) this.querySelector('details')?.removeAttribute('open');
  }
}

customElements.define('parley-person-menu', PersonMenu);
