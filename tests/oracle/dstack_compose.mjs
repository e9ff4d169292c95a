// SPDX-License-Identifier: Apache-2.0
// Compose hashes: what the SDK computes of an object stands in the event log, and the document has an
// app-compose that says the same. In the SDK's own spelling its bytes are what was measured. In any
// other they are not, and the hint names the spelling that was.
import {Random, bootEvents} from './dstack_machine.mjs';

const TEXTS = ['', 'web', 'services:\n  web:\n    image: nginx\n', 'ünïcode', '日本語', '😀',
  '"\\/\b\f\n\r\t', '\u0001\u001f\u007f', '\u2028\u2029', '<&>', '\ufeff', 'é', 'e\u0301', '\uffff', ' a ', '": "'];
const KEYS = ['name', 'a', 'B', 'aa', 'Z', '_', '-', 'é', 'ü', '日本', '😀', '\ue000', '\uffff',
  '', ' ', '0', '1', '10', '9', '007', '4294967294', '4294967295', '1.5', '-1', '__a', 'toString', 'A"b', '\n'];
const NUMBERS = [0, 1, 2, 42, -1, -7, 1000, 123456789012345, -999999999999999, 0.5, 1.25, -0.1, 3.14,
  0.000001, 12345.678, 100, 4294967295];
// Spelled otherwise than JavaScript writes them, and what is beyond a double.
const SPELLINGS = ['1.0', '1e3', '1E3', '1e+3', '-0', '0.10', '0.0000001', '1e-7', '1e21', '1e400', '-1e400',
  '9007199254740993', '12345678901234567890', '0.1234567890123456789', '1234567890123456', '5e-324'];

function makeValue(random, depth) {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0: return random.of(NUMBERS);
    case 1: return random.below(2) === 1;
    case 2: return null;
    case 3: case 4: case 5: return random.of(TEXTS);
    case 6: return Array.from({length: random.below(4)}, () => makeValue(random, depth - 1));
    default: return makeObject(random, depth - 1);
  }
}

function makeObject(random, depth) {
  return Object.fromEntries(random.shuffled(KEYS).slice(0, random.below(5))
    .map((key) => [key, makeValue(random, depth)]));
}

function makeCompose(random) {
  const optional = [
    ['manifest_version', 2], ['name', random.of(TEXTS)], ['features', ['kms', 'tproxy-net']],
    ['docker_compose_file', random.of(TEXTS)], ['bash_script', random.of(TEXTS)],
    ['pre_launch_script', random.of(['', null, 'echo', false, 0])], ['public_logs', true],
    ['allowed_envs', random.shuffled(['A', 'B', 'C'])], ['key_provider_id', ''],
    ['docker_config', {username: 'u', registry: 'r'}], ['extra', makeObject(random, 3)],
  ].filter(() => random.below(2) === 1);
  const members = [['runner', random.of(['docker-compose', 'bash'])], ...optional,
    ...Object.entries(makeObject(random, 2))];
  return Object.fromEntries(random.shuffled(members));
}

// As the SDK writes it; it gives the digest of that alone.
function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return value === null || typeof value !== 'object' ? value
    : Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function respellText(random, text) {
  const units = Array.from({length: text.length}, (_, i) => text.charCodeAt(i));
  return `"${units.map((unit) => random.below(4) === 0 || unit < 32 || unit === 34 || unit === 92 ||
    (unit >= 0xd800 && unit < 0xe000) ? `\\u${unit.toString(16).padStart(4, '0')}`
    : String.fromCharCode(unit)).join('')}"`;
}

// The same value with white space, escapes and another order of keys.
function respell(random, value) {
  const space = () => random.of(['', '', ' ', '\n  ', '\t', '\r\n']);
  if (typeof value === 'string') {
    return respellText(random, value);
  }
  if (value === null || typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const parts = Array.isArray(value) ? value.map((each) => respell(random, each))
    : random.shuffled(Object.entries(value))
      .map(([key, each]) => `${respellText(random, key)}${space()}:${space()}${respell(random, each)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return open + space() + parts.join(`${space()},${space()}`) + space() + close;
}

function read(check) {
  const {result, hint} = check('app.compose_hash');
  const form = /hash of the file (.*)$/.exec(hint ?? '');
  return result + (form === null ? '' : `: ${form[1]}`);
}

const SORTED = 'fail: with sorted keys, on one line';
const NORMAL = 'fail: as the SDK normalises it, on one line';

export async function makeCases(machine) {
  const random = new Random(11);
  const {getComposeHash} = machine.sdk;
  const cases = [];
  const add = async (name, measured, text, theirs) => {
    const log = bootEvents(measured.slice(0, 40), measured);
    cases.push({name, read, theirs, document: {
      quote: machine.quoteOf(await machine.registersOf(log)), app_id: measured.slice(0, 40),
      tcb_info: {event_log: log, app_compose: text}}});
  };
  for (let i = 0; i < 250; i++) {
    const compose = makeCompose(random);
    const hash = getComposeHash(compose);
    const normal = getComposeHash(compose, true);
    const text = JSON.stringify(sorted(compose));
    const other = ` ${respell(random, compose)}`;
    await add(`app-compose ${i}`, hash, text, 'pass');
    await add(`app-compose ${i}, respelled`, hash, other, SORTED);
    await add(`app-compose ${i}, normalised`, normal, other, normal === hash ? SORTED : NORMAL);
    await add(`app-compose ${i}, another`,
      getComposeHash({...compose, name: `${compose.name}.`}), text, 'fail');
  }
  for (const number of SPELLINGS) {
    const text = `{"runner":"bash","number": ${number}}`;
    await add(`number ${number}`, getComposeHash(JSON.parse(text)), text, SORTED);
  }
  for (const [name, text] of [['zero character', '\0'], ['lone surrogate', '\ud800']]) {
    const object = {runner: 'bash', text};
    await add(name, getComposeHash(object), respell(random, object), SORTED);
    await add(`${name}, as it is`, getComposeHash(object), JSON.stringify(sorted(object)), 'pass');
  }
  // What JSON does not have becomes null; what is not defined is left out.
  const compose = {runner: 'bash', a: NaN, b: [Infinity, -Infinity], c: undefined};
  await add('not a number', getComposeHash(compose),
    '{"runner": "bash", "a": null, "b": [null, null]}', SORTED);
  return cases;
}
