// Degrees to Web Mercator (EPSG:3857) as fractions of the world: x to the east, y to the south.

const RADIAN = Math.PI / 180;
const LIMIT = 85.0511287798; // where the square world of Web Mercator ends
const EARTH_M = 40_075_016.686; // the equator's length in metres, WGS 84

export const worldX = (lon: number): number => lon / 360 + 0.5;

export function worldY(lat: number): number {
  const s = Math.sin(Math.max(-LIMIT, Math.min(LIMIT, lat)) * RADIAN);
  return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
}

/** A length on the ground at a latitude, as a fraction of the world. */
export const worldLength = (metres: number, lat: number): number =>
  metres / (EARTH_M * Math.cos(Math.min(LIMIT, Math.abs(lat)) * RADIAN));

export const worldLon = (x: number): number => (x - 0.5) * 360;

export const worldLat = (y: number): number => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIAN;
