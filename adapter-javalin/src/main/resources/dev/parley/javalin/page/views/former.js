// What a message of mine said before it was edited.
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { strings } from '../strings.js';
import { fullTimeOf } from '../time.js';
import { closeFromOutside, iconButton, time } from './parts.js';
import { attempt, View } from './view.js';
/** @import { FormerText, Message } from '../api.js' */

class Former extends View {
  static properties = { texts: { state: true }, next: { state: true }, problem: { state: true } };
  #message = 0;

  constructor() {
    super();
    /** @type {FormerText[]} */
    this.texts = [];
    /** @type {number | null} */
    this.next = null;
    this.problem = '';
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  /** @param {Message} message */
  show({ id }) {
    this.#message = id;
    this.texts = [];
    this.next = null;
    this.#dialog.showModal();
    this.#load();
  }

  /** @param {number} [before] */
  #load(before) {
    const id = this.#message;
    return attempt(this, async () => {
      const { results, next } = await api.formerTexts(id, before);
      if (id !== this.#message) return;
      this.texts = [...this.texts, ...results];
      this.next = next;
    });
  }

  render() {
    return html`<dialog class="ask" aria-labelledby="former-title" @click=${closeFromOutside}>
      <div class="ask-body">
        <div class="ask-head"><h2 id="former-title">${strings.formerTitle}</h2>${iconButton('close', strings.close, () => this.#dialog.close(), 'ms-auto')}</div>
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <ol class="former" id="former-texts">
          ${this.texts.map((text) => html`<li>${time(text.timestamp, fullTimeOf)}<p class="text" dir="auto">${text.content}</p></li>`)}
        </ol>
        ${this.next === null ? nothing : html`<button type="button" class="btn btn-link" @click=${() => this.#load(this.next ?? undefined)}>${strings.more}</button>`}
      </div>
    </dialog>`;
  }
}

customElements.define('parley-former', Former);
