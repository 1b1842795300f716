// What is kept at hand in the open conversation.
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { chat } from '../chat.js';
import { nameOf, senderOf } from '../store.js';
import { strings } from '../strings.js';
import { fullTimeOf } from '../time.js';
import { closeFromOutside, iconButton, time } from './parts.js';
import { attempt, View } from './view.js';
/** @import { Message } from '../api.js' */

class Pins extends View {
  static properties = { messages: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {Message[]} */
    this.messages = [];
    this.problem = '';
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  show() {
    const id = this.state.open?.conversation?.id ?? 0;
    this.messages = [];
    this.#dialog.showModal();
    return attempt(this, async () => {
      const { results } = await api.pinned(id);
      if (id === this.state.open?.conversation?.id) this.messages = results;
    });
  }

  render() {
    return html`<dialog class="ask" aria-labelledby="pins-title" @click=${closeFromOutside}>
      <div class="ask-body">
        <div class="ask-head"><h2 id="pins-title">${strings.pinnedTitle}</h2>${iconButton('close', strings.close, () => this.#dialog.close(), 'ms-auto')}</div>
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <ul class="pins" id="pinned">${this.messages.map((message) => this.#row(message))}</ul>
      </div>
    </dialog>`;
  }

  /** @param {Message} message */
  #row(message) {
    return html`<li><button type="button" class="pinned" @click=${() => this.#pick(message)}>
      <span class="pinned-head"><bdi>${nameOf(senderOf(message, this.state.open), message.sender ?? strings.someone)}</bdi> ${time(message.timestamp, fullTimeOf)}</span>
      <span class="pinned-text" dir="auto">${message.content}</span>
    </button></li>`;
  }

  /** @param {Message} message */
  #pick({ conversation, seq }) {
    this.#dialog.close();
    chat.jumpTo(conversation, seq);
  }
}

customElements.define('parley-pins', Pins);
