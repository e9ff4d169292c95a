/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/docker_compose.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static bool wrong_type(size_t line, struct text name, const char *type, struct err *e)
{
    enum { SHOWN = 64 };
    AUTO(buf_done) struct buf shown = buf_start(KIB);
    name.len = name.len > SHOWN ? SHOWN : name.len;
    utf8_escape(name, &shown);
    return err_set(e, ERR_MALFORMED, "line %zu: '%.*s' is not %s", line,
                   TEXT_ARG(buf_view_text(&shown)), type);
}

static void add_mount(struct compose_mounts *mounts, struct text source, size_t line)
{
    if (mounts->n == mounts->room) {
        mounts->room = mounts->room > 0 ? mounts->room * 2 : 4;
        mounts->at = mem_resize(mounts->at, mounts->room, sizeof *mounts->at);
    }
    mounts->at[mounts->n++] = (struct compose_mount){source, line};
}

static bool has_variable(struct text text)
{
    struct text name;
    return interpolation_find(text, &name);
}

/* Named volumes begin with a letter or digit; the others are paths of the machine. */
static bool is_path(struct text source)
{
    return text_starts(source, "/") || text_starts(source, ".") || text_starts(source, "~");
}

/* SOURCE:TARGET[:MODE] or only a target; colons inside of ${…} are not meant. */
static struct text source_of(struct text mount)
{
    size_t depth = 0;
    for (size_t i = 0; i < mount.len; i++) {
        if (mount.at[i] == '{' && i > 0 && mount.at[i - 1] == '$') {
            depth++;
        } else if (mount.at[i] == '}' && depth > 0) {
            depth--;
        } else if (mount.at[i] == ':' && depth == 0) {
            return (struct text){mount.at, i};
        }
    }
    return has_variable(mount) ? mount : text_of(NULL);
}

/* The text of a member that is there and not null; false only when it is of another type. */
static bool read_text(const struct yaml_node *mapping, const char *name, struct text *out,
                      struct err *e)
{
    const struct yaml_node *node = yaml_member(mapping, name);
    *out = text_of(NULL);
    if (yaml_is_null(node) || yaml_text(node, out)) {
        return true;
    }
    return wrong_type(yaml_line(node), text_of(name), "a text", e);
}

static bool read_long_mount(const struct yaml_node *mount, struct compose_mounts *mounts,
                            struct err *e)
{
    struct text type;
    struct text source;
    TRY(read_text(mount, "type", &type, e));
    TRY(read_text(mount, "source", &source, e));
    /* The other types that docker has mount nothing of the machine. */
    if ((text_is(type, "bind") || has_variable(type)) && source.len > 0) {
        add_mount(mounts, source, yaml_line(yaml_member(mount, "source")));
    }
    return true;
}

/* In the short form or the long one. */
static bool read_mount(const struct yaml_node *mount, struct compose_mounts *mounts, struct err *e)
{
    struct text text;
    if (yaml_is_mapping(mount)) {
        return read_long_mount(mount, mounts, e);
    }
    if (!yaml_text(mount, &text)) {
        return wrong_type(yaml_line(mount), text_of("volumes"), "a list of mounts", e);
    }
    struct text source = source_of(text);
    if (is_path(source) || has_variable(source)) {
        add_mount(mounts, source, yaml_line(mount));
    }
    return true;
}

static bool read_mounts(const struct yaml_node *service, struct compose_mounts *mounts,
                        struct err *e)
{
    const struct yaml_node *list = yaml_member(service, "volumes");
    if (!yaml_is_null(list) && !yaml_is_sequence(list)) {
        return wrong_type(yaml_line(list), text_of("volumes"), "a list", e);
    }
    for (size_t i = 0; i < yaml_count(list); i++) {
        TRY(read_mount(yaml_at(list, i), mounts, e));
    }
    return true;
}

/* The name space of the machine, or what a variable can make it. */
static bool read_host(const struct yaml_node *service, const char *name,
                      struct compose_setting *out, struct err *e)
{
    struct text value;
    TRY(read_text(service, name, &value, e));
    if (text_is(value, "host") || has_variable(value)) {
        *out = (struct compose_setting){value, yaml_line(yaml_member(service, name))};
    }
    return true;
}

/* Of what docker compose and older readers take for a boolean, these are not true. */
static bool is_false(struct text value)
{
    static const char *const words[] = {"", "false", "no", "n", "off"};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (text_equal_ignoring_case(value, text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool read_flag(const struct yaml_node *service, const char *name,
                      struct compose_setting *out, struct err *e)
{
    struct text value;
    TRY(read_text(service, name, &value, e));
    if (!is_false(value)) {
        *out = (struct compose_setting){value, yaml_line(yaml_member(service, name))};
    }
    return true;
}

static bool read_image(const struct yaml_node *node, struct compose_service *service, struct err *e)
{
    struct text image;
    TRY(read_text(node, "image", &image, e));
    if (image.len > 0) {
        service->image = image_reference_of(image);
        service->image_line = yaml_line(yaml_member(node, "image"));
    }
    const struct yaml_node *build = yaml_member(node, "build");
    service->build_line = yaml_is_null(build) ? 0 : yaml_line(build);
    const struct yaml_node *file = yaml_member(yaml_member(node, "extends"), "file");
    service->external_line = yaml_is_null(file) ? 0 : yaml_line(file);
    return true;
}

static bool read_service(const struct yaml_node *node, struct compose_service *service,
                         struct err *e)
{
    if (!yaml_is_mapping(node)) {
        return wrong_type(service->line, service->name, "a service", e);
    }
    TRY(read_image(node, service, e));
    TRY(read_flag(node, "privileged", &service->privileged, e));
    TRY(read_flag(node, "use_api_socket", &service->api_socket, e));
    TRY(read_host(node, "pid", &service->host_pid, e));
    TRY(read_host(node, "network_mode", &service->host_network, e));
    return read_mounts(node, &service->mounts, e);
}

static bool read_services(const struct yaml_node *root, struct docker_compose *compose,
                          struct err *e)
{
    const struct yaml_node *services = yaml_member(root, "services");
    if (yaml_is_null(services) && compose->include_line != 0) {
        return true;
    }
    if (yaml_is_null(services)) {
        return err_set(e, ERR_MALFORMED, "there are no services");
    }
    if (!yaml_is_mapping(services)) {
        return wrong_type(yaml_line(services), text_of("services"), "a mapping", e);
    }
    compose->services = mem_array(yaml_count(services), sizeof *compose->services);
    for (size_t i = 0; i < yaml_count(services); i++) {
        struct compose_service *service = &compose->services[compose->n++];
        service->name = yaml_key(services, i);
        service->line = yaml_key_line(services, i);
        TRY(read_service(yaml_at(services, i), service, e));
    }
    return true;
}

/* Where the sections that services share name files of the machine. */
struct shared_files {
    const char *section;
    const char *holder; /* or NULL: the member is one of the entry */
    const char *member;
};

static const struct shared_files shared_files[] = {
    {"volumes", "driver_opts", "device"},
    {"configs", NULL, "file"},
    {"secrets", NULL, "file"},
};

static bool read_section(const struct yaml_node *root, const struct shared_files *files,
                         struct compose_mounts *mounts, struct err *e)
{
    const struct yaml_node *section = yaml_member(root, files->section);
    if (!yaml_is_null(section) && !yaml_is_mapping(section)) {
        return wrong_type(yaml_line(section), text_of(files->section), "a mapping", e);
    }
    for (size_t i = 0; i < yaml_count(section); i++) {
        const struct yaml_node *entry = yaml_at(section, i);
        struct text source;
        entry = files->holder != NULL ? yaml_member(entry, files->holder) : entry;
        TRY(read_text(entry, files->member, &source, e));
        if (source.len > 0) {
            add_mount(mounts, source, yaml_line(yaml_member(entry, files->member)));
        }
    }
    return true;
}

static bool read_shared(const struct yaml_node *root, struct docker_compose *compose, struct err *e)
{
    for (size_t i = 0; i < COUNT(shared_files); i++) {
        TRY(read_section(root, &shared_files[i], &compose->mounts, e));
    }
    return true;
}

static bool read(struct docker_compose *compose, struct err *e)
{
    const struct yaml_node *root = yaml_root(compose->yaml);
    if (!yaml_is_mapping(root)) {
        return err_set(e, ERR_MALFORMED, "line %zu: a mapping has to stand here", yaml_line(root));
    }
    const struct yaml_node *include = yaml_member(root, "include");
    compose->include_line = yaml_is_null(include) ? 0 : yaml_line(include);
    TRY(read_services(root, compose, e));
    return read_shared(root, compose, e);
}

bool docker_compose_parse(struct text text, struct docker_compose *out, struct err *e)
{
    AUTO(docker_compose_done)
    struct docker_compose compose = {.yaml = yaml_parse(text_bytes(text), e)};
    if (compose.yaml == NULL || !read(&compose, e)) {
        return false;
    }
    *out = compose;
    compose = (struct docker_compose){.yaml = NULL};
    return true;
}

void docker_compose_done(struct docker_compose *compose)
{
    for (size_t i = 0; i < compose->n; i++) {
        mem_free(compose->services[i].mounts.at);
    }
    mem_free(compose->services);
    mem_free(compose->mounts.at);
    yaml_tree_free(compose->yaml);
    *compose = (struct docker_compose){.yaml = NULL};
}
