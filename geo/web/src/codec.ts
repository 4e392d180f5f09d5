// How packed columns become arrays. The other half of this format is geo/webmap/pack.py, which
// describes it. Columns are decoded when they are first asked for, and then kept.

export type Dictionary = readonly (string | null)[];

interface Spec {
  t: "cat" | "map" | "int" | "f64" | "deg" | "hex" | "seq" | "list";
  /** Where the first plane begins, and how many there are; below 0 it is in the block before. */
  o: number;
  k: number;
  /** Where the mask of missing rows begins, if a row is missing. */
  z?: number;
  delta?: number;
  /** What every number is, or the first one if they are stored as differences. */
  b?: number;
  d?: (string | null)[];
  /** Degrees: decimal digits, grouping column, where the medians begin and how many there are.
   * Texts that another column decides: that column, and the code for each of its words. */
  e?: number;
  by?: string;
  m?: number | number[];
  g?: number;
  w?: number;
  p?: string;
}

interface Header {
  tables: Record<string, { n: number; cols: Record<string, Spec> }>;
  [key: string]: unknown;
}

/** A column of numbers; a missing one is NaN. */
export type Numbers = Float64Array | Int32Array;

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as { fromBase64?: (t: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  // What is wrong with the bytes is told by the reader.
  const written = Promise.allSettled([writer.write(bytes), writer.close()]);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    size += next.value.length;
  }
  await written;
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const unzigzag = (v: number): number => (v >>> 1) ^ -(v & 1);

// A loop for each kind of array: one that meets several is compiled over and over.

function two(planes: Uint8Array, rows: number): Uint16Array {
  const out = new Uint16Array(rows);
  for (let i = 0; i < rows; i++) out[i] = planes[i] | (planes[i + rows] << 8);
  return out;
}

function three(planes: Uint8Array, rows: number): Uint32Array {
  const out = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    out[i] = planes[i] | (planes[i + rows] << 8) | (planes[i + 2 * rows] << 16);
  }
  return out;
}

/** One table of a block. */
export class Table {
  readonly rows: number;
  private readonly kept = new Map<string, unknown>();

  constructor(
    private readonly block: Block,
    private readonly cols: Record<string, Spec>,
    rows: number,
  ) {
    this.rows = rows;
  }

  private spec(name: string): Spec {
    const spec = this.cols[name];
    if (!spec) throw new Error(`no column ${name}`);
    return spec;
  }

  private keep<T>(name: string, make: () => T): T {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name) as T;
  }

  private planes(spec: Spec): Uint8Array | Uint16Array | Uint32Array {
    const { rows } = this;
    const bytes = this.block.at(spec.o, spec.k * rows);
    if (spec.k === 1) return bytes;
    if (spec.k === 2) return two(bytes, rows);
    const out = three(bytes, rows);
    const top = bytes.subarray(3 * rows);
    for (let i = 0; i < top.length; i++) out[i] |= top[i] << 24;
    return out;
  }

  private missing(spec: Spec): Uint8Array | null {
    if (spec.z === undefined) return null;
    return this.block.at(spec.z, this.rows);
  }

  /** The dictionary of a text column, the most frequent word first. */
  dictionary(name: string): Dictionary {
    return this.spec(name).d ?? [];
  }

  /** The codes of a text column, numbers into its dictionary. */
  codes(name: string): Uint8Array | Uint16Array | Uint32Array {
    return this.keep(`codes ${name}`, () => {
      const spec = this.spec(name);
      if (spec.t === "map") return this.mapped(spec);
      return spec.k ? this.planes(spec) : new Uint8Array(this.rows);
    });
  }

  private mapped(spec: Spec): Uint8Array | Uint32Array {
    const lookup = Uint32Array.from(spec.m as number[]);
    const leading = this.codes(spec.by ?? "");
    const small = (spec.d?.length ?? 0) <= 256;
    const out = small ? new Uint8Array(this.rows) : new Uint32Array(this.rows);
    for (let i = 0; i < this.rows; i++) out[i] = lookup[leading[i]];
    return out;
  }

  text(name: string, row: number): string {
    return this.dictionary(name)[this.codes(name)[row]] ?? "";
  }

  /** The number that a column holds in every row, if that can be told at once. */
  constant(name: string): number | null {
    const { t, k, z, b } = this.spec(name);
    return t === "int" && k === 0 && z === undefined ? (b ?? 0) : null;
  }

  /** Whole or other numbers and days; NaN where one is missing. */
  numbers(name: string): Numbers {
    return this.keep(name, () => {
      const spec = this.spec(name);
      if (spec.t === "deg") return this.degrees(spec);
      const missing = this.missing(spec);
      if (spec.t === "f64") return this.floats(spec, missing);
      // Columns of the same bytes are one: the deaths where low, best and high are equal.
      const same = `ints ${spec.o} ${spec.k} ${spec.z} ${spec.delta} ${spec.b}`;
      return this.keep(same, () => this.ints(spec, missing));
    });
  }

  private ints(spec: Spec, missing: Uint8Array | null): Numbers {
    const { rows } = this;
    const out = missing ? new Float64Array(rows) : new Int32Array(rows);
    const base = spec.b ?? 0;
    const raw = spec.k ? this.planes(spec) : null;
    if (!raw) out.fill(base);
    else if (spec.delta) {
      let sum = base;
      for (let i = 0; i < rows; i++) {
        sum += unzigzag(raw[i]);
        out[i] = sum;
      }
    } else for (let i = 0; i < rows; i++) out[i] = unzigzag(raw[i]);
    if (missing) for (let i = 0; i < rows; i++) if (missing[i]) out[i] = Number.NaN;
    return out;
  }

  private floats(spec: Spec, missing: Uint8Array | null): Float64Array {
    const { rows } = this;
    const bytes = this.block.at(spec.o, rows * 8);
    const mixed = new Uint8Array(rows * 8);
    for (let p = 0; p < 8; p++) {
      for (let i = 0; i < rows; i++) mixed[i * 8 + p] = bytes[p * rows + i];
    }
    const view = new DataView(mixed.buffer);
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++)
      out[i] = missing?.[i] ? Number.NaN : view.getFloat64(i * 8, true);
    return out;
  }

  private degrees(spec: Spec): Float64Array {
    const groups = this.codes(spec.by ?? "");
    const medians = new Int32Array(spec.g ?? 0);
    const raw = this.block.at(Number(spec.m ?? 0), 4 * medians.length);
    const middle = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let g = 0; g < medians.length; g++) medians[g] = middle.getInt32(g * 4, true);
    const step = 10 ** (spec.e ?? 0);
    const missing = this.missing(spec);
    const off = spec.k ? this.planes(spec) : null;
    const out = new Float64Array(this.rows);
    const n = this.rows;
    if (off) for (let i = 0; i < n; i++) out[i] = (medians[groups[i]] + unzigzag(off[i])) / step;
    else for (let i = 0; i < n; i++) out[i] = medians[groups[i]] / step;
    if (missing) for (let i = 0; i < this.rows; i++) if (missing[i]) out[i] = Number.NaN;
    return out;
  }

  /** The identifier of a row. */
  id(name: string, row: number): string {
    const spec = this.spec(name);
    if (spec.t === "hex") {
      const width = spec.w ?? 0;
      const bytes = this.block
        .at(spec.o, this.rows * width)
        .subarray(row * width, (row + 1) * width);
      let out = "";
      for (const byte of bytes) out += byte.toString(16).padStart(2, "0");
      return out;
    }
    if (spec.t === "seq") {
      const sums = this.keep(`seq ${name}`, () => {
        const steps = spec.k ? this.planes(spec) : new Uint8Array(this.rows);
        let sum = spec.b ?? 0;
        return Float64Array.from(steps, (v) => (sum += unzigzag(v)));
      });
      return `${spec.p ?? ""}${sums[row]}`;
    }
    return spec.d?.[row] ?? "";
  }

  /** The row of an identifier, or -1. */
  find(name: string, id: string): number {
    for (let i = 0; i < this.rows; i++) if (this.id(name, i) === id) return i;
    return -1;
  }
}

/** An inflated block: what stands in its header, and its tables. */
export class Block {
  readonly header: Header;
  private readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    private readonly before?: Block,
  ) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    this.header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    this.bytes = bytes.subarray(4 + length);
  }

  /** Bytes of this block, or of the one before it if `from` is below 0. */
  at(from: number, length: number): Uint8Array {
    if (from >= 0) return this.bytes.subarray(from, from + length);
    if (!this.before) throw new Error("the block before is missing");
    return this.before.at(-1 - from, length);
  }

  table(name: string): Table {
    const { n, cols } = this.header.tables[name];
    return new Table(this, cols, n);
  }
}

/** Behind the last word of a text; behind each other one stands the blank that belongs there. */
const END = "\0";

/** Which words of a vocabulary end a text. */
export const endings = (words: readonly string[]): Uint8Array =>
  Uint8Array.from(words, (word) => (word.endsWith(END) ? 1 : 0));

/** Texts as one block of words; see `pack_texts`. */
export function decodeTexts(bytes: Uint8Array, words: readonly string[]): string[] {
  const texts: string[] = [];
  let text = "";
  eachToken(bytes, (number) => {
    const word = words[number];
    text += word;
    if (word.endsWith(END)) {
      texts.push(text.slice(0, -1));
      text = "";
    }
  });
  return texts;
}

/** Call `act` with the number of each token of a block. */
export function eachToken(bytes: Uint8Array, act: (number: number) => void): void {
  let value = 0;
  let shift = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    value |= (byte & 127) << shift;
    if (byte & 128) shift += 7;
    else {
      act(value);
      value = 0;
      shift = 0;
    }
  }
}
