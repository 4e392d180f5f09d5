// The page on paper: light, the legend open below a map that has the size of a sheet.

import type * as L from "leaflet";
import { chosenTheme, setTheme, type Theme } from "../theme";

interface Screen {
  theme: Theme | null;
  center: L.LatLng;
  zoom: number;
  key: boolean;
}

export class Paper {
  /** What the screen showed before printing. */
  private screen: Screen | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly root: HTMLElement,
    private readonly key: HTMLDetailsElement,
  ) {}

  /** Lay the page out for paper, or as it was on the screen. */
  turn(on: boolean): void {
    const { map, root, key } = this;
    if (on === (this.screen !== null)) return;
    const bounds = map.getBounds();
    const before = this.screen;
    this.screen = on
      ? { theme: chosenTheme(), center: map.getCenter(), zoom: map.getZoom(), key: key.open }
      : null;
    setTheme(before ? before.theme : "light");
    key.open = before ? before.key : true;
    root.toggleAttribute("data-paper", on);
    map.invalidateSize({ animate: false });
    if (before) map.setView(before.center, before.zoom, { animate: false });
    else map.fitBounds(bounds, { animate: false });
  }
}
