// Small pieces that several views draw.
import { html, nothing } from 'lit';
import { strings } from '../strings.js';
import { colours, initials, marked, toneOf } from '../text.js';
import { fullTimeOf } from '../time.js';
import { icon } from './icons.js';
/** @import { User } from '../api.js' */

/** A coloured disc with initials. @param {User | null | undefined} user @param {string} [size] */
export function avatar(user, size = '') {
  const name = user?.display_name || user?.username || '?';
  const chosen = colours.indexOf(user?.colour ?? '');
  const tone = chosen < 0 ? toneOf(user?.username ?? '') : chosen;
  return html`<span class="avatar tone-${tone} ${size}" aria-hidden="true">${initials(name)}</span>`;
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

/** A line of a menu, which closes when it is chosen. @param {Parameters<typeof icon>[0]} name @param {string} label @param {() => void} chosen */
export function menuItem(name, label, chosen) {
  /** @param {Event} event */
  const click = (event) => {
    const line = /** @type {HTMLElement} */ (event.currentTarget);
    const menu = /** @type {HTMLDetailsElement} */ (line.closest('details'));
    menu.querySelector('summary')?.focus();
    menu.open = false;
    chosen();
  };
  return html`<button type="button" class="menu-item" @click=${click}>${icon(name)} ${label}</button>`;
}

/** Of a menu: Escape closes it. @param {KeyboardEvent} event */
export function menuKey(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key !== 'Escape' || !menu.open) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** Of a menu: it closes when the focus goes elsewhere. @param {FocusEvent} event */
export function menuLeft(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) menu.open = false;
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
