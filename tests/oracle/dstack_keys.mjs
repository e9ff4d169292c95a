// SPDX-License-Identifier: Apache-2.0
// Signatures of a key service. Those of the key that variables are encrypted for, in both forms, the
// SDK verifies: it recovers the signer. The chain under a derived key it only hands on (getKey); what
// it leads to is recovered here as the SDK recovers, by the same library.
//
// A document is what a key service says of its start, with a quote that report data binds to its root
// key, the log of the app, and what was signed.
import {Random, bootEvents} from './dstack_machine.mjs';

const CA_KEY = '3059301306072a8648ce3d020106082a8648ce3d0301070342000451590b7a515140d2d784c85608668fdfef8c' +
  '82fd1f5be52421554a0dc3d033ede0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4';
const PURPOSES = ['', 'signing', 'receipt', 'ünïcode', 'a:b', '日本', 'x'.repeat(200)];

function joined(parts) {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

class KeyService {
  constructor(machine, random) {
    this.machine = machine;
    this.random = random;
    this.secp256k1 = machine.require('@noble/curves/secp256k1').secp256k1;
    this.keccak = machine.require('@noble/hashes/sha3').keccak_256;
    this.root = random.bytes(32);
    this.rootKey = this.publicKey(this.root);
    this.appId = random.bytes(20);
  }

  publicKey(secret) {
    return Buffer.from(this.secp256k1.getPublicKey(secret, true)).toString('hex');
  }

  sign(secret, ...parts) {
    const signature = this.secp256k1.sign(this.keccak(joined(parts)), secret);
    return Buffer.concat([signature.toCompactRawBytes(), Buffer.from([signature.recovery])]);
  }

  // The signer in hex, or null.
  recover(signature, ...parts) {
    try {
      return this.secp256k1.Signature.fromCompact(signature.subarray(0, 64)).addRecoveryBit(signature[64])
        .recoverPublicKey(this.keccak(joined(parts))).toHex(true);
    } catch {
      return null;
    }
  }

  async document(appId, members) {
    const log = bootEvents(appId.toString('hex'), this.random.bytes(32).toString('hex'));
    const digest = this.keccak(Buffer.from(`dstack-kms-genereted-keys-v1:${CA_KEY};${this.rootKey};`));
    const quote = this.machine.quoteOf(await this.machine.registersOf(log),
      Buffer.concat([digest, Buffer.alloc(32)]));
    return {ca_pubkey: CA_KEY, k256_pubkey: this.rootKey, quote, event_log: log, ...members};
  }
}

// What is changed of a signature, its key, or its app.
const CHANGES = ['nothing', 'one bit', 'the recovery id', 'another key', 'another app', 'another root'];

function changeSignature(random, signature, change) {
  const out = Buffer.from(signature);
  if (change === 'one bit') {
    out[random.below(64)] ^= 1 << random.below(8);
  } else if (change === 'the recovery id') {
    out[64] ^= 1;
  }
  return out;
}

function readEnvKey(check) {
  const {result, detail} = check('kms.env_key');
  return result === 'pass' ? 'signed' : result === 'fail' ? 'not signed' : `${result}: ${detail}`;
}

function quietly(run) {
  const {error} = console;
  console.error = () => {};
  try {
    return run();
  } finally {
    console.error = error;
  }
}

async function envCase(service, name, {form, change, time, edit = (signature) => signature}) {
  const {random, machine: {sdk}} = service;
  const key = random.bytes(32);
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const signer = change === 'another root' ? random.bytes(32) : service.root;
  const signed = service.sign(signer, 'dstack-env-encrypt-pubkey:', service.appId,
    form === 'timed' ? stamp : '', key);
  const signature = edit(changeSignature(random, signed, change));
  const told = change === 'another key' ? random.bytes(32) : key;
  const app = change === 'another app' ? random.bytes(20) : service.appId;
  const found = quietly(() => form === 'timed'
    ? sdk.verifyEnvEncryptPublicKey(told, signature, app.toString('hex'), BigInt(time))
    : sdk.verifyEnvEncryptPublicKeyLegacy(told, signature, app.toString('hex')));
  const members = form === 'timed' ? {signature_v1: signature.toString('hex'), timestamp: time}
    : {signature: signature.toString('hex')};
  return {name, read: readEnvKey, theirs: found === `0x${service.rootKey}` ? 'signed' : 'not signed',
    document: await service.document(app, {public_key: told.toString('hex'), ...members})};
}

// The other s, which every signature has: the same signer by the other recovery id.
function flipS(order) {
  return (signature) => {
    const s = order - BigInt(`0x${signature.subarray(32, 64).toString('hex')}`);
    return Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
      Buffer.from([signature[64] ^ 1])]);
  };
}

const RECOVERY_IDS = {
  'recovery id of Ethereum': (id) => id + 27,
  'other recovery id of Ethereum': (id) => (id ^ 1) + 27,
  'recovery id with r over n': (id) => id + 2,
  'recovery id 4': () => 4,
  'recovery id 26': () => 26,
  'recovery id 31': () => 31,
  'recovery id 255': () => 255,
};

async function envCases(service, now) {
  const cases = [];
  for (const form of ['plain', 'timed']) {
    const add = async (name, options) => cases.push(await envCase(service, `${form} ${name}`,
      {form, change: 'nothing', time: now - 30, ...options}));
    for (let i = 0; i < 120; i++) {
      const change = CHANGES[i % CHANGES.length];
      await add(`${i}: ${change}`, {change});
    }
    for (const [what, idOf] of Object.entries(RECOVERY_IDS)) {
      await add(what, {edit: (s) => Buffer.concat([s.subarray(0, 64), Buffer.from([idOf(s[64])])])});
    }
    await add('high s', {edit: flipS(service.secp256k1.CURVE.n)});
    await add('r of zero', {edit: (s) => Buffer.from(s).fill(0, 0, 32)});
    await add('s of zero', {edit: (s) => Buffer.from(s).fill(0, 32, 64)});
    await add('64 bytes', {edit: (s) => s.subarray(0, 64)});
  }
  for (const age of [-86400, -600, -30, 0, 60, 150, 600, 86400]) {
    cases.push(await envCase(service, `timed ${age} seconds ago`,
      {form: 'timed', change: 'nothing', time: now - age}));
  }
  return cases;
}

function readChain(check) {
  const results = [check('kms.app_key').result, check('kms.derived_key').result];
  return results.every((result) => result === 'pass') ? 'leads to the root'
    : results[0] === 'fail' ? 'does not' : results.join(' ');
}

async function chainCase(service, name, change, isEd25519) {
  const {random, machine} = service;
  const appKey = random.bytes(32);
  const derived = isEd25519 ? random.bytes(32).toString('hex') : service.publicKey(random.bytes(32));
  const purpose = random.of(PURPOSES);
  const links = [
    service.sign(appKey, `${purpose}:${derived}`),
    service.sign(change === 'another root' ? random.bytes(32) : service.root, 'dstack-kms-issued:',
      service.appId, Buffer.from(service.publicKey(appKey), 'hex')),
  ];
  const at = random.below(2);
  links[at] = changeSignature(random, links[at], change);
  const app = change === 'another app' ? random.bytes(20) : service.appId;
  const told = change === 'another key' ? service.publicKey(random.bytes(32)) : derived;
  const toldPurpose = change === 'another purpose' ? `${purpose}.` : purpose;
  const chain = change === 'the other order' ? links.reverse() : links;
  const answer = {key: '00', signature_chain: chain.map((link) => link.toString('hex'))};

  const response = await machine.ask(answer, (client) => client.getKey('path', toldPurpose));
  const [byApp, byRoot] = response.signature_chain.map((link) => Buffer.from(link));
  const found = service.recover(byApp, `${toldPurpose}:${told}`);
  const root = found && service.recover(byRoot, 'dstack-kms-issued:', app, Buffer.from(found, 'hex'));
  return {name, read: readChain, theirs: root === service.rootKey ? 'leads to the root' : 'does not',
    document: await service.document(app, {signature_chain: answer.signature_chain,
      purpose: toldPurpose, public_key: told})};
}

export async function makeCases(machine, now) {
  const service = new KeyService(machine, new Random(7));
  const cases = await envCases(service, now);
  const changes = [...CHANGES, 'another purpose', 'the other order'];
  for (let i = 0; i < 160; i++) {
    const change = changes[i % changes.length];
    cases.push(await chainCase(service, `chain ${i}: ${change}`, change, i % 3 === 0));
  }
  return cases;
}
