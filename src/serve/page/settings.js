// @ts-check
// The user's settings. The browser stores them; if it refuses, they last as long as the page.

/** @type {Map<string, string>} */
const unsaved = new Map();

/**
 * Returns a setting.
 * @param {string} name
 * @param {string} [fallback]
 */
export function readSetting(name, fallback = '') {
  try {
    return localStorage.getItem(name) ?? unsaved.get(name) ?? fallback;
  } catch {
    return unsaved.get(name) ?? fallback;
  }
}

/**
 * Stores a setting.
 * @param {string} name
 * @param {string} value
 */
export function saveSetting(name, value) {
  unsaved.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // It stays in `unsaved`.
  }
}

/**
 * Switches between the light and the dark color scheme, and stores the choice under this name.
 * @param {string} name
 */
export function toggleColorScheme(name) {
  const { dataset } = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const current = dataset.scheme ?? (prefersDark ? 'dark' : 'light');
  dataset.scheme = current === 'dark' ? 'light' : 'dark';
  saveSetting(name, dataset.scheme);
}
