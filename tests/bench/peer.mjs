// SPDX-License-Identifier: Apache-2.0
// The other verifier, as a program of its own: peer.mjs PACKAGE QUOTE COLLATERAL SECONDS [ROOT.pem]
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';

const [folder, quote, collateral, seconds, root] = process.argv.slice(2);
const {QuoteVerifier} = createRequire(import.meta.url)(resolve(folder));
const der = root && Buffer.from(readFileSync(root, 'utf8').replace(/-----[^-]*-----/g, ''), 'base64');
const verifier = der ? QuoteVerifier.newWithRootCa(der) : QuoteVerifier.newProd();
const report = verifier.verify(
  readFileSync(quote), JSON.parse(readFileSync(collateral, 'utf8')), Number(seconds));
console.log(report.status);
