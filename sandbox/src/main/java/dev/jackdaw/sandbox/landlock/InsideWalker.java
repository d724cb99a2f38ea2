package dev.jackdaw.sandbox.landlock;

import java.util.function.Predicate;

/**
 * Finds the entry that a path names for a thread with a file tree of its own, by descriptors there,
 * and then the same folder in our tree, where it can be written. That they are the same is asked of
 * the kernel. Used by one thread at a time.
 */
final class InsideWalker {
  private final Kernel.Caller kernel;
  private final Predicate<String> covers;

  /** {@code covers} tells of a path whether it is to be found in our tree, too. */
  InsideWalker(Kernel.Caller kernel, Predicate<String> covers) {
    this.kernel = kernel;
    this.covers = covers;
  }

  Walker.Found find(Request request, Walker.Asked asked) {
    if (asked.path().isEmpty()) return Walker.Found.error(Kernel.ENOENT);
    var spelled = absolute(request, asked);
    if (spelled == null) return Walker.Found.error(Kernel.ENOENT);
    var root = request.root(kernel);
    if (root < 0) return Walker.Found.error(-root);
    try {
      return find(root, spelled, asked.follow());
    } finally {
      kernel.close(root);
    }
  }

  private @org.jspecify.annotations.Nullable String absolute(Request request, Walker.Asked asked) {
    var own = Walker.ownDescriptor(asked.path());
    if (own.isPresent()) {
      var file = request.file(kernel, own.getAsInt());
      return file != null && file.startsWith("/") ? file : asked.path();
    }
    if (asked.path().startsWith("/")) return asked.path();
    var base = request.base(kernel, asked.directory());
    if (base < 0) return null;
    var folder = kernel.path(base);
    kernel.close(base);
    return folder == null || !folder.startsWith("/") ? null : folder + "/" + asked.path();
  }

  private Walker.Found find(long root, String path, boolean follow) {
    var spelled = path;
    for (var links = 0; links <= Walker.MAX_LINKS; links++) {
      var found = Walker.entry(kernel, spelled, name -> kernel.openDirectoryIn(root, name));
      if (found.place().isEmpty()) return found;
      var place = found.place().get();
      var target = follow ? kernel.link(place.folder(), place.name()) : null;
      if (target == null) return covers.test(place.path()) ? outside(place) : found;
      kernel.close(place.folder());
      spelled = target.startsWith("/") ? target : place.parent() + "/" + target;
    }
    return Walker.Found.error(Kernel.ELOOP);
  }

  /** Something else may lie over a folder inside, and a folder may move meanwhile. */
  private Walker.Found outside(Place inside) {
    var folder = kernel.openDirectoryWithoutLinks(inside.parent());
    var here = folder < 0 ? null : kernel.identity(folder);
    var same = here != null && here.equals(kernel.identity(inside.folder()));
    kernel.close(inside.folder());
    if (same) return Walker.Found.at(new Place(folder, inside.name(), inside.path()));
    if (folder >= 0) kernel.close(folder);
    return Walker.Found.error(Kernel.EACCES);
  }
}
