// Where folium hands over: `sitmap.start(map)` is called with the Leaflet map that it made.

import * as L from "leaflet";
import { App } from "./app";
import { load } from "./data";

// folium's script calls L.map, so Leaflet has to be global, and may be extended.
Object.assign(window, { L: { ...L } });

export async function start(map: L.Map): Promise<void> {
  const data = await load();
  const app = new App(map, data, await data.basemap);
  document.documentElement.dataset.ready = "true";
  // For tests and the benchmark; a page has no secrets from its reader.
  Object.assign(window, { sitmapApp: app });
}
