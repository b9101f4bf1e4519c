// @ts-check
// Strokes of a pen on a canvas. Points are fractions of the page, widths are fractions of its
// width.

/** @import { Point, Stroke } from '../wire' */

/** @typedef {{ color: string, name: string, width: number, opacity: number }} Pen */

const pen = (/** @type {string} */ color, /** @type {string} */ name) => ({
  color,
  name,
  width: 0.0042,
  opacity: 1,
});

/** @type {Record<string, Pen>} */
export const PENS = {
  red: pen('#e5392b', 'Red'),
  blue: pen('#2f6fe4', 'Blue'),
  green: pen('#1f9d4d', 'Green'),
  yellow: pen('#ffd21f', 'Yellow'),
  black: pen('#111111', 'Black'),
  white: pen('#ffffff', 'White'),
  marker: { color: '#ffe14d', name: 'Marker', width: 0.022, opacity: 0.45 },
};

/** How far from a stroke the eraser may be. */
const ERASER_RADIUS = 0.012;

/**
 * Draws the strokes on a canvas that has the size of the page in device pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {Stroke[]} strokes
 */
export function drawStrokes(canvas, strokes) {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    const style = PENS[stroke.pen] ?? PENS.red;
    context.globalAlpha = style.opacity;
    context.strokeStyle = style.color;
    context.lineWidth = style.width * width;
    context.beginPath();
    const points = stroke.points.map(([x, y]) => [x * width, y * height]);
    context.moveTo(points[0][0], points[0][1]);
    // Curves through the midpoints: a hand draws curves, a mouse reports corners.
    for (let index = 1; index < points.length - 1; index += 1) {
      const [[x, y], [nextX, nextY]] = [points[index], points[index + 1]];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    const [endX, endY] = points[points.length - 1];
    context.lineTo(endX, endY);
    context.stroke();
  }
}

/**
 * Returns the topmost stroke near a point, for the eraser.
 * @param {Stroke[]} strokes
 * @param {Point} point
 * @param {number} aspectRatio of the page
 */
export function findStroke(strokes, { x, y }, aspectRatio) {
  /** The distance from the segment a–b.
   * @type {(a: [number, number], b: [number, number]) => number} */
  const distance = ([ax, ay], [bx, by]) => {
    const [dx, dy] = [bx - ax, (by - ay) / aspectRatio];
    const [px, py] = [x - ax, (y - ay) / aspectRatio];
    const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(px - along * dx, py - along * dy);
  };
  return strokes.findLast(({ points, pen }) => {
    const radius = ERASER_RADIUS + (pen === 'marker' ? PENS.marker.width / 2 : 0);
    return points.some((from, index) => distance(from, points[index + 1] ?? from) < radius);
  });
}
