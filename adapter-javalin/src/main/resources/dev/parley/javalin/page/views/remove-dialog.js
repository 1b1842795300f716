// Asks before a message is deleted.
import { html, LitElement, nothing } from 'lit';
import { chat } from '../chat.js';
import { strings } from '../strings.js';
import { closeFromOutside } from './parts.js';
import { attempt } from './view.js';
/** @import { Message } from '../api.js' */

class RemoveDialog extends LitElement {
  static properties = { message: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {Message | null} */
    this.message = null;
    this.problem = '';
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  /** @param {Message} message */
  ask(message) {
    this.message = message;
    this.problem = '';
    this.#dialog.showModal();
  }

  render() {
    return html`<dialog class="ask" aria-labelledby="remove-title" @click=${closeFromOutside}>
      <div class="ask-body">
        <h2 id="remove-title">${strings.removeTitle}</h2>
        <blockquote dir="auto">${this.message?.content ?? nothing}</blockquote>
        <p>${strings.removeLead}</p>
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <div class="ask-row">
          <button type="button" class="btn btn-outline-secondary" @click=${() => this.#dialog.close()}>${strings.cancel}</button>
          <button type="button" class="btn btn-danger" ?disabled=${this.busy} @click=${this.#confirm}>${strings.remove}</button>
        </div>
      </div>
    </dialog>`;
  }

  async #confirm() {
    if (!this.message || this.busy) return;
    this.busy = true;
    const { message } = this;
    await attempt(this, async () => {
      await chat.remove(message);
      this.#dialog.close();
      document.getElementById('message-field')?.focus();
    });
    this.busy = false;
  }
}

customElements.define('parley-remove-dialog', RemoveDialog);
