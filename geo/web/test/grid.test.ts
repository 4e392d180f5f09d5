// The index of points finds what a look at all of them finds, and in their order.

import fc from "fast-check";
import { expect, it } from "vitest";
import { Grid } from "../src/map/grid";

const coordinate = fc.integer({ min: 0, max: 40 }).map((n) => n / 40);
const spot = fc.tuple(coordinate, coordinate);

it("runs over every point in a box, and over no more than it counts", () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 120 }), spot, spot, (spots, a, b) => {
      const x = Float64Array.from(spots, (s) => s[0]);
      const y = Float64Array.from(spots, (s) => s[1]);
      const grid = new Grid(x, y, Uint32Array.from(spots.keys()));
      const box = [
        Math.min(a[0], b[0]),
        Math.min(a[1], b[1]),
        Math.max(a[0], b[0]),
        Math.max(a[1], b[1]),
      ] as const;
      const found: number[] = [];
      grid.runs(...box, (rows, from, to) => {
        const run = [...rows.subarray(from, to)];
        found.push(...run);
      });
      expect(found.length).toBe(grid.within(...box));
      expect(new Set(found).size).toBe(found.length);
      for (const row of spots.keys()) {
        const [px, py] = spots[row];
        const inside = px >= box[0] && px <= box[2] && py >= box[1] && py <= box[3];
        if (inside) expect(found).toContain(row);
      }
    }),
    { numRuns: 300 },
  );
});

it("hands all points over as they come where a box holds them all", () => {
  const x = Float64Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5000) / 5000);
  const grid = new Grid(x, x, Uint32Array.from(x.keys()));
  const seen: Uint32Array[] = [];
  grid.runs(0, 0, 1, 1, (rows, from, to) => seen.push(rows.subarray(from, to)));
  expect(seen).toEqual([Uint32Array.from(x.keys())]);
  expect(grid.within(0, 0, 1, 1)).toBe(5000);
  expect(grid.within(0, 0, 0.4, 0.4)).toBeLessThan(2500);
});
