/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_PATH_H
#define PHALA_BASE_PATH_H

/* All return an owned, zero-terminated path that the caller frees with mem_free. */

/* "folder/name". */
char *path_join(const char *folder, const char *name);

/* Where this program keeps what can be had again: $XDG_CACHE_HOME/phala, else $HOME/.cache/phala.
 * The two are given by the caller; relative or empty values do not count (XDG base directory
 * specification 0.8). NULL when neither helps. */
char *path_cache(const char *xdg_cache_home, const char *home);

/* Where it keeps what cannot be had again: $XDG_DATA_HOME/phala, else $HOME/.local/share/phala. */
char *path_data(const char *xdg_data_home, const char *home);

#endif
