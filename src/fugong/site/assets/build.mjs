// Bundles the front-end parts into site/static/fugong/dist: app.css and app.js on every page, charts.js where charts are.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outdir = here("../static/fugong/dist/");

await rm(outdir, { recursive: true, force: true });
const result = await build({
  entryPoints: [
    { in: here("app.js"), out: "app" },
    { in: here("app.css"), out: "app" },
    { in: here("charts.js"), out: "charts" },
  ],
  outdir,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
});
for (const [path, { bytes }] of Object.entries(result.metafile.outputs)) {
  console.log(`${path.split("/").pop()} ${Math.ceil(bytes / 1024)} KiB`);
}
