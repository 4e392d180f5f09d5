// Text search over everything an event and its claims say. The words of the dictionaries are
// folded once; the long texts are unpacked at the first search and kept folded.

import type { Claims, Data } from "./data";
import { fold } from "./fold";

const COLUMNS = [
  "event_type",
  "sub_event_type",
  "actor1",
  "actor2",
  "place",
  "admin1",
  "admin2",
  "source",
  "report_id",
  "zone",
  "verification",
] as const;

export class TextSearch {
  private long: Promise<{ claims: Claims; texts: string[] }> | null = null;

  constructor(private readonly data: Data) {}

  /** A mask of the events in which every word of `query` occurs. */
  async find(query: string): Promise<Uint8Array> {
    const words = fold(query).split(" ").filter(Boolean);
    const { claims, texts } = await this.load();
    const { count } = this.data.events;
    const mask = new Uint8Array(count).fill(1);
    for (const word of words) {
      const hit = this.hits(word, claims, texts);
      for (let i = 0; i < count; i++) mask[i] &= hit[i];
    }
    return mask;
  }

  private load(): Promise<{ claims: Claims; texts: string[] }> {
    this.long ??= (async () => {
      const claims = await this.data.claims();
      const total = Math.max(this.data.events.count, ...claims.extra.map((x) => x + 1));
      const texts: string[] = [];
      for (let b = 0; b * 4096 < total; b++) {
        for (const text of await this.data.texts.block(b)) texts.push(fold(text));
      }
      return { claims, texts };
    })();
    return this.long;
  }

  private hits(word: string, claims: Claims, texts: string[]): Uint8Array {
    const { count, table } = this.data.events;
    const hit = new Uint8Array(count);
    for (const column of COLUMNS) {
      const good = table.dictionary(column).map((w) => w !== null && fold(w).includes(word));
      if (!good.includes(true)) continue;
      const codes = table.codes(column);
      for (let i = 0; i < count; i++) if (good[codes[i]]) hit[i] = 1;
    }
    for (let i = 0; i < count; i++) if (!hit[i] && texts[i]?.includes(word)) hit[i] = 1;
    const said = ["claimant", "source", "victim_class"].map((column) => ({
      codes: claims.table.codes(column),
      good: claims.table.dictionary(column).map((w) => w !== null && fold(w).includes(word)),
    }));
    for (let e = 0; e < count; e++) {
      for (let c = claims.from[e]; c < claims.from[e + 1] && !hit[e]; c++) {
        if (texts[claims.extra[c]]?.includes(word)) hit[e] = 1;
        else if (said.some(({ codes, good }) => good[codes[c]])) hit[e] = 1;
      }
    }
    return hit;
  }
}
