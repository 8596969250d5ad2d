// Bundles the editor into ../dist/code/editor.js, with the licences of what is in it beside it. A file that is as it was
// keeps its date.
import { build } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { interfaces } from "./types.js";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "dist", "code");
const declarations = join(here, "..", "..", "annotate", "rules", "galley.d.ts");

const types = {
  name: "types",
  setup(b) {
    b.onResolve({ filter: /^galley:types$/ }, (args) => ({ path: args.path, namespace: "galley" }));
    b.onLoad({ filter: /.*/, namespace: "galley" }, async () => ({
      contents: JSON.stringify(interfaces(await readFile(declarations, "utf8"))), loader: "json",
    }));
  },
};

const result = await build({
  absWorkingDir: here, entryPoints: ["editor.js"], bundle: true, minify: true, format: "esm", target: "es2022",
  legalComments: "none", charset: "utf8", write: false, metafile: true, plugins: [types], logLevel: "warning",
});

// licences are those of the packages that a byte of the bundle comes from.
async function licences(inputs) {
  const packages = new Set();
  for (const path of Object.keys(inputs)) {
    const m = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (m) packages.add(m[1]);
  }
  const parts = ["The editor in which rules are written is made of these packages."];
  for (const name of [...packages].sort()) {
    const dir = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(dir, "package.json"), "utf8"));
    const file = (await readdir(dir)).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence beside it`);
    parts.push(`${name} ${version} (${license})\n\n${(await readFile(join(dir, file), "utf8")).trim()}`);
  }
  return parts.join(`\n\n${"-".repeat(72)}\n\n`) + "\n";
}

async function put(name, text) {
  const path = join(out, name);
  const before = await readFile(path, "utf8").catch(() => null);
  if (before !== text) await writeFile(path, text);
}

await mkdir(out, { recursive: true });
await put("editor.js", result.outputFiles[0].text);
await put("LICENSES.txt", await licences(result.metafile.inputs));
