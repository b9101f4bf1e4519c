// What the user chose, remembered by the browser; where it may not remember, for as long as the page is open.

const chosen = new Map();

export function setting(name, usual) {
  try {
    return localStorage.getItem(name) ?? chosen.get(name) ?? usual;
  } catch {
    return chosen.get(name) ?? usual;
  }
}

export function choose(name, value) {
  chosen.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is in `chosen`.
  }
}

/** Changes between light and dark, from whatever is shown, and remembers it under this name. */
export function turnScheme(name) {
  const now = document.documentElement.dataset.scheme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const scheme = now === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.scheme = scheme;
  choose(name, scheme);
}
