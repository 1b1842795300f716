// The messages of the open conversation: scrolling, loading more at both ends, staying at the end when new ones arrive.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { chat } from '../chat.js';
import { nameOf, senderOf } from '../store.js';
import { strings } from '../strings.js';
import { dayOf } from '../time.js';
import { daysOf, lastSeen } from '../timeline.js';
import { icon, logo } from './icons.js';
import { emptyState } from './parts.js';
import { messageContent, unsentContent } from './message.js';
import { Scroll } from './scroll.js';
import { attempt, View } from './view.js';
import './former.js';
import './remove-dialog.js';
/** @import { Message } from '../api.js' */
/** @import { Open } from '../store.js' */

class TimelineView extends View {
  static properties = {
    query: {},
    target: {},
    editing: { state: true },
    active: { state: true },
    reacting: { state: true },
    atEnd: { state: true },
    newBelow: { state: true },
    problem: { state: true },
  };
  #scroll = new Scroll(() => this.querySelector('#timeline'));
  #turn = 0;
  #known = 0;
  #reachable = 0;
  #look = () => this.#seen();
  #doing = {
    edit: (/** @type {Message} */ message) => {
      this.editing = message.id;
      this.active = 0;
    },
    remove: (/** @type {Message} */ message) => {
      /** @type {any} */ (this.querySelector('parley-remove-dialog')).ask(message);
      this.active = 0;
    },
    answer: (/** @type {Message} */ message) => {
      this.active = 0;
      chat.answer(message);
      document.getElementById('message-field')?.focus();
    },
    choose: (/** @type {Message} */ message) => {
      this.problem = '';
      this.reacting = this.reacting === message.id ? 0 : message.id;
      this.#attend(message, this.reacting ? '.palette button' : '.actions button');
    },
    react: (/** @type {Message} */ message, /** @type {string} */ emoji, /** @type {boolean} */ on) => {
      if (this.reacting === message.id) this.#attend(message, '.actions button');
      this.reacting = 0;
      attempt(this, () => chat.react(message, emoji, on));
    },
    pin: (/** @type {Message} */ message) => {
      this.active = 0;
      attempt(this, () => chat.pin(message, !message.pinned));
    },
    former: (/** @type {Message} */ message) => {
      /** @type {any} */ (this.querySelector('parley-former')).show(message);
    },
    unread: (/** @type {Message} */ message) => {
      this.active = 0;
      attempt(this, () => chat.markUnread(message));
    },
    done: () => {
      this.editing = 0;
      document.getElementById('message-field')?.focus();
    },
  };
  /** @type {ResizeObserver | undefined} */
  #resized;

  constructor() {
    super();
    /** The words to mark. */
    this.query = '';
    /** The seq of the message to point out. */
    this.target = 0;
    /** The id of the message being edited. */
    this.editing = 0;
    /** The id of the message that was tapped. */
    this.active = 0;
    /** The id of the message for which a reaction is chosen. */
    this.reacting = 0;
    this.atEnd = true;
    this.newBelow = 0;
    /** Why the last thing could not be done. */
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('focus', this.#look);
    document.addEventListener('visibilitychange', this.#look);
    this.addEventListener('edit-last', () => this.#editLast());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('focus', this.#look);
    document.removeEventListener('visibilitychange', this.#look);
    this.#resized?.disconnect();
  }

  firstUpdated() {
    this.#resized = new ResizeObserver(() => this.atEnd && this.#toEnd());
    this.#resized.observe(this.#scroll.box);
  }

  willUpdate() {
    const { open } = this.state;
    if (!open) return;
    this.#scroll.hold();
    const last = open.timeline.messages.at(-1);
    const arrived = this.#known > 0 && last && last.seq > this.#known && !open.timeline.hasAfter;
    if (arrived && !this.atEnd) {
      const known = this.#known;
      this.newBelow += open.timeline.messages.filter((message) => message.seq > known && message.kind !== 'system' && message.sender_id !== this.state.me?.id).length;
    }
    this.#known = Math.max(this.#known, last?.seq ?? 0);
  }

  render() {
    const { open, unsent } = this.state;
    if (!open) return nothing;
    const mine = unsent.filter((other) => other.room === open.room);
    this.#reachable = this.active || (open.timeline.messages.findLast((message) => !message.deleted && message.kind !== 'system')?.id ?? 0);
    const empty = open.timeline.messages.length === 0 && mine.length === 0;
    return html`
      <div class="timeline" id="timeline" tabindex="0" role="region" aria-label=${strings.messages} aria-busy=${open.busy ? 'true' : 'false'}
        @scroll=${this.#scrolled} @click=${this.#tapped} @keydown=${this.#arrows}>
        ${this.#before(open)} ${empty ? this.#empty(open) : nothing}
        ${repeat(daysOf(open.timeline.messages), (day) => day.day, (day) => this.#day(day, open))}
        ${mine.length === 0 ? nothing : html`<ul class="lines unsent" aria-label=${strings.sending}>
          ${repeat(mine, (other) => other.client_id, (other) => html`<li class="line mine closes">${unsentContent(other, open)}</li>`)}
        </ul>`}
        ${open.timeline.hasAfter ? this.#edge(open, 'after') : nothing}
      </div>
      ${this.atEnd && !open.timeline.hasAfter ? nothing : this.#down()}
      <div role="alert">${this.problem ? html`<p class="note wrong timeline-problem">${this.problem}</p>` : nothing}</div>
      <div class="visually-hidden" role="log" aria-live="polite" aria-label=${strings.newMessages}>${open.heard?.text ?? nothing}</div>
      <parley-remove-dialog></parley-remove-dialog>
      <parley-former></parley-former>
    `;
  }

  /** @param {Open} open */
  #before(open) {
    if (open.timeline.hasBefore) return this.#edge(open, 'before');
    if (open.timeline.messages.length === 0) return nothing;
    return html`<p class="edge beginning">${this.#beginning(open)}</p>`;
  }

  /** @param {Open} open */
  #beginning(open) {
    if (this.#isSelf(open)) return strings.beginningSelf;
    return open.peer ? strings.beginning(nameOf(open.peer)) : strings.beginningOf(open.conversation?.title ?? '');
  }

  /** Where more is loaded. @param {Open} open @param {'before' | 'after'} side */
  #edge({ busy, unloaded }, side) {
    if (!unloaded.includes(side)) return html`<p class="edge">${busy === side ? html`<span class="spinner"></span>` : nothing}</p>`;
    const failed = side === 'before' ? strings.olderFailed : strings.newerFailed;
    return html`<p class="edge">${failed} <button class="btn btn-link btn-sm" @click=${() => chat.more(side)}>${strings.retry}</button></p>`;
  }

  /** @param {Open} open */
  #empty(open) {
    const self = this.#isSelf(open);
    return emptyState(self ? icon('note') : logo(), self ? strings.noteToSelf : strings.firstMessage(nameOf(open.peer, open.conversation?.title)), self ? strings.beginningSelf : nothing);
  }

  /** @param {Open} open */
  #isSelf(open) {
    return open.peer !== null && open.peer.id === this.state.me?.id;
  }

  /** @param {import('../timeline.js').Day} day @param {Open} open */
  #day(day, open) {
    return html`<section class="day">
      <h2 class="day-label"><span>${dayOf(day.at)}</span></h2>
      <ul class="lines">
        ${repeat(day.lines, ({ message }) => message.id, (line) => html`${this.#divides(line.message, open)
            ? html`<li class="divider" id="divider"><span>${strings.newMessages}</span></li>` : nothing}${this.#line(line, open)}${this.#readers(line.message, open)}`)}
      </ul>
    </section>`;
  }

  /** @param {import('../timeline.js').Line} line @param {Open} open */
  #line({ message, opens, closes }, open) {
    const mine = message.sender_id === this.state.me?.id;
    const classes = `line ${mine ? 'mine' : 'theirs'} ${opens ? 'opens' : ''} ${closes ? 'closes' : ''} ${message.seq === this.target ? 'target' : ''}`;
    const sender = senderOf(message, open);
    const rules = open.conversation?.role === 'owner' || open.conversation?.role === 'moderator';
    return html`<li class=${classes} id="message-${message.id}" data-message-id=${message.id} data-seq=${message.seq}>
      ${messageContent({
        message,
        mine,
        rules,
        pins: rules || open.peer !== null,
        people: open.people,
        reacting: this.reacting === message.id,
        writes: !open.conversation?.archived_at && !open.conversation?.blocked,
        sender,
        named: opens && !mine && open.peer === null,
        closes,
        query: this.query,
        editing: this.editing === message.id,
        active: this.active === message.id,
        reachable: message.id === this.#reachable,
        ...this.#doing,
      })}
    </li>`;
  }

  /** Who has seen it, under the last one of mine that anybody has. @param {Message} message @param {Open} open */
  #readers(message, open) {
    const read = lastSeen(open.timeline.messages, open.seen, this.state.me?.id);
    if (read?.id !== message.id) return nothing;
    const names = read.users.map((user) => nameOf(open.people.find((person) => person.id === user), strings.someone));
    return html`<li class="seen-by" dir="auto">${open.peer ? strings.seen : strings.seenBy(names)}</li>`;
  }

  /** The first message that was unread when the conversation was opened. @param {Message} message @param {Open} open */
  #divides(message, open) {
    if (!open.dividerSeq || message.seq <= open.dividerSeq || message.kind === 'system' || message.sender_id === this.state.me?.id) return false;
    const first = open.timeline.messages.find((other) => other.seq > open.dividerSeq && other.kind !== 'system' && other.sender_id !== this.state.me?.id);
    return first?.id === message.id && (open.timeline.messages[0] !== message || !open.timeline.hasBefore);
  }

  #down() {
    return html`<button type="button" class="to-latest" aria-label=${strings.toLatest} title=${strings.toLatest} @click=${() => chat.jumpToEnd()}>
      ${icon('down')} ${this.newBelow > 0 ? html`<span class="unread-badge">${this.newBelow}</span>` : nothing}
    </button>`;
  }

  updated() {
    const { open } = this.state;
    if (!open || open.status !== 'ready') return;
    if (open.scroll.turn !== this.#turn) this.#follow(open);
    else if (this.atEnd && !open.timeline.hasAfter) this.#toEnd();
    else this.#scroll.restore();
    this.#seen();
    this.#reach();
  }

  /** @param {Open} open */
  #follow({ scroll }) {
    this.#turn = scroll.turn;
    if (scroll.to === 'end') return this.#toEnd();
    const target = scroll.to === 'divider' ? this.querySelector('#divider') : this.querySelector(`[data-seq="${scroll.seq}"]`);
    if (!target) return this.#toEnd();
    this.#scroll.show(target, scroll.to === 'divider' ? 0.2 : 0.4);
    this.#measure();
  }

  #toEnd() {
    this.#scroll.toEnd();
    this.atEnd = true;
    this.newBelow = 0;
  }

  #scrolled() {
    this.#measure();
    this.#seen();
    this.#reach();
  }

  #measure() {
    this.atEnd = this.#scroll.atEnd;
    if (this.atEnd) this.newBelow = 0;
  }

  #reach() {
    const { open } = this.state;
    if (!open || open.status !== 'ready' || open.busy) return;
    const more = { before: open.timeline.hasBefore, after: open.timeline.hasAfter };
    const wanted = this.#scroll.near.find((side) => more[side] && !open.unloaded.includes(side));
    if (wanted) chat.more(wanted);
  }

  #seen() {
    const looking = document.visibilityState === 'visible' && document.hasFocus();
    if (looking && this.atEnd && this.state.open?.timeline.hasAfter === false) chat.markRead();
  }

  /** On a touch screen a tap shows what can be done with a message. @param {Event} event */
  #tapped(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('a, summary, .menu-panel, .palette, button, textarea, input')) return;
    const line = target?.closest('[data-message-id]');
    const id = line instanceof HTMLElement ? Number(line.dataset.messageId) : 0;
    this.active = id === this.active ? 0 : id;
    this.problem = '';
  }

  /** From one message's buttons to the next one's. @param {KeyboardEvent} event */
  #arrows(event) {
    const within = event.target instanceof Element && !event.target.closest('input, .menu-panel, .palette') ? event.target : null;
    const here = within?.closest('.actions');
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!here || !step) return;
    const all = [...this.querySelectorAll('.actions')];
    const next = all[all.indexOf(here) + step]?.querySelector('button');
    event.preventDefault();
    next?.focus();
  }

  /** Moves the focus to what has come into sight on a message, or is left of it. @param {Message} message @param {string} selector */
  async #attend({ id }, selector) {
    await this.updateComplete;
    const place = this.querySelector(`#message-${id} ${selector}`);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }

  #lastOfMine() {
    const { open, me } = this.state;
    return open?.timeline.messages.findLast((message) => message.sender_id === me?.id && !message.deleted && message.kind !== 'system');
  }

  #editLast() {
    this.editing = this.#lastOfMine()?.id ?? 0;
  }
}

customElements.define('parley-timeline', TimelineView);
