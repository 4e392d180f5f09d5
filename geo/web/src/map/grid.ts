// Which points lie where: an index of square cells over the world's coordinates, so that a view or
// a click looks at few of many points. It is made when a box first holds some of them and not all.
// Within a cell, points keep their order.

/** Below this many points a scan of all is as quick. */
const POINTS_A_CELL = 24;
const MOST_CELLS = 512;

interface Cells {
  /** The points of cell c are rows[starts[c]] up to rows[starts[c + 1]]. */
  starts: Uint32Array;
  rows: Uint32Array;
}

export class Grid {
  private readonly side: number;
  private readonly x0: number;
  private readonly y0: number;
  private readonly x1: number;
  private readonly y1: number;
  private readonly perX: number;
  private readonly perY: number;
  private made: Cells | null = null;

  constructor(
    readonly x: Float64Array,
    readonly y: Float64Array,
    /** The rows that are points. */
    readonly points: Uint32Array,
  ) {
    const n = points.length;
    let [x0, y0, x1, y1] = [1, 1, 0, 0];
    for (let k = 0; k < n; k++) {
      const i = points[k];
      if (x[i] < x0) x0 = x[i];
      if (x[i] > x1) x1 = x[i];
      if (y[i] < y0) y0 = y[i];
      if (y[i] > y1) y1 = y[i];
    }
    const side = Math.max(1, Math.min(MOST_CELLS, Math.ceil(Math.sqrt(n / POINTS_A_CELL))));
    this.side = side;
    this.x0 = x0;
    this.y0 = y0;
    this.x1 = x1;
    this.y1 = y1;
    this.perX = side / (x1 - x0 + 1e-9);
    this.perY = side / (y1 - y0 + 1e-9);
  }

  private get cells(): Cells {
    this.made ??= this.index();
    return this.made;
  }

  private index(): Cells {
    const { x, y, x0, y0, perX, perY, side, points } = this;
    const n = points.length;
    const starts = new Uint32Array(side * side + 1);
    const cell = new Uint32Array(n);
    for (let k = 0; k < n; k++) {
      const i = points[k];
      const c = (((y[i] - y0) * perY) | 0) * side + (((x[i] - x0) * perX) | 0);
      cell[k] = c;
      starts[c + 1]++;
    }
    for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
    const next = starts.slice(0, side * side);
    const rows = new Uint32Array(n);
    for (let k = 0; k < n; k++) rows[next[cell[k]]++] = points[k];
    return { starts, rows };
  }

  private column(x: number): number {
    return Math.max(0, Math.min(this.side - 1, Math.floor((x - this.x0) * this.perX)));
  }

  private line(y: number): number {
    return Math.max(0, Math.min(this.side - 1, Math.floor((y - this.y0) * this.perY)));
  }

  private all(x0: number, y0: number, x1: number, y1: number): boolean {
    return x0 <= this.x0 && y0 <= this.y0 && x1 >= this.x1 && y1 >= this.y1;
  }

  /** How many points the cells hold that touch a box. */
  within(x0: number, y0: number, x1: number, y1: number): number {
    if (this.all(x0, y0, x1, y1)) return this.points.length;
    const { starts } = this.cells;
    const [a, b] = [this.column(x0), this.column(x1)];
    let sum = 0;
    for (let line = this.line(y0); line <= this.line(y1); line++) {
      sum += starts[line * this.side + b + 1] - starts[line * this.side + a];
    }
    return sum;
  }

  /** Call `act` with every row whose cell touches a box, a run of rows at a time. */
  runs(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    act: (rows: Uint32Array, from: number, to: number) => void,
  ): void {
    if (this.all(x0, y0, x1, y1)) return act(this.points, 0, this.points.length);
    const { starts, rows } = this.cells;
    const [a, b] = [this.column(x0), this.column(x1)];
    for (let line = this.line(y0); line <= this.line(y1); line++) {
      act(rows, starts[line * this.side + a], starts[line * this.side + b + 1]);
    }
  }
}
