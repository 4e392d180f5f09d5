// What the signs on the map mean: those that are on it now, and which zones are in force.

import type { Data, Zone } from "../data";
import { Mark } from "../data";
import { distance, type Key, t, term, validity } from "../i18n";
import { dashOf } from "../map/edges";
import { colourOf, KINDS, markPath } from "../theme";
import { bdi, h, icon } from "./dom";
import { CROWD, type LayerName } from "./side";

/** What of the map is shown. */
export interface Shown {
  visible: Uint8Array;
  layers: ReadonlySet<LayerName>;
  zones: readonly Zone[];
}

/** A small drawing from path data of our own. */
function sign(cls: string, d: string): SVGSVGElement {
  const svg = icon(d, 22, 22);
  svg.classList.add("sign", cls);
  return svg;
}

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** Which kinds of event, and which marks, are among those shown. */
export function present(data: Data, visible: Uint8Array): { kinds: string[]; marks: Set<Mark> } {
  const { events } = data;
  const codes = events.table.codes("event_type");
  const words = events.table.dictionary("event_type").map((word) => word ?? "");
  const kinds = new Uint8Array(words.length);
  const marks = new Uint8Array(8);
  for (let i = 0; i < visible.length; i++) {
    if (!visible[i]) continue;
    kinds[codes[i]] = 1;
    marks[events.mark[i]] = 1;
  }
  const there = new Set(words.filter((_, code) => kinds[code]));
  const known = Object.keys(KINDS).filter((type) => there.has(type));
  const others = [...there].filter((type) => !known.includes(type));
  return {
    kinds: [...known, ...others],
    marks: new Set([...marks.keys()].filter((mark) => marks[mark])),
  };
}

function zoneItem(data: Data, zone: Zone): HTMLElement {
  const line = sign("sign-zone", "M0 11H22");
  const path = line.firstElementChild as SVGPathElement;
  path.style.strokeDasharray = dashOf(data.zones.indexOf(zone)).join(" ");
  const off = zone.accuracy_m ? t("edge_off", { distance: distance(zone.accuracy_m) }) : "";
  const when = [validity(zone.start, zone.end), off].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    line,
    h("span", {}, bdi(zone.name.replace(/\s*\([^)]*\)\s*$/, "")), h("span.key-note", {}, when)),
  );
}

export function legend(data: Data, { visible, layers, zones }: Shown): HTMLElement {
  const { kinds, marks } = present(data, visible);
  const list = h("ul");
  for (const type of kinds) {
    const mark = icon(markPath(type), 18);
    mark.style.fill = colourOf(type);
    list.append(h("li", {}, mark, h("span", {}, term("type", type))));
  }
  const crowd = data.events.count > CROWD && layers.has("density");
  const rows: [boolean, SVGSVGElement, Key][] = [
    [
      marks.has(Mark.Point),
      sign("sign-point", circle(11, 11, 9) + circle(11, 11, 3)),
      "legend_point",
    ],
    [crowd, sign("sign-crowd", circle(5, 15, 2.5) + circle(14, 9, 6)), "legend_crowd"],
    [
      marks.has(Mark.Area) || marks.has(Mark.Disc),
      sign(
        "sign-area",
        `M3 6L12 2L20 8L17 19L6 18z${circle(8, 9, 1.1)}${circle(14, 9, 1.1)}${circle(11, 14, 1.1)}`,
      ),
      "legend_area",
    ],
    [
      marks.has(Mark.Points),
      sign("sign-line", `M5 6L16 16${circle(5, 6, 2.5)}${circle(16, 16, 2.5)}`),
      "legend_points",
    ],
    [marks.has(Mark.Line), sign("sign-line", "M2 18C8 14 9 7 20 4"), "legend_line"],
    [
      layers.has("sites") && data.sites.length > 0,
      sign("sign-site", "M11 4L18 17L4 17z"),
      "legend_site",
    ],
    [
      layers.has("lines") && data.lines.length > 0,
      sign("sign-road", "M2 18C8 14 9 7 20 4"),
      "legend_road",
    ],
  ];
  const signs = h("ul");
  for (const [there, drawing, key] of rows) {
    if (there) signs.append(h("li", {}, drawing, h("span", {}, t(key))));
  }
  const out = h("div.legend", {}, list, signs);
  if (layers.has("zones") && data.zones.length) {
    const shown = zones.map((zone) => zoneItem(data, zone));
    out.append(
      h("p.key-head", {}, shown.length ? t("zones_in_force") : t("no_zone_in_force")),
      shown.length ? h("ul.key-zones", {}, ...shown) : "",
    );
  }
  return out;
}
