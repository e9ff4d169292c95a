// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Where a proxy keeps whom it runs (ERC-1967), and what it does to run another one.
abstract contract Slots {
    bytes32 internal constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    bytes32 internal constant ADMIN = 0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103;

    function point(address to) internal {
        require(to.code.length != 0, "no code there");
        assembly {
            sstore(SLOT, to)
        }
    }

    function run(address code, bytes memory data) internal {
        (bool done, bytes memory answer) = code.delegatecall(data);
        if (!done) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }
}

/// A contract that its proxy is upgraded by (ERC-1822), with an immutable address of its own.
contract Gate is Slots {
    error OwnableUnauthorizedAccount(address account);
    error Again();

    address private immutable self = address(this);
    uint256 public immutable width;
    address public owner;
    uint256 public count;

    constructor(uint256 width_) {
        width = width_;
    }

    function initialize(address owner_) external {
        if (owner != address(0)) revert Again();
        owner = owner_;
    }

    modifier onlyOwner() {
        if (msg.sender != owner) revert OwnableUnauthorizedAccount(msg.sender);
        _;
    }

    function proxiableUUID() external view virtual returns (bytes32) {
        require(address(this) == self, "called through a proxy");
        return SLOT;
    }

    function upgradeToAndCall(address to, bytes memory data) external payable virtual onlyOwner {
        require(address(this) != self, "not called through a proxy");
        require(Gate(to).proxiableUUID() == SLOT, "another slot");
        point(to);
        if (data.length != 0) {
            run(to, data);
        } else {
            require(msg.value == 0, "value for nobody");
        }
    }
}

/// As OpenZeppelin 5 says it.
contract GateFive is Gate {
    string public constant UPGRADE_INTERFACE_VERSION = "5.0.0";

    constructor(uint256 width_) Gate(width_) {}
}

contract GateNext is Gate {
    error TooMany(uint256 most);

    string public constant UPGRADE_INTERFACE_VERSION = "5.0.0";

    constructor(uint256 width_) Gate(width_) {}

    function version() external pure returns (uint256) {
        return 2;
    }

    function migrate(uint256 to) external payable {
        if (to > 100) revert TooMany(100);
        count = to;
    }

    function pay() external payable {}
}

library Marks {
    function twice(uint256 x) external pure returns (uint256) {
        return 2 * x;
    }
}

/// Needs what has to be deployed before it.
contract GateLinked is Gate {
    string public constant UPGRADE_INTERFACE_VERSION = "5.0.0";

    constructor(uint256 width_) Gate(Marks.twice(width_)) {}

    function set(uint256 to) external {
        count = Marks.twice(to);
    }
}

/// As OpenZeppelin 4 has it: upgradeTo, and an upgradeToAndCall that calls in any case.
contract GateFour is Gate {
    constructor(uint256 width_) Gate(width_) {}

    function upgradeTo(address to) external onlyOwner {
        require(Gate(to).proxiableUUID() == SLOT, "another slot");
        point(to);
    }

    function upgradeToAndCall(address to, bytes memory data) external payable override onlyOwner {
        require(Gate(to).proxiableUUID() == SLOT, "another slot");
        point(to);
        run(to, data);
    }
}

/// Says that it is of an interface that is not known.
contract GateSix is Gate {
    string public constant UPGRADE_INTERFACE_VERSION = "6.0.0";

    constructor(uint256 width_) Gate(width_) {}
}

/// Upgrades to anything: whoever comes behind it may be the last one.
contract GateOpen is Gate {
    constructor(uint256 width_) Gate(width_) {}

    function upgradeToAndCall(address to, bytes memory) external payable override onlyOwner {
        point(to);
    }
}

contract GateElsewhere is Gate {
    constructor(uint256 width_) Gate(width_) {}

    function proxiableUUID() external pure override returns (bytes32) {
        return keccak256("elsewhere");
    }
}

/// Cannot be upgraded any more once it is there.
contract GateLast {
    address public owner;

    function initialize(address owner_) external {
        owner = owner_;
    }
}

/// Of OpenZeppelin 5.
contract AdminFive {
    error OwnableUnauthorizedAccount(address account);

    string public constant UPGRADE_INTERFACE_VERSION = "5.0.0";
    address public owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function upgradeAndCall(Managed proxy, address to, bytes memory data) external payable {
        if (msg.sender != owner) revert OwnableUnauthorizedAccount(msg.sender);
        proxy.upgradeToAndCall{value: msg.value}(to, data);
    }
}

interface Shown {
    function admin() external view returns (address);
}

/// Of OpenZeppelin 4.
contract AdminFour {
    address public owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function getProxyAdmin(Managed proxy) external view returns (address) {
        return Shown(address(proxy)).admin();
    }

    function upgrade(Managed proxy, address to) external {
        require(msg.sender == owner, "Ownable: caller is not the owner");
        proxy.upgradeTo(to);
    }

    function upgradeAndCall(Managed proxy, address to, bytes memory data) external payable {
        require(msg.sender == owner, "Ownable: caller is not the owner");
        proxy.upgradeToAndCall{value: msg.value}(to, data);
    }
}

/// Is none of the two.
contract AdminOther {
    uint256 public number = 1;
}

/// A proxy that its admin alone upgrades, and nobody else sees.
abstract contract Managed is Slots {
    constructor(address implementation, bytes memory data) payable {
        address made = makeAdmin(tx.origin);
        assembly {
            sstore(ADMIN, made)
        }
        point(implementation);
        if (data.length != 0) run(implementation, data);
    }

    function makeAdmin(address owner) internal virtual returns (address);

    modifier ifAdmin() {
        address is_;
        assembly {
            is_ := sload(ADMIN)
        }
        if (msg.sender == is_) {
            _;
        } else {
            pass();
        }
    }

    function admin() external ifAdmin returns (address) {
        return msg.sender;
    }

    function upgradeTo(address to) external ifAdmin {
        point(to);
    }

    function upgradeToAndCall(address to, bytes memory data) external payable ifAdmin {
        point(to);
        if (data.length != 0) run(to, data);
    }

    function pass() private {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), sload(SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    fallback() external payable {
        pass();
    }
}

contract ManagedFive is Managed {
    constructor(address implementation, bytes memory data) payable Managed(implementation, data) {}

    function makeAdmin(address owner) internal override returns (address) {
        return address(new AdminFive(owner));
    }
}

contract ManagedFour is Managed {
    constructor(address implementation, bytes memory data) payable Managed(implementation, data) {}

    function makeAdmin(address owner) internal override returns (address) {
        return address(new AdminFour(owner));
    }
}
