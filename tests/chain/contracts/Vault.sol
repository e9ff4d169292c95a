// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Made to stand behind a proxy.
contract Vault {
    error Again();

    address public owner;
    uint256 public limit;

    function initialize(address owner_, uint256 limit_) external {
        if (owner != address(0)) revert Again();
        require(limit_ != 0, "a vault without a limit");
        owner = owner_;
        limit = limit_;
    }
}

/// The same storage, other code.
contract VaultTwo is Vault {
    function version() external pure returns (uint256) {
        return 2;
    }
}
