// Starts the page.
import './views/app.js';
import { chat } from './chat.js';
import { startRouter } from './router.js';
import { store } from './store.js';

startRouter((route) => chat.routed(route));
chat.begin();

// As long as the server could not be asked who is here, it is asked again.
setInterval(() => {
  if (store.state.phase === 'starting' && !store.state.reachable) chat.begin();
}, 3_000);
