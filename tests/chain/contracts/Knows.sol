// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Keeps in its code where it is, something that follows from that, and what it was given.
contract Knows {
    address public immutable self = address(this);
    bytes32 public immutable seal = keccak256(abi.encode(block.chainid, address(this)));
    uint256 public immutable given;
    address public immutable friend;

    constructor(uint256 given_, address friend_) {
        given = given_;
        friend = friend_;
    }
}

/// Runs what the address in one of its slots runs.
contract Mirror {
    constructor(bytes32 slot, address behind) {
        assembly {
            sstore(slot, behind)
        }
    }
}

/// Names what mirrors show.
contract Beacon {
    address public immutable implementation;

    constructor(address implementation_) {
        implementation = implementation_;
    }
}
