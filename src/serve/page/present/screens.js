// The audience's window: opening it, and putting it full screen on the other screen where the browser knows of screens.

/** What opens the window and says what a press of `button` does. `changed` is called when there is something else to say. */
export function openAudience(button, changed) {
  let view = null;
  let fills = false;
  let isBlocked = false;
  addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== view) return;
    if (event.data?.fills !== undefined) fills = event.data.fills;
    // By itself it fills another screen only: on ours it would lie over this page.
    if (event.data?.here) otherScreen().then((screen) => screen && fill(screen));
    changed();
  });
  const isOpen = () => view && !view.closed;

  /** The screen that this window is not on. */
  async function otherScreen() {
    if (!window.getScreenDetails || !window.screen.isExtended) return null;
    const details = await window.getScreenDetails().catch(() => null);
    return details?.screens.find((screen) => screen !== details.currentScreen) ?? null;
  }

  /** Lends the window our click, without which a browser lets nothing fill the screen. */
  function fill(screen) {
    const place = screen && { left: screen.left, top: screen.top };
    try {
      view.postMessage({ fill: place }, { targetOrigin: location.origin, delegate: 'fullscreen' });
    } catch {
      // The click is used up, or cannot be lent: `f` in that window does it.
    }
  }

  async function open() {
    if (isOpen()) {
      if (!fills) fill(await otherScreen());
      view.focus();
      return;
    }
    const screen = await otherScreen();
    const place = screen
      ? `popup,left=${screen.availLeft},top=${screen.availTop},width=${screen.availWidth},height=${screen.availHeight}`
      : 'popup,width=960,height=540';
    view = window.open('', 'plenary-audience', place);
    isBlocked = !view;
    if (view) show();
    changed();
  }

  /** Shows the slides in a window that was just opened; in one that was open before this page was loaded again, they go on as they are. */
  function show() {
    try {
      fills = Boolean(view.document.fullscreenElement);
      if (view.location.pathname === '/audience') return;
    } catch {
      // It shows the page of somebody else, which says nothing.
      fills = false;
    }
    view.location = '/audience';
  }

  button.onclick = open;
  setInterval(() => view?.closed && ((view = null), changed()), 1000);
  return {
    open,
    /** What is written on the button, with so many windows open. */
    words: (count) => {
      if (count === 0) return isBlocked ? 'The browser blocked the window: press again' : 'Open audience window';
      if (isOpen() && !fills) return 'Audience window: fill screen';
      return count > 1 ? `${count} audience windows` : 'Audience window is open';
    },
  };
}
