import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cell } from "../src/export";
import { fold } from "../src/fold";
import { format, isoDay, parseDay } from "../src/i18n";
import ar from "../src/messages/ar.json";
import en from "../src/messages/en.json";
import { emptyView, fromHash, toHash, type View } from "../src/permalink";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const facet = fc.constantFrom("type", "actor", "zone", "side", "deaths");
const view: fc.Arbitrary<View> = fc.record({
  at: fc.tuple(
    fc.integer({ min: -1800, max: 1800 }).map((n) => n / 10),
    fc.integer({ min: -850, max: 850 }).map((n) => n / 10),
    fc.integer({ min: 0, max: 40 }).map((n) => n / 2),
  ),
  days: fc
    .tuple(fc.integer({ min: -60_000, max: 60_000 }), fc.nat({ max: 9000 }))
    .map(([from, long]): [number, number] => [from, from + long]),
  picks: fc.dictionary(facet, fc.uniqueArray(text, { minLength: 1, maxLength: 4 })),
  query: text,
  off: fc.subarray(["zones", "sites", "lines"]),
  on: fc.subarray(["tiles"]),
  open: fc.stringMatching(/^[0-9a-f]{12}$/),
  sort: fc.constantFrom("", "deaths", "place"),
  pane: fc.constantFrom("", "filters"),
  time: fc.constantFrom("", "day", "upto"),
  table: fc.boolean(),
  step: fc.nat({ max: 99 }),
  language: fc.constantFrom("", "ar"),
  embed: fc.boolean(),
});

const ordered = (v: View): View => ({
  ...v,
  picks: Object.fromEntries(Object.entries(v.picks).map(([k, list]) => [k, [...list].sort()])),
});

describe("the permalink", () => {
  it("gives back what was put into it", () => {
    fc.assert(
      fc.property(view, (v) => {
        expect(ordered(fromHash(toHash(v)))).toEqual(ordered(v));
      }),
    );
  });

  it("is empty for the view that a page opens with", () => {
    expect(toHash(emptyView())).toBe("");
  });

  it("stays readable", () => {
    const v = { ...emptyView(), query: "Tell Tuqan", picks: { type: ["Riots", "Battles"] } };
    expect(toHash({ ...v, days: [18294, 18298] })).toBe(
      "#days=2020-02-02..2020-02-06&type=Battles~Riots&q=Tell+Tuqan",
    );
  });

  it("takes any text for a hash and never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (hash) => Boolean(fromHash(hash))));
  });
});

describe("days", () => {
  it("are told from what is no day", () => {
    expect(isoDay(18298)).toBe("2020-02-06");
    expect(parseDay("2020-02-06")).toBe(18298);
    for (const wrong of ["2020-02-32", "6 Feb", "", "2020-2-6"]) expect(parseDay(wrong)).toBeNaN();
  });
});

describe("folding", () => {
  it.each([
    ["Saraqèb", "saraqeb"],
    ["إدلب", "ادلب"],
    ["أَرِيحَا", "اريحا"],
    ["مدرســة", "مدرسه"],
    ["Deir ez-Zor", "deir ez zor"],
    ["Al-Ta’mana", "al tamana"],
    ["İdlib", "idlib"],
  ])("%s is found as %s", (given, folded) => {
    expect(fold(given)).toBe(folded);
  });

  it("does nothing to what is folded", () => {
    fc.assert(fc.property(text, (t) => fold(fold(t)) === fold(t)));
  });
});

describe("messages", () => {
  it("are the same in both languages, with the same values in them", () => {
    // ACLED's sub-event types are English already.
    const keys = Object.keys(ar).filter((key) => !key.startsWith("sub."));
    expect(keys.sort()).toEqual(Object.keys(en).sort());
    const names = (m: string): string[] =>
      [...new Set([...m.matchAll(/\{(\w+)[,}]/g)].map((x) => x[1]))].sort();
    for (const [key, message] of Object.entries(en)) {
      expect([key, names(ar[key as keyof typeof ar])]).toEqual([key, names(message)]);
    }
  });

  it("count in Arabic as Arabic does", () => {
    const said = [0, 1, 2, 3, 11, 100].map((n) => format(ar.n_events, { n }, "ar-u-nu-latn"));
    expect(said).toEqual(["لا أحداث", "حدث واحد", "حدثان", "3 أحداث", "11 حدثًا", "100 حدث"]);
  });

  it("never read a value as a message", () => {
    expect(format("{what}", { what: "{n, plural, other {x}} {what}" }, "en")).toBe(
      "{n, plural, other {x}} {what}",
    );
  });
});

describe("a cell of CSV", () => {
  it.each([["=1+1"], ["+1"], ["-1"], ["@x"], ["\tx"], ["  =x"], ["\u00a0=x"], ["|x"]])(
    "%j is no formula",
    (given) => {
      expect(cell(given).replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  it("keeps numbers and plain text as they are", () => {
    expect([cell(-5), cell(Number.NaN), cell(null), cell("Idlib"), cell('a "b", c')]).toEqual([
      "-5",
      "",
      "",
      "Idlib",
      '"a ""b"", c"',
    ]);
  });
});
