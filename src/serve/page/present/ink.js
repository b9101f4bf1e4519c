// Strokes of a pen on a canvas. Places are fractions of the page, widths of its width.

export const PENS = {
  red: { colour: '#e5392b', name: 'Red' },
  blue: { colour: '#2f6fe4', name: 'Blue' },
  green: { colour: '#1f9d4d', name: 'Green' },
  yellow: { colour: '#ffd21f', name: 'Yellow' },
  black: { colour: '#111111', name: 'Black' },
  white: { colour: '#ffffff', name: 'White' },
  marker: { colour: '#ffe14d', name: 'Marker', width: 0.022, opacity: 0.45 },
};

/** Draws all strokes; the canvas has the size of the page in the pixels of the screen. */
export function paint(canvas, strokes) {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { pen, points } of strokes) {
    const { colour, width: wide = 0.0042, opacity = 1 } = PENS[pen] ?? PENS.red;
    context.globalAlpha = opacity;
    context.strokeStyle = colour;
    context.lineWidth = wide * width;
    context.beginPath();
    const at = points.map(([x, y]) => [x * width, y * height]);
    context.moveTo(...at[0]);
    // Through the middles of what was drawn: a hand draws curves, a mouse reports corners.
    for (let index = 1; index < at.length - 1; index += 1) {
      const [[x, y], [nextX, nextY]] = [at[index], at[index + 1]];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    context.lineTo(...at.at(-1));
    context.stroke();
  }
}

/** The topmost stroke near a place, for the eraser. `ratio` is the page's width by its height. */
export function strokeAt(strokes, [x, y], ratio) {
  const near = 0.012;
  const far = ([ax, ay], [bx, by]) => {
    const [dx, dy] = [bx - ax, (by - ay) / ratio];
    const [px, py] = [x - ax, (y - ay) / ratio];
    const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(px - along * dx, py - along * dy);
  };
  const touched = ({ points, pen }) => points.some((point, index) => far(point, points[index + 1] ?? point) < near + (PENS[pen]?.width ?? 0) / 2);
  return strokes.findLast(touched);
}
