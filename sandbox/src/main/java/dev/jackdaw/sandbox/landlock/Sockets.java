package dev.jackdaw.sandbox.landlock;

import dev.jackdaw.sandbox.landlock.Kernel.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Lets commands listen on this machine and connect to each other, and to nobody else. Landlock
 * knows ports but neither addresses nor who listens; so every call that binds or connects a socket
 * is made here, on the same socket, after a look at where it leads. Used by one thread at a time.
 */
final class Sockets {
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_GETFL = 3;
  private static final int EADDRNOTAVAIL = 99;
  private static final int ENETUNREACH = 101;
  private static final int LARGEST_ADDRESS = 128;
  private static final int LONGEST_NAME = 107;
  private static final int FIRST_FREE_PORT = 1_024;

  private final Kernel.Caller kernel;
  private final Listener listener;
  private final Request request;
  private final Reach reach;
  private final Sight sight;
  private final Doors doors;

  Sockets(
      Kernel.Caller kernel,
      Listener listener,
      Request request,
      Reach reach,
      Sight sight,
      Doors doors) {
    this.kernel = kernel;
    this.listener = listener;
    this.request = request;
    this.reach = reach;
    this.sight = sight;
    this.doors = doors;
  }

  Answer make(SocketCall call) throws IOException {
    var socket = held(request.whole(0));
    if (socket < 0) return Answer.of(socket);
    var answer = Answer.DONE;
    try {
      answer =
          switch (call) {
            case BIND -> bind(socket, given());
            case LISTEN -> listen(socket);
            case CONNECT -> connect(socket, given());
          };
      return answer;
    } finally {
      if (!answer.equals(Answer.LATER)) kernel.close(socket);
    }
  }

  /** Returns a descriptor of ours for the thread's socket, whatever becomes of its own. */
  private long held(int descriptor) {
    var process = kernel.call(Call.PIDFD_OPEN, request.process(), 0, 0);
    if (process < 0) return process;
    var socket = kernel.call(Call.PIDFD_GETFD, process, descriptor, 0);
    kernel.close(process);
    return socket;
  }

  private byte[] given() throws IOException {
    var length = request.whole(2);
    return length < 0 || length > LARGEST_ADDRESS ? new byte[0] : request.bytes(kernel, 1, length);
  }

  private Answer bind(long socket, byte[] bytes) throws IOException {
    return switch (SocketAddress.of(bytes)) {
      case SocketAddress.Internet address -> {
        // A file tree of its own comes with a network of its own.
        if (sight == Sight.OWN) yield Answer.PROCEED;
        if (!address.local() && !address.any()) yield Answer.error(EADDRNOTAVAIL);
        if (address.port() != 0 && address.port() < FIRST_FREE_PORT) {
          yield Answer.error(Kernel.EACCES);
        }
        var kept = keptHere(socket);
        yield kept < 0 ? Answer.of(kept) : Answer.of(by(Call.BIND, socket, bytes));
      }
      case SocketAddress.Name name -> bindName(socket, name.path());
      case SocketAddress.Other _ -> sight.elsewhere(Answer.error(Kernel.EACCES));
    };
  }

  /** From here on nothing comes to it, or goes from it, but by the loopback device. */
  private long keptHere(long socket) {
    try (var arena = Arena.ofConfined()) {
      var device = Kernel.text(arena, "lo");
      var set =
          kernel.call(Call.SETSOCKOPT, socket, SOL_SOCKET, SO_BINDTODEVICE, device.address(), 3);
      // Set before, and by us: nobody else could undo it.
      return set == -Kernel.EPERM ? 0 : set;
    }
  }

  private Answer bindName(long socket, String path) {
    var found = place(path, false);
    if (found.place().isEmpty()) return sight.elsewhere(Answer.error(found.error()));
    var place = found.place().get();
    try {
      if (!reach.covers(place.path())) return sight.elsewhere(Answer.error(Kernel.EACCES));
      if (!reach.isWritable(place.canonical())) return Answer.error(Kernel.EACCES);
      // This is the name that it tells; while we look, no command can make it lead elsewhere.
      var held = "/proc/self/fd/" + place.folder() + "/" + place.name();
      var name = place.path().length() > LONGEST_NAME ? held : place.path();
      if (name.length() > LONGEST_NAME) return Answer.error(Kernel.ENAMETOOLONG);
      var bound = by(Call.BIND, socket, named(name));
      if (bound == 0) rememberName(place);
      return Answer.of(bound);
    } finally {
      kernel.close(place.folder());
    }
  }

  private void rememberName(Place place) {
    var made = socketAt(place);
    if (made < 0) return;
    var identity = kernel.identity(made);
    kernel.close(made);
    if (identity != null) doors.open(identity);
  }

  private long socketAt(Place place) {
    var flags = Kernel.O_PATH | Kernel.O_NOFOLLOW | Kernel.O_CLOEXEC;
    return kernel.open(place.folder(), place.name(), flags, 0);
  }

  private Answer listen(long socket) {
    // One that was not bound gets a port of every device now.
    if (isInternet(socket)) {
      var kept = keptHere(socket);
      if (kept < 0) return Answer.of(kept);
    }
    var listens = kernel.call(Call.LISTEN, socket, request.whole(1), 0);
    if (listens < 0) return Answer.of(listens);
    var identity = kernel.identity(socket);
    if (identity != null) doors.open(identity.number());
    return Answer.DONE;
  }

  private boolean isInternet(long socket) {
    try (var arena = Arena.ofConfined()) {
      var address = arena.allocate(LARGEST_ADDRESS, 8);
      var length = arena.allocateFrom(ValueLayout.JAVA_INT, LARGEST_ADDRESS);
      kernel.call(Call.GETSOCKNAME, socket, address.address(), length.address());
      return address.get(ValueLayout.JAVA_SHORT, 0) != SocketAddress.AF_UNIX;
    }
  }

  private Answer connect(long socket, byte[] bytes) throws IOException {
    return switch (SocketAddress.of(bytes)) {
      case SocketAddress.Internet address -> {
        var known = (address.local() || address.any()) && doors.isOpen(address.port());
        yield known ? connected(socket, bytes, -1) : Answer.error(ENETUNREACH);
      }
      case SocketAddress.Name name -> connectName(socket, name.path());
      case SocketAddress.Other _ -> Answer.error(Kernel.EACCES);
    };
  }

  private Answer connectName(long socket, String path) {
    var found = place(path, true);
    if (found.place().isEmpty()) return Answer.error(found.error());
    var place = found.place().get();
    var file = socketAt(place);
    kernel.close(place.folder());
    if (file < 0) return Answer.of(file);
    var identity = kernel.identity(file);
    if (identity == null || !doors.isOpen(identity)) {
      kernel.close(file);
      return Answer.error(Kernel.EACCES);
    }
    return connected(socket, named("/proc/self/fd/" + file), file);
  }

  /** One that may wait does so on a thread of its own; meanwhile others must be served. */
  private Answer connected(long socket, byte[] address, long file) {
    if ((kernel.call(Call.FCNTL, socket, F_GETFL, 0) & O_NONBLOCK) != 0) {
      var result = by(kernel, Call.CONNECT, socket, address);
      if (file >= 0) kernel.close(file);
      return Answer.of(result);
    }
    Thread.ofPlatform()
        .daemon()
        .name("sandbox connect")
        .start(() -> {
          try (var mine = new Kernel.Caller()) {
            var result = by(mine, Call.CONNECT, socket, address);
            if (file >= 0) mine.close(file);
            mine.close(socket);
            listener.answer(mine, request, Answer.of(result));
          }
        });
    return Answer.LATER;
  }

  private Walker.Found place(String path, boolean follow) {
    var asked = new Walker.Asked((int) Kernel.AT_FDCWD, path, follow);
    return sight.find(kernel, request, asked, reach);
  }

  private static byte[] named(String path) {
    var address = new byte[2 + path.length() + 1];
    address[0] = SocketAddress.AF_UNIX;
    for (var i = 0; i < path.length(); i++) address[2 + i] = (byte) path.charAt(i);
    return address;
  }

  private long by(Call call, long socket, byte[] address) {
    return by(kernel, call, socket, address);
  }

  private static long by(Kernel.Caller kernel, Call call, long socket, byte[] address) {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(LARGEST_ADDRESS, 8);
      MemorySegment.copy(address, 0, memory, ValueLayout.JAVA_BYTE, 0, address.length);
      return kernel.call(call, socket, memory.address(), address.length);
    }
  }
}
