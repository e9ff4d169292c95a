/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_JSON_H
#define PHALA_REPORT_REPORT_JSON_H

#include "attest/report.h"
#include "codec/json_write.h"

/* Writes the report as a phala.verify/1 object. `id`, when not NULL, comes first as "id". */
void report_write_json(const struct report *report, const struct text *id, struct json_writer *w);

#endif
