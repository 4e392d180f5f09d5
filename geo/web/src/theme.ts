// Colours and shapes. The six kinds of event differ in shape as well as in colour; the colours
// stay apart for the three common kinds of colour blindness (they follow Okabe and Ito, 2008,
// darkened until white text on them has a contrast of 4.5).

export interface Kind {
  colour: string;
  dark: string;
  /** A path around 0,0 within a radius of 1. */
  shape: readonly (readonly [number, number])[] | "circle" | "ring";
}

const star = (points: number, inner: number): [number, number][] =>
  Array.from({ length: points * 2 }, (_, i) => {
    const r = i % 2 ? inner : 1.12;
    const a = (Math.PI * i) / points - Math.PI / 2;
    return [Math.cos(a) * r, Math.sin(a) * r];
  });
const polygon = (sides: number, r: number, turn = 0): [number, number][] =>
  Array.from({ length: sides }, (_, i) => {
    const a = (2 * Math.PI * i) / sides - Math.PI / 2 + turn;
    return [Math.cos(a) * r, Math.sin(a) * r];
  });

export const KINDS: Record<string, Kind> = {
  Battles: { colour: "#1f5a94", dark: "#7db3e6", shape: polygon(4, 1.1) },
  "Explosions/Remote violence": { colour: "#b8431a", dark: "#f09068", shape: star(8, 0.62) },
  "Violence against civilians": { colour: "#8a2a6b", dark: "#e08cc4", shape: "circle" },
  Protests: { colour: "#1d7358", dark: "#6fcaa9", shape: polygon(4, 1.2, Math.PI / 4) },
  Riots: { colour: "#8a6100", dark: "#e2b94d", shape: polygon(3, 1.2) },
  "Strategic developments": { colour: "#4b5563", dark: "#b6c0cd", shape: "ring" },
};
const OTHER: Kind = { colour: "#555555", dark: "#bbbbbb", shape: polygon(6, 1) };

export const kind = (type: string): Kind => (Object.hasOwn(KINDS, type) ? KINDS[type] : OTHER);

export interface Palette {
  sea: string;
  beyond: string;
  land: string;
  coast: string;
  lake: string;
  river: string;
  border: string;
  admin: string;
  label: string;
  labelCountry: string;
  halo: string;
  ink: string;
  zone: string;
  zoneName: string;
  road: string;
  roadCase: string;
  site: string;
}

const LIGHT: Palette = {
  sea: "#d3dfe4",
  beyond: "#e9e8e4",
  land: "#f5f3ee",
  coast: "#a9bcc4",
  lake: "#d3dfe4",
  river: "#bfd0d8",
  border: "#8d8496",
  admin: "#cbc4bb",
  label: "#3d4147",
  labelCountry: "#85808a",
  halo: "#f8f6f2",
  ink: "#1b1d21",
  zone: "#2b7a78",
  zoneName: "#17605e",
  road: "#e3c98f",
  roadCase: "#b39a63",
  site: "#2f3a46",
};
const DARK: Palette = {
  sea: "#10171c",
  beyond: "#15171a",
  land: "#1e2125",
  coast: "#33434c",
  lake: "#10171c",
  river: "#24333c",
  border: "#7c7390",
  admin: "#3a3d42",
  label: "#c3c6cb",
  labelCountry: "#85848f",
  halo: "#1a1d20",
  ink: "#e9e9e6",
  zone: "#64b8b4",
  zoneName: "#86d0cc",
  road: "#6b5a34",
  roadCase: "#41381f",
  site: "#cfd8e2",
};

/** A colour, less opaque. */
export const alpha = (hex: string, a: number): string =>
  `${hex}${Math.round(a * 255)
    .toString(16)
    .padStart(2, "0")}`;

export type Theme = "light" | "dark";
const media = window.matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme | null = null;

export const theme = (): Theme => chosen ?? (media.matches ? "dark" : "light");
/** What the reader chose, or null where the system decides. */
export const chosenTheme = (): Theme | null => chosen;
export const palette = (): Palette => (theme() === "dark" ? DARK : LIGHT);
export const colourOf = (type: string): string =>
  theme() === "dark" ? kind(type).dark : kind(type).colour;

export function setTheme(next: Theme | null): void {
  chosen = next;
  document.documentElement.dataset.theme = theme();
}

export function onSystemTheme(act: () => void): void {
  media.addEventListener("change", () => {
    if (chosen === null) {
      setTheme(null);
      act();
    }
  });
}

export const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draw the mark of a kind of event around x, y; `halo` keeps it apart from what lies below. */
export function drawMark(
  ctx: CanvasRenderingContext2D,
  type: string,
  x: number,
  y: number,
  r: number,
  halo: string | null,
): void {
  const { shape } = kind(type);
  ctx.beginPath();
  if (shape === "circle" || shape === "ring") ctx.arc(x, y, r, 0, 2 * Math.PI);
  else {
    for (const [dx, dy] of shape) ctx.lineTo(x + dx * r, y + dy * r);
    ctx.closePath();
  }
  if (halo) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = 3;
    ctx.lineJoin = "round";
    ctx.stroke();
  }
  ctx.fillStyle = colourOf(type);
  ctx.fill();
  if (shape === "ring") {
    ctx.beginPath();
    ctx.arc(x, y, r * 0.42, 0, 2 * Math.PI);
    ctx.fillStyle = halo ?? palette().halo;
    ctx.fill();
  }
}

/** The mark of a kind of event as SVG path data within 16 x 16. */
export function markPath(type: string): string {
  const { shape } = kind(type);
  const r = 5.6;
  const disc = (q: number): string =>
    `M${8 - q} 8a${q} ${q} 0 1 0 ${2 * q} 0a${q} ${q} 0 1 0 ${-2 * q} 0z`;
  if (shape === "circle") return disc(r);
  if (shape === "ring") return disc(r) + disc(r * 0.42);
  return `M${shape.map(([x, y]) => `${(8 + x * r).toFixed(2)} ${(8 + y * r).toFixed(2)}`).join("L")}z`;
}
