// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Code that depends on the value that its creation is sent.
contract Paid {
    uint256 public immutable paid;

    constructor() payable {
        paid = msg.value;
    }
}
