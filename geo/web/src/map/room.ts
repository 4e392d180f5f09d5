// Room on the map: which boxes overlap, in pixels of the canvas.

export type Rect = [left: number, top: number, right: number, bottom: number];

export const meets = (a: Rect, b: Rect): boolean =>
  a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** How much of `box` the boxes cover, counted twice where two do. */
export function covered(box: Rect, boxes: readonly Rect[]): number {
  let sum = 0;
  for (const other of boxes) {
    const wide = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
    const high = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
    if (wide > 0 && high > 0) sum += wide * high;
  }
  return sum;
}
