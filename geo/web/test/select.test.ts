import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Facet, histogram, Selection } from "../src/select";

const FIRST = [10, 10, 12, Number.NaN, 15];
const LAST = [10, 14, 12, Number.NaN, 15];
const type: Facet = {
  id: "type",
  values: ["a", "b"],
  columns: () => [Uint8Array.of(0, 1, 0, 1, 0)],
};
const actors: Facet = {
  id: "actor",
  values: ["x", "y", "z"],
  columns: () => [Uint8Array.of(0, 0, 1, 1, 2), Uint8Array.of(1, 0, 2, 1, 2)],
};
const sides: Facet = {
  id: "side",
  values: ["press", "party"],
  columns: () => [Uint8Array.of(0, 1, 1, 0, 1)],
  starts: Uint32Array.of(0, 2, 3, 3, 4, 5),
};

function selection(): Selection {
  const made = new Selection(5, FIRST, LAST);
  for (const facet of [type, actors, sides]) made.add(facet);
  return made;
}
const rows = (s: Selection): number[] => [...s.visible.keys()].filter((i) => s.visible[i]);

describe("choosing events", () => {
  it("shows all at first, undated ones too", () => {
    expect(rows(selection())).toEqual([0, 1, 2, 3, 4]);
  });

  it("takes what may have happened in a range, not only what began in it", () => {
    const s = selection();
    s.between([13, 14]);
    expect(rows(s)).toEqual([1]);
    s.between(null);
    expect(s.shown).toBe(5);
  });

  it("finds either actor, and any claim of an event", () => {
    const s = selection();
    s.pick("actor", ["y"]);
    expect(rows(s)).toEqual([0, 2, 3]);
    s.pick("actor", []);
    s.pick("side", ["party"]);
    expect(rows(s)).toEqual([0, 1, 4]);
  });

  it("counts what a choice would show if the other filters stay", () => {
    const s = selection();
    s.pick("type", ["a"]);
    expect([...s.counts("type")]).toEqual([3, 2]);
    expect([...s.counts("actor")]).toEqual([1, 2, 2]);
    expect([...s.counts("side")]).toEqual([1, 2]);
  });

  it("counts an event once for a facet, whatever it is called in two columns", () => {
    expect([...selection().counts("actor")]).toEqual([2, 3, 2]);
  });

  it("is back where it was when every filter is lifted, in any order", () => {
    const step = fc.oneof(
      fc.record({
        id: fc.constantFrom("type", "actor", "side"),
        values: fc.array(fc.constantFrom("a", "b", "x", "z", "party")),
      }),
      fc.tuple(fc.integer({ min: 8, max: 16 }), fc.integer({ min: 8, max: 16 })),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const s = selection();
        for (const one of steps) {
          if (Array.isArray(one)) s.between([Math.min(...one), Math.max(...one)]);
          else s.pick(one.id, one.values);
        }
        s.clear();
        s.between(null);
        return s.shown === 5 && s.picks.size === 0;
      }),
    );
  });
});

describe("the histogram", () => {
  it("counts an event of several days on each of them", () => {
    expect([...histogram(FIRST, LAST, new Uint8Array(5).fill(1), 9, 16)]).toEqual([
      0, 2, 1, 2, 1, 1, 1, 0,
    ]);
  });

  it("agrees with counting day by day", () => {
    const event = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat({ max: 20 }), fc.boolean());
    fc.assert(
      fc.property(
        fc.array(event),
        fc.integer({ min: -40, max: 0 }),
        fc.nat({ max: 60 }),
        (events, from, long) => {
          const first = events.map(([day]) => day);
          const last = events.map(([day, span]) => day + span);
          const shown = Uint8Array.from(events, ([, , on]) => (on ? 1 : 0));
          const got = histogram(first, last, shown, from, from + long);
          for (let d = from; d <= from + long; d++) {
            const want = events.filter((_, i) => shown[i] && first[i] <= d && last[i] >= d).length;
            expect(got[d - from]).toBe(want);
          }
        },
      ),
    );
  });
});
