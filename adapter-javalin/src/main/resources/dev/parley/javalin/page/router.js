// Addresses: what a path shows, and moving between them without loading the page again.

/** Where Parley is mounted: '' or '/chat'. */
export const mount = document.documentElement.dataset.mount ?? '';

/**
 * @typedef {{name: 'home' | 'login' | 'register' | 'unknown'} | {name: 'chat', username: string}
 *   | {name: 'conversation', id: number} | {name: 'invitation', secret: string}} Route
 */

export const paths = {
  home: () => `${mount}/`,
  /** @param {string} [next] */
  login: (next) => `${mount}/login/` + (next && next !== paths.home() ? '?next=' + encodeURIComponent(next) : ''),
  /** @param {string} [next] */
  register: (next) => `${mount}/register/` + (next && next !== paths.home() ? '?next=' + encodeURIComponent(next) : ''),
  /** @param {string} username */
  chat: (username) => `${mount}/chat/${encodeURIComponent(username)}/`,
  /** @param {number} id */
  conversation: (id) => `${mount}/conversation/${id}/`,
  /** @param {string} secret */
  invitation: (secret) => `${mount}/invitation/${secret}/`,
};

/** @param {string} path @returns {Route} */
export function routeOf(path) {
  if (path !== mount && !path.startsWith(mount + '/')) return { name: 'unknown' };
  const parts = path.slice(mount.length).split('/').filter((part) => part !== '');
  if (parts.length === 0) return { name: 'home' };
  if (parts.length === 1 && (parts[0] === 'login' || parts[0] === 'register')) return { name: parts[0] };
  if (parts.length === 2 && parts[0] === 'chat') return named(parts[1]);
  if (parts.length === 2 && parts[0] === 'conversation' && /^[1-9]\d{0,15}$/.test(parts[1])) {
    return { name: 'conversation', id: Number(parts[1]) };
  }
  if (parts.length === 2 && parts[0] === 'invitation' && /^inv_[0-9A-Za-z]{38}$/.test(parts[1])) {
    return { name: 'invitation', secret: parts[1] };
  }
  return { name: 'unknown' };
}

/** @param {string} part @returns {Route} */
function named(part) {
  try {
    return { name: 'chat', username: decodeURIComponent(part) };
  } catch {
    return { name: 'unknown' };
  }
}

/** The path to return to after logging in, if it is one of our own pages; else the start. @param {string | null} next */
export function safePath(next) {
  if (!next || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(next)) return paths.home();
  const url = new URL(next, location.origin);
  const { name } = routeOf(url.pathname);
  const ours = url.origin === location.origin && name !== 'unknown' && name !== 'login' && name !== 'register';
  return ours ? url.pathname : paths.home();
}

/** @type {() => void} */
let changed = () => {};

/** @param {string} path @param {{replace?: boolean}} [how] */
export function go(path, { replace = false } = {}) {
  if (path === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState']({ inside: !replace || history.state?.inside === true }, '', path);
  changed();
}

/** Goes back where the list was left, or to it. */
export function goBack() {
  if (history.state?.inside) history.back();
  else go(paths.home(), { replace: true });
}

/** @param {(route: Route) => void} listener called now and after every move */
export function startRouter(listener) {
  changed = () => listener(routeOf(location.pathname));
  addEventListener('popstate', changed);
  document.addEventListener('click', follow);
  changed();
}

/** @param {MouseEvent} event */
function follow(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return;
  if (routeOf(link.pathname).name === 'unknown') return;
  event.preventDefault();
  go(link.pathname + link.search);
}
