import { describe, expect, it } from "vitest";
import type { Basemap, Events } from "../src/data";
import { Mark } from "../src/data";
import { use } from "../src/i18n";
import { Names } from "../src/names";

// The page sets its direction on the document, which there is none of here.
Object.assign(globalThis, { document: { documentElement: {} } });

const base = {
  labels: [
    [36.806, 35.864, "Saraqib", 8, 0, { ar: "سراقب" }],
    [36.633, 35.93, "Idlib", 7, 1, { ar: "إدلب" }],
  ],
} as unknown as Basemap;

function event(place: string, lon: number, lat: number, mark = Mark.Point): Events {
  return { text: () => place, lon: [lon], lat: [lat], mark: [mark] } as unknown as Events;
}

describe("names of places", () => {
  const names = new Names(base);

  it("has one name for a town, however it is spelt", () => {
    use("en");
    for (const told of ["Saraqeb", "Saraqib", "Sarakeb"]) {
      expect(names.own(event(told, 36.8, 35.86), 0)).toBe("Saraqib");
    }
    use("ar");
    expect(names.own(event("Saraqeb", 36.8, 35.86), 0)).toBe("سراقب");
  });

  it("leaves a phrase, an area and a namesake elsewhere as told", () => {
    use("en");
    expect(names.own(event("north of Saraqeb", 36.8, 35.86), 0)).toBe("north of Saraqeb");
    expect(names.own(event("Saraqeb", 36.8, 35.86, Mark.Area), 0)).toBe("Saraqeb");
    expect(names.own(event("Saraqeb", 36.84, 35.86), 0)).toBe("Saraqeb");
  });

  it("knows whether an event lies at a place that is spelt alike", () => {
    const alike = names.like("Saraqeb");
    expect(names.lies(alike, event("Saraqeb", 36.8, 35.86), 0)).toBe(true);
    expect(names.lies(alike, event("Saraqeb", 38, 35.86), 0)).toBe(false);
    expect(names.lies(names.like("Taftanaz"), event("Taftanaz", 36.8, 35.86), 0)).toBe(false);
  });
});
