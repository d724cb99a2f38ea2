package dev.jackdaw.sandbox.landlock;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry that a path of a confined thread names, as the kernel would, but by descriptors:
 * the folder is opened, then asked where it is. Used by one thread at a time.
 */
final class Walker {
  static final int MAX_LINKS = 40;

  /** Names for the thread's own open files, which would be ours if we opened them. */
  private static final Pattern OWN =
      Pattern.compile("/(?:dev/fd|proc/(?:self|thread-self)/fd)/(\\d{1,9})");

  private final Kernel.Caller kernel;

  Walker(Kernel.Caller kernel) {
    this.kernel = kernel;
  }

  /** What was found; exactly one of the two is there. */
  record Found(Optional<Place> place, int error) {
    static Found at(Place place) {
      return new Found(Optional.of(place), 0);
    }

    static Found error(long number) {
      return new Found(Optional.empty(), (int) number);
    }
  }

  /**
   * What a thread names.
   *
   * @param directory a descriptor of the thread's
   * @param follow whether a link at the end is followed
   */
  record Asked(int directory, String path, boolean follow) {}

  /** Finds it. The caller closes the folder of the place. */
  Found find(Request request, Asked asked) {
    var path = asked.path();
    var directory = asked.directory();
    var follow = asked.follow();
    if (path.isEmpty()) return Found.error(Kernel.ENOENT);
    var spelled = own(request, path);
    var base = spelled.startsWith("/") ? Kernel.AT_FDCWD : request.base(kernel, directory);
    if (base < 0 && base != Kernel.AT_FDCWD) return Found.error(-base);
    for (var links = 0; links <= MAX_LINKS; links++) {
      var opened = open(base, spelled);
      if (base != Kernel.AT_FDCWD) kernel.close(base);
      if (opened.place().isEmpty()) return opened;
      var place = opened.place().get();
      var target = follow ? kernel.link(place.folder(), place.name()) : null;
      if (target == null) return opened;
      base = place.folder();
      if (target.startsWith("/")) {
        kernel.close(base);
        base = Kernel.AT_FDCWD;
      }
      spelled = target;
    }
    if (base != Kernel.AT_FDCWD) kernel.close(base);
    return Found.error(Kernel.ELOOP);
  }

  private String own(Request request, String path) {
    var number = ownDescriptor(path);
    if (number.isEmpty()) return path;
    var file = request.file(kernel, number.getAsInt());
    return file != null && file.startsWith("/") ? file : path;
  }

  /** Returns which of the thread's own open files the path names, if it is such a name. */
  static OptionalInt ownDescriptor(String path) {
    return switch (path) {
      case "/dev/stdin" -> OptionalInt.of(0);
      case "/dev/stdout" -> OptionalInt.of(1);
      case "/dev/stderr" -> OptionalInt.of(2);
      default -> {
        var own = OWN.matcher(path);
        yield own.matches() ? OptionalInt.of(Integer.parseInt(own.group(1))) : OptionalInt.empty();
      }
    };
  }

  private Found open(long base, String path) {
    return entry(kernel, path, name -> kernel.openDirectory(base, name));
  }

  /** Opens a folder by name; the result is a descriptor or an error as a negative number. */
  interface Opening {
    long open(String name);
  }

  /** Finds the last entry of a path, links at its end not followed. */
  static Found entry(Kernel.Caller kernel, String path, Opening opening) {
    var end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') end--;
    var whole = path.substring(0, end);
    var slash = whole.lastIndexOf('/');
    var name = whole.substring(slash + 1);
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return whole(kernel, whole, opening);
    }
    var parent = slash < 0 ? "." : slash == 0 ? "/" : whole.substring(0, slash);
    return at(kernel, opening.open(parent), name);
  }

  /** The path ends in a folder without saying its name. */
  private static Found whole(Kernel.Caller kernel, String path, Opening opening) {
    var folder = opening.open(path);
    if (folder < 0) return Found.error(-folder);
    var real = kernel.path(folder);
    kernel.close(folder);
    if (real == null) return Found.error(Kernel.ENOENT);
    var slash = real.lastIndexOf('/');
    if (real.length() < 2) return Found.error(Kernel.EISDIR);
    var parent = slash == 0 ? "/" : real.substring(0, slash);
    var above = opening.open(parent);
    return at(kernel, above, real.substring(slash + 1));
  }

  private static Found at(Kernel.Caller kernel, long folder, String name) {
    if (folder < 0) return Found.error(-folder);
    @Nullable String real = kernel.path(folder);
    if (real == null || !real.startsWith("/") || real.endsWith(" (deleted)")) {
      kernel.close(folder);
      return Found.error(Kernel.ENOENT);
    }
    return Found.at(new Place(folder, name, (real.length() == 1 ? "" : real) + "/" + name));
  }
}
