// How well an event is attested, as three small bars: the shape says it without the colour.

import { t, term } from "../i18n";
import { PARTY_ONLY } from "../toll";
import { bdi, h, icon } from "./dom";

/** How many of the bars are full, by the grades of geo/reconcile.py. */
const LEVEL: Record<string, number> = {
  "corroborated by opposing sides": 3,
  "several sources": 2,
  "single source": 1,
  [PARTY_ONLY]: 0,
  unattributed: 0,
};
const BARS = ["M1 10h3.6v5H1z", "M6.2 6h3.6v9H6.2z", "M11.4 2H15v13h-3.6z"];
const AGAINST = "M1 6l6-4v3h8v2H7v3zM15 11l-6 4v-3H1v-2h8V7z";

export function meter(verification: string): SVGSVGElement | null {
  if (verification === "contested") {
    const svg = icon(AGAINST, 13);
    svg.classList.add("meter", "contested");
    return svg;
  }
  if (!Object.hasOwn(LEVEL, verification)) return null;
  const full = LEVEL[verification];
  const svg = icon(BARS.slice(0, full).join("") || "M0 0", 13);
  const rest = svg.firstElementChild?.cloneNode() as SVGPathElement;
  rest.setAttribute("d", BARS.slice(full).join("") || "M0 0");
  rest.classList.add("off");
  svg.classList.add("meter");
  svg.append(rest);
  return svg;
}

/** The better attested, the higher; what is contested stands last. */
export const level = (verification: string): number => LEVEL[verification] ?? -1;

/** The bars with the word. */
export function graded(verification: string): HTMLElement | null {
  if (!verification) return null;
  return h(
    "span.graded",
    { title: t("verification") },
    meter(verification),
    bdi(term("verification", verification)),
  );
}
