/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_subject.h"

#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "chain/address.h"
#include "chain/code_match.h"

enum { ARGUMENTS_MAX = ARTIFACT_INIT_MAX, NAME_MAX_LENGTH = 4096 };

void source_subject_done(struct source_subject *subject)
{
    source_metadata_done(&subject->metadata);
    json_free(subject->document);
    source_input_done(&subject->input);
    mem_free(subject->input_path);
    buf_done(&subject->linked);
    buf_done(&subject->unlinked);
    buf_done(&subject->arguments);
    buf_done(&subject->name);
}

/* An artifact that is hex alone has no metadata. */
static bool read_metadata(const struct source_wish *wish, struct source_subject *out, struct err *e)
{
    const struct source_claim *claim = out->claim;
    AUTO(buf_done) struct buf content = buf_start(ARTIFACT_FILE_MAX);
    if (claim->file->artifact.format == ARTIFACT_BIN) {
        return true;
    }
    TRY(claim->document.left != 0 || fs_read(claim->file->path, &content, e));
    out->document = artifact_parse(claim->document.left != 0 ? claim->document : buf_view(&content),
                                   e);
    return out->document != NULL &&
           source_metadata_find(json_root(out->document), wish, &out->metadata, e);
}

static bool find_input(struct source_subject *out, struct err *e)
{
    const struct source_claim *claim = out->claim;
    const struct artifact *artifact = &claim->file->artifact;
    AUTO(mem_freep) char *named = artifact_build_info_path(claim->file->path, artifact, false);
    const struct source_search search = {
        .artifact = claim->file->path,
        .input = claim->input != NULL ? claim->input : named,
        .wish = {text_of(artifact->source), text_of(artifact->name)},
        .metadata = &out->metadata,
    };
    TRY(read_metadata(&search.wish, out, e));
    if (claim->input_text.left != 0) {
        return source_input_read(claim->input_text, &search.wish, &out->input, e) &&
               source_metadata_check(&out->metadata, &out->input, e);
    }
    return source_find(&search, &out->input, &out->input_path, e);
}

static bool read_input(struct source_subject *out, struct err *e)
{
    TRY(find_input(out, e));
    out->name = buf_start(NAME_MAX_LENGTH);
    buf_printf(&out->name, "%s:%s", out->input.key, out->input.name);
    buf_char(&out->name, 0);
    return buf_is_whole(&out->name) || err_set(e, ERR_MALFORMED, "the source's name is too long");
}

/* The long form, with the commit: the short one is of no use to a service. */
static bool read_compiler(const struct source_claim *claim, struct source_subject *out,
                          struct err *e)
{
    const char *artifact = claim->file->artifact.compiler;
    const char *input = out->input.compiler;
    if (claim->compiler != NULL) {
        return source_compiler(text_of(claim->compiler), out->compiler) ||
               err_set(e, ERR_USAGE,
                       "option '--compiler': '%.60s' is not a version as 0.8.28+commit.7893614a",
                       claim->compiler);
    }
    if (source_compiler(source_metadata_compiler(&out->metadata), out->compiler) ||
        (artifact != NULL && source_compiler(text_of(artifact), out->compiler)) ||
        (input != NULL && source_compiler(text_of(input), out->compiler))) {
        return true;
    }
    (void)err_set(e, ERR_USAGE, "nothing says which compiler it was, with its commit");
    return err_hint(e, "--compiler 0.8.28+commit.7893614a");
}

static bool read_license(const struct source_claim *claim, struct source_subject *out,
                         struct err *e)
{
    if (claim->license == NULL) {
        out->license = license_by_spdx(source_metadata_license(&out->metadata, out->input.key));
        return true;
    }
    out->license = license_by_spdx(text_of(claim->license));
    return out->license != NULL ||
           err_set(e, ERR_USAGE, "option '--license': '%.60s' is not one that explorers know",
                   claim->license);
}

/* As they are said, else from the lock file. A constructor that takes none needs none; of another
 * one Blockscout may find them itself. */
static bool read_arguments(const struct source_claim *claim, struct source_subject *out,
                           struct err *e)
{
    const struct artifact *artifact = &claim->file->artifact;
    const struct abi_item *constructor = artifact_constructor(artifact);
    out->arguments = buf_start(2 * ARGUMENTS_MAX + 1);
    out->has_arguments = true;
    if (claim->has_arguments) {
        buf_hex(&out->arguments, claim->arguments);
    } else if (claim->entry != NULL) {
        buf_slice(&out->arguments, hex_without_0x(text_of(claim->entry->arguments)));
    } else {
        out->has_arguments = artifact->has_abi &&
                             (constructor == NULL || constructor->inputs.n == 0);
    }
    buf_char(&out->arguments, 0);
    return buf_is_whole(&out->arguments) ||
           err_set(e, ERR_TOO_BIG, "the constructor's arguments are larger than %d bytes",
                   ARGUMENTS_MAX);
}

bool source_subject_read(const struct source_claim *claim, struct source_subject *out,
                         struct err *e)
{
    out->claim = claim;
    return read_input(out, e) && read_compiler(claim, out, e) && read_license(claim, out, e) &&
           read_arguments(claim, out, e);
}

/* What the compiler made of these very sources and settings is what is there, and the code says so:
 * it has the hash of the metadata in it. */
static bool is_exact(const struct source_subject *subject, const struct code_match_result *result)
{
    struct text hash = {0};
    const struct json_value *settings = json_member(subject->metadata.root, "settings");
    const bool has_none = json_text(json_member(json_member(settings, "metadata"), "bytecodeHash"),
                                    &hash) &&
                          text_is(hash, "none");
    return subject->metadata.root != NULL && !has_none &&
           (result->match == CODE_EXACT || result->match == CODE_MASKED);
}

static bool check_code(struct source_subject *subject, struct bytes code, struct err *e)
{
    char address[ADDRESS_TEXT];
    struct code_match_result result = {0};
    const struct code *runtime = &subject->claim->file->artifact.runtime;
    (void)address_format(&subject->claim->address, address);
    if (code.left == 0) {
        return err_set(e, ERR_NOT_FOUND, "there is no contract at %s", address);
    }
    if (runtime->n == 0) {
        return true;
    }
    result = code_match_artifact(code, runtime, &subject->claim->address);
    if (result.match != CODE_DIFFERS) {
        subject->is_exact = is_exact(subject, &result);
        return true;
    }
    (void)err_set(e, ERR_CONFLICT, "the code at %s is not that of '%s'", address,
                  subject->claim->file->path);
    return err_hint(e, "is it the artifact, and the address of the contract itself, not of its "
                       "proxy?");
}

static bool write_inputs(struct source_subject *subject, struct err *e)
{
    const struct code *code = &subject->claim->file->artifact.init;
    AUTO(mem_freep)
    struct source_library *libraries = mem_array(code->n_links + 1, sizeof *libraries);
    size_t n = 0;
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        if (link->is_linked) {
            libraries[n++] = (struct source_library){text_of(link->source), text_of(link->name),
                                                     link->address};
        }
    }
    subject->linked = buf_start(SOURCE_INPUT_MAX);
    subject->unlinked = buf_start(SOURCE_INPUT_MAX);
    return source_input_write(&subject->input, libraries, n, &subject->linked, e) &&
           source_input_write(&subject->input, NULL, 0, &subject->unlinked, e);
}

bool source_subject_complete(struct source_subject *subject, struct bytes code, struct err *e)
{
    TRY(check_code(subject, code, e));
    const struct code_link *open = artifact_unlinked(&subject->claim->file->artifact);
    if (open != NULL) {
        (void)err_set(e, ERR_USAGE, "the address of library '%s' is not known", open->name);
        return err_hint(e, "--library %s=ADDRESS", open->name);
    }
    return write_inputs(subject, e);
}

struct explorer_contract source_subject_contract(const struct source_subject *subject)
{
    const struct lock_contract *entry = subject->claim->entry;
    return (struct explorer_contract){
        .address = subject->claim->address,
        .input = buf_view(&subject->linked),
        .unlinked_input = buf_view(&subject->unlinked),
        .name = (const char *)subject->name.at,
        .compiler = subject->compiler,
        .has_arguments = subject->has_arguments,
        .arguments = (const char *)subject->arguments.at,
        .license = subject->license,
        .creation = entry != NULL && entry->has_tx ? &entry->tx_hash : NULL,
        .is_exact = subject->is_exact,
    };
}
