/*
 * A disk that can be made to misbehave, preloaded into a process that is tested. Only files under DISK_FOLDER are its business.
 *
 * DISK_LOG      every change and every sync is written there, in order, so that what a power cut leaves can be built anew.
 * DISK_SYNC_MS  every sync takes so much longer.
 * DISK_FULL     while a file of this name exists, nothing more can be written.
 * DISK_BROKEN   while a file of this name exists, syncs fail.
 * DISK_HALTED   while a file of this name exists, nothing new begins: what was done is then in the log, also for one who is killed.
 *
 * A record of the log is one line, "<kind> <path> <a> <b>\n", and b bytes after it. The log is opened for appending and each
 * record is one write, so that others may add theirs.
 *   W offset, bytes: written   T size: cut   B id: a sync begins   S id: it has ended well
 *   C: a file is made   M: a folder is made   R, new path: renamed   U: removed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int is_ours(const char *path) {
  const char *folder = getenv("DISK_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  return length > 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* The path of an open file, when it is ours and still has one. Shared memory is no part of the disk. */
static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_ours(path) && !strstr(path, "-shm") && !strstr(path, " (deleted)");
}

static int exists(const char *variable) {
  const char *path = getenv(variable);
  return path && access(path, F_OK) == 0;
}

static void wait_while_halted(void) {
  while (exists("DISK_HALTED")) usleep(1000);
}

static void note(char kind, const char *path, int64_t a, const void *data, size_t length) {
  static int log = -1;
  const char *name = getenv("DISK_LOG");
  if (!name) return;
  int saved = errno;
  if (log < 0) {
    int opened = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (__sync_val_compare_and_swap(&log, -1, opened) != -1) close(opened);
  }
  char head[PATH_MAX + 64];
  int size = snprintf(head, sizeof head, "%c %s %lld %zu\n", kind, path, (long long)a, length);
  struct iovec parts[2] = {{head, (size_t)size}, {(void *)data, length}};
  if (writev(log, parts, length > 0 ? 2 : 1) != (ssize_t)(size + length)) abort();
  errno = saved;
}

static int is_full(const char *path) {
  if (!exists("DISK_FULL")) return 0;
  errno = ENOSPC;
  return path != NULL;
}

#define PWRITE(name) \
  ssize_t name(int fd, const void *data, size_t length, off_t offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, off_t); \
    char path[PATH_MAX]; \
    int ours = path_of(fd, path); \
    if (ours) wait_while_halted(); \
    if (ours && is_full(path)) return -1; \
    ssize_t written = real(fd, data, length, offset); \
    if (ours && written > 0) note('W', path, offset, data, (size_t)written); \
    return written; \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  char path[PATH_MAX];
  int ours = path_of(fd, path);
  if (ours) wait_while_halted();
  if (ours && is_full(path)) return -1;
  off_t offset = ours ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t written = real(fd, data, length);
  if (ours && written > 0) note('W', path, offset, data, (size_t)written);
  return written;
}

#define TRUNCATE(name) \
  int name(int fd, off_t size) { \
    REAL(int, #name, int, off_t); \
    char path[PATH_MAX]; \
    int ours = path_of(fd, path); \
    if (ours) wait_while_halted(); \
    int result = real(fd, size); \
    if (ours && result == 0) note('T', path, size, NULL, 0); \
    return result; \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

/* The runtime writes files of its own past us: what they hold is told when they are synced, for before that nothing is promised. */
static void note_content(int fd, const char *path) {
  struct stat found;
  if (strstr(path, ".db") || !getenv("DISK_LOG") || fstat(fd, &found) != 0 || !S_ISREG(found.st_mode)) return;
  int copy = open(path, O_RDONLY | O_CLOEXEC);
  char *data = malloc((size_t)found.st_size + 1);
  ssize_t length = copy >= 0 && data ? pread(copy, data, (size_t)found.st_size, 0) : -1;
  if (length != found.st_size) abort();
  note('C', path, 0, NULL, 0);
  note('W', path, 0, data, (size_t)length);
  free(data);
  close(copy);
}

/* What was written before a sync began is on the disk when it has ended. */
#define SYNC(name) \
  int name(int fd) { \
    REAL(int, #name, int); \
    static int64_t last; \
    char path[PATH_MAX]; \
    if (!path_of(fd, path)) return real(fd); \
    wait_while_halted(); \
    int64_t id = ((int64_t)getpid() << 32) + __sync_add_and_fetch(&last, 2) + (#name[1] == 'd'); \
    note_content(fd, path); \
    note('B', path, id, NULL, 0); \
    const char *ms = getenv("DISK_SYNC_MS"); \
    if (ms) usleep((useconds_t)atoi(ms) * 1000); \
    if (exists("DISK_BROKEN")) { \
      errno = EIO; \
      return -1; \
    } \
    int result = real(fd); \
    if (result == 0) note('S', path, id, NULL, 0); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

static void absolute(int folder, const char *path, char *out) {
  out[0] = 0;
  if (path[0] == '/') {
    snprintf(out, PATH_MAX, "%s", path);
  } else if (folder == AT_FDCWD) {
    char here[PATH_MAX / 2];
    if (getcwd(here, sizeof here)) snprintf(out, PATH_MAX, "%s/%s", here, path);
  } else {
    char link[64], base[PATH_MAX / 2];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length > 0) snprintf(out, PATH_MAX, "%.*s/%s", (int)length, base, path);
  }
}

/* A file is made, or cut to nothing, by opening it. */
#define OPEN(name, parameters, folder, call) \
  int name parameters { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    char full[PATH_MAX] = ""; \
    struct stat found; \
    if (flags & (O_CREAT | O_TRUNC)) absolute(folder, path, full); \
    int ours = full[0] && is_ours(full) && !strstr(full, "-shm"); \
    int was = ours && stat(full, &found) == 0; \
    if (ours) wait_while_halted(); \
    if (ours && !was && is_full(full)) return -1; \
    int fd = call; \
    if (fd >= 0 && ours && !was) note('C', full, 0, NULL, 0); \
    if (fd >= 0 && ours && was && (flags & O_TRUNC)) note('T', full, 0, NULL, 0); \
    return fd; \
  }
static int open_real(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  return real(path, flags, mode);
}
static int openat_real(const char *name, int folder, const char *path, int flags, mode_t mode) {
  int (*real)(int, const char *, int, ...) = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, name);
  return real(folder, path, flags, mode);
}
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, open_real("open", path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, open_real("open64", path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), folder, openat_real("openat", folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, openat_real("openat64", folder, path, flags, mode))

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  char old[PATH_MAX], new[PATH_MAX];
  absolute(AT_FDCWD, from, old);
  absolute(AT_FDCWD, to, new);
  if (is_ours(old)) wait_while_halted();
  int result = real(from, to);
  if (result == 0 && is_ours(old)) note('R', old, 0, new, strlen(new));
  return result;
}

#define REMOVE(name) \
  int name(const char *path) { \
    REAL(int, #name, const char *); \
    char full[PATH_MAX]; \
    absolute(AT_FDCWD, path, full); \
    if (is_ours(full)) wait_while_halted(); \
    int result = real(path); \
    if (result == 0 && is_ours(full) && !strstr(full, "-shm")) note('U', full, 0, NULL, 0); \
    return result; \
  }
REMOVE(unlink)
REMOVE(rmdir)

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  char full[PATH_MAX];
  absolute(AT_FDCWD, path, full);
  if (is_ours(full)) wait_while_halted();
  int result = real(path, mode);
  if (result == 0 && is_ours(full)) note('M', full, 0, NULL, 0);
  return result;
}
