// Who belongs to a group or channel, and what it is called.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { chat } from '../chat.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { icon } from './icons.js';
import { avatar, closeFromOutside, iconButton, isolated, skeleton } from './parts.js';
import { attempt, View } from './view.js';
import './invitations.js';
/** @import { Conversation, Participant, User } from '../api.js' */

const TYPING = 200;
const ROLES = /** @type {const} */ (['owner', 'moderator', 'member']);

class Members extends View {
  static properties = {
    conversation: {},
    people: { state: true },
    next: { state: true },
    found: { state: true },
    leaving: { state: true },
    problem: { state: true },
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;

  constructor() {
    super();
    /** @type {Conversation | null} */
    this.conversation = null;
    /** @type {Participant[] | null} */
    this.people = null;
    /** @type {string | null} */
    this.next = null;
    /** Who can be added. @type {User[]} */
    this.found = [];
    this.leaving = false;
    this.problem = '';
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  get #id() {
    return this.conversation?.id ?? 0;
  }

  show() {
    this.people = null;
    this.found = [];
    this.leaving = false;
    this.problem = '';
    this.#dialog.showModal();
    /** @type {any} */ (this.querySelector('parley-invitations'))?.load();
    this.#load();
  }

  /** @param {string} [cursor] */
  async #load(cursor) {
    await attempt(this, async () => {
      const page = await api.members(this.#id, cursor);
      this.people = cursor ? [...(this.people ?? []), ...page.results] : page.results;
      this.next = page.next;
    });
  }

  render() {
    const { conversation, people } = this;
    if (!conversation) return nothing;
    const rules = conversation.role !== 'member';
    return html`<dialog class="ask members" aria-labelledby="members-title" @click=${closeFromOutside}>
      <div class="ask-body">
        <div class="ask-head">
          <h2 id="members-title">${strings.membersTitle}</h2>
          ${iconButton('close', strings.close, () => this.#dialog.close(), 'ms-auto')}
        </div>
        ${rules ? this.#naming(conversation) : nothing}
        ${rules || conversation.kind === 'channel' ? this.#adding() : nothing}
        ${rules ? html`<parley-invitations .conversation=${conversation.id}></parley-invitations>` : nothing}
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        ${people === null ? skeleton(3, 'rows') : html`<ul class="rows" id="member-list">
          ${repeat(people, (person) => person.id, (person) => this.#row(person))}
        </ul>`}
        ${this.next ? html`<button type="button" class="btn btn-link w-100" @click=${() => this.#load(this.next ?? undefined)}>${strings.more}</button>` : nothing}
        <div class="ask-row">
          ${this.leaving ? html`<span class="me-auto">${strings.leaveTitle}</span>
              <button type="button" class="btn btn-outline-secondary" @click=${() => (this.leaving = false)}>${strings.cancel}</button>` : nothing}
          <button type="button" id="leave-button" class="btn ${this.leaving ? 'btn-danger' : 'btn-outline-danger'}" @click=${this.#leave}>${icon('leave')} ${strings.leave}</button>
        </div>
      </div>
    </dialog>`;
  }

  /** @param {Conversation} conversation */
  #naming(conversation) {
    return html`<form class="naming" @submit=${this.#rename}>
      <label class="form-label" for="group-name">${strings.title}</label>
      <input id="group-name" name="title" class="form-control" dir="auto" maxlength="100" required autocomplete="off" .value=${conversation.title ?? ''} />
      <label class="form-label" for="group-topic">${strings.topic}</label>
      <input id="group-topic" name="topic" class="form-control" dir="auto" maxlength="500" autocomplete="off" .value=${conversation.topic ?? ''} />
      <button type="submit" class="btn btn-outline-secondary btn-sm">${strings.save}</button>
    </form>`;
  }

  #adding() {
    return html`<div class="search-field">
        ${icon('search')}
        <input id="add-people" type="search" class="form-control" placeholder=${strings.addPeople} aria-label=${strings.addPeople}
          autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto" maxlength="100" @input=${this.#typed} />
      </div>
      <ul class="rows" id="addable">
        ${repeat(this.found, (person) => person.id, (person) => html`<li>
          <button type="button" class="row-link" aria-label=${strings.addPerson(nameOf(person))} @click=${() => this.#add(person)}>
            ${avatar(person)} <span class="row-text">${named(person)}</span>
          </button>
        </li>`)}
      </ul>`;
  }

  /** @param {Participant} person */
  #row(person) {
    const { me } = this.state;
    const mine = this.conversation?.role;
    const self = person.id === me?.id;
    const above = !self && (mine === 'owner' || (mine === 'moderator' && person.role === 'member'));
    return html`<li class="member" data-user-id=${person.id}>
      ${avatar(person)} <span class="row-text">${named(person)}</span>
      ${mine === 'owner'
        ? html`<select class="form-select form-select-sm" aria-label=${strings.roleOf(nameOf(person))} @change=${(/** @type {Event} */ event) => this.#appoint(person, event)}>
            ${ROLES.map((role) => html`<option value=${role} ?selected=${role === person.role}>${strings.roles[role]}</option>`)}
          </select>`
        : html`<span class="role">${strings.roles[person.role]}</span>`}
      ${above ? iconButton('bin', strings.removePerson(nameOf(person)), () => this.#remove(person), 'small') : nothing}
    </li>`;
  }

  /** @param {InputEvent} event */
  #typed(event) {
    const text = /** @type {HTMLInputElement} */ (event.target).value.trim();
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    if (text === '') {
      this.found = [];
      return;
    }
    this.#timer = setTimeout(() => attempt(this, async () => {
      const { results } = await api.users(text);
      const there = new Set(this.people?.map((person) => person.id));
      if (asked === this.#asked) this.found = results.filter((person) => !there.has(person.id)).slice(0, 8);
    }), TYPING);
  }

  /** @param {User} person */
  #add(person) {
    return this.#changed(async () => {
      await api.addMember(this.#id, person.id);
      this.found = this.found.filter((other) => other.id !== person.id);
    });
  }

  /** @param {Participant} person @param {Event} event */
  async #appoint(person, event) {
    const choice = /** @type {HTMLSelectElement} */ (event.target);
    await this.#changed(() => api.appoint(this.#id, person.id, choice.value));
    choice.value = this.people?.find((other) => other.id === person.id)?.role ?? person.role; // also where it was refused
  }

  /** @param {Participant} person */
  #remove(person) {
    return this.#changed(() => api.removeMember(this.#id, person.id));
  }

  /** @param {SubmitEvent} event */
  #rename(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [title, topic] = [String(form.get('title')), String(form.get('topic'))];
    const { conversation } = this;
    const changes = {
      ...(title.trim() === conversation?.title ? {} : { title }),
      ...(topic.trim() === (conversation?.topic ?? '') ? {} : { topic }),
    };
    if (Object.keys(changes).length > 0) this.#changed(() => api.update(this.#id, changes));
  }

  /** Asks once more before it goes. */
  async #leave() {
    if (!this.leaving) {
      this.leaving = true;
      return;
    }
    await attempt(this, async () => {
      await api.removeMember(this.#id, 'me');
      this.#dialog.close();
      chat.left();
    });
    this.leaving = false;
  }

  /** What was changed shows in the timeline and here. @param {() => Promise<unknown>} work */
  async #changed(work) {
    await attempt(this, work);
    await chat.look();
    const { problem } = this;
    await this.#load();
    this.problem ||= problem;
  }
}

/** @param {User} person */
function named(person) {
  return html`<span class="row-name"><bdi>${nameOf(person)}</bdi></span><span class="row-last">${isolated('@' + person.username)}</span>`;
}

customElements.define('parley-members', Members);
