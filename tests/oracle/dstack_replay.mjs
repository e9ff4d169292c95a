// SPDX-License-Identifier: Apache-2.0
// Event logs: the registers that the SDK replays a log to stand in a quote, which is held against
// that log, or another one. They know no digest versions and take every digest as it is given.
import {Random, bootEvents, runtimeEvent} from './dstack_machine.mjs';

const NAMES = ['app', 'LIUM_MINER_HOTKEY', 'ünïcode', '', 'a:b', '日本', '"\\\n', '😀',
  'z'.repeat(300)];
const BOOT_TYPES = [1, 4, 6, 0x80000001, 0x80000003, 0x8000000b];

function otherEvent(random) {
  return {imr: random.below(3), event_type: random.of(BOOT_TYPES), event: '',
    digest: random.bytes(48).toString('hex'), event_payload: random.bytes(random.below(40)).toString('hex')};
}

function makeLog(random) {
  const version = 1 + random.below(2);
  const hex = (n) => random.bytes(n).toString('hex');
  const log = bootEvents(hex(20), hex(32), version);
  const n = random.below(30);
  for (let i = 0; i < n; i++) {
    log.push(runtimeEvent(random.of(NAMES), random.bytes(random.below(100)), 1 + random.below(2)));
  }
  // In between, in any order: only the order inside of a register counts.
  for (let i = random.below(40); i > 0; i--) {
    log.splice(random.below(log.length + 1), 0, otherEvent(random));
  }
  return log;
}

// Which of the four registers are those of the log, and whether its digests are.
function read(check) {
  const registers = [0, 1, 2, 3].filter((i) => check(`log.rtmr${i}`).result === 'pass');
  const digests = check('log.digests').result;
  return `replays to ${registers.join(' ')}` + (digests === 'pass' ? '' : `, digests: ${digests}`);
}

async function compare(machine, name, log, registers) {
  const theirs = (await machine.registersOf(log))
    .flatMap((register, i) => register === registers[i] ? [i] : []);
  return {name, read, theirs: `replays to ${theirs.join(' ')}`,
    document: {quote: machine.quoteOf(registers), event_log: JSON.stringify(log)}};
}

// The log as the machine wrote it, and one that was changed: what the SDK still takes for the same.
function changedLogs(random, log) {
  const at = log.findLastIndex((event) => event.imr === 3);
  const edit = (change) => log.map((event, i) => i === at ? {...event, ...change} : event);
  const digest = log[at].digest;
  return {
    'upper case': edit({digest: digest.toUpperCase()}),
    'digest left out': edit({digest: ''}),
    'digest cut': edit({digest: digest.slice(0, 64)}),
    'digest with a tail': edit({digest: `${digest}00`}),
    'digest that is no hex': edit({digest: `${digest}zz`}),
    'another payload': edit({event_payload: random.bytes(8).toString('hex')}),
    'another name': edit({event: 'other'}),
    'another type': edit({event_type: 4}),
    'another digest': edit({digest: random.bytes(48).toString('hex')}),
    'register 4': [...log, {...log[at], imr: 4}],
    'one event less': log.filter((_, i) => i !== at),
    'one event twice': [...log, log[at]],
  };
}

export async function makeCases(machine) {
  const random = new Random(3);
  const cases = [];
  for (let i = 0; i < 150; i++) {
    const log = makeLog(random);
    const registers = await machine.registersOf(log);
    cases.push(await compare(machine, `log ${i}`, log, registers));
    // One bit of one register.
    const which = random.below(4);
    const wrong = Buffer.from(registers[which], 'hex');
    wrong[random.below(48)] ^= 1 << random.below(8);
    cases.push(await compare(machine, `log ${i}, register ${which}`, log,
      registers.with(which, wrong.toString('hex'))));
    // Two events change places.
    const a = random.below(log.length);
    const b = random.below(log.length);
    const swapped = log.with(a, log[b]).with(b, log[a]);
    cases.push(await compare(machine, `log ${i}, events ${a} and ${b}`, swapped, registers));
  }
  const log = [...bootEvents('aa'.repeat(20), 'bb'.repeat(32)),
    ...[0, 1, 2].map((imr) => ({...otherEvent(random), imr})), runtimeEvent('app', Buffer.from('payload'))];
  const registers = await machine.registersOf(log);
  for (const [name, changed] of Object.entries(changedLogs(random, log))) {
    cases.push(await compare(machine, name, changed, registers));
  }
  return cases;
}
