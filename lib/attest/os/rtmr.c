/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/rtmr.h"

#include "base/hex.h"

/* Types of events (TCG PC Client Platform Firmware Profile, section 10.4). */
#define EV_SEPARATOR             0x4U
#define EV_PLATFORM_CONFIG_FLAGS 0xaU
#define EV_EFI_VARIABLE_DRIVER   0x80000001U
#define EV_EFI_VARIABLE_BOOT     0x80000002U
#define EV_EFI_HANDOFF_TABLES    0x80000009U
#define EV_EFI_FIRMWARE_BLOB     0x8000000aU
#define EV_EFI_HANDOFF_TABLES_2  0x8000000bU

/* Digests that are the same on every machine: of the volume of variables as it is built; of the
 * variables of Secure Boot, none of which is set; of what the firmware's menus are. */
#define CFV                                                                                        \
    "344bc51c980ba621aaa00da3ed7436f7d6e549197dfe6995"                                             \
    "15dfa2c6583d95e6412af21c097d473155875ffd561d6790"
#define SECURE_BOOT                                                                                \
    "9dc3a1f80bcec915391dcda5ffbb15e7419f77eab462bbf7"                                             \
    "2b42166fb70d50325e37b36f93537a863769bcf9bedae6fb"
#define PK                                                                                         \
    "6f2e3cbc14f9def86980f5f66fd85e99d63e69a73014ed8a"                                             \
    "5633ce56eca5b64b692108c56110e22acadcef58c3250f1b"
#define KEK                                                                                        \
    "d607c0efb41c0d757d69bca0615c3a9ac0b1db06c557d992"                                             \
    "e906c6b7dee40e0e031640c7bfd7bcd35844ef9edeadc6f9"
#define DB                                                                                         \
    "08a74f8963b337acb6c93682f934496373679dd26af1089c"                                             \
    "b4eaf0c30cf260a12e814856385ab8843e56a9acea19e127"
#define DBX                                                                                        \
    "18cc6e01f0c6ea99aa23f8a280423e94ad81d96d0aeb5180"                                             \
    "504fc0f7a40cb3619dd39bd6a95ec1680a86ed6ab0f9828d"
/* SHA-384 of four zeros, and of two. */
#define SEPARATOR                                                                                  \
    "394341b7182cd227c5c6b07ef8000cdfd86136c4292b8e57"                                             \
    "6573ad7ed9ae41019f5818b4b971c9effc60e1ad9f1289f0"
#define TWO_ZEROS                                                                                  \
    "1dd6f7b457ad880d840d41c961283bab688e94e4b59359ea"                                             \
    "45686581e90feccea3c624b1226113f824f315eb60ae0a7c"
/* Boot0000 of the older firmware; then the newer one's order and options. */
#define BOOT0000                                                                                   \
    "23ada07f5261f12f34a0bd8e46760962d6b4d576a416f1fe"                                             \
    "a1c64bc656b1d28eacf7047ae6e967c58fd2a98bfa74c298"
#define BOOT_ORDER_2                                                                               \
    "52b9a02de946b947364b57d8210c63113b9058996e2a3ba7"                                             \
    "cead54af11ae0873b085d1e52bc01e4febe57ca05ca1332b"
#define MENU                                                                                       \
    "5068e6a9ded2a1c3a8ebb5d26004410ea8670742d8f444c5"                                             \
    "c3d161b76c66fa23a7b1d2fb3f9840570b675384b5818f2d"
#define SETUP                                                                                      \
    "dd424f2eeb35f3e8a2c2f50f6cc87ff90b7577e92ce63e13"                                             \
    "a22869d07d104fd5ea9800e6e4f12c5058fc4eaa78374f20"
/* SHA-384 of "/rom@genroms/linuxboot_dma.bin" and a zero: what QEMU boots a kernel with. */
#define BOOT_DEVICES                                                                               \
    "53d3dbc00691328371e74c1b1c77bdf1bf4ff79dd1b55222"                                             \
    "b694fe8341cd8b0adb3a9ab9286552c681272883b9b0fc1d"

enum { COMMAND_LINE_MAX = 4096 };

#define FIXED(type, digest) {RTMR0_FIXED, (type), (digest)}
#define TABLES                                                                                     \
    {RTMR0_ACPI_LOADER, EV_PLATFORM_CONFIG_FLAGS, NULL},                                           \
        {RTMR0_ACPI_RSDP, EV_PLATFORM_CONFIG_FLAGS, NULL},                                         \
    {                                                                                              \
        RTMR0_ACPI_TABLES, EV_PLATFORM_CONFIG_FLAGS, NULL                                          \
    }

static const struct rtmr0_event pre_202505[] = {
    {RTMR0_TD_HOB, EV_EFI_HANDOFF_TABLES_2, NULL},
    FIXED(EV_EFI_FIRMWARE_BLOB, CFV),
    FIXED(EV_EFI_VARIABLE_DRIVER, SECURE_BOOT),
    FIXED(EV_EFI_VARIABLE_DRIVER, PK),
    FIXED(EV_EFI_VARIABLE_DRIVER, KEK),
    FIXED(EV_EFI_VARIABLE_DRIVER, DB),
    FIXED(EV_EFI_VARIABLE_DRIVER, DBX),
    FIXED(EV_SEPARATOR, SEPARATOR),
    TABLES,
    FIXED(EV_EFI_VARIABLE_BOOT, TWO_ZEROS),
    FIXED(EV_EFI_VARIABLE_BOOT, BOOT0000),
};

static const struct rtmr0_event stable_202505[] = {
    {RTMR0_TD_HOB, EV_EFI_HANDOFF_TABLES_2, NULL},
    FIXED(EV_EFI_FIRMWARE_BLOB, CFV),
    FIXED(EV_PLATFORM_CONFIG_FLAGS, TWO_ZEROS),
    FIXED(EV_PLATFORM_CONFIG_FLAGS, BOOT_DEVICES),
    FIXED(EV_EFI_VARIABLE_DRIVER, SECURE_BOOT),
    FIXED(EV_EFI_VARIABLE_DRIVER, PK),
    FIXED(EV_EFI_VARIABLE_DRIVER, KEK),
    FIXED(EV_EFI_VARIABLE_DRIVER, DB),
    FIXED(EV_EFI_VARIABLE_DRIVER, DBX),
    FIXED(EV_SEPARATOR, SEPARATOR),
    TABLES,
    {RTMR0_SMBIOS, EV_EFI_HANDOFF_TABLES, NULL},
    FIXED(EV_EFI_VARIABLE_BOOT, BOOT_ORDER_2),
    FIXED(EV_EFI_VARIABLE_BOOT, MENU),
    FIXED(EV_EFI_VARIABLE_BOOT, SETUP),
};

static const struct {
    const struct rtmr0_event *events;
    size_t n;
} layouts[] = {
    [OVMF_UNKNOWN] = {NULL, 0},
    [OVMF_PRE_202505] = {pre_202505, COUNT(pre_202505)},
    [OVMF_STABLE_202505] = {stable_202505, COUNT(stable_202505)},
};

const struct rtmr0_event *rtmr0_events(enum ovmf_variant ovmf, size_t *n)
{
    *n = layouts[ovmf].n;
    return layouts[ovmf].events;
}

static void extend(struct sha384 *rtmr, const struct sha384 *digest)
{
    struct sha384_stream hash;
    sha384_start(&hash);
    sha384_add(&hash, BYTES_OF(rtmr->at));
    sha384_add(&hash, BYTES_OF(digest->at));
    *rtmr = sha384_end(&hash);
}

static void extend_text(struct sha384 *rtmr, const char *text)
{
    struct sha384 digest = sha384_of(text_bytes(text_of(text)));
    extend(rtmr, &digest);
}

/* The literals of the table are hex. */
static void extend_fixed(struct sha384 *rtmr, const char *hex)
{
    struct sha384 digest = {{0}};
    (void)!hex_decode(text_of(hex), digest.at, sizeof digest.at);
    extend(rtmr, &digest);
}

struct sha384 rtmr0_value(enum ovmf_variant ovmf, const struct sha384 digests[RTMR0_SOURCES])
{
    struct sha384 rtmr = {{0}};
    for (size_t i = 0; i < layouts[ovmf].n; i++) {
        const struct rtmr0_event *event = &layouts[ovmf].events[i];
        if (event->source == RTMR0_FIXED) {
            extend_fixed(&rtmr, event->digest);
        } else {
            extend(&rtmr, &digests[event->source]);
        }
    }
    return rtmr;
}

struct sha384 rtmr1_value(const struct sha384 *kernel)
{
    struct sha384 rtmr = {{0}};
    extend(&rtmr, kernel);
    extend_text(&rtmr, "Calling EFI Application from Boot Option");
    extend_fixed(&rtmr, SEPARATOR);
    extend_text(&rtmr, "Exit Boot Services Invocation");
    extend_text(&rtmr, "Exit Boot Services Returned with Success");
    return rtmr;
}

struct sha384 rtmr2_value(const struct sha384 *command_line, const struct sha384 *initrd)
{
    struct sha384 rtmr = {{0}};
    extend(&rtmr, command_line);
    extend(&rtmr, initrd);
    return rtmr;
}

/* UTF-16LE, of ASCII. */
static void add_wide(struct sha384_stream *hash, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t unit[2] = {(uint8_t)text.at[i], 0};
        sha384_add(hash, BYTES_OF(unit));
    }
}

bool command_line_digest(struct text command_line, struct sha384 *out, struct err *e)
{
    static const uint8_t zero[2];
    struct sha384_stream hash;
    if (command_line.len > COMMAND_LINE_MAX) {
        return err_set(e, ERR_TOO_BIG, "the command line is longer than %d characters",
                       COMMAND_LINE_MAX);
    }
    for (size_t i = 0; i < command_line.len; i++) {
        if (command_line.at[i] < ' ' || command_line.at[i] > '~') {
            return err_set(e, ERR_MALFORMED, "the command line is not all printable ASCII");
        }
    }
    if (text_trim(command_line).len == 0) {
        return err_set(e, ERR_MALFORMED, "the command line is empty");
    }
    sha384_start(&hash);
    add_wide(&hash, command_line);
    add_wide(&hash, text_of(" initrd=initrd"));
    sha384_add(&hash, BYTES_OF(zero));
    *out = sha384_end(&hash);
    return true;
}
