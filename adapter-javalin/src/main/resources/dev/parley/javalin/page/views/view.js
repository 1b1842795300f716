// What all views share: light DOM, so that the page's styles hold, and a new rendering when the store changed.
import { LitElement } from 'lit';
import { store } from '../store.js';

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
