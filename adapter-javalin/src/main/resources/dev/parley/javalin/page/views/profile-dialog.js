// What one shows of oneself: the name, a line, the colour of the picture.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { strings } from '../strings.js';
import { colours } from '../text.js';
import { avatar, closeFromOutside } from './parts.js';
import { attempt, View } from './view.js';

class ProfileDialog extends View {
  static properties = { asking: { state: true }, colour: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.asking = false;
    /** The colour that is chosen; empty for the one that comes of the name. */
    this.colour = '';
    this.problem = '';
    this.busy = false;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  async ask() {
    this.problem = '';
    this.colour = this.state.me?.colour ?? '';
    this.asking = true;
    await this.updateComplete;
    this.#dialog.showModal();
  }

  render() {
    const { me } = this.state;
    if (!me || !this.asking) return nothing;
    return html`<dialog class="ask" aria-labelledby="profile-title" @click=${closeFromOutside} @close=${() => (this.asking = false)}>
      <form class="ask-body" @submit=${this.#submit}>
        <h2 id="profile-title">${strings.profile}</h2>
        <label class="form-label" for="profile-name">${strings.displayName}</label>
        <input id="profile-name" name="display_name" class="form-control" dir="auto" maxlength="64" required autocomplete="name" value=${me.display_name ?? ''} />
        <label class="form-label" for="profile-about">${strings.aboutYou}</label>
        <input id="profile-about" name="about" class="form-control" dir="auto" maxlength="500" autocomplete="off" value=${me.about ?? ''} />
        <fieldset class="colours">
          <legend class="form-label">${strings.colour}</legend>
          ${['', ...colours].map((colour) => html`<label title=${strings.colours[colour]}>
            <input type="radio" class="visually-hidden" name="colour" value=${colour} .checked=${colour === this.colour} @change=${() => (this.colour = colour)} />
            ${avatar({ ...me, colour }, 'small')} <span class="visually-hidden">${strings.colours[colour]}</span>
          </label>`)}
        </fieldset>
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <div class="ask-row">
          <button type="button" class="btn btn-outline-secondary" @click=${() => this.#dialog.close()}>${strings.cancel}</button>
          <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${strings.save}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const about = String(form.get('about')).trim();
    await attempt(this, async () => {
      await chat.describe({ display_name: String(form.get('display_name')), about: about || null, colour: this.colour || null });
      this.#dialog.close();
    });
    this.busy = false;
  }
}

customElements.define('parley-profile-dialog', ProfileDialog);
