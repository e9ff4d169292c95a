// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// An immutable, a custom error, an event.
contract Counter {
    error Above(uint256 limit, uint256 given);

    event Changed(address indexed by, uint256 value);

    address public immutable maker;
    uint256 public value;

    constructor(uint256 start) payable {
        maker = msg.sender;
        value = start;
    }

    function set(uint256 to) external {
        if (to > 100) revert Above(100, to);
        value = to;
        emit Changed(msg.sender, to);
    }

    function step() external payable returns (uint256) {
        value += 1;
        emit Changed(msg.sender, value);
        return value;
    }

    function named(string calldata reason) external pure {
        revert(reason);
    }
}
