// The page's icons, drawn with lines of the text's colour. They say nothing by themselves: what they stand for is labelled.
import { html, svg } from 'lit';

const shapes = {
  back: svg`<path class="mirror" d="M15 5l-7 7 7 7"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.500L21 21"/>`,
  compose: svg`<path d="M12 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-6"/><path d="M9.5 14.500l.7-3.200L18 3.500a1.8 1.8 0 0 1 2.5 2.500l-7.8 7.800z"/>`,
  send: svg`<path class="mirror" d="M4.5 4.500L21 12 4.5 19.5 7 12zM7 12h7"/>`,
  edit: svg`<path d="M4 20l1-4.500L16.5 4a2 2 0 0 1 3 0l.5.500a2 2 0 0 1 0 3L8.5 19z"/>`,
  bin: svg`<path d="M4 7h16M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10.5 11v5.500M13.5 11v5.5"/>`,
  down: svg`<path d="M12 5v14M5.5 12.500L12 19l6.5-6.5"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500a7.5 7.5 0 0 1 15 0"/>`,
  people: svg`<circle cx="9" cy="8.5" r="3.5"/><path d="M2.500 19.500a6.500 6.500 0 0 1 13 0M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.500 13.800a6.500 6.500 0 0 1 4 5.700"/>`,
  leave: svg`<path d="M13 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h7"/><path class="mirror" d="M10 12h10.500M17 8.500l3.5 3.5-3.5 3.5"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  eyeOff: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/><path d="M4 20L20 4"/>`,
  smile: svg`<circle cx="12" cy="12" r="8.5"/><path d="M8.500 14.200a4.300 4.300 0 0 0 7 0M9 9.500v.1M15 9.500v.1"/>`,
  reply: svg`<path class="mirror" d="M10 6l-6 6 6 6M4.500 12H14a6 6 0 0 1 6 6v1"/>`,
  pin: svg`<path d="M9 3.500h6l-1 6 3.500 4H6.500l3.500-4zM12 13.500v7"/>`,
  unread: svg`<path d="M14 5H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3v4l4.500-4H18a1 1 0 0 0 1-1v-4"/><circle cx="19" cy="5" r="2.500" fill="currentColor"/>`,
  more: svg`<circle cx="5" cy="12" r="1.200"/><circle cx="12" cy="12" r="1.200"/><circle cx="19" cy="12" r="1.200"/>`,
  star: svg`<path d="M12 4l2.500 5.200 5.700.8-4.100 4 1 5.700L12 17l-5.100 2.700 1-5.700-4.100-4 5.700-.8z"/>`,
  box: svg`<path d="M4 4.500h16v4H4zM5.500 8.500v11h13v-11M10 12.500h4"/>`,
  silent: svg`<path d="M6.500 16V11a5.500 5.500 0 0 1 8-4.900M17.500 10.500V16l1.500 2H5l1.500-2M10.500 20.500h3M4 4l16 16"/>`,
  flag: svg`<path d="M6 21V4M6 4.500h11l-2.500 4 2.500 4H6"/>`,
  clock: svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>`,
  alert: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v6M12 16.500v.1"/>`,
  note: svg`<path d="M6 3.500h12a1 1 0 0 1 1 1V15l-5.5 5.500H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM13.5 20v-5H19M8.5 8h7M8.5 11.500h5"/>`,
};

/** @param {keyof typeof shapes} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}

/** The mark of the product. */
export function logo() {
  return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M9 3h14a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-8l-6.3 5.200A1 1 0 0 1 7 28.400V23.700A6 6 0 0 1 3 18V9a6 6 0 0 1 6-6z" />
    <circle cx="10.5" cy="13.5" r="2" /><circle cx="16" cy="13.5" r="2" /><circle cx="21.5" cy="13.5" r="2" />
  </svg>`;
}
