// @ts-check
// The videos, recordings and animated pictures of a page, over its image. Until they are played,
// the image shows their posters.

import { h } from './dom.js';
import { placeOnPage } from './slide-view.js';

/** @import { Media, MediaState } from './wire' */

/** How far a window may be from the state of the talk, in seconds. */
const TOLERANCE_S = 0.35;

/** The state of a video, and when it arrived.
 * @typedef {MediaState & { receivedAt: number }} ReceivedMediaState */

/**
 * How media are played: with the browser's own controls; without sound; `onChange` is called when
 * this window wants to play or pause, and `onLate` when it starts later than it should.
 * @typedef {{
 *   controls?: boolean,
 *   muted?: boolean,
 *   onChange?: (key: string, playing: boolean, position: number) => unknown,
 *   onLate?: (key: string, position: number) => unknown,
 *   onSilenced?: (isSilent: boolean) => unknown,
 * }} MediaOptions
 */

export class MediaLayer {
  element = h('div', { class: 'media' });
  #options;
  /** @type {Map<string, MediaPlayer>} */
  #players = new Map();

  /** @param {MediaOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * Removes what is not on a page, before its image is shown.
   * @param {Media[]} list
   */
  keep(list) {
    for (const [key, player] of this.#players) {
      const next = list.find((media) => media.key === key);
      if (next && next.address === player.media.address) continue;
      player.remove();
      this.#players.delete(key);
    }
  }

  /**
   * Shows what is on a page. What was on the page before it keeps playing.
   * @param {Media[]} list
   */
  show(list) {
    this.keep(list);
    for (const media of list) {
      const player = this.#players.get(media.key) ?? new MediaPlayer(media, this.#options);
      this.#players.set(media.key, player);
      placeOnPage(player.element, media.area);
      if (!player.element.isConnected) this.element.append(player.element);
    }
  }

  /**
   * Plays or pauses as the talk does.
   * @param {ReceivedMediaState[]} states
   */
  follow(states) {
    for (const [key, player] of this.#players) {
      player.follow(states.find((state) => state.key === key) ?? null);
    }
  }

  /** Pauses what plays, or else plays what was played last; returns whether there is anything. */
  toggle() {
    const players = [...this.#players.values()].filter(({ canPlay }) => canPlay);
    const playing = players.filter(({ isPlaying }) => isPlaying);
    if (playing.length > 0) for (const player of playing) player.toggle();
    else (players.find(({ isStarted }) => isStarted) ?? players[0])?.toggle();
    return players.length > 0;
  }

  /** Plays from the start; returns whether there is anything. */
  restart() {
    const players = [...this.#players.values()].filter(({ canPlay }) => canPlay);
    (players.find(({ isStarted }) => isStarted) ?? players[0])?.restart();
    return players.length > 0;
  }

  /** Turns the sound on, after a click or key has allowed it. */
  unmute() {
    for (const player of this.#players.values()) player.unmute();
  }
}

/** One video, recording or animated picture. */
class MediaPlayer {
  #options;
  /** @type {HTMLMediaElement | null} */
  #player = null;
  /** @type {ReceivedMediaState | null} */
  #state = null;
  /** The change of the state that was applied last. */
  #applied = -1;

  /**
   * @param {Media} media
   * @param {MediaOptions} options
   */
  constructor(media, options) {
    this.media = media;
    this.#options = options;
    this.element = h('div', { class: `player ${media.kind}` });
    if (media.kind === 'picture') this.#showPicture();
    else this.#createPlayer(media.kind);
  }

  get canPlay() {
    return this.#player !== null;
  }

  get isPlaying() {
    return this.#player !== null && !this.#player.paused && !this.#player.ended;
  }

  /** Whether it has been played. */
  get isStarted() {
    return this.#state !== null || (this.#player?.currentTime ?? 0) > 0;
  }

  /** An animated picture may be cropped. */
  #showPicture() {
    const { area, picture, address, radius } = this.media;
    const image = h('img', { src: address, alt: '', draggable: 'false' });
    placeOnPage(image, {
      x: (picture.x - area.x) / area.width,
      y: (picture.y - area.y) / area.height,
      width: picture.width / area.width,
      height: picture.height / area.height,
    });
    this.element.append(image);
    this.element.style.borderRadius = `${radius.x * 100}% / ${radius.y * 100}%`;
  }

  /** @param {'video' | 'audio'} kind */
  #createPlayer(kind) {
    const { address, name, captions, lang } = this.media;
    const { controls = false, muted = false } = this.#options;
    const player = h(kind, {
      src: address,
      'aria-label': name,
      preload: controls ? 'metadata' : 'auto',
      playsinline: true,
      loop: this.media.loop,
      disablepictureinpicture: true,
      disableremoteplayback: true,
    });
    player.muted = muted;
    if (captions) {
      const track = h('track', {
        kind: 'captions',
        src: captions,
        srclang: lang,
        label: 'Captions',
      });
      track.default = true;
      player.append(track);
      // Browsers show captions of their own accord only if the user wishes so.
      player.textTracks[0].mode = 'showing';
    }
    player.addEventListener('error', () => this.#showFailure());
    player.addEventListener('playing', () => this.#reportDelay());
    player.addEventListener('play', () => this.element.classList.add('started'));
    player.addEventListener('loadedmetadata', () => this.#followState(true));
    this.#player = player;
    this.element.append(player);
    this.element.classList.add('silent');
    this.element.addEventListener('click', () => player.controls || this.toggle());
    if (!controls) return;
    // The page must not see clicks and keys that are meant for the controls.
    for (const event of ['pointerdown', 'click', 'dblclick', 'keydown']) {
      this.element.addEventListener(event, (event) => event.stopPropagation());
    }
    // Until it is played, the page shows its poster.
    player.addEventListener(
      'play',
      () => {
        player.controls = true;
        this.element.classList.remove('silent');
      },
      { once: true },
    );
  }

  #showFailure() {
    if (!this.#player?.error) return;
    const name = this.media.name || 'this file';
    this.element.replaceChildren(h('p', {}, `This browser cannot play “${name}”.`));
    this.element.classList.remove('silent');
    this.element.classList.add('failed');
    this.#player = null;
  }

  toggle() {
    const player = this.#player;
    if (!player) return;
    if (this.isPlaying) this.#change(false, player.currentTime);
    else this.#change(true, player.ended ? 0 : player.currentTime);
  }

  restart() {
    if (this.#player) this.#change(true, 0);
  }

  /**
   * @param {boolean} playing
   * @param {number} position
   */
  #change(playing, position) {
    if (this.#options.onChange) {
      this.#options.onChange(this.media.key, playing, position);
      return;
    }
    const player = /** @type {HTMLMediaElement} */ (this.#player);
    if (Math.abs(player.currentTime - position) > 0.01) player.currentTime = position;
    if (playing) this.#play();
    else player.pause();
  }

  /** @param {ReceivedMediaState | null} state */
  follow(state) {
    this.#state = state;
    this.#followState(state?.change !== this.#applied);
  }

  /**
   * Plays or pauses as the state says.
   * @param {boolean} moves whether to go to its position
   */
  #followState(moves) {
    const [player, state] = [this.#player, this.#state];
    if (!player || !this.#options.onChange) return;
    this.element.classList.toggle('started', state !== null);
    if (!state) {
      player.pause();
      if (player.currentTime > 0) player.currentTime = 0;
      return;
    }
    this.#applied = state.change;
    const position = this.#expectedPosition(state, player);
    if (moves && Math.abs(player.currentTime - position) > TOLERANCE_S)
      player.currentTime = position;
    if (!state.playing) player.pause();
    else if (player.paused && !(player.duration <= position && !player.loop)) this.#play();
  }

  /**
   * Returns the position at which the talk is now, in seconds.
   * @param {ReceivedMediaState} state
   * @param {HTMLMediaElement} player
   */
  #expectedPosition({ position_ms, playing, receivedAt }, player) {
    const elapsed = playing ? performance.now() - receivedAt : 0;
    const position = (position_ms + elapsed) / 1000;
    if (!Number.isFinite(player.duration)) return position;
    return player.loop ? position % player.duration : Math.min(position, player.duration);
  }

  async #play() {
    const player = /** @type {HTMLMediaElement} */ (this.#player);
    try {
      await player.play();
    } catch (error) {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (!isRefused || player.muted) return;
      // A window in which nobody has clicked may only play without sound.
      player.muted = true;
      this.#options.onSilenced?.(true);
      await player.play().catch(() => {});
    }
  }

  unmute() {
    if (!this.#player || this.#options.muted || !this.#player.muted) return;
    this.#player.muted = false;
    this.#options.onSilenced?.(false);
  }

  /** The windows follow the one that the audience sees. */
  #reportDelay() {
    const [player, state] = [this.#player, this.#state];
    if (!player || !state?.playing || !this.#options.onLate) return;
    const position = this.#expectedPosition(state, player);
    if (Math.abs(player.currentTime - position) > TOLERANCE_S) {
      this.#options.onLate(this.media.key, player.currentTime);
    }
  }

  /** Stops loading, so that the connection is free. */
  remove() {
    this.element.remove();
    this.#player?.pause();
    this.#player?.removeAttribute('src');
    this.#player?.load();
  }
}
