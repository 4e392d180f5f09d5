// Has to run before Leaflet, which asks once whether the browser draws SVG; nothing else may ever
// set markup.

declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
    };
  }
}

window.trustedTypes?.createPolicy("default", {
  createHTML: (text: string) => (text === "<svg/>" ? text : null),
});

export {};
