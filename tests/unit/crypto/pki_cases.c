/* SPDX-License-Identifier: Apache-2.0 */
#include "pki.h"

#define SKI_1 SKI_OF(TIMES_20("01"))
#define SKI_2 SKI_OF(TIMES_20("02"))
#define SKI_3 SKI_OF(TIMES_20("03"))
#define AKI_1 AKI_OF(TIMES_20("01"))
#define AKI_2 AKI_OF(TIMES_20("02"))
#define AKI_3 AKI_OF(TIMES_20("03"))

#define CRITICAL_SKI_1 "30200603551d0e0101ff04160414" TIMES_20("01")
#define CRITICAL_AKI_2 "30220603551d230101ff041830168014" TIMES_20("02")
#define CRITICAL_SGX                                                                               \
    "3014"                                                                                         \
    "06092a864886f84d010d01"                                                                       \
    "0101ff"                                                                                       \
    "0404"                                                                                         \
    "30020500"

#define LEAF       .key = 1, .signer = 2, .issuer = "Middle", .subject = "Leaf"
#define MIDDLE     .key = 2, .signer = 3, .issuer = "Root", .subject = "Middle"
#define ROOT       .key = 3, .signer = 3, .issuer = "Root", .subject = "Root"
#define LEAF_EXT   AKI_2 SKI_1 CRL_POINT USAGE_LEAF NO_CA
#define MIDDLE_EXT AKI_3 SKI_2 USAGE_CA CA_PATH_0
#define ROOT_EXT   AKI_3 SKI_3 USAGE_CA CA_PATH_1

#define L(part_name, part_want, ...) {part_name, PKI_LEAF, {LEAF, __VA_ARGS__}, part_want}
#define M(part_name, part_want, ...) {part_name, PKI_INTERMEDIATE, {MIDDLE, __VA_ARGS__}, part_want}
#define R(part_name, part_want, ...) {part_name, PKI_ROOT, {ROOT, __VA_ARGS__}, part_want}

const struct recipe pki_right[PKI_N] = {
    {LEAF, .extensions = LEAF_EXT},
    {MIDDLE, .extensions = MIDDLE_EXT},
    {ROOT, .extensions = ROOT_EXT},
};

const struct crl_recipe pki_right_crl = {
    .signer = 2,
    .issuer = "Middle",
    .entries = "3012020105170d3230303130313030303030305a"
               "302102027fff170d3230303130313030303030305a300c300a0603551d1504030a0101",
    .extensions = CRL_NUMBER AKI_2,
};

/* An ECDSA P-384 and an RSA key's start are enough: neither gets to be a key. */
#define P384_INFO                                                                                  \
    "3076301006072a8648ce3d020106052b8104002203620004" TIMES_20("11") TIMES_20("11")               \
        TIMES_20("11") TIMES_20("11") "1111111111111111111111111111111111"
#define COMPRESSED_INFO                                                                            \
    "3039301306072a8648ce3d020106082a8648ce3d030107032200036b17d1f2e12c4247f8bce6e563a440f277"     \
    "037d812deb33a0f4a13945d898c296"

const struct pki_case pki_cases[] = {
    /* What is right in another way. */
    L("leaf without basic constraints", NULL, .extensions = AKI_2 SKI_1 USAGE_LEAF),
    L("leaf without subject key identifier", NULL, .extensions = AKI_2 USAGE_LEAF NO_CA),
    L("unknown extension", NULL, .extensions = LEAF_EXT UNKNOWN),
    L("digitalSignature alone", NULL,
      .extensions = AKI_2 SKI_1 "300e0603551d0f0101ff040403020780" NO_CA),
    L("serial of twenty octets", NULL,
      .serial = "021500"
                "ff"
                "ffffffffffffffffffffffffffffffffffffff",
      .extensions = LEAF_EXT),
    L("serial zero", NULL, .serial = "020100", .extensions = LEAF_EXT),
    L("generalized time", NULL,
      .validity = "3020170d3230303130313030303030305a180f32303630303130313030303030305a",
      .extensions = LEAF_EXT),
    R("root without authority key identifier", NULL, .extensions = SKI_3 USAGE_CA CA_PATH_1),
    /* Shape. */
    L("version 1", "not version 3", .version = "", .extensions = LEAF_EXT),
    L("version 2", "not version 3", .version = "a003020101", .extensions = LEAF_EXT),
    L("version 4", "not version 3", .version = "a003020103", .extensions = LEAF_EXT),
    L("negative serial", "serial", .serial = "0201ff", .extensions = LEAF_EXT),
    L("serial with a leading zero", "serial", .serial = "02020007", .extensions = LEAF_EXT),
    L("serial of 21 octets", "serial", .serial = "021501" TIMES_20("22"), .extensions = LEAF_EXT),
    L("inner algorithm SHA-384", "not ECDSA with SHA-256", .inner = ECDSA_SHA384,
      .extensions = LEAF_EXT),
    L("outer algorithm SHA-384", "not ECDSA with SHA-256", .outer = ECDSA_SHA384,
      .extensions = LEAF_EXT),
    L("algorithm parameters", "not ECDSA with SHA-256", .inner = "300c06082a8648ce3d0403020500",
      .outer = "300c06082a8648ce3d0403020500", .extensions = LEAF_EXT),
    L("no validity", "validity", .validity = "", .extensions = LEAF_EXT),
    L("validity without Z", "validity",
      .validity = "301c170c323030313031303030303030170c343030313031303030303030",
      .extensions = LEAF_EXT),
    L("key of P-384", "not an uncompressed P-256 key", .key_info = P384_INFO,
      .extensions = LEAF_EXT),
    L("compressed key", "not an uncompressed P-256 key", .key_info = COMPRESSED_INFO,
      .extensions = LEAF_EXT),
    L("empty subject", "subject", .subject_der = "3000", .extensions = LEAF_EXT),
    L("empty set in subject", "subject", .subject_der = "30023100", .extensions = LEAF_EXT),
    L("subject is not UTF-8", "subject", .subject_der = "300c310a300806035504030c01ff",
      .extensions = LEAF_EXT),
    L("subject is a BMPString", "subject", .subject_der = "300d310b300906035504031e020041",
      .extensions = LEAF_EXT),
    L("issuer's unique identifier", "extensions", .unique = "81020012", .extensions = LEAF_EXT),
    L("subject's unique identifier", "extensions", .unique = "82020012", .extensions = LEAF_EXT),
    L("no extensions", "extensions", .extensions = NULL),
    L("empty extensions", "extensions", .extensions = ""),
    L("known extension twice", "twice", .extensions = LEAF_EXT SKI_1),
    L("unknown extension twice", "twice", .extensions = LEAF_EXT UNKNOWN UNKNOWN),
    L("critical FALSE", "an extension is malformed",
      .extensions = AKI_2 SKI_1 USAGE_LEAF NO_CA "300c0603552864010100040212"
                                                 "34"),
    L("content behind an extension", "an extension is malformed",
      .extensions = LEAF_EXT "300b06035528640402123405"
                             "00"),
    L("element behind the extensions", "bytes follow", .extensions = LEAF_EXT, .behind = "0500"),
    L("element behind the certificate", "bytes follow", .extensions = LEAF_EXT, .trailing = "0500"),
    L("zero byte behind the certificate", "bytes follow", .extensions = LEAF_EXT, .trailing = "00"),
    L("cA FALSE", "basic constraints",
      .extensions = AKI_2 SKI_1 USAGE_LEAF "300f0603551d130101ff04053003010100"),
    L("path length of no CA", "basic constraints",
      .extensions = AKI_2 SKI_1 USAGE_LEAF "300f0603551d130101ff04053003020100"),
    L("empty key usage", "key usage",
      .extensions = AKI_2 SKI_1 "300d0603551d0f0101ff0403030100" NO_CA),
    L("key usage with a zero behind", "key usage",
      .extensions = AKI_2 SKI_1 "300e0603551d0f0101ff0404030205c0" NO_CA),
    L("key usage of 16 bits", "key usage",
      .extensions = AKI_2 SKI_1 "300f0603551d0f0101ff040503030080ff" NO_CA),
    L("empty authority key identifier", "authority key identifier",
      .extensions = "30090603551d2304023000" SKI_1 USAGE_LEAF NO_CA),
    L("authority's serial alone", "authority key identifier",
      .extensions = "300c0603551d230405300382010"
                    "7" SKI_1 USAGE_LEAF NO_CA),
    L("empty subject key identifier", "subject key identifier",
      .extensions = AKI_2 "30090603551d0e04020400" USAGE_LEAF NO_CA),
    L("no distribution point", "distribution points",
      .extensions = AKI_2 "30090603551d1f04023000" USAGE_LEAF NO_CA),
    L("distribution point without a location", "distribution points",
      .extensions = AKI_2 "300f0603551d1f040830063004a002a000" USAGE_LEAF NO_CA),
    L("distribution point with a directory name", "distribution points",
      .extensions = AKI_2 "30130603551d1f040c300a3008a006a004a4023000" USAGE_LEAF NO_CA),
    /* Meaning. */
    L("leaf is a CA", "'Leaf': is a CA", .extensions = AKI_2 SKI_1 USAGE_LEAF CA_PATH_0),
    L("leaf without key usage", "has no key usage", .extensions = AKI_2 SKI_1 NO_CA),
    L("leaf may not sign", "may not sign",
      .extensions = AKI_2 SKI_1 "300e0603551d0f0101ff040403020640" NO_CA),
    L("leaf may sign certificates", "may sign certificates",
      .extensions = AKI_2 SKI_1 "300e0603551d0f0101ff040403020284" NO_CA),
    L("leaf with unknown critical extension", "unknown critical",
      .extensions = LEAF_EXT UNKNOWN_CRITICAL),
    L("leaf without authority key identifier", "has no authority key identifier",
      .extensions = SKI_1 USAGE_LEAF NO_CA),
    L("leaf names another key", "not its issuer's", .extensions = AKI_1 SKI_1 USAGE_LEAF NO_CA),
    {"leaf of another issuer",
     PKI_LEAF,
     {.key = 1, .signer = 2, .issuer = "Muddle", .subject = "Leaf", .extensions = LEAF_EXT},
     "its issuer is not the next certificate"},
    {"leaf signed by another key",
     PKI_LEAF,
     {.key = 1, .signer = 3, .issuer = "Middle", .subject = "Leaf", .extensions = LEAF_EXT},
     "leaf certificate 'Leaf': its signature is wrong"},
    M("intermediate is no CA", "'Middle': is no CA", .extensions = AKI_3 SKI_2 USAGE_CA NO_CA),
    M("intermediate without basic constraints", "is no CA", .extensions = AKI_3 SKI_2 USAGE_CA),
    M("basic constraints are not critical", "not critical",
      .extensions = AKI_3 SKI_2 USAGE_CA "300f0603551d13040830060101ff020100"),
    M("intermediate's pathLen 1", "intermediate certificate 'Middle': pathLen is 1, not 0",
      .extensions = AKI_3 SKI_2 USAGE_CA CA_PATH_1),
    M("intermediate without pathLen", "has no pathLen",
      .extensions = AKI_3 SKI_2 USAGE_CA "300f0603551d130101ff040530030101ff"),
    M("intermediate without key usage", "has no key usage", .extensions = AKI_3 SKI_2 CA_PATH_0),
    M("intermediate may not sign certificates", "may not sign certificates",
      .extensions = AKI_3 SKI_2 "300e0603551d0f0101ff040403020102" CA_PATH_0),
    M("intermediate may not sign CRLs", "may not sign CRLs",
      .extensions = AKI_3 SKI_2 "300e0603551d0f0101ff040403020204" CA_PATH_0),
    M("intermediate without subject key identifier", "has no subject key identifier",
      .extensions = AKI_3 USAGE_CA CA_PATH_0),
    M("intermediate with unknown critical extension", "unknown critical",
      .extensions = MIDDLE_EXT UNKNOWN_CRITICAL),
    {"intermediate signed by another key",
     PKI_INTERMEDIATE,
     {.key = 2, .signer = 1, .issuer = "Root", .subject = "Middle", .extensions = MIDDLE_EXT},
     "intermediate certificate 'Middle': its signature is wrong"},
    R("root's pathLen 0", "root certificate 'Root': pathLen is 0, not 1",
      .extensions = AKI_3 SKI_3 USAGE_CA CA_PATH_0),
    R("root's pathLen 2", "pathLen is 2, not 1",
      .extensions = AKI_3 SKI_3 USAGE_CA "30120603551d130101ff040830060101ff020102"),
    R("root is no CA", "is no CA", .extensions = AKI_3 SKI_3 USAGE_CA NO_CA),
    R("root with unknown critical extension", "unknown critical",
      .extensions = ROOT_EXT UNKNOWN_CRITICAL),
    {"root is not issued by itself",
     PKI_ROOT,
     {.key = 3, .signer = 3, .issuer = "Other", .subject = "Root", .extensions = ROOT_EXT},
     "is not issued by itself"},
};
const size_t pki_n_cases = COUNT(pki_cases);

/* The specification lets these be critical; OpenSSL does not. */
const struct pki_case pki_critical[] = {
    L("critical subject key identifier", NULL, .extensions = AKI_2 CRITICAL_SKI_1 USAGE_LEAF NO_CA),
    L("critical authority key identifier", NULL,
      .extensions = CRITICAL_AKI_2 SKI_1 USAGE_LEAF NO_CA),
    L("critical SGX extension", NULL, .extensions = LEAF_EXT CRITICAL_SGX),
};
const size_t pki_n_critical = COUNT(pki_critical);
