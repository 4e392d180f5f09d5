// The state of the page as the hash of its address: readable, short, and the same after a rebuild
// since it holds values and identifiers, never positions in a table.
//
//   #at=36.634,35.931,9.5&days=2020-02-01..2020-02-06&type=Battles~Riots&q=idlib&open=0a1b2c3d4e01

import { isoDay, parseDay } from "./i18n";

export interface View {
  /** Longitude, latitude, zoom. */
  at?: [number, number, number];
  days?: [number, number];
  picks: Record<string, string[]>;
  query: string;
  /** Layers that are switched off, and on that are off by themselves. */
  off: string[];
  on: string[];
  open: string;
  sort: string;
  pane: string;
  /** How the time is chosen: "day" or "upto". */
  time: string;
  table: boolean;
  /** The step of the story, from 1; 0 is none. */
  step: number;
  language: string;
  embed: boolean;
}

export const emptyView = (): View => ({
  picks: {},
  query: "",
  off: [],
  on: [],
  open: "",
  sort: "",
  pane: "",
  time: "",
  table: false,
  step: 0,
  language: "",
  embed: false,
});

const KNOWN = new Set("at days q off on open sort pane time table step lang embed".split(" "));

const encode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/~/g, "%7E")
    .replace(/%20/g, "+")
    .replace(/%2F/g, "/")
    .replace(/%2C/g, ",");

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return "";
  }
}

const round = (n: number, digits: number): string => String(Number(n.toFixed(digits)));

export function toHash(view: View): string {
  const parts: string[] = [];
  if (view.at) {
    const [lon, lat, zoom] = view.at;
    const digits = zoom < 8 ? 2 : zoom < 12 ? 3 : 4;
    parts.push(`at=${round(lon, digits)},${round(lat, digits)},${round(zoom, 2)}`);
  }
  if (view.days) {
    const [from, to] = view.days.map(isoDay);
    parts.push(`days=${from === to ? from : `${from}..${to}`}`);
  }
  for (const id of Object.keys(view.picks).sort()) {
    const values = view.picks[id];
    // A value may be the empty text ("not stated"), so that a list of one is told from none.
    if (values.length) parts.push(`${encode(id)}=${[...values].sort().map(encode).join("~")}`);
  }
  const texts: [string, string][] = [
    ["q", encode(view.query)],
    ["off", view.off.map(encode).join("~")],
    ["on", view.on.map(encode).join("~")],
    ["open", encode(view.open)],
    ["sort", encode(view.sort)],
    ["pane", encode(view.pane)],
    ["time", encode(view.time)],
    ["table", view.table ? "1" : ""],
    ["step", view.step ? String(view.step) : ""],
    ["lang", encode(view.language)],
    ["embed", view.embed ? "1" : ""],
  ];
  for (const [key, value] of texts) if (value) parts.push(`${key}=${value}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

function numbers(text: string): [number, number, number] | undefined {
  const [lon, lat, zoom, ...rest] = text.split(",").map(Number);
  const good =
    !rest.length && Math.abs(lon) <= 540 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 24;
  return good ? [lon, lat, zoom] : undefined;
}

/** Read a hash; what it does not understand it leaves out. */
export function fromHash(hash: string): View {
  const view = emptyView();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    const key = decode(part.slice(0, cut));
    const raw = part.slice(cut + 1);
    const list = raw.split("~").map(decode);
    if (key === "at") {
      const at = numbers(decode(raw));
      if (at) view.at = at;
    } else if (key === "days") {
      const [from, to] = decode(raw).split("..").map(parseDay);
      const last = to === undefined ? from : to;
      if (from <= last) view.days = [from, last];
    } else if (key === "q") view.query = decode(raw);
    else if (key === "off") view.off = list;
    else if (key === "on") view.on = list;
    else if (key === "open") view.open = decode(raw);
    else if (key === "sort") view.sort = decode(raw);
    else if (key === "pane") view.pane = decode(raw);
    else if (key === "time") view.time = decode(raw);
    else if (key === "table") view.table = raw === "1";
    else if (key === "step") view.step = /^\d{1,3}$/.test(raw) ? Number(raw) : 0;
    else if (key === "lang") view.language = decode(raw);
    else if (key === "embed") view.embed = raw === "1";
    else if (!KNOWN.has(key) && key !== "__proto__") view.picks[key] = list;
  }
  return view;
}

/** Write a hash into the address; a step that a reader may want to undo is remembered. */
export function write(hash: string, step: boolean): void {
  if (hash === window.location.hash) return;
  try {
    if (step) window.history.pushState(null, "", hash);
    else window.history.replaceState(null, "", hash || "#");
  } catch {
    // In a notebook's frame the address can't be written; the map works without it.
  }
}
