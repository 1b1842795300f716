// Asks what a new group or channel is to be called, and who is in it.
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { chat } from '../chat.js';
import { nameOf } from '../store.js';
import { strings } from '../strings.js';
import { avatar, closeFromOutside, isolated } from './parts.js';
import { attempt, View } from './view.js';
/** @import { User } from '../api.js' */

class CreateDialog extends View {
  static properties = { kind: { state: true }, people: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {'group' | 'channel'} */
    this.kind = 'group';
    /** Who can be in it. @type {User[]} */
    this.people = [];
    this.problem = '';
    this.busy = false;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  /** @param {'group' | 'channel'} kind */
  ask(kind) {
    this.kind = kind;
    this.problem = '';
    this.querySelector('form')?.reset();
    this.#dialog.showModal();
    attempt(this, async () => {
      const { results } = await api.users('');
      this.people = results.filter((person) => person.id !== this.state.me?.id);
    });
  }

  render() {
    const group = this.kind === 'group';
    return html`<dialog class="ask" aria-labelledby="create-title" @click=${closeFromOutside}>
      <form class="ask-body" @submit=${this.#submit}>
        <h2 id="create-title">${group ? strings.newGroup : strings.newChannel}</h2>
        <p>${group ? strings.groupLead : strings.channelLead}</p>
        <label class="form-label" for="new-name">${strings.title}</label>
        <input id="new-name" name="title" class="form-control" dir="auto" maxlength="100" required autocomplete="off" />
        <label class="form-label" for="new-topic">${strings.topic}</label>
        <input id="new-topic" name="topic" class="form-control" dir="auto" maxlength="500" autocomplete="off" aria-describedby="new-topic-hint" />
        <p class="form-text" id="new-topic-hint">${strings.optional}</p>
        ${this.people.length > 0 ? html`<fieldset class="choose">
          <legend>${strings.people}</legend>
          ${this.people.map((person) => html`<label class="row-link">
            <input type="checkbox" class="form-check-input" name="members" value=${'@' + person.username} />
            ${avatar(person, 'small')}
            <span class="row-text"><span class="row-name"><bdi>${nameOf(person)}</bdi></span> <span class="row-last">${isolated('@' + person.username)}</span></span>
          </label>`)}
        </fieldset>` : nothing}
        <div role="alert">${this.problem ? html`<p class="note wrong">${this.problem}</p>` : nothing}</div>
        <div class="ask-row">
          <button type="button" class="btn btn-outline-secondary" @click=${() => this.#dialog.close()}>${strings.cancel}</button>
          <button type="submit" class="btn btn-primary" ?disabled=${this.busy}>${strings.create}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    await attempt(this, async () => {
      await chat.create({
        kind: this.kind,
        title: String(form.get('title')),
        topic: String(form.get('topic')),
        members: form.getAll('members').map(String),
      });
      this.#dialog.close();
      this.dispatchEvent(new CustomEvent('created'));
    });
    this.busy = false;
  }
}

customElements.define('parley-create-dialog', CreateDialog);
