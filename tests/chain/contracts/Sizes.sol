// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Its code would have more bytes than a contract may have (EIP-170): 24,577.
contract TooBig {
    constructor() {
        assembly {
            return(0, 24577)
        }
    }
}

/// A child of the first transaction's block: how far several that depend on each other come at once.
contract Link {
    address public immutable previous;

    constructor(address previous_) {
        require(previous_ == address(0) || previous_.code.length != 0, "the previous one is not there");
        previous = previous_;
    }
}
