// The number of a claim as it was said.

import type { Claim } from "./data";
import { number } from "./i18n";

const SIGN = new Map([
  [">=", "≥ "],
  ["<=", "≤ "],
  ["about", "≈ "],
]);

export function said({ low, high, comparator }: Claim): string {
  if (Number.isNaN(low) && Number.isNaN(high)) return "";
  if (!Number.isNaN(low) && !Number.isNaN(high) && low !== high) {
    return `${number(low)}–${number(high)}`;
  }
  return (SIGN.get(comparator) ?? "") + number(Number.isNaN(low) ? high : low);
}
