// Making elements. Text is set as text, never as markup; this is the only place that sets links.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined>;

/** `h("button.quiet", {type: "button"}, "Close")`; a false or undefined attribute is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  spec: K | `${K}.${string}`,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag) as HTMLElementTagNameMap[K];
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (/^(on|src|href|style)/i.test(name)) throw new Error(`${name} is not set here`);
    element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, ...children);
  return element;
}

export function append(parent: Element, ...children: Child[]): void {
  for (const child of children) if (child) parent.append(child);
}

/** A button that does one thing. */
export function button(
  spec: string,
  attributes: Attributes,
  label: Child,
  act: (event: MouseEvent) => void,
): HTMLButtonElement {
  const element = h(`button.${spec}`, { type: "button", ...attributes }, label);
  element.addEventListener("click", act);
  return element;
}

/** Text from outside, isolated so that its direction can't turn its surroundings round. */
export const bdi = (text: string): HTMLElement => h("bdi", {}, text);

/** The address if it is one that a page may link to: http or https, else null. */
export function safeUrl(text: string): string | null {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to another site; plain text where `address` is no web address. */
export function link(address: string, label: Child): HTMLElement {
  const url = safeUrl(address);
  const element = h(
    url ? "a" : "span",
    url ? { target: "_blank", rel: "noopener noreferrer" } : {},
  );
  if (url) (element as HTMLAnchorElement).href = url;
  append(element, label);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A small drawing from path data of our own. */
export function icon(d: string, size = 16, box = 16): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}
