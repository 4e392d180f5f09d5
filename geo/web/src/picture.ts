// The map as it stands as a PNG, with title, period, legend, sources and attribution on it.

import type { Data } from "./data";
import { Mark } from "./data";
import { distance, t, term } from "./i18n";
import { dashOf } from "./map/edges";
import { alpha, drawMark, palette } from "./theme";
import { present, type Shown } from "./ui/legend";

const PAD = 24;
const SCALE = 2;
const ROW = 20;
const MOST_SOURCES = 8;

/** Break `text` into lines that fit. */
function lines(ctx: CanvasRenderingContext2D, text: string, wide: number): string[] {
  const out: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && ctx.measureText(longer).width > wide) {
      out.push(line);
      line = word;
    } else line = longer;
  }
  if (line) out.push(line);
  return out;
}

/** A sign of the legend: how it is drawn around x, y, and what it means. */
interface Sign {
  draw: (ctx: CanvasRenderingContext2D, x: number, y: number) => void;
  words: string;
}

function signs(data: Data, shown: Shown): Sign[] {
  const colours = palette();
  const { kinds, marks } = present(data, shown.visible);
  const out: Sign[] = kinds.map((type) => ({
    draw: (ctx, x, y) => drawMark(ctx, type, x, y, 5.5, null),
    words: term("type", type),
  }));
  const add = (there: boolean, words: string, draw: Sign["draw"]): void => {
    if (there) out.push({ draw, words });
  };
  add(marks.has(Mark.Point), t("legend_point"), (ctx, x, y) => {
    ctx.beginPath();
    ctx.arc(x, y, 7, 0, 7);
    ctx.fillStyle = alpha(colours.ink, 0.15);
    ctx.fill();
    ctx.strokeStyle = alpha(colours.ink, 0.6);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, 2.5, 0, 7);
    ctx.fillStyle = colours.ink;
    ctx.fill();
  });
  add(marks.has(Mark.Area) || marks.has(Mark.Disc), t("legend_area"), (ctx, x, y) => {
    ctx.setLineDash([2, 3]);
    ctx.strokeStyle = alpha(colours.ink, 0.7);
    ctx.strokeRect(x - 7, y - 6, 14, 12);
    ctx.setLineDash([]);
  });
  add(shown.layers.has("sites") && data.sites.length > 0, t("legend_site"), (ctx, x, y) => {
    ctx.beginPath();
    ctx.moveTo(x, y - 6);
    ctx.lineTo(x + 6, y + 5);
    ctx.lineTo(x - 6, y + 5);
    ctx.closePath();
    ctx.strokeStyle = colours.site;
    ctx.stroke();
  });
  add(shown.layers.has("lines") && data.lines.length > 0, t("legend_road"), (ctx, x, y) => {
    ctx.fillStyle = colours.roadCase;
    ctx.fillRect(x - 8, y - 2, 16, 4);
    ctx.fillStyle = colours.road;
    ctx.fillRect(x - 8, y - 1, 16, 2);
  });
  for (const zone of shown.layers.has("zones") ? shown.zones : []) {
    const off = zone.accuracy_m ? t("edge_off", { distance: distance(zone.accuracy_m) }) : "";
    out.push({
      words: [zone.name, off].filter(Boolean).join(", "),
      draw: (ctx, x, y) => {
        ctx.beginPath();
        ctx.moveTo(x - 9, y);
        ctx.lineTo(x + 9, y);
        ctx.setLineDash([...dashOf(data.zones.indexOf(zone))]);
        ctx.lineWidth = 2;
        ctx.strokeStyle = colours.zone;
        ctx.stroke();
        ctx.lineWidth = 1;
        ctx.setLineDash([]);
      },
    });
  }
  return out;
}

/** The names that most of the shown events come from. */
function sources(data: Data, visible: Uint8Array): string {
  const codes = data.events.table.codes("source");
  const words = data.events.table.dictionary("source");
  const events = new Uint32Array(words.length);
  for (let i = 0; i < visible.length; i++) if (visible[i]) events[codes[i]]++;
  // An event of several sources names them all.
  const counts = new Map<string, number>();
  for (const [code, n] of events.entries()) {
    for (const name of n ? new Set((words[code] ?? "").split(/;\s*/)) : []) {
      if (name) counts.set(name, (counts.get(name) ?? 0) + n);
    }
  }
  const order = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const names = order.slice(0, MOST_SOURCES);
  const more = order.length - names.length;
  if (more > 0) names.push(t("more", { n: more }));
  return names.length ? `${t("sources")}: ${names.join("; ")}` : "";
}

/** Signs in rows that fit, each with the place of its start. */
function inRows(
  ctx: CanvasRenderingContext2D,
  all: readonly Sign[],
  wide: number,
): { sign: Sign; x: number; row: number }[] {
  let x = 0;
  let row = 0;
  return all.map((sign) => {
    const long = ctx.measureText(sign.words).width + 26 + 18;
    if (x > 0 && x + long > wide) {
      x = 0;
      row++;
    }
    const at = { sign, x, row };
    x += long;
    return at;
  });
}

export function picture(
  container: HTMLElement,
  data: Data,
  shown: Shown,
  words: { title: string; glance: string; attribution: string },
): Promise<Blob | null> {
  const colours = palette();
  const box = container.getBoundingClientRect();
  const style = getComputedStyle(container);
  const root = getComputedStyle(document.documentElement);
  const serif = root.getPropertyValue("--serif");
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  if (!ctx) return Promise.resolve(null);
  const small = `12px ${style.fontFamily}`;
  ctx.font = `600 24px ${serif}`;
  const title = lines(ctx, words.title, box.width);
  ctx.font = small;
  const legend = inRows(ctx, signs(data, shown), box.width);
  const rows = legend.length ? legend[legend.length - 1].row + 1 : 0;
  const credit = [sources(data, shown.visible), words.attribution].flatMap((text) =>
    lines(ctx, text, box.width),
  );
  const top = PAD + title.length * 30 + 28;
  const below = top + box.height + 12;
  const width = box.width + 2 * PAD;
  const height = below + rows * ROW + 12 + credit.length * 16 + PAD;
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  ctx.scale(SCALE, SCALE);
  const rtl = document.documentElement.dir === "rtl";
  ctx.direction = rtl ? "rtl" : "ltr";
  const start = rtl ? width - PAD : PAD;
  const on = (x: number): number => (rtl ? start - x : start + x);
  ctx.textAlign = "start";
  ctx.fillStyle = root.getPropertyValue("--paper");
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = colours.ink;
  ctx.font = `600 24px ${serif}`;
  title.forEach((line, i) => {
    ctx.fillText(line, start, PAD + 24 + i * 30);
  });
  ctx.font = `14px ${style.fontFamily}`;
  ctx.fillText(words.glance, start, top - 14);
  ctx.save();
  ctx.beginPath();
  ctx.rect(PAD, top, box.width, box.height);
  ctx.clip();
  for (const layer of container.querySelectorAll("canvas")) {
    if (!layer.width) continue; // a layer without content
    const at = layer.getBoundingClientRect();
    ctx.drawImage(layer, PAD + at.left - box.left, top + at.top - box.top, at.width, at.height);
  }
  ctx.restore();
  ctx.font = small;
  ctx.textBaseline = "middle";
  for (const { sign, x, row } of legend) {
    const y = below + row * ROW + ROW / 2;
    sign.draw(ctx, on(x + 9), y);
    ctx.fillStyle = colours.ink;
    ctx.fillText(sign.words, on(x + 24), y);
  }
  ctx.fillStyle = root.getPropertyValue("--soft");
  credit.forEach((line, i) => {
    ctx.fillText(line, start, below + rows * ROW + 18 + i * 16);
  });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The words for the picture's second line. */
export const glance = (period: string, shown: number, toll: string): string =>
  [period, t("n_events", { n: shown }), toll].filter(Boolean).join(" · ");
