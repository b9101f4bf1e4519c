// @ts-check
// Applies the color scheme that the user chose before anything is painted. This is not a module,
// because modules run after the first paint.
try {
  const scheme = localStorage.getItem('scheme');
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {
  // Without storage, the scheme of the system is used.
}
