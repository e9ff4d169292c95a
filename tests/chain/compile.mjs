// SPDX-License-Identifier: Apache-2.0
// compile.mjs NODE_MODULES FOLDER INTO: compiles FOLDER/*.sol and writes the artifacts as solc, Foundry
// and Hardhat write them, with sources as src/X.sol (solc, Foundry) and contracts/X.sol (Hardhat).
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, folder, into] = process.argv.slice(2);
const solc = createRequire(path.resolve(modules, "x.js"))("solc");

function compile(prefix) {
  const sources = {};
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".sol")).sort()) {
    sources[`${prefix}/${file}`] = { content: fs.readFileSync(path.join(folder, file), "utf8") };
  }
  const input = {
    language: "Solidity",
    sources,
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: "cancun",
      viaIR: true,
      outputSelection: {
        "*": { "*": ["abi", "metadata", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers"] },
      },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter((error) => error.severity === "error");
  if (errors.length > 0) {
    console.error(errors.map((error) => error.formattedMessage).join("\n"));
    process.exit(1);
  }
  return [input, output];
}

function write(name, content) {
  const file = path.join(into, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2) + "\n");
}

function each(output, visit) {
  for (const [source, contracts] of Object.entries(output.contracts)) {
    for (const [name, contract] of Object.entries(contracts)) {
      visit(source, path.basename(source), name, contract);
    }
  }
}

function code({ object, sourceMap, linkReferences, immutableReferences }) {
  return { object: `0x${object}`, sourceMap, linkReferences, immutableReferences };
}

const [input, output] = compile("src");
write("solc.json", output);
write("solc.input.json", input);
each(output, (source, file, name, { abi, metadata, evm }) => {
  write(`foundry/${file}/${name}.json`, {
    abi,
    bytecode: code(evm.bytecode),
    deployedBytecode: code(evm.deployedBytecode),
    methodIdentifiers: evm.methodIdentifiers,
    rawMetadata: metadata,
    metadata: JSON.parse(metadata),
    id: 0,
  });
  write(`bin/${name}.bin`, evm.bytecode.object);
  write(`bin/${name}.abi`, abi);
});

each(compile("contracts")[1], (source, file, name, { abi, evm }) => {
  write(`hardhat/contracts/${file}/${name}.json`, {
    _format: "hh-sol-artifact-1",
    contractName: name,
    sourceName: source,
    abi,
    bytecode: `0x${evm.bytecode.object}`,
    deployedBytecode: `0x${evm.deployedBytecode.object}`,
    linkReferences: evm.bytecode.linkReferences,
    deployedLinkReferences: evm.deployedBytecode.linkReferences,
  });
});
