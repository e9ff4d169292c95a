// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import "./StakeToken.sol";

/// Has the functions of the vault in which PHA is staked, by its published ABI; how they work
/// inside is this test's own.
contract StakeVault is StakeToken {
    error EnforcedPause();
    error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max);
    error ExceedMaxUnlockRequests(address owner);
    error InvalidUnlockRequestIndex();
    error NoClaimableAssets(address owner);
    error OwnableUnauthorizedAccount(address account);

    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    event Withdraw(
        address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
    );
    event Claimed(address indexed caller, address indexed receiver, address indexed owner, uint256 assets);

    struct UnlockRequest {
        address receiver;
        uint256 assets;
        uint256 startTime;
    }

    uint256 private constant WHOLE = 10000;

    StakeToken public immutable asset;
    address public immutable owner;
    uint256 public rewardRate;
    uint256 public treasuryRatio;
    uint256 public unlockPeriod;
    uint256 public maxUnlockRequests;
    bool public paused;

    uint256 private settled;
    uint256 private settledAt;
    mapping(address => UnlockRequest[]) private requests;

    constructor(StakeToken asset_, uint256 rewardRate_, uint256 unlockPeriod_, uint256 maxRequests_, uint256 treasuryRatio_)
        StakeToken("vPHA", 18, 0)
    {
        asset = asset_;
        owner = msg.sender;
        rewardRate = rewardRate_;
        unlockPeriod = unlockPeriod_;
        maxUnlockRequests = maxRequests_;
        treasuryRatio = treasuryRatio_;
        settledAt = block.timestamp;
    }

    modifier running() {
        if (paused) {
            revert EnforcedPause();
        }
        _;
    }

    modifier byOwner() {
        if (msg.sender != owner) {
            revert OwnableUnauthorizedAccount(msg.sender);
        }
        _;
    }

    function pause() external byOwner {
        paused = true;
    }

    function unpause() external byOwner {
        paused = false;
    }

    function setUnlockPeriod(uint256 period) external byOwner {
        unlockPeriod = period;
    }

    function setRewardRate(uint256 rate) external byOwner {
        settled = totalAssets();
        settledAt = block.timestamp;
        rewardRate = rate;
    }

    function totalAssets() public view returns (uint256) {
        uint256 rewards = totalSupply == 0 ? 0 : rewardRate * (block.timestamp - settledAt);
        return settled + rewards * (WHOLE - treasuryRatio) / WHOLE;
    }

    function convertToShares(uint256 assets) public view returns (uint256) {
        return assets * (totalSupply + 1) / (totalAssets() + 1);
    }

    function convertToAssets(uint256 shares) public view returns (uint256) {
        return shares * (totalAssets() + 1) / (totalSupply + 1);
    }

    function maxDeposit(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function maxRedeem(address account) external view returns (uint256) {
        return balanceOf[account];
    }

    function deposit(uint256 assets, address receiver) external running returns (uint256 shares) {
        shares = convertToShares(assets);
        settle(assets, 0);
        asset.transferFrom(msg.sender, address(this), assets);
        mint(receiver, shares);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    function redeem(uint256 shares, address receiver, address from) external running returns (uint256 assets) {
        if (shares > balanceOf[from]) {
            revert ERC4626ExceededMaxRedeem(from, shares, balanceOf[from]);
        }
        if (requests[from].length >= maxUnlockRequests) {
            revert ExceedMaxUnlockRequests(from);
        }
        if (from != msg.sender) {
            uint256 left = allowance[from][msg.sender];
            if (left < shares) {
                revert ERC20InsufficientAllowance(msg.sender, left, shares);
            }
            allowance[from][msg.sender] = left - shares;
        }
        assets = convertToAssets(shares);
        settle(0, assets);
        burn(from, shares);
        requests[from].push(UnlockRequest(receiver, assets, block.timestamp));
        emit Withdraw(msg.sender, receiver, from, assets, shares);
    }

    function cancelUnlockRequest(uint256 index, address receiver) external running {
        UnlockRequest[] storage mine = requests[msg.sender];
        if (index >= mine.length) {
            revert InvalidUnlockRequestIndex();
        }
        uint256 assets = mine[index].assets;
        uint256 shares = convertToShares(assets);
        remove(mine, index);
        settle(assets, 0);
        mint(receiver, shares);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    function claim(address from) external running {
        UnlockRequest[] storage theirs = requests[from];
        bool any = false;
        for (uint256 i = theirs.length; i > 0; i--) {
            UnlockRequest memory request = theirs[i - 1];
            if (request.startTime + unlockPeriod <= block.timestamp) {
                remove(theirs, i - 1);
                asset.transfer(request.receiver, request.assets);
                emit Claimed(msg.sender, request.receiver, from, request.assets);
                any = true;
            }
        }
        if (!any) {
            revert NoClaimableAssets(from);
        }
    }

    function unlockRequests(address from) external view returns (UnlockRequest[] memory) {
        return requests[from];
    }

    function settle(uint256 added, uint256 taken) private {
        settled = totalAssets() + added - taken;
        settledAt = block.timestamp;
    }

    function remove(UnlockRequest[] storage list, uint256 index) private {
        for (uint256 i = index; i + 1 < list.length; i++) {
            list[i] = list[i + 1];
        }
        list.pop();
    }
}
