// Names of places in the reader's language, where the basemap's gazetteer has them: a place is only
// called so if it is spelt alike, vowels aside, and lies near.

import type { Basemap, Events } from "./data";
import { fold } from "./fold";
import { current } from "./i18n";

const NEAR_DEGREES = 0.05; // some 5 km

/** What is left of a name in Latin letters when vowels, doubles and the article are gone. */
const skeleton = (name: string): string =>
  fold(name)
    .replace(/^(al|el|as|ad|ar|az|at) /, "")
    .replace(/[^a-z]/g, "")
    .replace(/[aeiouy]/g, "")
    .replace(/q/g, "k")
    .replace(/(.)\1+/g, "$1");

export class Names {
  private found: Map<string, [number, number, Record<string, string>][]> | null = null;

  constructor(private readonly base: Basemap) {}

  /** The names by their skeletons; made when a reader first needs one. */
  private get labels(): NonNullable<Names["found"]> {
    if (this.found) return this.found;
    this.found = new Map();
    for (const [lon, lat, text, , , names] of this.base.labels) {
      if (!names) continue;
      const key = skeleton(text);
      if (key.length < 2) continue;
      const there = this.found.get(key);
      if (there) there.push([lon, lat, names]);
      else this.found.set(key, [[lon, lat, names]]);
    }
    return this.found;
  }

  /** The name of an event's place in the reader's language, else as the source has it. */
  own(events: Events, row: number): string {
    const given = events.text("place", row);
    const language = current();
    if (language === "en") return given;
    for (const [lon, lat, names] of this.labels.get(skeleton(given)) ?? []) {
      const near =
        Math.abs(lon - events.lon[row]) < NEAR_DEGREES &&
        Math.abs(lat - events.lat[row]) < NEAR_DEGREES;
      if (near && names[language]) return names[language];
    }
    return given;
  }
}
