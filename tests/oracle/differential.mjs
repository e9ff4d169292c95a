// SPDX-License-Identifier: Apache-2.0
// The same quotes and collateral through @phala/dcap-qvl and through phala: both accept, with the
// same status and advisories, or both refuse. Where they differ, a table says why; a difference
// that it does not have fails, and so does one of the table that is gone.
//
//   differential.mjs real|synthetic PACKAGE FOLDER PHALA
//
// A verdict is written as `STATUS`, `STATUS ADVISORY…` or `reject: WHY`; ours gives the categories
// of the checks that failed or stayed open, or the kind of the error.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {DIFFERENCES} from './differences.mjs';

const [set, packageFolder, folder, phala] = process.argv.slice(2);
const {QuoteVerifier} = createRequire(import.meta.url)(resolve(packageFolder));

function derOf(pem) {
  return Buffer.from(pem.replace(/-----[^-]*-----/g, ''), 'base64');
}

function accepted(status, advisories) {
  return [status, ...[...new Set(advisories)].sort()].join(' ');
}

function theirs(c) {
  try {
    const verifier = c.root === null ? QuoteVerifier.newProd()
      : QuoteVerifier.newWithRootCa(derOf(readFileSync(c.root, 'utf8')));
    const report = verifier.verify(
      readFileSync(c.quote), JSON.parse(readFileSync(c.collateral, 'utf8')), c.at);
    return accepted(report.status, report.advisory_ids);
  } catch (e) {
    return `reject: ${e.message.split('\n')[0]}`;
  }
}

function ours(c) {
  const options = ['verify', '--hardware-only', '--offline', '--no-cache', '--allow-tcb', 'any',
    '--json', '--collateral', c.collateral, '--at', String(c.at)];
  const root = c.root === null ? [] : ['--trust-root', c.root];
  const run = spawnSync(phala, [...options, ...root, c.quote], {encoding: 'utf8'});
  if (run.error || run.signal) {
    throw new Error(`${c.name}: phala did not end: ${run.error ?? run.signal}`);
  }
  const report = JSON.parse(run.stdout);
  if (report.schema === 'phala.error/1') {
    return `reject: ${report.error.kind}`;
  }
  if (report.verdict === 'verified' && run.status === 0) {
    return accepted(report.tcb.status, report.tcb.advisory_ids);
  }
  const result = report.verdict === 'rejected' ? 'fail' : 'undecided';
  const why = report.checks.filter((check) => check.result === result);
  return `reject: ${[...new Set(why.map((check) => check.category))].join(' ')}`;
}

// What both have to agree on: two refusals agree whatever their reasons are.
function isEqual(a, b) {
  return a === b || (a.startsWith('reject: ') && b.startsWith('reject: '));
}

function readCase(name) {
  const at = (file) => join(folder, name, file);
  const ownRoot = at('root_ca.pem');
  const isReal = set === 'real';
  const told = JSON.parse(readFileSync(at(isReal ? 'verdicts.json' : 'case.json'), 'utf8'));
  const root = isReal ? ownRoot : join(folder, 'root_ca.pem');
  return {
    name,
    quote: at('quote.bin'),
    collateral: at('collateral.json'),
    at: isReal ? told.verified_at_unix : told.verify_at_unix,
    root: existsSync(root) ? root : null,
  };
}

const names = readdirSync(folder).sort().filter((n) => existsSync(join(folder, n, 'quote.bin')));
const table = new Map();
for (const row of DIFFERENCES[set]) {
  for (const name of row.cases) {
    table.set(name, row);
  }
}
const counts = {'accepted by both': 0, 'refused by both': 0, 'explained': 0};
const findings = [];
for (const name of names) {
  const c = readCase(name);
  const their = theirs(c);
  const our = ours(c);
  const row = table.get(name);
  table.delete(name);
  if (isEqual(their, our)) {
    counts[our.startsWith('reject: ') ? 'refused by both' : 'accepted by both']++;
    if (row !== undefined) {
      findings.push(`${name}: both say '${our}': the table has a difference that is gone`);
    }
  } else if (row === undefined) {
    findings.push(`${name}: they say '${their}', we say '${our}'`);
  } else if (row.theirs !== their || row.ours !== our) {
    findings.push(`${name}: they say '${their}', we say '${our}'; ` +
      `the table has '${row.theirs}' and '${row.ours}'`);
  } else {
    counts.explained++;
  }
}
for (const name of table.keys()) {
  findings.push(`${name}: in the table, and not in ${folder}`);
}
if (names.length === 0) {
  findings.push(`no case in ${folder}`);
}
for (const finding of findings) {
  console.log(finding);
}
console.log(`${names.length} cases: ` +
  Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', ') +
  `, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
