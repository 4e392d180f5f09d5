// Words, numbers and dates in the reader's language; one message file a language.
// Messages are a small part of ICU MessageFormat: {name} and {n, plural, one {...} other {...}}.

import ar from "./messages/ar.json";
import en from "./messages/en.json";

export type Key = keyof typeof en;
export type Language = "en" | "ar";

const MESSAGES: Record<Language, Record<string, string>> = { en, ar };
/** Western digits in Arabic too, as Syrian and Turkish press write them. */
const LOCALE: Record<Language, string> = { en: "en-GB", ar: "ar-u-nu-latn" };
const DAY_MS = 86_400_000;

let language: Language = "en";

export const current = (): Language => language;
export const direction = (): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");
export const isLanguage = (name: string): name is Language => name in MESSAGES;

export function use(next: Language): void {
  language = next;
  document.documentElement.lang = next;
  document.documentElement.dir = direction();
}

const PLURAL = /\{(\w+), plural, ((?:\w+ \{[^}]*\} ?)+)\}/g;

export function format(
  message: string,
  values: Record<string, string | number>,
  locale: string,
): string {
  return message
    .replace(PLURAL, (_, name: string, forms: string) => {
      const n = Number(values[name]);
      const rule = new Intl.PluralRules(locale).select(n);
      const found = new Map(
        [...forms.matchAll(/(\w+) \{([^}]*)\}/g)].map((m) => [m[1], m[2]] as const),
      );
      const form = found.get(rule) ?? found.get("other") ?? "";
      return form.replace("#", numberFormat(locale).format(n));
    })
    .replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numberFormat(locale).format(value) : value;
    });
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return format(MESSAGES[language][key] ?? en[key], values, LOCALE[language]);
}

/** The word for a value of the data such as an event type; the value itself where there is none. */
export function term(group: string, value: string): string {
  if (value === "") return t("none");
  const key = `${group}.${value}`;
  return MESSAGES[language][key] ?? (en as Record<string, string>)[key] ?? value;
}

/** So many of what the program counts by a name of its own; the name itself where there is no word. */
export function counted(name: string, n: number): string {
  const key = `count.${name}`;
  return key in en ? t(key as Key, { n }) : `${number(n)} ${name}`;
}

/** The name of a country of which only the ISO 3166-1 code is given. */
export function country(name: string): string {
  if (!/^[A-Z]{2}$/.test(name)) return name;
  try {
    return new Intl.DisplayNames(LOCALE[language], { type: "region" }).of(name) ?? name;
  } catch {
    return name;
  }
}

/** Making a format takes a thousand times as long as using it. */
const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: string): Intl.NumberFormat {
  let found = numberFormats.get(locale);
  if (!found) {
    found = new Intl.NumberFormat(locale);
    numberFormats.set(locale, found);
  }
  return found;
}

export const number = (n: number): string => numberFormat(LOCALE[language]).format(n);

export function distance(metres: number): string {
  const km = metres >= 950;
  const value = km ? metres / 1000 : metres;
  return new Intl.NumberFormat(LOCALE[language], {
    style: "unit",
    unit: km ? "kilometer" : "meter",
    maximumSignificantDigits: 2,
  }).format(value);
}

export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export function parseDay(text: string): number {
  const ms = /^-?\d{4,6}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return ms / DAY_MS;
}

type Style = "long" | "short" | "month" | "monthOnly" | "year" | "day" | "dayMonth";
const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "short", year: "numeric" },
  monthOnly: { month: "short" },
  year: { year: "numeric" },
  day: { day: "numeric" },
  dayMonth: { day: "numeric", month: "short" },
};
const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(style: Style): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(`${LOCALE[language].replace("-u-", "-u-ca-gregory-")}`, {
      ...STYLES[style],
      timeZone: "UTC",
    });
    formats.set(key, found);
  }
  return found;
}

export const day = (value: number, style: Style = "short"): string =>
  dateFormat(style).format(new Date(value * DAY_MS));

/** One day, or two as a range, in words. */
export function days(first: number, last: number, style: Style = "short"): string {
  if (Number.isNaN(first)) return t("undated");
  if (first === last || Number.isNaN(last)) return day(first, style);
  return dateFormat(style).formatRange(new Date(first * DAY_MS), new Date(last * DAY_MS));
}

/** When something is in force, from a first day up to and not on its end. */
export function validity(start: number | null, end: number | null): string {
  if (start === null && end === null) return t("always");
  if (end === null) return t("since", { from: day(start ?? 0) });
  if (start === null) return t("until", { to: day(end - 1) });
  return t("from_to", { from: day(start), to: day(end - 1) });
}
