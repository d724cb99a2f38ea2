package dev.jackdaw.journal.checkpoint;

import java.util.Map;

/** What is at a path. */
sealed interface Node {
  /** Nothing. */
  record Absent() implements Node {
    static final Absent INSTANCE = new Absent();
  }

  /**
   * A folder.
   *
   * @param mode permissions, nine bits; -1 where there are none
   * @param children by {@link RawName}; whoever made it does not change it any more
   */
  record Directory(int mode, Map<String, Node> children) implements Node {}

  /**
   * A file whose content is kept.
   *
   * @param stamp how it is told from a changed one without reading it
   */
  record RegularFile(int mode, Stamp stamp, ContentId content) implements Node {}

  /** A symbolic link and where it leads. */
  record Link(String target) implements Node {}

  /** A file whose content is not kept, and why. */
  record Unkept(int mode, Stamp stamp, Why why) implements Node {}

  /** Git's own folder or file, which is not looked into: whoever works with git undoes by git. */
  record Repository(Stamp history) implements Node {}

  /** A pipe, a socket, a device. */
  record Special() implements Node {}

  /** Why a content is not kept. */
  enum Why {
    /** It alone is larger than what is kept of one file. */
    LARGE,
    /** Together with others it is more than what is kept of a folder. */
    LIMIT,
    /** It is ignored by git, and more than what is kept of such files. */
    IGNORED,
    /** It may not be read. */
    UNREADABLE
  }

  /**
   * What the system says of a file.
   *
   * @param size in bytes
   * @param modified in nanoseconds since 1970; {@link #RECENT} when it was too near to the look
   * @param inode a hash of the file's number, which another file may share
   */
  record Stamp(long size, long modified, int inode) {
    /** A change may have followed within the same tick of the clock. */
    static final long RECENT = Long.MIN_VALUE;

    static final Stamp NONE = new Stamp(0, 0, 0);

    boolean isSure() {
      return modified != RECENT;
    }
  }

  /** Returns whether a person would find the same at the path, a folder's children aside. */
  default boolean isLike(Node other) {
    return switch (this) {
      case Absent _ -> other instanceof Absent;
      case Directory(var mode, _) -> other instanceof Directory(var its, _) && mode == its;
      case RegularFile(var mode, var stamp, var content) ->
          other instanceof RegularFile(var its, var stamped, var contained)
              && mode == its
              && stamp.size() == stamped.size()
              && content.equals(contained);
      case Link link -> link.equals(other);
      case Unkept(var mode, var stamp, _) ->
          other instanceof Unkept(var its, var stamped, _) && mode == its && stamp.equals(stamped);
      case Repository _ -> other instanceof Repository;
      case Special _ -> other instanceof Special;
    };
  }
}
