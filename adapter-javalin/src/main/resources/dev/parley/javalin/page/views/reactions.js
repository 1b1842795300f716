// What people have put under a message, and choosing what to put there.
import { html, nothing } from 'lit';
import { store, nameOf } from '../store.js';
import { strings } from '../strings.js';
/** @import { Message, Reaction, User } from '../api.js' */
/** @import { Shown } from './message.js' */

/** What is offered at once; anything else can be typed. */
const USUAL = ['👍', '❤️', '😂', '🎉', '😮', '😢'];

/** @param {Reaction} reaction */
const isMine = ({ users }) => users.includes(store.state.me?.id ?? 0);

/** A button for each kind: it adds mine, or takes it back. @param {Message} message @param {Shown} shown */
export function reactions(message, { people, react }) {
  if (!message.reactions) return nothing;
  return html`<div class="reactions" role="group" aria-label=${strings.reactions}>
    ${message.reactions.map((reaction) => html`<button type="button" class="reaction" aria-pressed=${isMine(reaction) ? 'true' : 'false'}
      title=${namesOf(reaction, people)} @click=${() => react(message, reaction.emoji, !isMine(reaction))}>
      <span>${reaction.emoji}</span> <span>${reaction.count}</span>
    </button>`)}
  </div>`;
}

/** @param {Reaction} reaction @param {readonly User[]} people */
function namesOf({ users, count }, people) {
  const named = users.map((id) => (id === store.state.me?.id ? strings.you : nameOf(people.find((person) => person.id === id), strings.someone)));
  return named.join(', ') + (count > users.length ? strings.andMore(count - users.length) : '');
}

/** @param {Shown} shown */
export function palette({ message, react, choose }) {
  /** @param {string} emoji */
  const chosen = (emoji) => react(message, emoji, true);
  return html`<div class="palette" role="group" aria-label=${strings.react} @keydown=${(/** @type {KeyboardEvent} */ event) => left(event, () => choose(message))}>
    ${USUAL.map((emoji) => html`<button type="button" class="icon-button small" aria-label=${strings.reactWith(emoji)} @click=${() => chosen(emoji)}>${emoji}</button>`)}
    <form @submit=${(/** @type {SubmitEvent} */ event) => typed(event, chosen)}>
      <input name="emoji" class="form-control form-control-sm" size="4" maxlength="32" autocomplete="off" aria-label=${strings.otherEmoji} placeholder=${strings.otherEmoji} />
    </form>
  </div>`;
}

/** @param {KeyboardEvent} event @param {() => void} leave */
function left(event, leave) {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  leave();
}

/** @param {SubmitEvent} event @param {(emoji: string) => void} chosen */
function typed(event, chosen) {
  event.preventDefault();
  const emoji = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get('emoji')).trim();
  if (emoji !== '') chosen(emoji);
}
