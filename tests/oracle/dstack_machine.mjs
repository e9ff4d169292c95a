// SPDX-License-Identifier: Apache-2.0
// Documents of a machine that nobody signed for: a quote whose registers and report data are put in
// afterwards. What is read of the report does not rest on the quote's signature.
import {createHash} from 'node:crypto';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';

export const RUNTIME = 0x08000001;
const RTMR0 = 48 + 328;
const REPORT_DATA = 48 + 520;

export function hash(name, ...parts) {
  const h = createHash(name);
  parts.forEach((part) => h.update(part));
  return h.digest();
}

// The same numbers each time: xorshift32.
export class Random {
  constructor(seed) {
    this.state = seed;
  }

  below(n) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % n;
  }

  of(list) {
    return list[this.below(list.length)];
  }

  bytes(n) {
    return Buffer.from(Array.from({length: n}, () => this.below(256)));
  }

  shuffled(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const k = this.below(i + 1);
      [out[i], out[k]] = [out[k], out[i]];
    }
    return out;
  }
}

export function runtimeEvent(name, payload, version = 1) {
  const hex = payload.toString('hex');
  const event = {imr: 3, event_type: RUNTIME, digest: '', event: name, event_payload: hex};
  if (version === 2) {
    // Members in order, no white space: this is the canonical form.
    const preimage = Buffer.from(JSON.stringify({name, payload: hex, type: RUNTIME}));
    return {...event, version, preimage: preimage.toString('hex'),
      digest: hash('sha384', preimage).toString('hex')};
  }
  const type = Buffer.alloc(4);
  type.writeUInt32LE(RUNTIME);
  event.digest = hash('sha384', type, `:${name}:`, payload).toString('hex');
  return event;
}

// A boot that names an app.
export function bootEvents(appId, composeHash, version = 1) {
  return [['system-preparing', ''], ['app-id', appId], ['compose-hash', composeHash],
    ['instance-id', ''], ['boot-mr-done', ''], ['system-ready', '']]
    .map(([name, hex]) => runtimeEvent(name, Buffer.from(hex, 'hex'), version));
}

export class Machine {
  constructor(modules, quote) {
    this.require = createRequire(join(resolve(modules), 'here.js'));
    this.sdk = this.require('@phala/dstack-sdk');
    this.quote = quote;
  }

  quoteOf(registers, reportData = Buffer.alloc(64)) {
    const quote = Buffer.from(this.quote);
    registers.forEach((register, i) => Buffer.from(register, 'hex').copy(quote, RTMR0 + 48 * i));
    reportData.copy(quote, REPORT_DATA);
    return quote.toString('hex');
  }

  // What the SDK makes of an answer of the guest agent, which is a server here.
  async ask(answer, question) {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end(JSON.stringify(answer)));
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    try {
      const client = new this.sdk.DstackClient(`http://127.0.0.1:${server.address().port}`);
      return await question(client);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  // RTMR0 to RTMR3 of a log, by the SDK.
  async registersOf(log) {
    const answer = {quote: '', event_log: JSON.stringify(log)};
    return (await this.ask(answer, (client) => client.getQuote('00'))).replayRtmrs();
  }
}
