// What all views share: light DOM, so that the page's styles hold, and a new rendering when the store changed.
import { LitElement } from 'lit';
import { ApiError } from '../api.js';
import { store } from '../store.js';

/** Tries something, and keeps in the view why it failed. @param {{problem: string}} view @param {() => Promise<unknown>} work */
export async function attempt(view, work) {
  view.problem = '';
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    view.problem = failure.message;
  }
}

/** A view of the store. */
export class View extends LitElement {
  /** @type {(() => void) | undefined} */
  #stop;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = store.listen(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  get state() {
    return store.state;
  }
}
