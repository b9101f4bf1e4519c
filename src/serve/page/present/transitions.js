// @ts-check
// The key frames of transitions.

/** @import { Transition } from '../wire' */

/** The number of strips of the `blinds` transition. */
const BLINDS = 8;

/**
 * Returns the key frames of the incoming and the outgoing image, and whether the incoming one is
 * below the other.
 * @param {Transition} transition
 * @returns {{ incoming?: Keyframe[], outgoing?: Keyframe[], isBelow?: boolean }}
 */
export function transitionFrames({ kind, direction }) {
  const [x, y] = { right: [1, 0], left: [-1, 0], down: [0, 1], up: [0, -1] }[direction ?? 'right'];
  const shifted = (/** @type {number} */ side) => ({
    transform: `translate(${side * x * 100}%, ${side * y * 100}%)`,
  });
  const here = { transform: 'none' };
  const inset = (/** @type {number[]} */ ...sides) => ({
    clipPath: `inset(${sides.map((side) => `${side}%`).join(' ')})`,
  });
  const whole = inset(0, 0, 0, 0);
  switch (kind) {
    case 'push':
      return { incoming: [shifted(-1), here], outgoing: [here, shifted(1)] };
    case 'cover':
      return { incoming: [shifted(-1), here] };
    case 'fly':
      return {
        incoming: [
          { ...shifted(-1), opacity: 0 },
          { ...here, opacity: 1 },
        ],
      };
    case 'uncover':
      return { outgoing: [here, shifted(1)], isBelow: true };
    case 'wipe':
    case 'glitter': {
      const covered = [y < 0, x > 0, y > 0, x < 0].map((isCovered) => (isCovered ? 100 : 0));
      return { incoming: [inset(...covered), whole] };
    }
    case 'split':
      return { incoming: [inset(50, 0, 50, 0), whole] };
    case 'box':
      return { incoming: [inset(50, 50, 50, 50), whole] };
    case 'blinds':
      return { incoming: [blinds(0, y !== 0), blinds(1, y !== 0)] };
    default:
      return { incoming: [{ opacity: 0 }, { opacity: 1 }] };
  }
}

/**
 * Returns a key frame with strips that are open by a share from 0 to 1, as one shape.
 * @param {number} share
 * @param {boolean} isHorizontal
 */
function blinds(share, isHorizontal) {
  const width = 100 / BLINDS;
  const points = Array.from({ length: BLINDS }, (_, strip) => {
    const [from, to] = [strip * width, (strip + share) * width];
    return [
      [from, 0],
      [to, 0],
      [to, 100],
      [from, 100],
      [from, 0],
    ];
  }).flat();
  const shape = points.map(([a, b]) => (isHorizontal ? `${b}% ${a}%` : `${a}% ${b}%`));
  return { clipPath: `polygon(${shape.join(', ')})` };
}
