// Editing a message in its place.
import { html, LitElement, nothing } from 'lit';
import { ApiError } from '../api.js';
import { chat } from '../chat.js';
import { store } from '../store.js';
import { strings } from '../strings.js';
import { lengthOf } from '../text.js';
import { growing, isSend, isTouch } from './composer.js';
/** @import { Message } from '../api.js' */

class Editor extends LitElement {
  static properties = { message: {}, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.message = /** @type {Message} */ (/** @type {unknown} */ (undefined));
    this.problem = '';
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  firstUpdated() {
    const field = this.#field;
    field.value = this.message.content ?? '';
    growing(field);
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    this.scrollIntoView({ block: 'nearest' });
  }

  render() {
    return html`<form class="editor" @submit=${this.#save}>
      <textarea class="form-control" dir="auto" rows="1" aria-label=${strings.editMessage} ?readonly=${this.busy} @keydown=${this.#key} @input=${() => growing(this.#field)}></textarea>
      <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
      <div class="editor-row">
        ${isTouch() ? nothing : html`<span class="note">${strings.editHint}</span>`}
        <button type="button" class="btn btn-sm btn-outline-secondary" @click=${() => this.#tell('done')}>${strings.cancel}</button>
        <button type="submit" class="btn btn-sm btn-primary" ?disabled=${this.busy}>${strings.save}</button>
      </div>
    </form>`;
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new Event(what));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#tell('done');
    } else if (isSend(event)) {
      event.preventDefault();
      this.#save(event);
    }
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const content = this.#field.value.trim();
    const most = store.state.capabilities.limits?.content ?? 4000;
    if (this.busy) return;
    if (content === this.message.content) return this.#tell('done');
    if (content === '') return this.#tell('emptied');
    this.problem = lengthOf(content) > most ? strings.tooLong(lengthOf(content) - most) : '';
    if (this.problem === '') await this.#send(content);
  }

  /** @param {string} content */
  async #send(content) {
    this.busy = true;
    try {
      await chat.edit(this.message, content);
      this.#tell('done');
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.problem = failure.message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('parley-editor', Editor);
