// Small pieces that several views draw.
import { html, nothing } from 'lit';
import { strings } from '../strings.js';
import { initials, marked, toneOf } from '../text.js';
import { fullTimeOf } from '../time.js';
import { icon } from './icons.js';
/** @import { User } from '../api.js' */

/** A coloured disc with initials. @param {User | null | undefined} user @param {string} [size] */
export function avatar(user, size = '') {
  const name = user?.display_name || user?.username || '?';
  return html`<span class="avatar tone-${toneOf(user?.username ?? '')} ${size}" aria-hidden="true">${initials(name)}</span>`;
}

/** A name, isolated from the direction of the text around it. @param {string} name */
export const isolated = (name) => html`<bdi>${name}</bdi>`;

/** @param {string} stamp @param {(at: Date) => string} shown @param {string} [classes] */
export function time(stamp, shown, classes = '') {
  const at = new Date(stamp);
  return html`<time class=${classes} datetime=${stamp} title=${fullTimeOf(at)}>${shown(at)}</time>`;
}

/** A text in which words of a search are marked. @param {string} text @param {string} query */
export function withMarks(text, query) {
  if (query === '') return text;
  return marked(text, query).map((part) => (part.hit ? html`<mark>${part.text}</mark>` : part.text));
}

/** A picture, a line and what to do next. @param {any} picture @param {unknown} title @param {unknown} hint @param {unknown} [action] */
export function emptyState(picture, title, hint, action = nothing) {
  return html`<div class="empty">
    ${picture}
    <p class="empty-title">${title}</p>
    ${hint ? html`<p class="empty-hint">${hint}</p>` : nothing} ${action}
  </div>`;
}

/** What went wrong, and a button to try it again. @param {string} problem @param {() => void} again */
export function failedState(problem, again) {
  return emptyState(icon('alert'), problem, nothing, html`<button type="button" class="btn btn-outline-secondary btn-sm" @click=${again}>${strings.retry}</button>`);
}

/** @param {Parameters<typeof icon>[0]} name @param {string} label @param {(event: Event) => void} click @param {string} [classes] @param {number} [tab] */
export function iconButton(name, label, click, classes = '', tab = 0) {
  return html`<button type="button" class="icon-button ${classes}" aria-label=${label} title=${label} tabindex=${tab} @click=${click}>
    ${icon(name)}
  </button>`;
}

/** Closes a dialog when what lies around it was clicked. @param {MouseEvent} event */
export function closeFromOutside(event) {
  const { target, currentTarget } = event;
  if (target === currentTarget) /** @type {HTMLDialogElement} */ (currentTarget).close();
}

/** Grey lines where something is about to be. @param {number} rows @param {string} kind */
export function skeleton(rows, kind) {
  return html`<div class="skeleton ${kind}" aria-hidden="true">${Array.from({ length: rows }, () => html`<span></span>`)}</div>`;
}
