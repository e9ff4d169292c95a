// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

library Threads {
    function twice(uint256 x) external pure returns (uint256) {
        return x * 2;
    }
}

library Patches {
    function glue(string memory a, string memory b) external pure returns (string memory) {
        return string.concat(a, "-", b);
    }
}

/// Has two libraries, one of them called by the constructor.
contract Quilt {
    string public title;

    constructor(string memory a, string memory b) {
        title = Patches.glue(a, b);
    }

    /// For a proxy, whose storage no constructor fills.
    function rename(string calldata to) external {
        title = to;
    }

    function twice(uint256 x) external pure returns (uint256) {
        return Threads.twice(x);
    }
}
