// SPDX-License-Identifier: Apache-2.0
// Where @phala/dstack-sdk 0.5.8 and phala say different things, and why.
const AS_GIVEN = 'it extends what stands under digest, whatever that is; here it is 48 bytes of hex, ' +
  'and of runtime events it is computed from name and payload';
const NO_HINT = 'what an app-compose would be in their spelling is a hint, and is given where both ' +
  'write every part of it the same way; the hash differs in either case';

export const DIFFERENCES = {
  replay: [
    {
      cases: ['digest left out'],
      theirs: 'replays to 0 1 2',
      ours: 'replays to 0 1 2 3',
      reason: 'an event without a digest has that of its name and payload; it extends 48 zeros',
    },
    {
      cases: ['digest cut', 'digest with a tail'],
      theirs: 'replays to 0 1 2',
      ours: "refused: event_log: event 9: 'digest' is no hex of 48 bytes",
      reason: AS_GIVEN,
    },
    {
      cases: ['digest that is no hex'],
      theirs: 'replays to 0 1 2 3',
      ours: "refused: event_log: event 9: 'digest' is no hex of 48 bytes",
      reason: AS_GIVEN,
    },
    {
      cases: ['another payload', 'another name'],
      theirs: 'replays to 0 1 2 3',
      ours: 'replays to 0 1 2, digests: fail',
      reason: AS_GIVEN,
    },
    {
      cases: ['another type'],
      theirs: 'replays to 0 1 2 3',
      ours: 'replays to 0 1 2 3, digests: fail',
      reason: 'an event of another type in RTMR3 would hide what was measured; it does not look',
    },
    {
      cases: ['another digest'],
      theirs: 'replays to 0 1 2',
      ours: 'replays to 0 1 2 3, digests: fail',
      reason: AS_GIVEN,
    },
    {
      cases: ['register 4'],
      theirs: 'replays to 0 1 2 3',
      ours: "refused: event_log: event 10: 'imr' is not an integer from 0 to 3",
      reason: 'it passes over events of registers that there are not',
    },
  ],
  compose: [
    {
      cases: ['1.0', '1e3', '1E3', '1e+3', '-0', '0.10', '0.0000001', '1e-7', '1e21', '1e400', '-1e400',
        '9007199254740993', '12345678901234567890', '0.1234567890123456789', '1234567890123456',
        '5e-324'].map((number) => `number ${number}`),
      theirs: 'fail: with sorted keys, on one line',
      ours: 'fail',
      reason: `${NO_HINT}: numbers that JavaScript spells otherwise are left alone`,
    },
    {
      cases: ['zero character', 'lone surrogate'],
      theirs: 'fail: with sorted keys, on one line',
      ours: 'fail',
      reason: `${NO_HINT}: of a text with such a character nothing is read`,
    },
  ],
  keys: [
    {
      cases: ['plain recovery id of Ethereum', 'timed recovery id of Ethereum'],
      theirs: 'not signed',
      ours: 'signed',
      reason: 'signatures as Ethereum writes them have 27 and 28 for 0 and 1; it is the same signer',
    },
    {
      cases: ['timed 64 bytes'],
      theirs: 'not signed',
      ours: "refused: 'signature_v1' is no hex of 65 bytes",
      reason: 'a document that is not of its form is refused as a whole',
    },
    ...[600, 86400].map((age) => ({
      cases: [`timed ${age} seconds ago`],
      theirs: 'not signed',
      ours: `warn: signed, ${age} seconds before the instant of judging`,
      reason: 'after five minutes it takes a signature for none; the age is told beside, as the ' +
        'instant may be any',
    })),
  ],
};
