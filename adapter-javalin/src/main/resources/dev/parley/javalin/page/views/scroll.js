// Where the messages stand in their box: at the end, or at one message that must not move when others come above it.

/** Within so many pixels of the end one is at the end. */
const NEAR = 60;
/** More is loaded when the edge is so many pixels away. */
const AHEAD = 600;

/** The scrolling of a box with lines that carry `data-message-id`. */
export class Scroll {
  /** @type {{id: string, top: number} | null} */
  #anchor = null;

  /** @param {() => HTMLElement | null} box */
  constructor(box) {
    this.find = box;
  }

  get box() {
    return /** @type {HTMLElement} */ (this.find());
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** How far it is to the end. */
  get below() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
  }

  get atEnd() {
    return this.below <= NEAR;
  }

  /** The side where more will soon be in sight. @returns {('before' | 'after')[]} */
  get near() {
    return [...(this.box.scrollTop < AHEAD ? [/** @type {const} */ ('before')] : []), ...(this.below < AHEAD ? [/** @type {const} */ ('after')] : [])];
  }

  /** Brings an element to a part of the height: 0 is the top. @param {Element} element @param {number} part */
  show(element, part) {
    const top = element.getBoundingClientRect().top - this.box.getBoundingClientRect().top;
    this.box.scrollTop += top - this.box.clientHeight * part;
  }

  /** Remembers the first message in sight, and where it is. */
  hold() {
    this.#anchor = null;
    const box = this.find();
    if (!box) return;
    const { top } = box.getBoundingClientRect();
    for (const line of box.querySelectorAll('[data-message-id]')) {
      const place = line.getBoundingClientRect();
      if (place.bottom <= top) continue;
      this.#anchor = { id: line.id, top: place.top };
      return;
    }
  }

  /** Puts that message back where it was. */
  restore() {
    const line = this.#anchor && document.getElementById(this.#anchor.id);
    if (!this.#anchor || !line) return;
    const moved = line.getBoundingClientRect().top - this.#anchor.top;
    if (Math.abs(moved) >= 1) this.box.scrollTop += moved;
  }
}
