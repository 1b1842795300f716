// Times in the reader's zone, and in the page's language as the reader's country writes it.
import { strings } from './strings.js';

const locale = navigator.languages.find((language) => language.split('-')[0] === strings.language) ?? strings.language;
const DAY = 24 * 60 * 60 * 1000;
const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dateWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const numericDate = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: '2-digit' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** Days between then and now by the calendar. @param {Date} then */
function daysAgo(then) {
  const now = new Date();
  const midnight = (/** @type {Date} */ at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  return Math.round((midnight(now) - midnight(then)) / DAY);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** 14:05 @param {Date} at */
export const timeOf = (at) => clock.format(at);

/** Everything, for a tooltip. @param {Date} at */
export const fullTimeOf = (at) => full.format(at);

/** Today, Yesterday, Monday, 3 March 2025. @param {Date} at */
export function dayOf(at) {
  const days = daysAgo(at);
  if (days === 0 || days === 1) return capital(relative.format(-days, 'day'));
  if (days > 1 && days < 7) return capital(weekday.format(at));
  return at.getFullYear() === new Date().getFullYear() ? date.format(at) : dateWithYear.format(at);
}

/** For a list: 14:05, Mon, 3 Mar, 03/03/25. @param {Date} at */
export function shortTimeOf(at) {
  const days = daysAgo(at);
  if (days <= 0) return clock.format(at);
  if (days < 7) return shortWeekday.format(at);
  return at.getFullYear() === new Date().getFullYear() ? shortDate.format(at) : numericDate.format(at);
}
