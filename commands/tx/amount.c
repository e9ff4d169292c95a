/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_value.h"
#include "chain/amount_cast.h"
#include "commands/commands.h"
#include "commands/one_value.h"

#include <string.h>

struct amount_args {
    const char *amount, *in;
    struct option_number decimals;
    bool is_short, as_cast;
};

/* What the amount is printed in. */
struct unit {
    const char *name; /* NULL: in the smallest unit, without a fraction */
    unsigned decimals;
};

static bool check_options(const struct amount_args *args, bool is_token, struct err *e)
{
    if (args->decimals.given && args->decimals.value > AMOUNT_DECIMALS_MAX) {
        return err_set(e, ERR_USAGE, "option '--decimals': at most %d", AMOUNT_DECIMALS_MAX);
    }
    if (args->is_short && args->in == NULL) {
        return err_set(e, ERR_USAGE, "option '--short' goes with '--in'");
    }
    if (is_token && !args->decimals.given) {
        return err_set(e, ERR_USAGE, "option '--in token' needs '--decimals'");
    }
    return is_token || args->in == NULL || !args->decimals.given ||
           err_set(e, ERR_USAGE, "option '--decimals' goes with '--in token' alone");
}

/* `odd`: why only cast takes it. */
static bool read_unit(const struct amount_args *args, struct unit *out, struct err *odd,
                      struct err *e)
{
    bool is_token = args->in != NULL && strcmp(args->in, "token") == 0;
    *out = (struct unit){.name = args->in, .decimals = (unsigned)args->decimals.value};
    TRY(check_options(args, is_token, e));
    if (is_token || args->in == NULL || amount_unit(text_of(args->in), &out->decimals)) {
        return true;
    }
    (void)err_set(odd, ERR_USAGE, "option '--in': '%.40s' is none of ether, gwei, wei and token",
                  args->in);
    if (!args->as_cast || !amount_unit_as_cast(text_of(args->in), &out->decimals)) {
        *e = *odd;
        return false;
    }
    return true;
}

static bool read_strict(const struct amount_args *args, struct u256 *out, struct err *e)
{
    struct text text = text_of(args->amount);
    if (!args->decimals.given) {
        return amount_parse(text, out, e);
    }
    return amount_scale(text, args->in == NULL ? (unsigned)args->decimals.value : 0, out, e);
}

/* As the command of cast does that converts this way. */
static bool read_as_cast(const struct amount_args *args, struct amount_signed *out, struct err *e)
{
    struct text text = text_of(args->amount);
    bool has_decimals = args->decimals.given;
    if (args->in != NULL) {
        bool is_to_unit = args->is_short && !has_decimals;
        return is_to_unit ? abi_integer_parse(text, false, U256_SIZE, &out->size, e)
                          : amount_whole_as_cast(text, &out->size, e);
    }
    return has_decimals ? amount_scale_as_cast(text, (unsigned)args->decimals.value, out, e)
                        : amount_parse_as_cast(text, out, e);
}

static bool read_amount(const struct amount_args *args, struct amount_signed *out, struct err *odd,
                        struct err *e)
{
    if (read_strict(args, &out->size, odd)) {
        return true;
    }
    if (!args->as_cast) {
        *e = *odd;
        return false;
    }
    return read_as_cast(args, out, e);
}

static void write_amount(const struct amount_args *args, const struct unit *unit,
                         const struct amount_signed *amount, struct buf *out)
{
    char text[AMOUNT_TEXT];
    unsigned decimals = unit->name != NULL ? unit->decimals : 0;
    buf_text(out, amount->is_negative ? "-" : "");
    if (args->is_short && strchr(amount_format(&amount->size, decimals, text), '.') == NULL) {
        buf_text(out, text);
        return;
    }
    buf_text(out, amount_format_all(&amount->size, decimals, text));
    bool is_from_wei = args->as_cast && unit->name != NULL && !args->is_short;
    buf_text(out, is_from_wei && decimals == 0 ? ".0" : "");
}

static bool amount_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct amount_args *args = arguments;
    struct amount_signed amount = {0};
    struct unit unit;
    struct err odd = {0};
    AUTO(buf_done) struct buf text = buf_start((size_t)2 * AMOUNT_TEXT);
    TRY(read_unit(args, &unit, &odd, e));
    TRY(read_amount(args, &amount, &odd, e));
    if (odd.kind != ERR_NONE) {
        log_line(&context->warnings, "read as cast does: %s", odd.text);
    }
    write_amount(args, &unit, &amount, &text);
    if (print_alone(context->out, buf_view_text(&text))) {
        return true;
    }
    print_begin(context->out, "phala.tx-amount/1");
    print_text(context->out, unit.name == NULL ? "value" : "amount", buf_view_text(&text));
    if (unit.name != NULL) {
        print_string(context->out, "unit", unit.name);
        print_uint(context->out, "decimals", unit.decimals);
        print_u256(context->out, "value", &amount.size);
    }
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "AMOUNT",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct amount_args, amount, const char *),
     .help = "1.5ether, '10 gwei'; wei without a unit"},
};

static const char *const units[] = {"ether", "gwei", "wei", "token", NULL};

static const struct option options[] = {
    {.name = "in",
     .kind = OPTION_TEXT,
     .value = "UNIT",
     .at = OPTION_AT(struct amount_args, in, const char *),
     .help = "print it in ether, gwei, wei or token, not in wei",
     .suggestions = units},
    {.name = "decimals",
     .kind = OPTION_COUNT,
     .value = "N",
     .at = OPTION_AT(struct amount_args, decimals, struct option_number),
     .help = "AMOUNT is of a token with so many decimals"},
    {.name = "short",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct amount_args, is_short, bool),
     .help = "with --in, no fraction where it is zero"},
    {.name = "as-cast",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct amount_args, as_cast, bool),
     .help = "take what cast takes, with a warning"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the amount is printed"},
    {EXIT_USAGE, "AMOUNT is none, or has no exact value, or options contradict each other"},
};

static const struct example examples[] = {
    {"phala tx amount 1.5ether", "prints 1500000000000000000"},
    {"phala tx amount 123456789 --in gwei", "prints 0.123456789"},
    {"phala tx amount 1.5 --decimals 6", "prints 1500000"},
    {"phala tx amount 1500000 --decimals 6 --in token", "prints 1.500000"},
};

const struct command command_tx_amount = {
    .name = "amount",
    .group = "Chain",
    .summary = "convert an amount between wei, gwei, ether and tokens",
    .details =
        "Reads AMOUNT as every command here does, and prints it in wei. With --in it is printed in "
        "that unit, with all of its decimals; with --short without them where they are zero.\n"
        "\n"
        "With --decimals, AMOUNT is a number of tokens, and what is printed is the number that "
        "their "
        "contract counts in; the other way round with '--in token', where AMOUNT is what the "
        "contract counts in. Nothing is rounded: a number without an exact value is refused, and "
        "so "
        "are signs, exponents and separators.\n"
        "\n"
        "--as-cast takes what cast takes, and says in a warning what was wrong with it. Without "
        "--in it is 'cast to-wei' and 'cast parse-units': a minus in front, '_' between digits, no "
        "digit on one side of the point, digits too many, which are cut off, and all names of "
        "units, of any case (eth, kwei, finney). With --in it is 'cast from-wei': digits of "
        "another base (0x10), and '_'; with '--in token --short' the same as 'cast format-units', "
        "and with --short alone 'cast to-unit': exponents (1e3gwei), too. Where cast does not "
        "print what was written, it is refused here as well: what does not fit into 256 bits.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct amount_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-encode(1), phala-tx-sign(1)",
    .run = amount_run,
};
