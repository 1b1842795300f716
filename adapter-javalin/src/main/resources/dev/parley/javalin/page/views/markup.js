// What somebody wrote, as the server has read it: a tree of parts that point into the text. Everything ends as text nodes.
import { html, nothing } from 'lit';
import { withMarks } from './parts.js';
/** @import { MarkupPart, Message } from '../api.js' */

/** What is needed to show a part. @typedef {{text: string, query: string, called: readonly string[]}} Shown called: names with their @, in lower case */

/** A message's text, words of a search marked. @param {Message} message @param {string} [query] */
export function said({ content = '', markup, mentions = [], mentions_all }, query = '') {
  const called = mentions.map(({ username }) => '@' + username.toLowerCase());
  const shown = { text: content, query, called: mentions_all ? [...called, '@all'] : called };
  return markup ? all(markup, shown) : withMarks(content, query);
}

/** @param {MarkupPart[]} parts @param {Shown} shown @returns {unknown[]} */
function all(parts, shown) {
  return parts.map((part) => one(part, shown));
}

/** @param {MarkupPart} part @param {Shown} shown @returns {unknown} */
function one(part, shown) {
  const { text, query, called } = shown;
  const inner = part.parts ? all(part.parts, shown) : withMarks(text.slice(part.from, part.to), query);
  switch (part.kind) {
    case 'bold':
      return html`<strong>${inner}</strong>`;
    case 'italic':
      return html`<em>${inner}</em>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'code_block':
      return html`<pre dir="ltr"><code>${inner}</code></pre>`;
    case 'quote':
      return html`<blockquote dir="auto">${inner}</blockquote>`;
    case 'list':
      return part.first === undefined ? html`<ul dir="auto">${inner}</ul>` : html`<ol dir="auto" start=${part.first}>${inner}</ol>`;
    case 'item':
      return html`<li>${inner}</li>`;
    case 'mention':
      return called.includes(text.slice(part.from, part.to).toLowerCase()) ? html`<span class="mention">${inner}</span>` : inner;
    case 'link':
      return link(part, text, inner);
    default:
      return inner;
  }
}

/** What leads elsewhere than it says tells where. @param {MarkupPart} part @param {string} text @param {unknown} inner */
function link({ address, parts }, text, inner) {
  const href = address && addressOf(text.slice(address.from, address.to));
  if (!href) return inner;
  const bare = parts?.[0]?.from === address.from;
  return html`<a href=${href} title=${bare ? nothing : href} target="_blank" rel="noopener noreferrer nofollow ugc">${inner}</a>`;
}

/** The server has made sure of it; the browser has the last word. @param {string} address */
function addressOf(address) {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) && !url.username ? url.href : undefined;
  } catch {
    return undefined;
  }
}
