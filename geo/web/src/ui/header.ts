// The head of the page: title, what is shown at a glance, and what can be done with it.

import { current, isLanguage, type Language, t } from "../i18n";
import { bdi, button, h, icon } from "./dom";

const SUN =
  "M8 4.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8zM7.4 0h1.2v2.6H7.4zM7.4 13.4h1.2V16H7.4zM0 7.4h2.6v1.2H0zM13.4 7.4H16v1.2h-2.6zM2 2.9l.9-.9 1.8 1.9-.8.8zM11.3 12.1l.8-.8L14 13.1l-.9.9zM13.1 2l.9.9-1.9 1.8-.8-.8zM3.9 11.3l.8.8L2.9 14l-.9-.9z";
const HOME =
  "M1.5 5V1.5H5V3H3v2zM11 1.5h3.5V5H13V3h-2zM3 11v2h2v1.5H1.5V11zM13 11h1.5v3.5H11V13h2zM8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z";

export interface HeaderParts {
  title: string;
  languages: readonly string[];
  summary: HTMLElement;
  menu: HTMLElement;
  skip: () => void;
  speak: (language: Language) => void;
  turnTheme: () => void;
}

export function header(parts: HeaderParts): HTMLElement {
  const others = parts.languages.filter(isLanguage).filter((l) => l !== current());
  return h(
    "header.top",
    {},
    button("skip", {}, t("skip"), parts.skip),
    h("h1", {}, bdi(parts.title)),
    parts.summary,
    h(
      "div.top-actions",
      {},
      parts.menu,
      ...others.map((language) =>
        button("quiet", { lang: language }, t("other_language"), () => parts.speak(language)),
      ),
      button("icon", { "aria-label": t("theme") }, icon(SUN), parts.turnTheme),
    ),
  );
}

/** The buttons on the map. */
export function mapButtons(zoom: (by: number) => void, home: () => void): HTMLElement[] {
  return [
    button("icon", { "aria-label": t("zoom_in") }, "+", () => zoom(1)),
    button("icon", { "aria-label": t("zoom_out") }, "−", () => zoom(-1)),
    button("icon", { "aria-label": t("home") }, icon(HOME), home),
  ];
}
