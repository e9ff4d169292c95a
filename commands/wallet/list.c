/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/path.h"
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/keystore_place.h"

/* Files of a folder, in their order; as scandir makes them. */
struct names {
    struct dirent **at;
    int n;
};

static void names_done(struct names *names)
{
    for (int i = 0; i < names->n; i++) {
        mem_free(names->at[i]);
    }
    mem_free((void *)names->at);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A folder that is not there has none. */
static bool read_names(const char *path, struct names *out, struct err *e)
{
    out->n = scandir(path, &out->at, is_shown, compare);
    int number = errno;
    if (out->n >= 0 || number == ENOENT) {
        return true;
    }
    return err_set(e, number == EACCES ? ERR_DENIED : ERR_IO, "cannot open '%s': %s", path,
                   strerrordesc_np(number));
}

static bool is_file(const char *path)
{
    struct stat what;
    return stat(path, &what) == 0 && S_ISREG(what.st_mode);
}

static void print_keystore(struct printer *p, enum keystore_place place, const char *name,
                           const char *path)
{
    struct keystore keystore;
    struct err e = {0};
    char text[ADDRESS_TEXT];
    bool ok = keystore_load(path, false, &keystore, &e);
    print_record(p, NULL);
    print_string(p, "name", name);
    if (ok && keystore.has_address) {
        print_string(p, "address", address_format(&keystore.address, text));
    } else {
        print_null(p, "address");
    }
    print_string(p, "place", keystore_place_name(place));
    print_string(p, "keystore", path);
    if (!ok) {
        print_string(p, "problem", e.text);
    }
    print_record_end(p);
}

static bool list_place(const struct context *context, enum keystore_place place, struct err *e)
{
    AUTO(names_done) struct names names = {0};
    AUTO(mem_freep) char *folder = keystore_folder(context->environment, place);
    TRY(folder == NULL || read_names(folder, &names, e));
    for (int i = 0; i < names.n; i++) {
        AUTO(mem_freep) char *path = path_join(folder, names.at[i]->d_name);
        if (is_file(path)) {
            print_keystore(context->out, place, names.at[i]->d_name, path);
        }
    }
    return true;
}

static bool list_run(const struct context *context, const void *arguments, struct err *e)
{
    (void)arguments;
    print_begin(context->out, "phala.wallet-list/1");
    print_list(context->out, "keystores");
    for (enum keystore_place place = 0; place < KEYSTORE_PLACES; place++) {
        TRY(list_place(context, place, e));
    }
    print_list_end(context->out);
    print_end(context->out);
    return true;
}

static const struct exit_note exits[] = {
    {EXIT_DONE, "the keystores are listed, also when there are none"},
    {EXIT_DENIED, "a folder may not be read"},
};

static const struct example examples[] = {
    {"phala wallet list", "which names --keystore takes"},
};

const struct command command_wallet_list = {
    .name = "list",
    .group = "Chain",
    .summary = "list the keystores",
    .details = "Lists the files of $XDG_DATA_HOME/phala/keystores, or "
               "~/.local/share/phala/keystores, and those that Foundry has in "
               "~/.foundry/keystores: what --keystore takes by name. No password is asked for: "
               "the address is what the file says, and files of Foundry say none.",
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-address(1), phala-wallet-import(1), phala-wallet-new(1)",
    .run = list_run,
};
