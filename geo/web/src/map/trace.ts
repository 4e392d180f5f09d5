// Paths on a canvas from outlines in fractions of the world.

import type { Outline } from "../data";
import type { View } from "./canvas";

/** Points nearer than this to the one before are passed over, in pixels. */
const STEP = 0.6;

export function inView(view: View, [x0, y0, x1, y1]: Outline["bounds"], margin = 0): boolean {
  return (
    x1 * view.scale - view.ox > -margin &&
    y1 * view.scale - view.oy > -margin &&
    x0 * view.scale - view.ox < view.width + margin &&
    y0 * view.scale - view.oy < view.height + margin
  );
}

export function tracePath(
  ctx: CanvasRenderingContext2D,
  view: View,
  path: Float64Array,
  close: boolean,
): void {
  const { scale, ox, oy } = view;
  const end = path.length - 2;
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i <= end; i += 2) {
    const x = path[i] * scale - ox;
    const y = path[i + 1] * scale - oy;
    if (i > 0 && i < end && Math.abs(x - lastX) < STEP && Math.abs(y - lastY) < STEP) continue;
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  if (close) ctx.closePath();
}

export function trace(ctx: CanvasRenderingContext2D, view: View, outline: Outline): void {
  ctx.beginPath();
  for (const part of outline.parts) {
    for (const path of part) tracePath(ctx, view, path, outline.kind === "area");
  }
}

/** Whether a point of the world lies in an area. */
export function contains(outline: Outline, x: number, y: number): boolean {
  const [x0, y0, x1, y1] = outline.bounds;
  if (outline.kind !== "area" || x < x0 || x > x1 || y < y0 || y > y1) return false;
  let inside = false;
  for (const ring of outline.parts.flat()) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const crosses = ring[i + 1] > y !== ring[j + 1] > y;
      if (crosses) {
        const at =
          ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i];
        if (x < at) inside = !inside;
      }
    }
  }
  return inside;
}

/** How far a point lies from the nearest line of an outline, as a fraction of the world. */
export function gap(outline: Outline, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const path of outline.parts.flat()) {
    for (let i = 2; i < path.length; i += 2) {
      const ax = path[i - 2];
      const ay = path[i - 1];
      const dx = path[i] - ax;
      const dy = path[i + 1] - ay;
      const along = dx || dy ? ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy) : 0;
      const s = Math.max(0, Math.min(1, along));
      best = Math.min(best, Math.hypot(ax + s * dx - x, ay + s * dy - y));
    }
  }
  return best;
}

/** How far a point lies from the nearest of several, as a fraction of the world. */
export function nearest(outline: Outline, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const path of outline.parts.flat()) {
    for (let i = 0; i < path.length; i += 2) {
      best = Math.min(best, Math.hypot(path[i] - x, path[i + 1] - y));
    }
  }
  return best;
}
