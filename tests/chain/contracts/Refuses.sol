// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Is never made, unless in a block that is a multiple of what it is given.
contract Refuses {
    error NotNow(uint256 number, string why);

    constructor(uint256 every) {
        if (every == 0) revert("nothing is a multiple of none");
        if (block.number % every != 0) revert NotNow(block.number, "another block");
    }
}

abstract contract Unfinished {
    function rest() external virtual;
}

interface IShape {
    function area() external view returns (uint256);
}
