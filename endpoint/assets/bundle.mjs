// Bundles sources/ into built/: content-hashed names, a manifest of entry → file, and brotli and gzip beside each.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const ENTRIES = ["site.js", "theme.js", "editor.js", "site.css"];
const result = await build({
  entryPoints: ENTRIES.map((name) => join("sources", name)),
  outdir: "built",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2020",
  minify: true,
  legalComments: "linked",
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file" },
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (!output.entryPoint || !output.entryPoint.startsWith("sources/")) continue;
  const name = basename(output.entryPoint);
  if (!ENTRIES.includes(name)) continue;
  manifest[name] = basename(path);
  if (output.cssBundle) manifest[name.replace(/\.js$/, ".css")] = basename(output.cssBundle);
}
writeFileSync(join("built", "manifest.json"), JSON.stringify(manifest, null, 1));

for (const name of readdirSync("built")) {
  if (![".js", ".css"].includes(extname(name))) continue;
  const bytes = readFileSync(join("built", name));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(join("built", `${name}.br`), brotliCompressSync(bytes, quality));
  writeFileSync(join("built", `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
