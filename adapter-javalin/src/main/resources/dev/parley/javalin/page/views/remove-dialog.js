// Asks before a message is deleted.
import { html, LitElement, nothing } from 'lit';
import { ApiError } from '../api.js';
import { chat } from '../chat.js';
import { strings } from '../strings.js';
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
    return html`<dialog class="ask" aria-labelledby="remove-title" @click=${this.#outside}>
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

  /** @param {MouseEvent} event */
  #outside(event) {
    if (event.target === this.#dialog) this.#dialog.close();
  }

  async #confirm() {
    if (!this.message || this.busy) return;
    this.busy = true;
    try {
      await chat.remove(this.message);
      this.#dialog.close();
      document.getElementById('message-field')?.focus();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.problem = failure.message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('parley-remove-dialog', RemoveDialog);
