package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the changes that confined commands ask for, where they may make them. Landlock allows by
 * folder and cannot except a name in it; so it allows no writing in the workspace at all, and what
 * is to be written there is opened, made, moved and removed here, by descriptors, after a look at
 * where it really is. What is elsewhere the kernel decides by Landlock, which refuses it.
 *
 * <p>It is one long class because every call ends in the same look at where it leads, and whoever
 * reviews what a command can do must see all of them.
 *
 * <p>One thread serves a command; a lock that all commands of a workspace share keeps a folder that
 * is looked through from changing meanwhile.
 */
final class Supervisor {
  private static final int WITHOUT_SET_ID = 0_1777;
  private static final int TYPE = 0_170000;
  private static final int FOLDER = 0_040000;
  private static final int FILE = 0_100000;
  private static final int PIPE = 0_010000;
  private static final int LINK = 0_120000;
  private static final int ACCESS = 3;
  private static final int F_GETFL = 3;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int RENAME_NOREPLACE = 1;
  private static final int CREATED_WRITABLE = Kernel.O_CREAT | Kernel.O_WRONLY | Kernel.O_TRUNC;

  private static final int OUR_UMASK = Request.umask("self");

  private final Listener listener;
  private final Reach reach;
  private final Sight sight;
  private final ReentrantLock changes;
  private final Doors doors;
  private boolean begun;

  /** {@code changes} keeps a folder that is looked through from changing meanwhile. */
  Supervisor(Listener listener, Reach reach, Sight sight, Doors doors, ReentrantLock changes) {
    this.doors = doors;
    this.listener = listener;
    this.reach = reach;
    this.sight = sight;
    this.changes = changes;
    begun = sight == Sight.SHARED;
  }

  /** Serves until the last confined process has ended. */
  void run() {
    try (var kernel = new Kernel.Caller()) {
      listener.serve(request -> answer(kernel, request));
    }
  }

  /** What makes the thread's file tree asks first; the last it does is to confine itself. */
  private boolean isPreparation(Request request) {
    if (FileCall.isConfining(request.number())) {
      begun = true;
      return true;
    }
    return !begun;
  }

  private Answer answer(Kernel.Caller kernel, Request request) {
    if (isPreparation(request)) return Answer.PROCEED;
    changes.lock();
    try {
      var socket = SocketCall.of(request.number());
      if (socket.isPresent()) {
        return new Sockets(kernel, listener, request, reach, sight, doors).make(socket.get());
      }
      var call = FileCall.of(request.number());
      return call.isEmpty()
          ? Answer.error(Kernel.EPERM)
          : new Change(kernel, request, call.get()).make();
    } catch (Request.NameTooLong _) {
      return Answer.error(Kernel.ENAMETOOLONG);
    } catch (IOException | RuntimeException _) {
      return Answer.error(Kernel.EACCES);
    } finally {
      changes.unlock();
    }
  }

  /** A change that was asked for. */
  private final class Change {
    private static final int HERE = (int) Kernel.AT_FDCWD;
    private final Kernel.Caller kernel;
    private final Request request;
    private final FileCall call;

    Change(Kernel.Caller kernel, Request request, FileCall call) {
      this.call = call;
      this.kernel = kernel;
      this.request = request;
    }

    private int whole(int index) {
      return request.whole(index);
    }

    Answer make() throws IOException {
      return switch (call) {
        case OPEN -> open(HERE, 0, whole(1), whole(2));
        case OPENAT -> open(whole(0), 1, whole(2), whole(3));
        case CREAT -> open(HERE, 0, CREATED_WRITABLE, whole(1));
        case MKDIR -> makeFolder(HERE, 0, whole(1));
        case MKDIRAT -> makeFolder(whole(0), 1, whole(2));
        case MKNOD -> makeNode(HERE, 0, whole(1));
        case MKNODAT -> makeNode(whole(0), 1, whole(2));
        case UNLINK -> remove(HERE, 0, 0);
        case UNLINKAT -> remove(whole(0), 1, whole(2) & AT_REMOVEDIR);
        case RMDIR -> remove(HERE, 0, AT_REMOVEDIR);
        case RENAME -> move(HERE, 0, HERE, 1, 0);
        case RENAMEAT -> move(whole(0), 1, whole(2), 3, 0);
        case RENAMEAT2 -> move(whole(0), 1, whole(2), 3, whole(4));
        case LINK -> link(HERE, 0, HERE, 1, 0);
        case LINKAT -> link(whole(0), 1, whole(2), 3, whole(4));
        case SYMLINK -> makeLink(0, HERE, 1);
        case SYMLINKAT -> makeLink(0, whole(1), 2);
        case TRUNCATE -> truncate(request.argument(1));
        case CHMOD -> changeMode(HERE, 0, whole(1), 0);
        case FCHMOD -> changeModeOfOpen(whole(0), whole(1));
        case FCHMODAT -> changeMode(whole(0), 1, whole(2), 0);
        case FCHMODAT2 -> changeMode(whole(0), 1, whole(2), whole(3));
        case UTIME -> changeTimes(HERE, 0, Times.SECONDS, 1, 0);
        case UTIMES -> changeTimes(HERE, 0, Times.MICROSECONDS, 1, 0);
        case FUTIMESAT -> changeTimes(whole(0), 1, Times.MICROSECONDS, 2, 0);
        case UTIMENSAT -> changeTimes(whole(0), 1, Times.NANOSECONDS, 2, whole(3));
        case ACCESS -> canWrite(HERE, 0, whole(1), 0);
        case FACCESSAT -> canWrite(whole(0), 1, whole(2), 0);
        case FACCESSAT2 -> canWrite(whole(0), 1, whole(2), whole(3));
      };
    }

    /** The kernel says first that a folder is there: {@code mkdir -p} rests on it. */
    private boolean makesFolder() {
      return call == FileCall.MKDIR || call == FileCall.MKDIRAT;
    }

    /** What is done at a place that may be written. */
    private interface Deed {
      Answer at(Place place) throws IOException;
    }

    /**
     * Does something at the place that the path names.
     *
     * @param elsewhere the answer where nothing can be written
     */
    private Answer at(int directory, int path, boolean follow, Answer elsewhere, Deed deed)
        throws IOException {
      return at(directory, request.text(kernel, path), follow, elsewhere, deed);
    }

    private Answer at(int directory, String path, boolean follow, Answer elsewhere, Deed deed)
        throws IOException {
      var found = sight.find(kernel, request, new Walker.Asked(directory, path, follow), reach);
      if (found.place().isEmpty()) {
        return elsewhere.equals(Answer.PROCEED) ? elsewhere : Answer.error(found.error());
      }
      var place = found.place().get();
      try {
        if (!reach.covers(place.path())) return elsewhere;
        if (makesFolder() && kernel.mode(place.folder(), place.name()) >= 0) {
          return Answer.error(Kernel.EEXIST);
        }
        if (!reach.isWritable(place.canonical())) return Answer.error(Kernel.EACCES);
        if (!listener.isWaiting(kernel, request)) return Answer.LATER;
        return deed.at(place);
      } finally {
        kernel.close(place.folder());
      }
    }

    private Answer open(int directory, int argument, int flags, int mode) throws IOException {
      // What is held by its path alone is not written, and where it leads is not ours to give.
      if ((flags & Kernel.O_PATH) != 0) return Answer.PROCEED;
      var exclusive =
          (flags & (Kernel.O_CREAT | Kernel.O_EXCL)) == (Kernel.O_CREAT | Kernel.O_EXCL);
      var follow = (flags & Kernel.O_NOFOLLOW) == 0 && !exclusive;
      var path = request.text(kernel, argument);
      var own = Walker.ownDescriptor(path);
      if (own.isPresent() && !isCovered(own.getAsInt())) return copyOf(own.getAsInt(), flags);
      return at(
          directory,
          path,
          follow,
          Answer.PROCEED,
          place -> {
            if ((flags & Kernel.O_TMPFILE_BIT) != 0) return Answer.error(Kernel.ENOTSUP);
            var now = kernel.mode(place.folder(), place.name());
            if (now < 0)
              return opened(place, flags, mode & WITHOUT_SET_ID & ~request.umask(), true);
            return switch (now & TYPE) {
              case FILE, LINK -> opened(place, flags, 0, false);
              case FOLDER -> Answer.error(exclusive ? Kernel.EEXIST : Kernel.EISDIR);
              case PIPE -> openPipe(place, flags);
              default -> Answer.error(Kernel.EACCES);
            };
          });
    }

    private boolean isCovered(int descriptor) {
      var file = request.file(kernel, descriptor);
      return file != null && reach.covers(file);
    }

    /** What the thread has open for writing it may have twice: {@code echo x > /dev/stderr}. */
    private Answer copyOf(int descriptor, int flags) {
      var process = kernel.call(Call.PIDFD_OPEN, request.process(), 0, 0);
      if (process < 0) return Answer.of(process);
      var file = kernel.call(Call.PIDFD_GETFD, process, descriptor, 0);
      kernel.close(process);
      if (file < 0) return Answer.error(Kernel.ENOENT);
      var access = kernel.call(Call.FCNTL, file, F_GETFL, 0) & ACCESS;
      if (access == 0 || access != Kernel.O_RDWR && (flags & ACCESS) != access) {
        kernel.close(file);
        return Answer.error(Kernel.EACCES);
      }
      return new Answer.Opened(file, (flags & Kernel.O_CLOEXEC) != 0);
    }

    private Answer opened(Place place, int flags, int mode, boolean fresh) {
      var here = flags | Kernel.O_CLOEXEC | Kernel.O_NOFOLLOW | Kernel.O_NOCTTY;
      var file = kernel.open(place.folder(), place.name(), here, mode);
      if (file < 0) return Answer.of(file);
      if (fresh && (mode & OUR_UMASK) != 0) adjust(file, mode);
      return new Answer.Opened(file, (flags & Kernel.O_CLOEXEC) != 0);
    }

    /** Our own umask has taken away what the thread's would not. */
    private void adjust(long file, int mode) {
      kernel.call(Call.FCHMODAT, Kernel.AT_FDCWD, own(file).address(), mode);
    }

    /** Opening a pipe waits for its other end; meanwhile others must be served. */
    private Answer openPipe(Place place, int flags) {
      var folder = kernel.open(place.folder(), ".", Kernel.O_PATH | Kernel.O_CLOEXEC, 0);
      if (folder < 0) return Answer.of(folder);
      Thread.ofPlatform()
          .daemon()
          .name("sandbox pipe")
          .start(() -> {
            try (var mine = new Kernel.Caller()) {
              var here = flags & ~Kernel.O_CREAT | Kernel.O_CLOEXEC | Kernel.O_NOFOLLOW;
              var file = mine.open(folder, place.name(), here, 0);
              mine.close(folder);
              listener.answer(
                  mine,
                  request,
                  file < 0
                      ? Answer.of(file)
                      : new Answer.Opened(file, (flags & Kernel.O_CLOEXEC) != 0));
            }
          });
      return Answer.LATER;
    }

    private Answer makeFolder(int directory, int path, int mode) throws IOException {
      return at(
          directory,
          path,
          false,
          Answer.PROCEED,
          place -> {
            var wanted = mode & WITHOUT_SET_ID & ~request.umask();
            var made = named(Call.MKDIRAT, place, wanted);
            if (made == 0 && (wanted & OUR_UMASK) != 0) {
              try (var arena = Arena.ofConfined()) {
                var name = Kernel.text(arena, place.name());
                kernel.call(Call.FCHMODAT, place.folder(), name.address(), wanted);
              }
            }
            return Answer.of(made);
          });
    }

    private Answer makeNode(int directory, int path, int mode) throws IOException {
      var type = mode & TYPE;
      if (type != 0 && type != FILE && type != PIPE) return Answer.error(Kernel.EPERM);
      return at(
          directory,
          path,
          false,
          Answer.PROCEED,
          place -> {
            var permissions = mode & WITHOUT_SET_ID & ~request.umask();
            return Answer.of(named(Call.MKNODAT, place, type | permissions));
          });
    }

    private long named(Call call, Place place, long third) {
      try (var arena = Arena.ofConfined()) {
        var name = Kernel.text(arena, place.name());
        return kernel.call(call, place.folder(), name.address(), third);
      }
    }

    private Answer remove(int directory, int path, int flags) throws IOException {
      return at(
          directory,
          path,
          false,
          Answer.PROCEED,
          place -> Answer.of(named(Call.UNLINKAT, place, flags)));
    }

    /** Within the workspace only: from or to elsewhere it is another file system. */
    private Answer both(int from, int source, int to, int target, boolean follow, Both deed)
        throws IOException {
      var covered = new boolean[1];
      var answer =
          at(
              from,
              source,
              follow,
              Answer.PROCEED,
              first -> {
                covered[0] = true;
                return at(
                    to,
                    target,
                    false,
                    Answer.error(Kernel.EXDEV),
                    second -> deed.at(first, second));
              });
      return covered[0] || !answer.equals(Answer.PROCEED)
          ? answer
          : sight.elsewhere(Answer.error(Kernel.EXDEV));
    }

    /** What is done with two places. */
    private interface Both {
      Answer at(Place first, Place second);
    }

    private Answer move(int from, int source, int to, int target, int flags) throws IOException {
      if ((flags & ~RENAME_NOREPLACE) != 0) return Answer.error(Kernel.EINVAL);
      return both(
          from,
          source,
          to,
          target,
          false,
          (first, second) -> {
            var isFolder = (kernel.mode(first.folder(), first.name()) & TYPE) == FOLDER;
            if (isFolder && !reach.isMovable(first.canonical(), second.canonical())) {
              return Answer.error(Kernel.EACCES);
            }
            return twice(Call.RENAMEAT2, first, second, flags);
          });
    }

    private Answer link(int from, int source, int to, int target, int flags) throws IOException {
      if ((flags & ~AT_SYMLINK_FOLLOW) != 0) return Answer.error(Kernel.ENOENT);
      return both(
          from,
          source,
          to,
          target,
          (flags & AT_SYMLINK_FOLLOW) != 0,
          (first, second) -> twice(Call.LINKAT, first, second, 0));
    }

    private Answer twice(Call call, Place first, Place second, int flags) {
      try (var arena = Arena.ofConfined()) {
        return Answer.of(
            kernel.call(
                call,
                first.folder(),
                Kernel.text(arena, first.name()).address(),
                second.folder(),
                Kernel.text(arena, second.name()).address(),
                flags));
      }
    }

    private Answer makeLink(int text, int directory, int path) throws IOException {
      var target = request.text(kernel, text);
      return at(
          directory,
          path,
          false,
          Answer.PROCEED,
          place -> {
            try (var arena = Arena.ofConfined()) {
              return Answer.of(
                  kernel.call(
                      Call.SYMLINKAT,
                      Kernel.text(arena, target).address(),
                      place.folder(),
                      Kernel.text(arena, place.name()).address()));
            }
          });
    }

    private Answer truncate(long length) throws IOException {
      return at(
          HERE,
          0,
          true,
          Answer.PROCEED,
          place -> {
            if ((kernel.mode(place.folder(), place.name()) & TYPE) != FILE) {
              return Answer.error(Kernel.EINVAL);
            }
            var flags = Kernel.O_WRONLY | Kernel.O_NOFOLLOW | Kernel.O_CLOEXEC;
            var file = kernel.open(place.folder(), place.name(), flags, 0);
            if (file < 0) return Answer.of(file);
            var done = kernel.call(Call.FTRUNCATE, file, length, 0);
            kernel.close(file);
            return Answer.of(done);
          });
    }

    /** Landlock does not cover this, so it never goes on by itself. */
    private Answer changeMode(int directory, int path, int mode, int flags) throws IOException {
      if (flags != 0) return Answer.error(Kernel.ENOTSUP);
      return at(
          directory,
          path,
          true,
          sight.elsewhere(Answer.error(Kernel.EPERM)),
          place -> onFile(place, own -> kernel.call(Call.FCHMODAT, HERE, own, mode & 0_1777)));
    }

    private Answer changeModeOfOpen(int descriptor, int mode) {
      return onOpen(descriptor, own -> kernel.call(Call.FCHMODAT, HERE, own, mode & 0_1777));
    }

    private Answer changeTimes(int directory, int path, Times unit, int times, int flags)
        throws IOException {
      try (var arena = Arena.ofConfined()) {
        var given = request.argument(times) == 0 ? null : unit.read(kernel, request, times, arena);
        var address = given == null ? 0 : given.address();
        if (request.argument(path) == 0) {
          return onOpen(directory, own -> kernel.call(Call.UTIMENSAT, HERE, own, address, 0, 0));
        }
        var ofLink = (flags & AT_SYMLINK_NOFOLLOW) != 0;
        return at(
            directory,
            path,
            !ofLink,
            sight.elsewhere(Answer.error(Kernel.EACCES)),
            place -> {
              if (!ofLink) {
                return onFile(place, own -> kernel.call(Call.UTIMENSAT, HERE, own, address, 0, 0));
              }
              var name = Kernel.text(arena, place.name()).address();
              return Answer.of(
                  kernel.call(
                      Call.UTIMENSAT, place.folder(), name, address, AT_SYMLINK_NOFOLLOW, 0));
            });
      }
    }

    /** Where everything looks read-only, who asks before he writes would never write. */
    private Answer canWrite(int directory, int path, int wanted, int flags) throws IOException {
      if (isRoot(directory, request.text(kernel, path))) return Answer.DONE;
      return at(
          directory,
          path,
          (flags & AT_SYMLINK_NOFOLLOW) == 0,
          Answer.PROCEED,
          place -> {
            try (var arena = Arena.ofConfined()) {
              var name = Kernel.text(arena, place.name()).address();
              return Answer.of(kernel.call(Call.FACCESSAT, place.folder(), name, wanted));
            }
          });
    }

    /** A folder of the workspace is not in one, but entries can be made in it. */
    private boolean isRoot(int directory, String path) {
      var found = sight.find(kernel, request, new Walker.Asked(directory, path, true), reach);
      found.place().ifPresent(place -> kernel.close(place.folder()));
      return found.place().filter(place -> reach.isRoot(place.path())).isPresent();
    }

    /** A call whose second argument is the address of a path. */
    private interface ByPath {
      long call(long path);
    }

    private Answer onFile(Place place, ByPath call) {
      var flags = Kernel.O_PATH | Kernel.O_NOFOLLOW | Kernel.O_CLOEXEC;
      var file = kernel.open(place.folder(), place.name(), flags, 0);
      if (file < 0) return Answer.of(file);
      try {
        return onHeld(file, call);
      } finally {
        kernel.close(file);
      }
    }

    private Answer onOpen(int descriptor, ByPath call) {
      var name = "/proc/" + request.thread() + "/fd/" + descriptor;
      var file = kernel.open(HERE, name, Kernel.O_PATH | Kernel.O_CLOEXEC, 0);
      if (file < 0) return Answer.of(file);
      try {
        var path = kernel.path(file);
        if (path == null || !reach.covers(path)) {
          return sight.elsewhere(Answer.error(Kernel.EPERM));
        }
        if (!reach.isWritable(Names.path(path))) return Answer.error(Kernel.EPERM);
        return onHeld(file, call);
      } finally {
        kernel.close(file);
      }
    }

    private Answer onHeld(long file, ByPath call) {
      var path = kernel.path(file);
      if (path == null || !reach.covers(path)) return Answer.error(Kernel.EPERM);
      try (var arena = Arena.ofConfined()) {
        return Answer.of(call.call(Kernel.text(arena, "/proc/self/fd/" + file).address()));
      }
    }

    private MemorySegment own(long file) {
      return Kernel.text(Arena.ofAuto(), "/proc/self/fd/" + file);
    }
  }
}
