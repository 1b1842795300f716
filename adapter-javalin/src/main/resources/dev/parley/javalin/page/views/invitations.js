// Links by which people come to a group or channel: making one, and taking it back.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { paths } from '../router.js';
import { strings } from '../strings.js';
import { fullTimeOf } from '../time.js';
import { attempt, View } from './view.js';
/** @import { Invitation } from '../api.js' */

class Invitations extends View {
  static properties = { conversation: {}, held: { state: true }, link: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.conversation = 0;
    /** Those that hold. @type {Invitation[]} */
    this.held = [];
    /** The one that was just made. */
    this.link = '';
    this.problem = '';
  }

  load() {
    this.link = '';
    return this.#load();
  }

  #load() {
    return attempt(this, async () => {
      this.held = (await api.invitations(this.conversation)).results;
    });
  }

  render() {
    return html`<details class="invitations">
      <summary>${strings.inviteByLink}</summary>
      <form class="invite" @submit=${this.#make}>
        <label>${strings.linkFor} ${this.#choice('hours', strings.linkHours, '168')}</label>
        <label>${strings.linkUses} ${this.#choice('uses', strings.linkUsesOf, '')}</label>
        <button type="submit" id="make-link" class="btn btn-outline-secondary btn-sm">${strings.makeLink}</button>
      </form>
      ${this.link ? html`<label class="form-label" for="new-link">${strings.link}</label>
          <input id="new-link" class="form-control" readonly .value=${this.link} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()} />` : nothing}
      <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
      <ul class="rows" id="invitation-list">
        ${repeat(this.held, (one) => one.id, (one) => html`<li class="member">
          <span class="row-text">${strings.linkOf(when(one.created_at), one.expires_at ? when(one.expires_at) : '', one.uses_left)}</span>
          <button type="button" class="btn btn-outline-danger btn-sm" @click=${() => this.#revoke(one)}>${strings.revokeLink}</button>
        </li>`)}
      </ul>
    </details>`;
  }

  /** @param {string} name @param {Record<string, string>} choices @param {string} chosen */
  #choice(name, choices, chosen) {
    return html`<select name=${name} class="form-select form-select-sm">
      ${Object.entries(choices).map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>`;
  }

  /** @param {SubmitEvent} event */
  async #make(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [uses, hours] = [Number(form.get('uses')), Number(form.get('hours'))];
    await attempt(this, async () => {
      const { secret } = await api.invite(this.conversation, { ...(uses ? { uses } : {}), ...(hours ? { expires_in_hours: hours } : {}) });
      this.link = location.origin + paths.invitation(secret);
    });
    if (!this.problem) await this.#load();
  }

  /** @param {Invitation} one */
  async #revoke(one) {
    await attempt(this, () => api.revokeInvitation(this.conversation, one.id));
    if (!this.problem) await this.#load();
  }
}

/** @param {string} stamp */
const when = (stamp) => fullTimeOf(new Date(stamp));

customElements.define('parley-invitations', Invitations);
