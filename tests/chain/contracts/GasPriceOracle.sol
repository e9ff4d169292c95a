// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// The fees of a chain of the OP stack since Fjord, by their formulas, as a predeploy has to tell them.
/// What they go by can be set, and what any question is answered with, true or not.
contract GasPriceOracle {
    uint256 public l1BaseFee;
    uint256 public blobBaseFee;
    uint256 public baseFeeScalar;
    uint256 public blobBaseFeeScalar;
    uint256 public operatorFeeScalar;
    uint256 public operatorFeeConstant;
    bool public isIsthmus;

    struct Said {
        bool isSet;
        bool reverts;
        bytes words;
    }

    mapping(bytes4 => Said) said;

    modifier sayable() {
        Said storage own = said[msg.sig];
        if (own.isSet) {
            bytes memory words = own.words;
            bool reverts = own.reverts;
            assembly {
                if reverts {
                    revert(add(words, 32), mload(words))
                }
                return(add(words, 32), mload(words))
            }
        }
        _;
    }

    function set(uint256 base, uint256 blob, uint256 baseScalar, uint256 blobScalar) external {
        (l1BaseFee, blobBaseFee, baseFeeScalar, blobBaseFeeScalar) = (base, blob, baseScalar, blobScalar);
    }

    function setOperator(bool isthmus, uint256 scalar, uint256 constant_) external {
        (isIsthmus, operatorFeeScalar, operatorFeeConstant) = (isthmus, scalar, constant_);
    }

    function say(bytes4 question, bool reverts, bytes calldata words) external {
        said[question] = Said(true, reverts, words);
    }

    function unsay(bytes4 question) external {
        delete said[question];
    }

    function isEcotone() external pure returns (bool) {
        return true;
    }

    function isFjord() external pure returns (bool) {
        return true;
    }

    /// Of a size as if nothing of it were compressed, and the signature is still to come.
    function getL1Fee(bytes memory transaction) external sayable returns (uint256) {
        return fjord(transaction.length + 68);
    }

    function getL1FeeUpperBound(uint256 size) external sayable returns (uint256) {
        uint256 whole = size + 68;
        return fjord(whole + whole / 255 + 16);
    }

    function getOperatorFee(uint256 gas) external sayable returns (uint256) {
        return isIsthmus ? gas * operatorFeeScalar / 1e6 + operatorFeeConstant : 0;
    }

    function fjord(uint256 compressed) internal view returns (uint256) {
        uint256 price = 16 * baseFeeScalar * l1BaseFee + blobBaseFeeScalar * blobBaseFee;
        uint256 size = 836500 * compressed;
        size = size > 42585600 + 100e6 ? size - 42585600 : 100e6;
        return size * price / 1e12;
    }
}
