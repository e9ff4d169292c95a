// SPDX-License-Identifier: Apache-2.0
// recompile.mjs NODE_MODULES: standard JSON on stdin, what solc makes of it on stdout.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const solc = createRequire(path.resolve(process.argv[2], "x.js"))("solc");
process.stdout.write(solc.compile(fs.readFileSync(0, "utf8")));
