// One message, as templates: its text, its time, and for its author what can be done with it.
import { html, nothing } from 'lit';
import { chat } from '../chat.js';
import { noteOf } from '../notes.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { isJumbo } from '../text.js';
import { fullTimeOf, timeOf } from '../time.js';
import { icon } from './icons.js';
import { said } from './markup.js';
import { avatar, iconButton, menuItem, menuKey, menuLeft, time } from './parts.js';
import { palette, reactions } from './reactions.js';
import { report } from './report-dialog.js';
import './editor.js';
/** @import { Message, Quote, User } from '../api.js' */
/** @import { Open, Unsent } from '../store.js' */

/**
 * `active`: tapped; `reachable`: among many, the one that the Tab key comes to; arrow keys go on from there.
 * `rules`: I may take away what others said. `pins`: I may keep a message at hand for all. `reacting`: choosing what to react with. `writes`: something may be added here.
 * `named`: among several people, the first of one's messages shows who says it.
 * @typedef {{message: Message, mine: boolean, rules: boolean, pins: boolean, sender: User | null, people: readonly User[], reacting: boolean, writes: boolean, named: boolean, closes: boolean, query: string, editing: boolean, active: boolean, reachable: boolean,
 *   edit: (message: Message) => void, remove: (message: Message) => void, unread: (message: Message) => void, done: () => void,
 *   answer: (message: Message) => void, choose: (message: Message) => void, react: (message: Message, emoji: string, on: boolean) => void,
 *   pin: (message: Message) => void, former: (message: Message) => void}} Shown
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
      : [actions(shown), html`<div class="said">${bubble(message, name, shown)}${reactions(message, shown)}</div>`]}
  `;
}

/** @param {Shown} shown */
function actions(shown) {
  const { message, mine, rules, writes, active, reachable, reacting } = shown;
  if (message.deleted) return nothing;
  const tab = reachable ? 0 : -1;
  return html`<div class="actions ${active || reacting ? 'shown' : ''}">
    ${writes ? iconButton('smile', strings.react, () => shown.choose(message), 'small', tab) : nothing}
    ${writes ? iconButton('reply', strings.reply, () => shown.answer(message), 'small', tab) : nothing}
    ${more(shown, tab)}
    ${mine && writes ? iconButton('edit', strings.editMessage, () => shown.edit(message), 'small', tab) : nothing}
    ${mine || rules ? iconButton('bin', strings.removeMessage, () => shown.remove(message), 'small', tab) : nothing}
    ${reacting ? palette(shown) : nothing}
  </div>`;
}

/** What is done more seldom. @param {Shown} shown @param {number} tab */
function more({ message, mine, pins, writes, pin, unread }, tab) {
  return html`<details class="menu" @keydown=${menuKey} @focusout=${menuLeft}>
    <summary class="icon-button small" aria-label=${strings.moreActions} title=${strings.moreActions} tabindex=${tab}>${icon('more')}</summary>
    <div class="menu-panel" tabindex="-1">
      ${pins && writes ? menuItem('pin', message.pinned ? strings.unpin : strings.pin, () => pin(message)) : nothing}
      ${menuItem('unread', strings.markUnread, () => unread(message))}
      ${mine ? nothing : menuItem('flag', strings.report, () => report(message))}
    </div>
  </details>`;
}

/** What a message answers; chosen, it is shown in its place. @param {Quote | undefined} quote @param {number} conversation @param {readonly User[]} people */
export function quoted(quote, conversation, people) {
  if (!quote) return nothing;
  const name = nameOf(people.find((person) => person.id === quote.sender_id), quote.sender ?? strings.someone);
  return html`<button type="button" class="quote" @click=${() => chat.jumpTo(conversation, quote.seq)}>
    <span class="visually-hidden">${strings.inReplyTo} </span><bdi class="quote-name">${name}</bdi>
    <span class="quote-text" dir="auto">${quote.deleted ? strings.deletedMessage : quote.excerpt}</span>
  </button>`;
}

/** @param {Message} message @param {string} name @param {Shown} shown */
function bubble(message, name, { query, named, mine, people, former }) {
  const text = message.content ?? '';
  const classes = message.deleted ? 'tombstone' : isJumbo(text) ? 'jumbo' : '';
  return html`<div class="bubble ${classes}">
    <span class=${named ? 'sender' : 'visually-hidden'}><bdi>${name}</bdi><span class="visually-hidden">: </span></span>
    ${message.deleted ? nothing : quoted(message.reply_to, message.conversation, people)}
    ${message.deleted
      ? html`<span class="text">${message.deleted_by ? strings.deletedBy(nameOf(message.deleted_by)) : strings.deletedMessage}</span>`
      : html`<span class="text" dir="auto">${said(message, query)}</span>`}
    <span class="meta">${message.pinned ? html`<span title=${strings.pinned}><span class="visually-hidden">${strings.pinned}</span>${icon('pin')}</span>` : nothing}
      ${message.deleted ? nothing : edited(message, mine ? former : undefined)} ${time(message.timestamp, timeOf)}</span>
  </div>`;
}

/** That it was edited; its author can read what it said before. @param {Message} message @param {(message: Message) => void} [former] */
function edited(message, former) {
  if (!message.edited_at) return nothing;
  const title = strings.editedAt(fullTimeOf(new Date(message.edited_at)));
  return former
    ? html`<button type="button" class="edited" title=${title} @click=${() => former(message)}>${strings.edited}</button>`
    : html`<span class="edited" title=${title}>${strings.edited}</span>`;
}

/** A message of mine on its way. @param {Unsent} unsent @param {Open} open */
export function unsentContent(unsent, { people, conversation }) {
  const failed = unsent.state === 'failed';
  const states = { sending: strings.sending, sent: strings.sending, waiting: strings.waiting, failed: strings.notSent };
  const state = states[unsent.state];
  return html`
    <div class="bubble pending ${failed ? 'failed' : ''} ${isJumbo(unsent.content) ? 'jumbo' : ''}">
      <span class="visually-hidden">${strings.you}: </span>
      ${quoted(unsent.reply_to, conversation?.id ?? 0, people)}
      <span class="text" dir="auto">${unsent.content}</span>
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
