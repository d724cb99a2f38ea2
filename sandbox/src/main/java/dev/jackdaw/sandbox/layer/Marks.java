package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** What overlayfs notes on files of a layer that is mounted with {@code userxattr}. */
final class Marks {
  private static final String OPAQUE = "overlay.opaque";
  private static final String ORIGIN = "overlay.origin";

  private Marks() {}

  /** Returns whether a folder hides all that the workspace has in it. */
  static boolean isOpaque(Path folder) throws IOException {
    var view = view(folder);
    if (!view.list().contains(OPAQUE)) return false;
    var value = ByteBuffer.allocate(Math.max(1, view.size(OPAQUE)));
    view.read(OPAQUE, value);
    return "y".equals(new String(value.array(), 0, value.position(), StandardCharsets.US_ASCII));
  }

  /** Returns whether a file or folder of the workspace was copied up to be changed. */
  static boolean isCopy(Path path) throws IOException {
    return view(path).list().contains(ORIGIN);
  }

  private static UserDefinedFileAttributeView view(Path path) throws IOException {
    var view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) throw new IOException(path + " has no extended attributes");
    return view;
  }
}
