/* A faulty disk, between a process and its system calls. Built by faults.py and loaded with LD_PRELOAD.

   faults_arm(folder, kind, at, times) makes the calls number `at` and following, `times` of them, of those under
   `folder` that the kind is about, go wrong. Only calls that change something count. faults_arm(folder, NONE, 0, 0)
   counts, and faults_calls() says how many there were. Knows of one thread; what is mapped into memory it does not see. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, SHORT, EIO_ONCE, FULL, SYNC, KILL, TORN_KILL, POWER };
enum call { WRITE = 1, SYNCING = 2, SIZE = 4, NAME = 8, OPEN = 16, ANY = 31 };

static char folder[PATH_MAX];
static enum kind kind;
static long at, times, calls;
static int armed;

/* Which calls count for which kind. */
static const int about[] = {ANY, WRITE, ANY, WRITE | SIZE | NAME | OPEN, SYNCING, ANY, WRITE, ANY};

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* What has not reached the disk yet, newest last: undone when the power goes. ------------------------------------- */

enum deed { BYTES, LENGTH, CREATED, RENAMED, REMOVED, FOLDER };
struct undo {
  enum deed deed;
  dev_t device;
  ino_t inode;              /* of the file; of CREATED, RENAMED, REMOVED and FOLDER of the folder around it */
  ino_t moved;              /* RENAMED: of the file that was renamed */
  char path[PATH_MAX], former[PATH_MAX];
  off_t offset, size;       /* size: of the file before */
  size_t length;
  char *data;               /* what stood there before; RENAMED: in the file that was replaced */
  int replaced;
};
static struct undo *log_;
static size_t logged, room;

static struct undo *noted(enum deed deed) {
  if (logged == room) {
    room = room ? room * 2 : 64;
    log_ = realloc(log_, room * sizeof *log_);
  }
  struct undo *one = memset(&log_[logged++], 0, sizeof *log_);
  one->deed = deed;
  return one;
}

static char *slurp(int fd, off_t offset, size_t length) {
  char *data = malloc(length + 1);
  size_t got = 0;
  ssize_t part;
  while (got < length && (part = pread(fd, data + got, length - got, offset + got)) > 0) got += part;
  return data;
}

static char *slurp_path(const char *path, size_t *length) {
  struct stat is;
  int fd = REAL(open)(path, O_RDONLY);
  if (fd < 0) return NULL;
  fstat(fd, &is);
  *length = is.st_size;
  char *data = slurp(fd, 0, is.st_size);
  close(fd);
  return data;
}

static void of_parent(struct undo *one) {
  char around[PATH_MAX];
  struct stat is;
  strcpy(around, one->path);
  *strrchr(around, '/') = 0;
  if (!stat(around, &is)) one->device = is.st_dev, one->inode = is.st_ino;
}

static void forget_synced(int fd) {
  struct stat is;
  size_t kept = 0;
  if (fstat(fd, &is)) return;
  for (size_t i = 0; i < logged; i++) {
    if (log_[i].inode == is.st_ino && log_[i].device == is.st_dev) free(log_[i].data);
    else log_[kept++] = log_[i];
  }
  logged = kept;
}

static void moved(ino_t inode, const char *path, size_t until) {
  for (size_t i = 0; i < until; i++)
    if (log_[i].deed <= LENGTH && log_[i].inode == inode) strcpy(log_[i].path, path);
}

static void put(const char *path, const char *data, size_t length) {
  int fd = REAL(open)(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0) return;
  if (REAL(write)(fd, data, length) < 0) abort();
  close(fd);
}

static void sweep(const char *path) {
  char inner[PATH_MAX];
  struct dirent *one;
  DIR *open_ = opendir(path);
  while (open_ && (one = readdir(open_))) {
    if (!strcmp(one->d_name, ".") || !strcmp(one->d_name, "..")) continue;
    snprintf(inner, sizeof inner, "%s/%s", path, one->d_name);
    if (REAL(unlink)(inner)) sweep(inner);
  }
  if (open_) closedir(open_);
  REAL(rmdir)(path);
}

static void lose_what_is_not_synced(void) {
  while (logged) {
    struct undo *one = &log_[--logged];
    int fd;
    switch (one->deed) {
    case BYTES:
    case LENGTH:
      if ((fd = REAL(open)(one->path, O_WRONLY)) < 0) break;
      if (one->length && REAL(pwrite)(fd, one->data, one->length, one->offset) < 0) abort();
      if (REAL(ftruncate)(fd, one->size)) abort();
      close(fd);
      break;
    case CREATED: REAL(unlink)(one->path); break;
    case REMOVED: put(one->path, one->data, one->length); break;
    case FOLDER: sweep(one->path); break;
    case RENAMED:
      REAL(rename)(one->path, one->former);
      moved(one->moved, one->former, logged);
      if (one->replaced) put(one->path, one->data, one->length);
      break;
    }
  }
}

/* What is asked before each call. --------------------------------------------------------------------------------- */

static int under(const char *path) {
  size_t length = strlen(folder);
  return armed && length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int path_of(int fd, char *path) {
  char link[64];
  if (!armed) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return under(path);
}

static void whole(int around, const char *path, char *out) {
  char base[PATH_MAX] = "";
  if (*path == '/') { snprintf(out, PATH_MAX, "%s", path); return; }
  if (around == AT_FDCWD) { if (!getcwd(base, sizeof base)) *base = 0; }
  else { char link[64]; snprintf(link, sizeof link, "/proc/self/fd/%d", around);
    ssize_t length = readlink(link, base, sizeof base - 1); base[length < 0 ? 0 : length] = 0; }
  if (snprintf(out, PATH_MAX, "%s/%s", base, path) < 0) *out = 0;
}

static void die(void) {
  if (kind == POWER) lose_what_is_not_synced();
  _exit(137);
}

/* Whether this call goes wrong; errno is set then. Does not return where it is the process's last. */
static int wrong(enum call call) {
  if (!(about[kind] & call)) return 0;
  calls++;
  if (kind == NONE || calls < at || calls >= at + times) return 0;
  if (kind == KILL || kind == POWER) die();
  errno = kind == FULL ? ENOSPC : EIO;
  return 1;
}

/* The calls. ------------------------------------------------------------------------------------------------------ */

static void note_write(int fd, const char *path, off_t offset, size_t length) {
  struct stat is;
  if (kind != POWER || fstat(fd, &is)) return;
  if (offset < 0) offset = fcntl(fd, F_GETFL) & O_APPEND ? is.st_size : lseek(fd, 0, SEEK_CUR);
  struct undo *one = noted(BYTES);
  one->device = is.st_dev, one->inode = is.st_ino, one->size = is.st_size, one->offset = offset;
  one->length = offset >= is.st_size ? 0 : (size_t)(is.st_size - offset) < length ? (size_t)(is.st_size - offset) : length;
  int reading = one->length ? REAL(open)(path, O_RDONLY) : -1;
  one->data = reading < 0 ? NULL : slurp(reading, offset, one->length);
  if (reading >= 0) close(reading);
  strcpy(one->path, path);
}

/* How much of a write is let through: all, half, or with -1 nothing. */
static ssize_t portion(int fd, off_t offset, size_t length, int *last) {
  char path[PATH_MAX];
  *last = 0;
  if (!path_of(fd, path)) return length;
  if (wrong(WRITE)) {
    if (kind == SHORT) return length > 1 ? length / 2 : length;
    if (kind == TORN_KILL) { *last = 1; return length / 2; }
    return -1;
  }
  note_write(fd, path, offset, length);
  return length;
}

#define WRITING(offset, call) \
  int last; \
  ssize_t some = portion(fd, offset, length, &last); \
  if (some < 0) return -1; \
  ssize_t done = call; \
  if (last) die(); \
  return done;

ssize_t write(int fd, const void *data, size_t length) { WRITING(-1, REAL(write)(fd, data, some)) }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { WRITING(offset, REAL(pwrite)(fd, data, some, offset)) }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { WRITING(offset, REAL(pwrite64)(fd, data, some, offset)) }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  ssize_t done = 0;
  for (int i = 0; i < count; i++) {
    ssize_t one = write(fd, parts[i].iov_base, parts[i].iov_len);
    if (one < 0) return done ? done : -1;
    done += one;
    if ((size_t)one < parts[i].iov_len) break;
  }
  return done;
}

static int syncing(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  int ours = path_of(fd, path);
  if (ours && wrong(SYNCING)) return -1;
  int done = real(fd);
  if (ours && !done && kind == POWER) forget_synced(fd);
  return done;
}

int fsync(int fd) { return syncing(fd, REAL(fsync)); }
int fdatasync(int fd) { return syncing(fd, REAL(fdatasync)); }

static int sizing(int fd, off_t size) {
  char path[PATH_MAX];
  struct stat is;
  if (!path_of(fd, path)) return 0;
  if (wrong(SIZE)) return -1;
  if (kind == POWER && !fstat(fd, &is)) {
    struct undo *one = noted(LENGTH);
    one->device = is.st_dev, one->inode = is.st_ino, one->size = is.st_size, one->offset = size;
    one->length = size < is.st_size ? is.st_size - size : 0;
    int reading = one->length ? REAL(open)(path, O_RDONLY) : -1;
    one->data = reading < 0 ? NULL : slurp(reading, size, one->length);
    if (reading >= 0) close(reading);
    strcpy(one->path, path);
  }
  return 0;
}

int ftruncate(int fd, off_t size) { return sizing(fd, size) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { return sizing(fd, size) ? -1 : REAL(ftruncate64)(fd, size); }

int truncate(const char *path, off_t size) {
  int fd = REAL(open)(path, O_WRONLY);
  if (fd < 0) return -1;
  int done = ftruncate(fd, size);
  close(fd);
  return done;
}

static int renaming(const char *from, const char *to) {
  struct stat is;
  if (!under(from) && !under(to)) return 0;
  if (wrong(NAME)) return -1;
  if (kind == POWER && !stat(from, &is)) {
    struct undo *one = noted(RENAMED);
    strcpy(one->path, to);
    strcpy(one->former, from);
    one->moved = is.st_ino;
    one->data = slurp_path(to, &one->length);
    one->replaced = one->data != NULL;
    of_parent(one);
    moved(is.st_ino, to, logged - 1);
  }
  return 0;
}

int renameat(int around, const char *from, int around_to, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  whole(around, from, old), whole(around_to, to, new);
  return renaming(old, new) ? -1 : REAL(renameat)(around, from, around_to, to);
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

static int naming(int around, const char *path, enum deed deed) {
  char full[PATH_MAX];
  struct stat is;
  whole(around, path, full);
  if (!under(full)) return 0;
  if (kind == FULL && deed == REMOVED) return 0; /* to remove something takes no room */
  if (wrong(NAME)) return -1;
  int there = !stat(full, &is);
  if (kind == POWER && there == (deed == REMOVED) && !(there && S_ISDIR(is.st_mode))) {
    struct undo *one = noted(deed);
    strcpy(one->path, full);
    if (deed == REMOVED) one->data = slurp_path(full, &one->length);
    of_parent(one);
  }
  return 0;
}

int unlinkat(int around, const char *path, int flags) { return naming(around, path, REMOVED) ? -1 : REAL(unlinkat)(around, path, flags); }
int unlink(const char *path) { return naming(AT_FDCWD, path, REMOVED) ? -1 : REAL(unlink)(path); }
int rmdir(const char *path) { return naming(AT_FDCWD, path, REMOVED) ? -1 : REAL(rmdir)(path); }
int mkdirat(int around, const char *path, mode_t mode) { return naming(around, path, FOLDER) ? -1 : REAL(mkdirat)(around, path, mode); }
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
int linkat(int from_around, const char *from, int around, const char *path, int flags) { return naming(around, path, CREATED) ? -1 : REAL(linkat)(from_around, from, around, path, flags); }
int link(const char *from, const char *path) { return linkat(AT_FDCWD, from, AT_FDCWD, path, 0); }

static int opening(int around, const char *path, int flags) {
  char full[PATH_MAX];
  struct stat is;
  if (!armed || !(flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC))) return 0;
  whole(around, path, full);
  if (!under(full)) return 0;
  int there = !stat(full, &is);
  if (kind == FULL && there) return 0; /* nor does it to open what is there */
  if (wrong(OPEN)) return -1;
  if (kind == POWER && !there && flags & O_CREAT) {
    struct undo *one = noted(CREATED);
    strcpy(one->path, full);
    of_parent(one);
  } else if (kind == POWER && there && flags & O_TRUNC && is.st_size) {
    struct undo *one = noted(LENGTH);
    one->device = is.st_dev, one->inode = is.st_ino, one->size = is.st_size;
    one->data = slurp_path(full, &one->length);
    strcpy(one->path, full);
  }
  return 0;
}

#define OPENING(name, around, parameters, arguments) \
  int name parameters { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    return opening(around, path, flags) ? -1 : REAL(name) arguments; \
  }
OPENING(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, around, (int around, const char *path, int flags, ...), (around, path, flags, mode))
OPENING(openat64, around, (int around, const char *path, int flags, ...), (around, path, flags, mode))

/* For the one who makes them go wrong. ---------------------------------------------------------------------------- */

void faults_arm(const char *where, int which, long number, long how_many) {
  snprintf(folder, sizeof folder, "%s", where);
  kind = which, at = number, times = how_many, calls = 0, logged = 0;
  armed = 1;
}

void faults_disarm(void) { armed = 0; }
long faults_calls(void) { return calls; }
