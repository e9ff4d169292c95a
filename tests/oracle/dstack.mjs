// SPDX-License-Identifier: Apache-2.0
// What @phala/dstack-sdk says of generated values, against what phala says of documents that carry
// them. Where they differ, a table says why; a difference that it does not have fails, and so does
// one of the table that is gone.
//
//   dstack.mjs compose|replay|keys NODE_MODULES QUOTE PHALA
//
// A set is a module that gives cases: a name, the document, what they say, and how to read the same
// from our report. All documents go through one `phala verify --batch`.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {DIFFERENCES} from './dstack_differences.mjs';
import {Machine} from './dstack_machine.mjs';

const [set, modules, quote, phala] = process.argv.slice(2);
const {makeCases} = await import(`./dstack_${set}.mjs`);
const now = Math.floor(Date.now() / 1000);

function ours(cases) {
  const options = ['verify', '--batch', '--hardware-only', '--offline', '--no-cache', '--at', String(now)];
  const lines = cases.map((c) => JSON.stringify({id: c.name, evidence: c.document}) + '\n');
  const run = spawnSync(phala, options,
    {input: lines.join(''), encoding: 'utf8', maxBuffer: 1 << 30});
  if (run.error || run.signal) {
    throw new Error(`phala did not end: ${run.error ?? run.signal}`);
  }
  const reports = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  if (reports.length !== cases.length) {
    throw new Error(`${cases.length} lines in, ${reports.length} out: ${run.stderr}`);
  }
  return cases.map((c, i) => reports[i].schema === 'phala.error/1'
    ? `refused: ${reports[i].error.message}` : c.read(checksOf(reports[i])));
}

function checksOf(report) {
  return (id) => report.checks.find((check) => check.id === id) ?? {result: 'none', detail: ''};
}

const cases = await makeCases(new Machine(modules, readFileSync(quote)), now);
const table = new Map();
for (const row of DIFFERENCES[set]) {
  row.cases.forEach((name) => table.set(name, row));
}
const counts = {'equal': 0, 'explained': 0};
const kinds = new Map();
const findings = [];
const answers = ours(cases);
cases.forEach((c, i) => {
  const our = answers[i];
  const row = table.get(c.name);
  table.delete(c.name);
  if (c.theirs === our) {
    counts.equal++;
    kinds.set(our, (kinds.get(our) ?? 0) + 1);
    if (row !== undefined) {
      findings.push(`${c.name}: both say '${our}': the table has a difference that is gone`);
    }
  } else if (row === undefined || row.theirs !== c.theirs || row.ours !== our) {
    findings.push(`${c.name}: they say '${c.theirs}', we say '${our}'` +
      (row === undefined ? '' : `; the table has '${row.theirs}' and '${row.ours}'`));
  } else {
    counts.explained++;
  }
});
for (const name of table.keys()) {
  findings.push(`${name}: in the table, and no case`);
}
if (cases.length < 100) {
  findings.push(`only ${cases.length} cases`);
}
for (const finding of findings) {
  console.log(finding);
}
console.log(`${set}: ${cases.length} cases: ` +
  Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', ') +
  ` (${[...kinds].map(([what, n]) => `${n} '${what}'`).join(', ')}), ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
