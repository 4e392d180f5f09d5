// Which events are shown: facets, text and time as byte masks that all have to agree. For each
// event the number of failing conditions is kept, so that a facet can count what it would show if
// it alone were lifted.

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** One thing that events can be chosen by. */
export interface Facet {
  id: string;
  /** The values; the event's codes are numbers into them. */
  values: readonly string[];
  /** One code an event, or several columns of them (two actors); made when first asked for. */
  columns: () => readonly Codes[];
  /** Or many codes an event: those of event i stand from starts[i] up to starts[i + 1]. */
  starts?: Uint32Array;
}

export class Selection {
  readonly visible: Uint8Array;
  readonly picks = new Map<string, Set<string>>();
  private readonly fails: Uint8Array;
  private readonly masks = new Map<string, Uint8Array>();
  private facetsById = new Map<string, Facet>();
  /** How many events are shown. */
  shown: number;
  /** A mask that lets all through. */
  private readonly all: Uint8Array;
  /** Rises with every change but one of the time. */
  version = 0;

  constructor(
    readonly count: number,
    private readonly first: ArrayLike<number>,
    private readonly last: ArrayLike<number>,
  ) {
    this.visible = new Uint8Array(count).fill(1);
    this.fails = new Uint8Array(count);
    this.all = new Uint8Array(count).fill(1);
    this.shown = count;
  }

  get facets(): Facet[] {
    return [...this.facetsById.values()];
  }

  add(facet: Facet): void {
    this.facetsById.set(facet.id, facet);
  }

  /** Choose values of a facet; none is all. */
  pick(id: string, values: Iterable<string>): void {
    const facet = this.facetsById.get(id);
    if (!facet) return;
    const chosen = new Set(values);
    if (chosen.size === 0) this.picks.delete(id);
    else this.picks.set(id, chosen);
    if (chosen.size === 0) return this.put(id, null);
    const good = Uint8Array.from(facet.values, (value) => (chosen.has(value) ? 1 : 0));
    const mask = new Uint8Array(this.count);
    if (facet.starts) {
      const [codes] = facet.columns();
      for (let i = 0; i < this.count; i++) {
        for (let c = facet.starts[i]; c < facet.starts[i + 1]; c++) mask[i] |= good[codes[c]];
      }
    } else {
      for (const codes of facet.columns()) {
        for (let i = 0; i < this.count; i++) mask[i] |= good[codes[i]];
      }
    }
    this.put(id, mask);
  }

  /** Show only what may have happened from `from` to `to`, both included; null shows all. */
  between(range: readonly [number, number] | null): void {
    if (!range) return this.put("time", null);
    const [from, to] = range;
    const mask = new Uint8Array(this.count);
    for (let i = 0; i < this.count; i++) {
      mask[i] = this.first[i] <= to && this.last[i] >= from ? 1 : 0;
    }
    this.put("time", mask);
  }

  /** Lay any other mask over the rest under a name, as a text search; null takes it away. */
  put(name: string, mask: Uint8Array | null): void {
    if (!mask && !this.masks.has(name)) return;
    if (name !== "time") this.version++;
    const { fails, visible, count } = this;
    const before = this.masks.get(name) ?? this.all;
    const after = mask ?? this.all;
    let shown = 0;
    for (let i = 0; i < count; i++) {
      const failing = fails[i] + before[i] - after[i];
      fails[i] = failing;
      const on = failing ? 0 : 1;
      visible[i] = on;
      shown += on;
    }
    this.shown = shown;
    if (mask) this.masks.set(name, mask);
    else this.masks.delete(name);
  }

  /** How many events each value of a facet would show, the other conditions being as they are. */
  counts(id: string): Uint32Array {
    const facet = this.facetsById.get(id);
    const out = new Uint32Array(facet?.values.length ?? 0);
    if (!facet) return out;
    const own = this.masks.get(id);
    const columns = facet.columns();
    const seen = new Int32Array(out.length).fill(-1);
    for (let i = 0; i < this.count; i++) {
      const failing = this.fails[i] - (own ? 1 - own[i] : 0);
      if (failing) continue;
      const tally = (code: number): void => {
        if (seen[code] === i) return;
        seen[code] = i;
        out[code]++;
      };
      if (facet.starts) {
        for (let c = facet.starts[i]; c < facet.starts[i + 1]; c++) tally(columns[0][c]);
      } else for (const codes of columns) tally(codes[i]);
    }
    return out;
  }

  /** Which events would be shown if the condition `name` were lifted. */
  without(name: string): Uint8Array {
    const own = this.masks.get(name);
    if (!own) return this.visible;
    return Uint8Array.from(this.fails, (f, i) => (f - (1 - own[i]) ? 0 : 1));
  }

  /** Take every choice away, and the text search; the time stays as it is. */
  clear(): void {
    for (const id of [...this.picks.keys()]) this.pick(id, []);
    for (const name of [...this.masks.keys()]) if (name !== "time") this.put(name, null);
  }
}

/** How many events may have happened on each day from `from` to `to`. */
export function histogram(
  first: ArrayLike<number>,
  last: ArrayLike<number>,
  shown: Uint8Array,
  from: number,
  to: number,
): Uint32Array {
  const change = new Int32Array(to - from + 2);
  for (let i = 0; i < shown.length; i++) {
    if (!shown[i] || !(first[i] <= to && last[i] >= from)) continue;
    change[Math.max(first[i], from) - from]++;
    change[Math.min(last[i], to) - from + 1]--;
  }
  const out = new Uint32Array(to - from + 1);
  let sum = 0;
  for (let d = 0; d < out.length; d++) {
    sum += change[d];
    out[d] = sum;
  }
  return out;
}
