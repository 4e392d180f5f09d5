// The map as it stands as a PNG, with title, period, legend and attribution on it.

import type { Data } from "./data";
import { t, term } from "./i18n";
import { drawMark, KINDS, palette } from "./theme";

const PAD = 24;
const SCALE = 2;

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

export function picture(
  container: HTMLElement,
  data: Data,
  words: { title: string; glance: string; attribution: string },
): Promise<Blob | null> {
  const colours = palette();
  const box = container.getBoundingClientRect();
  const style = getComputedStyle(container);
  const serif = getComputedStyle(document.documentElement).getPropertyValue("--serif");
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  if (!ctx) return Promise.resolve(null);
  const present = data.events.table.dictionary("event_type").map((w) => w ?? "");
  const types = Object.keys(KINDS).filter((type) => present.includes(type));
  const width = box.width + 2 * PAD;
  ctx.font = `600 24px ${serif}`;
  const title = lines(ctx, words.title, box.width);
  ctx.font = `12px ${style.fontFamily}`;
  const credit = lines(ctx, words.attribution, box.width);
  const top = PAD + title.length * 30 + 28;
  const height = top + box.height + 40 + credit.length * 16 + PAD;
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  ctx.scale(SCALE, SCALE);
  ctx.direction = document.documentElement.dir === "rtl" ? "rtl" : "ltr";
  const rtl = ctx.direction === "rtl";
  const start = rtl ? width - PAD : PAD;
  ctx.textAlign = "start";
  ctx.fillStyle = paper;
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
    const at = layer.getBoundingClientRect();
    ctx.drawImage(layer, PAD + at.left - box.left, top + at.top - box.top, at.width, at.height);
  }
  ctx.restore();
  ctx.font = `12px ${style.fontFamily}`;
  ctx.textBaseline = "middle";
  let x = start;
  for (const type of types) {
    const word = term("type", type);
    const wide = ctx.measureText(word).width;
    drawMark(ctx, type, rtl ? x - 6 : x + 6, top + box.height + 20, 5.5, null);
    ctx.fillStyle = colours.ink;
    ctx.fillText(word, rtl ? x - 17 : x + 17, top + box.height + 20);
    x += (wide + 34) * (rtl ? -1 : 1);
  }
  credit.forEach((line, i) => {
    ctx.fillText(line, start, top + box.height + 44 + i * 16);
  });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The words for the picture's second line. */
export const glance = (period: string, shown: number, toll: string): string =>
  [period, t("n_events", { n: shown }), toll].join(" · ");
