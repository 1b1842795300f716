// The field to write in. What is in it is kept over a reload of the tab, for each conversation.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { recalled, remember } from '../outbox.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { lengthOf } from '../text.js';
import { icon } from './icons.js';
import { quoted } from './message.js';
import { iconButton } from './parts.js';
import { View } from './view.js';
/** @import { Open } from '../store.js' */

/** From so many characters below the limit on, it is told. */
const CLOSE = 200;

/** Makes a text field as high as its text. @param {HTMLTextAreaElement} field */
export function growing(field) {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

/** Enter sends, unless it makes a line or finishes a composed character; on touch screens it makes a line. @param {KeyboardEvent} event */
export function isSend(event) {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !isTouch();
}

/** Whether there is a touch screen and no mouse. */
export const isTouch = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

class Composer extends View {
  static properties = { room: {}, length: { state: true } };

  constructor() {
    super();
    /** Whose draft this is; empty while the conversation is loading. */
    this.room = '';
    this.length = 0;
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  render() {
    const { open, me } = this.state;
    const self = open?.peer && open.peer.id === me?.id;
    const label = self ? strings.noteToSelf : strings.writeTo(nameOf(open?.peer, open?.conversation?.title));
    const most = this.state.capabilities.limits?.content ?? 4000;
    const left = most - this.length;
    return html`<form class="composer" @submit=${this.#send}>
      ${open?.answered ? this.#answered(open) : nothing}
      <textarea id="message-field" class="form-control" rows="1" dir="auto" aria-label=${label} placeholder=${label} autocomplete="off" enterkeyhint="enter"
        aria-describedby="markup-hint message-count" @input=${this.#typed} @keydown=${this.#key}></textarea>
      <button id="send-button" type="submit" class="send" aria-label=${strings.send} title=${strings.send} ?disabled=${this.length === 0 || left < 0}>${icon('send')}</button>
      <p id="markup-hint" class="markup-hint">${strings.markupHint}</p>
      <p id="message-count" class="count ${left < 0 ? 'over' : ''}" aria-live="polite">
        ${left < 0 ? strings.tooLong(-left) : left < CLOSE ? strings.charactersLeft(left) : nothing}
      </p>
    </form>`;
  }

  /** What the message will reply to. @param {Open} open */
  #answered({ answered, conversation, people }) {
    return html`<div class="answered">${quoted(answered, conversation?.id ?? 0, people)} ${iconButton('close', strings.noReply, this.#noReply, 'small')}</div>`;
  }

  #noReply = () => {
    chat.answer();
    this.#field.focus();
  };

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('room')) return;
    if (this.room === '') return this.#put('');
    const draft = recalled('draft:' + this.room);
    if (typeof draft === 'string' && draft !== '') this.#put(draft);
    else this.#typed();
    this.#attend();
  }

  /** Writing can begin at once, but no keyboard jumps over a touch screen. */
  #attend() {
    const place = isTouch() ? document.querySelector('.conversation-title h1') : this.#field;
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }

  /** @param {string} text */
  #put(text) {
    this.#field.value = text;
    this.#measure();
  }

  #measure() {
    growing(this.#field);
    this.length = lengthOf(this.#field.value.trim());
  }

  #typed() {
    this.#measure();
    remember('draft:' + this.room, this.#field.value);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (isSend(event)) {
      event.preventDefault();
      this.#send(event);
    } else if (event.key === 'ArrowUp' && this.#field.value === '') {
      event.preventDefault();
      document.querySelector('parley-timeline')?.dispatchEvent(new Event('edit-last'));
    }
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const content = this.#field.value.trim();
    const most = this.state.capabilities.limits?.content ?? 4000;
    if (content === '' || lengthOf(content) > most || this.state.open?.status !== 'ready') return;
    chat.send(content);
    remember('draft:' + this.room, '');
    this.#put('');
    this.#field.focus();
  }
}

customElements.define('parley-composer', Composer);
