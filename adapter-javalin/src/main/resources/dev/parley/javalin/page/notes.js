// What a conversation notes about itself, in words.
import { nameOf, senderOf, store } from './store.js';
import { strings } from './strings.js';
/** @import { Message } from './api.js' */

/** @type {Record<string, (noted: import('./strings.js').Noted) => string>} */
const said = {
  joined: strings.notes.joined,
  left: strings.notes.left,
  removed: strings.notes.removed,
  banned: strings.notes.banned,
  role: strings.notes.role,
  title: strings.notes.title,
  topic: strings.notes.topic,
  archived: strings.notes.archived,
  restored: strings.notes.restored,
  erased: strings.notes.erased,
};

/** The line that a message of kind system shows. @param {Message} message */
export function noteOf(message) {
  const { me, open } = store.state;
  const self = message.about?.id === message.sender_id;
  const by = message.sender_id === me?.id ? strings.you : nameOf(senderOf(message, open), message.sender ?? strings.someone);
  const about = message.about?.id === me?.id && self ? strings.you : nameOf(message.about, strings.someone);
  const say = said[message.note ?? ''] ?? strings.notes.other;
  return say({ by, about, words: message.content ?? '', self });
}
