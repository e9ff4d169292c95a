/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/step_summary.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "report/report_markdown.h"

enum { STEP_CAP = 1024 * 1024, SUMMARY_MODE = 0644 };

static bool append(int fd, const char *path, const struct report *report, struct err *e)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return err_set(e, ERR_IO, "cannot read '%s': %s", path, strerrordesc_np(errno));
    }
    size_t taken = status.st_size > STEP_CAP ? STEP_CAP : (size_t)status.st_size;
    AUTO(buf_done) struct buf summary = buf_start(STEP_CAP);
    if (taken > 0 && taken < STEP_CAP) {
        buf_char(&summary, '\n'); /* whatever stands there ends here */
        taken++;
    }
    report_write_summary(report, STEP_CAP - taken, &summary);
    return fs_write_fd(fd, buf_view(&summary), path, e);
}

bool step_summary_append(const char *path, const struct report *report, struct err *e)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, SUMMARY_MODE);
    if (fd < 0) {
        return err_set(e, ERR_IO, "cannot open '%s': %s", path, strerrordesc_np(errno));
    }
    bool is_done = append(fd, path, report, e);
    if (close(fd) != 0 && is_done) {
        return err_set(e, ERR_IO, "cannot write '%s': %s", path, strerrordesc_np(errno));
    }
    return is_done;
}
