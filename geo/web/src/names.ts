// What places are called on this page: as the map calls them, in the reader's language. Reports spell
// one town in many ways; a place gets the map's name only if it is spelt alike, vowels aside, and
// lies there. What the report said stands on the card, and is found by the search.

import { type Basemap, type Events, Mark } from "./data";
import { fold } from "./fold";
import { current } from "./i18n";

/** Another language's name: some 5 km. Another spelling of the same one must be the place itself. */
const NEAR_DEGREES = 0.05;
const SAME_DEGREES = 0.02;

/** A place on the map: longitude, latitude, its name, and those in other languages. */
type Label = [number, number, string, Record<string, string>];

/** What is left of a name in Latin letters when vowels, doubles and the article are gone. */
const skeleton = (name: string): string =>
  fold(name)
    .replace(/^(al|el|as|ad|ar|az|at) /, "")
    .replace(/[^a-z]/g, "")
    .replace(/[aeiouy]/g, "")
    .replace(/q/g, "k")
    .replace(/(.)\1+/g, "$1");

export class Names {
  private found: Map<string, Label[]> | null = null;

  constructor(private readonly base: Basemap) {}

  /** The places by their skeletons; made when a reader first needs one. */
  private get labels(): NonNullable<Names["found"]> {
    if (this.found) return this.found;
    this.found = new Map();
    for (const [lon, lat, text, , , names] of this.base.labels) {
      const key = skeleton(text);
      if (key.length < 2) continue;
      const there = this.found.get(key);
      const label: Label = [lon, lat, text, names ?? {}];
      if (there) there.push(label);
      else this.found.set(key, [label]);
    }
    return this.found;
  }

  /** The places on the map that are spelt like `given`. */
  like(given: string): readonly Label[] {
    return this.labels.get(skeleton(given)) ?? [];
  }

  /** The name of an event's place in the reader's language as the map has it, else as told. */
  own(events: Events, row: number): string {
    const given = events.text("place", row);
    const language = current();
    const label = nearest(this.like(given), events, row);
    if (language === "en") {
      const exact = events.mark[row] === Mark.Point;
      return label && exact && label[0] < SAME_DEGREES ? label[1][2] : given;
    }
    return (label && label[0] < NEAR_DEGREES && label[1][3][language]) || given;
  }

  /** Whether an event lies at one of `labels`. */
  lies(labels: readonly Label[], events: Events, row: number): boolean {
    const label = nearest(labels, events, row);
    return label !== null && label[0] < NEAR_DEGREES;
  }
}

/** The nearest of `labels` to an event, and how far off it is in degrees. */
function nearest(labels: readonly Label[], events: Events, row: number): [number, Label] | null {
  let found: [number, Label] | null = null;
  for (const label of labels) {
    const off = Math.max(
      Math.abs(label[0] - events.lon[row]),
      Math.abs(label[1] - events.lat[row]),
    );
    if (!found || off < found[0]) found = [off, label];
  }
  return found;
}
