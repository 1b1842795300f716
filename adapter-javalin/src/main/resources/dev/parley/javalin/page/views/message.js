// One message, as templates: its text, its time, and for its author what can be done with it.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { noteOf } from '../notes.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { isJumbo } from '../text.js';
import { fullTimeOf, timeOf } from '../time.js';
import { icon } from './icons.js';
import { avatar, iconButton, time, written } from './parts.js';
import { report } from './report-dialog.js';
import './editor.js';
/** @import { Message, User } from '../api.js' */
/** @import { Unsent } from '../store.js' */

/**
 * `active`: tapped; `reachable`: among many, the one that the Tab key comes to; arrow keys go on from there.
 * `rules`: I may take away what others said. `named`: among several people, the first of one's messages shows who says it.
 * @typedef {{message: Message, mine: boolean, rules: boolean, sender: User | null, named: boolean, closes: boolean, query: string, editing: boolean, active: boolean, reachable: boolean,
 *   edit: (message: Message) => void, remove: (message: Message) => void, done: () => void}} Shown
 */

/** @param {Shown} shown */
export function messageContent(shown) {
  const { message, mine, sender, closes } = shown;
  if (message.kind === 'system') return html`<p class="system" dir="auto">${noteOf(message)}</p>`;
  const name = mine ? strings.you : nameOf(sender, message.sender ?? strings.someone);
  const face = sender ?? { id: 0, username: message.sender ?? '?' };
  return html`
    ${mine ? nothing : html`<span class="line-avatar">${closes ? avatar(face, 'small') : nothing}</span>`}
    ${shown.editing && !message.deleted
      ? html`<parley-editor class="editor-place" .message=${message} @done=${shown.done} @emptied=${() => shown.remove(message)}></parley-editor>`
      : [actions(shown), bubble(message, name, shown)]}
  `;
}

/** @param {Shown} shown */
function actions({ message, mine, rules, active, reachable, edit, remove }) {
  if (message.deleted) return nothing;
  const tab = reachable ? 0 : -1;
  return html`<div class="actions ${active ? 'shown' : ''}">
    ${mine ? iconButton('edit', strings.editMessage, () => edit(message), 'small', tab) : nothing}
    ${mine || rules ? iconButton('bin', strings.removeMessage, () => remove(message), 'small', tab) : nothing}
    ${mine ? nothing : iconButton('flag', strings.report, () => report(message), 'small', tab)}
  </div>`;
}

/** @param {Message} message @param {string} name @param {Shown} shown */
function bubble(message, name, { query, named }) {
  const text = message.content ?? '';
  const classes = message.deleted ? 'tombstone' : isJumbo(text) ? 'jumbo' : '';
  return html`<div class="bubble ${classes}">
    <span class=${named ? 'sender' : 'visually-hidden'}><bdi>${name}</bdi><span class="visually-hidden">: </span></span>
    ${message.deleted
      ? html`<span class="text">${message.deleted_by ? strings.deletedBy(nameOf(message.deleted_by)) : strings.deletedMessage}</span>`
      : html`<span class="text" dir="auto">${written(text, query)}</span>`}
    <span class="meta">${message.deleted ? nothing : edited(message)} ${time(message.timestamp, timeOf)}</span>
  </div>`;
}

/** @param {Message} message */
function edited({ edited_at: at }) {
  return at ? html`<span class="edited" title=${strings.editedAt(fullTimeOf(new Date(at)))}>${strings.edited}</span>` : nothing;
}

/** A message of mine on its way. @param {Unsent} unsent */
export function unsentContent(unsent) {
  const failed = unsent.state === 'failed';
  const states = { sending: strings.sending, sent: strings.sending, waiting: strings.waiting, failed: strings.notSent };
  const state = states[unsent.state];
  return html`
    <div class="bubble pending ${failed ? 'failed' : ''} ${isJumbo(unsent.content) ? 'jumbo' : ''}">
      <span class="visually-hidden">${strings.you}: </span>
      <span class="text" dir="auto">${written(unsent.content)}</span>
      <span class="meta" title=${state}>
        ${unsent.state === 'waiting' ? html`<span>${state}</span>` : html`<span class="visually-hidden">${state}</span>`}
        ${icon(failed ? 'alert' : 'clock')}
      </span>
    </div>
    ${failed ? failure(unsent) : nothing}
  `;
}

/** @param {Unsent} unsent */
function failure({ client_id, detail }) {
  return html`<div class="failure" role="alert">
    <span>${strings.notSent}. ${detail}</span>
    <button type="button" class="btn btn-sm btn-link" @click=${() => chat.retry(client_id)}>${strings.retry}</button>
    <button type="button" class="btn btn-sm btn-link" @click=${() => chat.discard(client_id)}>${strings.discard}</button>
  </div>`;
}
