// @ts-check
// The key in the address has become a cookie. Without it, the address can be shown to others, and
// the history of the browser does not hold it.

const { pathname, hash, search } = location;
if (new URLSearchParams(search).has('key')) {
  history.replaceState(history.state, '', pathname + hash);
}
