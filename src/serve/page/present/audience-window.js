// @ts-check
// Opens the audience window, and fills the other screen with it where the browser knows the
// screens.

import { AUDIENCE_ADDRESS, isOwnMessage, showsSlides, TARGET_ORIGIN } from './windows.js';

/** The Window Management API, which TypeScript does not know yet.
 * @typedef {{ left: number, top: number, availLeft: number, availTop: number, availWidth: number,
 *   availHeight: number }} ScreenDetailed
 * @typedef {{ screens: ScreenDetailed[], currentScreen: ScreenDetailed }} ScreenDetails
 */

/**
 * Returns the screens of the computer, if the browser and the user allow it.
 * @returns {Promise<ScreenDetails | undefined>}
 */
export const findScreens = async () =>
  // @ts-expect-error
  window.getScreenDetails?.().catch(() => undefined);

/** Returns the screen that this window is not on. */
async function findOtherScreen() {
  // @ts-expect-error
  if (!window.screen.isExtended) return undefined;
  const details = await findScreens();
  return details?.screens.find((screen) => screen !== details.currentScreen);
}

export class AudienceWindow {
  /** @type {Window | null} */
  #window = null;
  #isFullScreen = false;
  #isBlocked = false;
  #onChange;

  /** @param {() => void} onChange is called when `buttonText` changes */
  constructor(onChange) {
    this.#onChange = onChange;
    addEventListener('message', (event) => {
      const { source, data } = event;
      if (!isOwnMessage(event) || source !== this.#window) return;
      if (data?.isFullScreen !== undefined) this.#isFullScreen = data.isFullScreen;
      // Without a click, it only fills another screen: on this one it would cover the page.
      if (data?.isReady) findOtherScreen().then((screen) => screen && this.#fillScreen(screen));
      onChange();
    });
    setInterval(() => {
      if (!this.#window?.closed) return;
      this.#window = null;
      onChange();
    }, 1000);
  }

  get #isOpen() {
    return this.#window !== null && !this.#window.closed;
  }

  /**
   * Passes the user's click to the window, because browsers allow full screen only after a click.
   * @param {ScreenDetailed | undefined} screen
   */
  #fillScreen(screen) {
    const fill = screen && { left: screen.left, top: screen.top };
    // TypeScript does not know `delegate` yet.
    const options = { targetOrigin: TARGET_ORIGIN, delegate: 'fullscreen' };
    try {
      this.#window?.postMessage({ fillScreen: fill ?? null }, options);
    } catch {
      // The click is used up or cannot be passed on: press `f` in that window.
    }
  }

  /** Opens the window; if it is open, fills the screen with it. */
  async open() {
    if (this.#isOpen) {
      if (!this.#isFullScreen) this.#fillScreen(await findOtherScreen());
      this.#window?.focus();
      return;
    }
    const screen = await findOtherScreen();
    const area = screen
      ? [
          `left=${screen.availLeft}`,
          `top=${screen.availTop}`,
          `width=${screen.availWidth}`,
          `height=${screen.availHeight}`,
        ]
      : ['width=960', 'height=540'];
    this.#window = window.open('', 'plenary-audience', ['popup', ...area].join(','));
    this.#isBlocked = !this.#window;
    if (this.#window) this.#showSlides(this.#window);
    this.#onChange();
  }

  /**
   * Shows the slides in a window that was just opened. A window that was open before this page was
   * reloaded shows them already.
   * @param {Window} opened
   */
  #showSlides(opened) {
    try {
      this.#isFullScreen = Boolean(opened.document.fullscreenElement);
      if (showsSlides(opened)) return;
    } catch {
      // It shows the page of another site, which tells us nothing.
      this.#isFullScreen = false;
    }
    opened.location.href = AUDIENCE_ADDRESS;
  }

  /**
   * Returns the text of the button that opens the window.
   * @param {number} count the number of audience windows
   */
  buttonText(count) {
    if (count === 0) {
      return this.#isBlocked
        ? 'The browser blocked the window: press again'
        : 'Open audience window';
    }
    if (this.#isOpen && !this.#isFullScreen) return 'Audience window: fill screen';
    return count > 1 ? `${count} audience windows` : 'Audience window is open';
  }
}
