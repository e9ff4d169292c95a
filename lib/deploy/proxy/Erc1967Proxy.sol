// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// A proxy whose implementation stands in the slot of ERC-1967, and that has no administration of its
/// own: upgrades are the implementation's matter (ERC-1822). Arguments, events and errors are named
/// as those of the ERC1967Proxy that most tools know.
contract Erc1967Proxy {
    /// keccak256("eip1967.proxy.implementation") - 1
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    event Upgraded(address indexed implementation);

    error ERC1967InvalidImplementation(address implementation);
    error ERC1967NonPayable();
    error FailedCall();

    /// `data`, where there is some, is called on the implementation in this contract's storage.
    constructor(address implementation, bytes memory data) payable {
        if (implementation.code.length == 0) {
            revert ERC1967InvalidImplementation(implementation);
        }
        assembly ("memory-safe") {
            sstore(SLOT, implementation)
        }
        emit Upgraded(implementation);
        if (data.length == 0) {
            if (msg.value != 0) {
                revert ERC1967NonPayable();
            }
            return;
        }
        (bool done, bytes memory answer) = implementation.delegatecall(data);
        if (!done) {
            if (answer.length == 0) {
                revert FailedCall();
            }
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), sload(SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}
