// SPDX-License-Identifier: Apache-2.0
// compile_proxy.mjs NODE_MODULES FOLDER: compiles the proxy of lib/deploy/proxy, and prints what is kept
// beside its source: the compiler's output for standard JSON.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, folder] = process.argv.slice(2);
const solc = createRequire(path.resolve(modules, "x.js"))("solc");
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

const input = {
  language: "Solidity",
  sources: { "Erc1967Proxy.sol": { content: read("Erc1967Proxy.sol") } },
  settings: JSON.parse(read("Erc1967Proxy.settings.json")),
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
if (output.errors) {
  console.error(output.errors.map((error) => error.formattedMessage).join("\n"));
  process.exit(1);
}
console.log(JSON.stringify({ contracts: output.contracts }, null, 1));
