// Follows the system's light or dark setting. A classic script in the head, so that the first paint is right.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => { document.documentElement.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  dark.addEventListener('change', apply);
  apply();
})();
