// Text search over everything an event and its claims say. Words of dictionaries and of the
// vocabulary are folded once; the long texts are searched as they are packed, token by token.

import { eachToken, endings } from "./codec";
import { type Claims, type Data, Texts } from "./data";
import { fold } from "./fold";
import type { Names } from "./names";

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
  private vocabulary: Promise<{ folded: string[]; ends: Uint8Array }> | null = null;

  constructor(
    private readonly data: Data,
    private readonly names: Names,
  ) {}

  /** A mask of the events in which every word of `query` occurs. */
  async find(query: string): Promise<Uint8Array> {
    const asked = fold(query).split(" ").filter(Boolean);
    const claims = await this.data.claims();
    this.vocabulary ??= this.data.texts
      .words()
      .then((words) => ({ folded: words.map(fold), ends: endings(words) }));
    const { folded, ends } = await this.vocabulary;
    const { count } = this.data.events;
    const mask = new Uint8Array(count).fill(1);
    for (const word of asked) {
      const hit = this.columns(word, claims);
      await this.texts(hit, folded, ends, word, claims);
      for (let i = 0; i < count; i++) mask[i] &= hit[i];
    }
    return mask;
  }

  /** Add the events whose place the map calls by `word`, however the report spells it. */
  private otherNames(word: string, hit: Uint8Array): void {
    const { events } = this.data;
    const alike = events.table
      .dictionary("place")
      .map((place) =>
        this.names
          .like(place ?? "")
          .filter(([, , text, names]) =>
            [text, ...Object.values(names)].some((name) => fold(name).includes(word)),
          ),
      );
    if (!alike.some((labels) => labels.length)) return;
    const codes = events.table.codes("place");
    for (let i = 0; i < hit.length; i++) {
      const labels = alike[codes[i]];
      if (!hit[i] && labels?.length && this.names.lies(labels, events, i)) hit[i] = 1;
    }
  }

  /** The events with `word` in a column of theirs or of their claims. */
  private columns(word: string, claims: Claims): Uint8Array {
    const { count, table } = this.data.events;
    const hit = new Uint8Array(count);
    const good = (words: readonly (string | null)[]): boolean[] =>
      words.map((w) => w !== null && fold(w).includes(word));
    for (const column of COLUMNS) {
      const found = good(table.dictionary(column));
      if (!found.includes(true)) continue;
      const codes = table.codes(column);
      for (let i = 0; i < count; i++) if (found[codes[i]]) hit[i] = 1;
    }
    this.otherNames(word, hit);
    for (const column of ["claimant", "source", "victim_class"]) {
      const found = good(claims.table.dictionary(column));
      if (!found.includes(true)) continue;
      const codes = claims.table.codes(column);
      for (let e = 0; e < count; e++) {
        for (let c = claims.from[e]; c < claims.from[e + 1]; c++) if (found[codes[c]]) hit[e] = 1;
      }
    }
    return hit;
  }

  /** Add the events with `word` in their note or in a sentence about them. */
  private async texts(
    hit: Uint8Array,
    folded: readonly string[],
    ends: Uint8Array,
    word: string,
    claims: Claims,
  ): Promise<void> {
    const good = Uint8Array.from(folded, (w) => (w.includes(word) ? 1 : 0));
    if (!good.includes(1)) return;
    const { count } = this.data.events;
    const total = claims.texts;
    const found = new Uint8Array(total);
    let text = 0;
    for (let block = 0; block * Texts.PER_BLOCK < total; block++) {
      const bytes = await this.data.texts.tokens(block);
      eachToken(bytes, (token) => {
        if (good[token]) found[text] = 1;
        text += ends[token];
      });
    }
    for (let e = 0; e < count; e++) {
      if (found[e]) hit[e] = 1;
      for (let c = claims.from[e]; c < claims.from[e + 1] && !hit[e]; c++) {
        if (found[claims.extra[c]]) hit[e] = 1;
      }
    }
  }
}
