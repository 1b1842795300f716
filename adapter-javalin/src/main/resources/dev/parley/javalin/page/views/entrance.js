// Logging in and creating an account.
import { html, nothing } from 'lit';
import { ApiError } from '../api.js';
import { chat } from '../chat.js';
import { paths } from '../router.js';
import { strings } from '../strings.js';
import { icon, logo } from './icons.js';
import { View } from './view.js';

class Entrance extends View {
  static properties = { kind: {}, problem: { state: true }, fields: { state: true }, busy: { state: true }, shown: { state: true } };

  constructor() {
    super();
    /** @type {'login' | 'register'} */
    this.kind = 'login';
    this.problem = '';
    /** @type {Record<string, string>} what is wrong with which field */
    this.fields = {};
    this.busy = false;
    this.shown = false;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!changed.has('kind')) return;
    this.problem = '';
    this.fields = {};
    this.querySelector('input')?.focus();
  }

  render() {
    const { capabilities } = this.state;
    const closed = capabilities.registration === 'closed';
    if (capabilities.mounted && !capabilities.mounted.includes('session')) return this.#card(strings.logInTitle, strings.elsewhere);
    if (this.kind === 'login') return this.#card(strings.logInTitle, strings.logInLead, this.#logIn(closed));
    return this.#card(strings.registerTitle, closed ? strings.registerClosed : strings.registerLead, this.#register(closed));
  }

  /** @param {string} title @param {string} lead @param {unknown} [content] */
  #card(title, lead, content = nothing) {
    return html`<main class="entrance">
      <div class="entrance-card">
        <div class="entrance-brand">${logo()}<span>${strings.app}</span></div>
        <h1>${title}</h1>
        <p class="lead-text">${lead}</p>
        ${content}
      </div>
    </main>`;
  }

  /** @param {boolean} closed */
  #logIn(closed) {
    return html`
      <form id="login-form" @submit=${this.#submit} novalidate>
        ${this.#alert()} ${this.#field({ name: 'username', label: strings.usernameOrEmail, complete: 'username' })}
        ${this.#password('current-password', '')} ${this.#button(strings.logIn)}
      </form>
      ${closed ? nothing : html`<p class="switch">${strings.logInNone} <a href=${paths.register(this.#next)}>${strings.register}</a></p>`}
    `;
  }

  /** @param {boolean} closed */
  #register(closed) {
    const least = this.state.capabilities.limits?.password ?? 12;
    const form = html`<form id="register-form" @submit=${this.#submit} novalidate>
      ${this.#alert()}
      ${this.#field({ name: 'username', label: strings.username, complete: 'username', hint: strings.usernameHint })}
      ${this.#field({ name: 'display_name', label: strings.displayName, complete: 'name', hint: strings.displayNameHint, optional: true })}
      ${this.#password('new-password', strings.passwordHint(least))} ${this.#button(strings.register)}
    </form>`;
    return html`${closed ? nothing : form}
      <p class="switch">${strings.registerHave} <a href=${paths.login(this.#next)}>${strings.logIn}</a></p>`;
  }

  /** @param {{name: string, label: string, complete: string, hint?: string, optional?: boolean}} field */
  #field({ name, label, complete, hint, optional }) {
    const wrong = this.fields[name];
    return html`<div class="field">
      <label class="form-label" for=${name}>${label}</label>
      <input class="form-control ${wrong ? 'is-invalid' : ''}" id=${name} name=${name} type="text" dir="auto" autocomplete=${complete}
        autocapitalize=${name === 'username' ? 'none' : 'words'} spellcheck="false" ?required=${!optional}
        aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="${name}-note" @input=${() => this.#clear(name)} />
      ${this.#note(name, hint)}
    </div>`;
  }

  /** @param {string} complete @param {string} hint */
  #password(complete, hint) {
    const wrong = this.fields.password;
    const label = this.shown ? strings.hidePassword : strings.showPassword;
    return html`<div class="field">
      <label class="form-label" for="password">${strings.password}</label>
      <div class="with-button">
        <input class="form-control ${wrong ? 'is-invalid' : ''}" id="password" name="password" type=${this.shown ? 'text' : 'password'}
          autocomplete=${complete} autocapitalize="none" spellcheck="false" required aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby="password-note" @input=${() => this.#clear('password')} />
        <button type="button" class="icon-button" aria-label=${label} title=${label} aria-pressed=${this.shown ? 'true' : 'false'}
          @click=${() => (this.shown = !this.shown)}>${icon(this.shown ? 'eyeOff' : 'eye')}</button>
      </div>
      ${this.#note('password', hint)}
    </div>`;
  }

  /** @param {string} name @param {string} [hint] */
  #note(name, hint) {
    const wrong = this.fields[name];
    return html`<div class="note ${wrong ? 'wrong' : ''}" id="${name}-note">${wrong ?? hint ?? nothing}</div>`;
  }

  /** @param {string} label */
  #button(label) {
    return html`<button class="btn btn-primary btn-lg w-100" type="submit" ?disabled=${this.busy}>
      ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing} ${label}
    </button>`;
  }

  #alert() {
    return html`<div role="alert">${this.problem ? html`<p class="alert alert-danger">${icon('alert')}<span>${this.problem}</span></p>` : nothing}</div>`;
  }

  get #next() {
    return new URLSearchParams(location.search).get('next') ?? undefined;
  }

  /** @param {string} name */
  #clear(name) {
    if (!this.fields[name]) return;
    const { [name]: _, ...others } = this.fields;
    this.fields = others;
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const values = Object.fromEntries([...data].map(([key, value]) => [key, key === 'password' ? String(value) : String(value).trim()]));
    if (!this.#complete(values)) return;
    this.busy = true;
    try {
      await this.#enter(values);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.#show(failure);
    } finally {
      this.busy = false;
    }
  }

  /** @param {Record<string, string>} values */
  #enter(values) {
    if (this.kind === 'login') return chat.logIn(values.username, values.password);
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    return chat.register(given);
  }

  /** @param {Record<string, string>} values */
  #complete(values) {
    const blank = ['username', 'password'].filter((name) => !values[name]);
    this.problem = '';
    this.fields = Object.fromEntries(blank.map((name) => [name, strings.blank]));
    this.#focusWrong();
    return blank.length === 0;
  }

  /** The server says in its own words what is wrong; it knows its rules best. @param {ApiError} failure */
  #show(failure) {
    const shown = ['username', 'display_name', 'password'];
    const wrong = failure.errors.filter((error) => shown.includes(error.field));
    this.fields = Object.fromEntries(wrong.map((error) => [error.field, failure.message]));
    if (failure.code === 'username_taken') this.fields = { username: strings.usernameTaken };
    const elsewhere = Object.keys(this.fields).length === 0;
    this.problem = !elsewhere ? '' : failure.status === 401 ? strings.errors.credentials : failure.message;
    this.#focusWrong();
  }

  async #focusWrong() {
    await this.updateComplete;
    const wrong = this.querySelector('.is-invalid');
    if (wrong instanceof HTMLElement) wrong.focus();
  }
}

customElements.define('parley-entrance', Entrance);
