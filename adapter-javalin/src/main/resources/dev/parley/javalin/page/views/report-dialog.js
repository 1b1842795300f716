// Asks why a message is reported to the administrators.
import { html, LitElement, nothing } from 'lit';
import { api } from '../api.js';
import { strings } from '../strings.js';
import { closeFromOutside } from './parts.js';
import { attempt } from './view.js';
/** @import { Message } from '../api.js' */

class ReportDialog extends LitElement {
  static properties = { message: { state: true }, problem: { state: true }, busy: { state: true }, done: { state: true } };

  constructor() {
    super();
    /** @type {Message | null} */
    this.message = null;
    this.problem = '';
    this.busy = false;
    /** Whether the administrators will see it. */
    this.done = false;
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
    this.done = false;
    this.querySelector('form')?.reset();
    this.#dialog.showModal();
  }

  render() {
    return html`<dialog class="ask" aria-labelledby="report-title" @click=${closeFromOutside}>
      <form class="ask-body" @submit=${this.#submit}>
        <h2 id="report-title">${strings.reportTitle}</h2>
        <blockquote dir="auto">${this.message?.content ?? nothing}</blockquote>
        <label class="form-label" for="report-reason" ?hidden=${this.done}>${strings.reportReason}</label>
        <input id="report-reason" name="reason" class="form-control" dir="auto" maxlength="500" autocomplete="off" ?hidden=${this.done} />
        <p role="status">${this.done ? strings.reported : strings.reportLead}</p>
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <div class="ask-row">
          <button type="button" class="btn btn-outline-secondary" @click=${() => this.#dialog.close()}>${this.done ? strings.close : strings.cancel}</button>
          ${this.done ? nothing : html`<button type="submit" class="btn btn-danger" ?disabled=${this.busy}>${strings.report}</button>`}
        </div>
      </form>
    </dialog>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (!this.message || this.busy) return;
    this.busy = true;
    const { id } = this.message;
    const reason = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('reason'));
    await attempt(this, async () => {
      await api.report(id, reason);
      this.done = true;
    });
    this.busy = false;
  }
}

customElements.define('parley-report-dialog', ReportDialog);

/** Asks in the one dialog of the page. @param {Message} message */
export function report(message) {
  /** @type {ReportDialog | null} */ (document.querySelector('parley-report-dialog'))?.ask(message);
}
