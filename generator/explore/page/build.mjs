// Builds what the target `explorer` copies: templates/explorer/assets/.
//
//   node build.mjs            writes it
//   node build.mjs --check    fails where it differs from what is there
//
// The same sources and the same package-lock.json give the same bytes.

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "..", "..", "templates", "explorer", "assets");

const result = await build({
  absWorkingDir: here,
  entryPoints: { explorer: "src/main.tsx", "explorer.css": "src/style/index.css" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  outdir: "out",
  write: false,
  metafile: true,
});

/** The licences of all packages that are in the bundle. */
async function licences() {
  const found = new Map();
  for (const input of Object.keys(result.metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name && !found.has(name)) {
      const folder = join(here, "node_modules", name);
      const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
      const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      const text = file ? await readFile(join(folder, file), "utf8") : "";
      if (!text) throw new Error(`${name} comes without its licence`);
      found.set(name, `${name} ${version}\n\n${text.replaceAll("\r\n", "\n").trim()}\n`);
    }
  }
  const texts = [...found.keys()].sort().map((name) => found.get(name));
  const line = `\n${"-".repeat(80)}\n\n`;
  return `explorer.js holds parts of these packages, each under its own licence.\n${line}${texts.join(line)}`;
}

const files = new Map([
  ["LICENSES.txt", await licences()],
  ["icon.svg", await readFile(join(here, "src", "icon.svg"), "utf8")],
]);
for (const output of result.outputFiles) {
  const name = output.path.endsWith(".js") ? "explorer.js" : "explorer.css";
  files.set(name, `${output.text.trimEnd()}\n`);
}

const checking = process.argv.includes("--check");
let stale = false;
if (!checking) await mkdir(target, { recursive: true });
for (const [name, text] of files) {
  const path = join(target, name);
  const before = await readFile(path, "utf8").catch(() => "");
  if (before === text) continue;
  if (checking) {
    console.error(`templates/explorer/assets/${name} is not what its sources give: run make explorer`);
    stale = true;
  } else {
    await writeFile(path, text);
    console.log(`${name}: ${text.length} bytes`);
  }
}
process.exitCode = stale ? 1 : 0;
