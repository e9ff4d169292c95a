// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// A token of ERC-20 whose name, symbol and decimals are the test's.
contract StakeToken {
    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);
    error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    string public name;
    string public symbol;
    uint8 public immutable decimals;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor(string memory symbol_, uint8 decimals_, uint256 supply) {
        name = symbol_;
        symbol = symbol_;
        decimals = decimals_;
        mint(msg.sender, supply);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 left = allowance[from][msg.sender];
        if (left < value) {
            revert ERC20InsufficientAllowance(msg.sender, left, value);
        }
        allowance[from][msg.sender] = left - value;
        move(from, to, value);
        return true;
    }

    function move(address from, address to, uint256 value) internal {
        uint256 owned = balanceOf[from];
        if (owned < value) {
            revert ERC20InsufficientBalance(from, owned, value);
        }
        balanceOf[from] = owned - value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }

    function mint(address to, uint256 value) internal {
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function burn(address from, uint256 value) internal {
        move(from, address(0), value);
        balanceOf[address(0)] -= value;
        totalSupply -= value;
    }
}

/// As tokens were before the standard: a symbol of 32 bytes.
contract OldToken {
    bytes32 public constant symbol = "OLD";
    uint256 public constant decimals = 6;

    function balanceOf(address) external pure returns (uint256) {
        return 1234567;
    }
}

/// A symbol that would like to do things to terminals, and nothing that says how many decimals.
contract RudeToken {
    string public symbol = "\x1b[2J\nETH 1000000";

    function balanceOf(address) external pure returns (uint256) {
        return 42;
    }
}
