// What the Python packer puts in comes out here, for every kind of column.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Block, decodeTexts, fromBase64, inflate, type Numbers } from "../src/codec";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const candidates = [process.env.PYTHON ?? "", here("../../../.venv/bin/python")];
const python = candidates.find((path) => path !== "" && existsSync(path));

interface Input {
  text: (string | null)[];
  /** Decided by `text`, often. */
  led: string[];
  int: (number | null)[];
  delta: (number | null)[];
  /** One number, or missing. */
  same: (number | null)[];
  float: (number | null)[];
  day: (string | null)[];
  lon: (number | null)[];
  lat: (number | null)[];
  hex: string[];
  seq: string[];
  list: string[];
  note: string[];
}

const noControls = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the packer replaces exactly these
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd");
const word = fc.string({ unit: "grapheme", maxLength: 8 }).map(noControls);
const note = fc
  .array(fc.oneof(word, fc.constantFrom(" ", "  ", "\n", ", ", "سراقب", "the", "3-5")), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
const maybe = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arb, { freq: 4 });
const degrees = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -most * 1e4, max: most * 1e4 }).map((n) => n / 1e4);
const day = fc
  .integer({ min: -80_000, max: 80_000 }) // 1750 to 2189
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

const table: fc.Arbitrary<Input> = fc
  .integer({ min: 0, max: 40 })
  .chain((rows) => {
    const many = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(arb, { minLength: rows, maxLength: rows });
    return fc.record({
      text: many(maybe(fc.oneof(word, fc.constantFrom("a", "b")))),
      led: many(fc.constantFrom("x", "y", "z")),
      int: many(maybe(fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }))),
      delta: many(maybe(fc.integer({ min: -1000, max: 1_000_000 }))),
      same: fc
        .tuple(fc.integer({ min: -5, max: 2000 }), fc.boolean())
        .chain(([n, all]) => many(all ? fc.constant(n) : maybe(fc.constant(n)))),
      float: many(
        maybe(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())),
      ),
      day: many(maybe(day)),
      lon: many(maybe(degrees(180))),
      lat: many(maybe(degrees(90))),
      hex: many(fc.stringMatching(/^[0-9a-f]{12}$/)),
      seq: many(fc.integer({ min: 0, max: 999_999 }).map((n) => `SYR${n}`)),
      list: many(word),
      note: many(note),
    });
  })
  .chain((input) =>
    fc.boolean().map((decided) => ({
      ...input,
      led: decided ? input.text.map((w) => `after ${w?.length}`) : input.led,
    })),
  );

const nan = (values: (number | null)[]): number[] => values.map((v) => v ?? Number.NaN);
const plain = (values: Numbers): number[] => Array.from(values);

describe.skipIf(!python)("packed by Python, read here", () => {
  it("gives back every value of every kind of column", async () => {
    const edge: Input[] = [[], [0]].map((rows) => ({
      text: rows.map(() => null),
      led: rows.map(() => "x"),
      int: rows.map(() => 0),
      delta: rows.map(() => null),
      same: rows.map(() => 2000),
      float: rows.map(() => -0.5),
      day: rows.map(() => "1899-12-31"),
      lon: rows.map(() => -180),
      lat: rows.map(() => 89.9999),
      hex: rows.map(() => "0a"),
      seq: rows.map(() => "0"),
      list: rows.map(() => "007"),
      note: rows.map(() => ""),
    }));
    const inputs = [...edge, ...fc.sample(table, { numRuns: 150, seed: 20200206 })];
    const said = execFileSync(python ?? "", [here("./bridge.py")], {
      input: JSON.stringify(inputs),
      env: { ...process.env, PYTHONPATH: here("../../..") },
      maxBuffer: 1 << 28,
    });
    const packed = JSON.parse(said.toString()) as string[][];
    expect(packed.length).toBe(inputs.length);
    for (const [i, [core, words, ...texts]] of packed.entries()) {
      const input = inputs[i];
      const t = new Block(await inflate(fromBase64(core))).table("t");
      const rows = [...input.text.keys()];
      expect(t.rows).toBe(rows.length);
      expect(rows.map((r) => t.text("text", r))).toEqual(input.text.map((w) => w ?? ""));
      expect(rows.map((r) => t.text("led", r))).toEqual(input.led);
      expect(plain(t.numbers("int"))).toEqual(nan(input.int));
      expect(plain(t.numbers("same"))).toEqual(nan(input.same));
      if (!input.same.includes(null)) expect(t.constant("same")).toBe(input.same[0] ?? 0);
      else expect(t.constant("same")).toBeNull();
      const known = plain(t.numbers("delta"));
      expect(known).toEqual(nan(input.delta));
      expect(plain(t.numbers("float")).map((v) => v + 0)).toEqual(
        nan(input.float).map((v) => v + 0),
      );
      const days = nan(input.day.map((d) => (d === null ? null : Date.parse(d) / 86_400_000)));
      expect(plain(t.numbers("day"))).toEqual(days);
      for (const name of ["lon", "lat"] as const) {
        const got = plain(t.numbers(name));
        expect(got.length).toBe(rows.length);
        nan(input[name]).forEach((v, r) => {
          expect(Number.isNaN(v) ? Number.isNaN(got[r]) : Math.abs(got[r] - v) < 1e-9).toBe(true);
        });
      }
      for (const name of ["hex", "seq", "list"] as const) {
        expect(rows.map((r) => t.id(name, r))).toEqual(input[name]);
      }
      const vocabulary = JSON.parse(new TextDecoder().decode(await inflate(fromBase64(words))));
      const read: string[] = [];
      for (const text of texts) {
        read.push(...decodeTexts(await inflate(fromBase64(text)), vocabulary));
      }
      expect(read).toEqual(input.note);
    }
  }, 60_000);
});
