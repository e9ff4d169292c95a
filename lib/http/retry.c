/* SPDX-License-Identifier: Apache-2.0 */
#include "http/retry.h"

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/macro.h"
#include "base/num.h"
#include "base/text.h"

enum { SECOND_MS = 1000, SECONDS_MAX = 1000 * 1000 * 1000 };

bool retry_is_status(long status)
{
    return status == 429 || (status >= 500 && status <= 599 && status != 501 && status != 505);
}

bool retry_wait(const struct retry *retry, int64_t *wait_ms)
{
    if (retry->attempt >= RETRY_ATTEMPTS || retry->retry_after_ms > RETRY_AFTER_LONGEST_MS) {
        return false;
    }
    int64_t longest = RETRY_FIRST_MS;
    for (unsigned i = 1; i < retry->attempt; i++) {
        longest *= 2;
    }
    int64_t wait = longest / 2 + (int64_t)retry->random % (longest / 2 + 1);
    if (wait < retry->retry_after_ms) {
        wait = retry->retry_after_ms;
    }
    if (wait >= retry->left_ms) {
        return false;
    }
    *wait_ms = wait;
    return true;
}

static bool take_number(struct bytes *from, size_t digits, unsigned *out)
{
    struct bytes text;
    if (!bytes_take(from, digits, &text)) {
        return false;
    }
    unsigned value = 0;
    for (size_t i = 0; i < digits; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        value = value * 10 + (unsigned)(text.at[i] - '0');
    }
    *out = value;
    return true;
}

static bool take_month(struct bytes *from, unsigned *out)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned i = 0; i < COUNT(months); i++) {
        if (bytes_expect(from, months[i], 3)) {
            *out = i + 1;
            return true;
        }
    }
    return false;
}

/* IMF-fixdate, the one form that is still written: "Sun, 06 Nov 1994 08:49:37 GMT". */
static bool parse_date(struct text text, instant *out)
{
    struct bytes from = text_bytes(text);
    struct civil at = {0};
    return bytes_skip(&from, 3) && bytes_expect(&from, ", ", 2) && take_number(&from, 2, &at.day) &&
           bytes_expect(&from, " ", 1) && take_month(&from, &at.month) &&
           bytes_expect(&from, " ", 1) && take_number(&from, 4, &at.year) &&
           bytes_expect(&from, " ", 1) && take_number(&from, 2, &at.hour) &&
           bytes_expect(&from, ":", 1) && take_number(&from, 2, &at.minute) &&
           bytes_expect(&from, ":", 1) && take_number(&from, 2, &at.second) &&
           bytes_expect(&from, " GMT", 4) && bytes_end(from) && instant_from_civil(&at, out);
}

int64_t retry_after_ms(struct text value, instant now)
{
    uint64_t seconds = 0;
    instant date = 0;
    value = text_trim(value);
    if (num_parse(value, SECONDS_MAX, &seconds)) {
        return (int64_t)seconds * SECOND_MS;
    }
    if (!parse_date(value, &date)) {
        return -1;
    }
    return date > now ? (date - now) * SECOND_MS : 0;
}
