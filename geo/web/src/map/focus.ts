// What is open or under the pointer, above everything else.

import type { Data } from "../data";
import { Mark } from "../data";
import { alpha, palette } from "../theme";
import { CanvasLayer, type View } from "./canvas";
import { size } from "./events";
import { trace } from "./trace";

export class FocusLayer extends CanvasLayer {
  open = -1;
  hover = -1;

  constructor(private readonly data: Data) {
    super("focus");
  }

  protected override blank(): boolean {
    return this.open < 0 && this.hover < 0;
  }

  protected paint(ctx: CanvasRenderingContext2D, view: View): void {
    for (const row of new Set([this.hover, this.open])) if (row >= 0) this.mark(ctx, view, row);
  }

  private mark(ctx: CanvasRenderingContext2D, view: View, row: number): void {
    const { events, shapes } = this.data;
    const colours = palette();
    const kind = events.mark[row];
    if (kind === Mark.None) return;
    ctx.lineJoin = "round";
    const shape = shapes[events.shape[row] - 1];
    if (shape?.kind === "points") {
      const [path] = shape.parts[0];
      ctx.beginPath();
      for (let i = 0; i < path.length; i += 2) {
        const x = path[i] * view.scale - view.ox;
        const y = path[i + 1] * view.scale - view.oy;
        ctx.moveTo(x + size(view.zoom) + 3, y);
        ctx.arc(x, y, size(view.zoom) + 3, 0, 7);
      }
    } else if (shape) trace(ctx, view, shape);
    else {
      const x = events.x[row] * view.scale - view.ox;
      const y = events.y[row] * view.scale - view.oy;
      const r =
        kind === Mark.Disc ? Math.max(14, events.reach(row) * view.scale) : size(view.zoom) + 5;
      ctx.beginPath();
      ctx.arc(x, y, r, 0, 7);
    }
    const wide = kind === Mark.Area || kind === Mark.Line;
    ctx.strokeStyle = alpha(colours.halo, wide ? 0.7 : 1);
    ctx.lineWidth = 5;
    ctx.stroke();
    if (wide) ctx.setLineDash([2, 4]);
    ctx.lineCap = "round";
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = row === this.open ? 2.2 : 1.4;
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineCap = "butt";
  }
}
