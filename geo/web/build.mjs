// Makes dist/page.js and dist/page.css: one classic script and one style sheet without any URL,
// since the page that carries them may not ask for anything; and the same for the review page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** Leaflet's own style, less its pictures: the page draws its controls itself. */
const leafletStyle = {
  name: "leaflet-style",
  setup(plugin) {
    plugin.onLoad({ filter: /leaflet\.css$/ }, async () => {
      const css = await readFile(require.resolve("leaflet/dist/leaflet.css"), "utf8");
      return { contents: css.replace(/url\([^)]*\)/g, "none"), loader: "css" };
    });
  },
};

/** Leaflet as a module: its main file wraps it in functions, whose text a browser reads three times. */
const leaflet = { leaflet: "leaflet/dist/leaflet-src.esm.js" };

const common = {
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: ["chrome103", "firefox113", "safari16.4"],
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: ["src/main.ts"],
  alias: leaflet,
  format: "iife",
  globalName: "sitmap",
  outfile: "dist/page.js",
});
await build({
  ...common,
  entryPoints: ["src/css/page.css"],
  outfile: "dist/page.css",
  plugins: [leafletStyle],
});
await build({
  ...common,
  entryPoints: ["src/review/main.ts"],
  alias: leaflet,
  format: "iife",
  outfile: "dist/review.js",
});
await build({
  ...common,
  entryPoints: ["src/css/review.css"],
  outfile: "dist/review.css",
  plugins: [leafletStyle],
});
