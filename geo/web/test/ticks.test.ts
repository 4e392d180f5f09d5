import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ticks } from "../src/ticks";

describe("the dates of an axis", () => {
  it("are few, rise, and lie within the days", () => {
    const first = fc.integer({ min: -400_000, max: 60_000 });
    fc.assert(
      fc.property(
        first,
        fc.nat({ max: 80_000 }),
        fc.integer({ min: 2, max: 20 }),
        (a, long, most) => {
          const marks = ticks(a, a + long, most);
          expect(marks.length).toBeLessThanOrEqual(most + 1);
          for (const [i, { at }] of marks.entries()) {
            expect(at).toBeGreaterThanOrEqual(a);
            expect(at).toBeLessThanOrEqual(a + long);
            if (i) expect(at).toBeGreaterThan(marks[i - 1].at);
          }
        },
      ),
    );
  });

  it("begin months and years where whole ones fit", () => {
    const day = (text: string): number => Date.parse(text) / 86_400_000;
    const words = (from: string, to: string, most: number): string[] =>
      ticks(day(from), day(to), most).map((mark) => mark.word);
    expect(words("2020-01-31", "2020-02-03", 9)).toEqual(["31 Jan", "1 Feb", "2", "3"]);
    expect(words("2019-12-15", "2020-03-15", 5)).toEqual(["Jan 2020", "Feb", "Mar"]);
    expect(words("1815-06-18", "1918-11-11", 7)).toEqual(["1820", "1840", "1860", "1880", "1900"]);
  });
});
