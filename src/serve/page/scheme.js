// The colours that the user chose, before anything is painted. Not a module, as modules come after the first picture.
try {
  const scheme = localStorage.getItem('scheme');
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage that is forbidden remembers nothing.
}
