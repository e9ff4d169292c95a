// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Quilt} from "../src/Quilt.sol";
import {Erc1967Proxy} from "../src/Erc1967Proxy.sol";

interface Vm {
    function startBroadcast() external;
}

contract Four {
    Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function run() external {
        vm.startBroadcast();
        Quilt quilt = new Quilt("a", "b");
        new Erc1967Proxy(address(quilt), abi.encodeCall(Quilt.rename, ("behind")));
    }
}
