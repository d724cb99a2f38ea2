package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.journal.PrivateFolder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the last look found, on disk: the next session need not read everything again, and after a
 * crash it tells what was there before the call that was running. A file that cannot be read counts
 * as none.
 *
 * @param roots what is in each root, by its path
 */
record TreeFile(Map<String, Node> roots) {
  private static final int MAGIC = 0x4a44_5431;
  private static final int BUFFER_BYTES = 1 << 16;

  static final TreeFile NONE = new TreeFile(Map.of());

  TreeFile {
    roots = Map.copyOf(roots);
  }

  static TreeFile read(Path file) {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      if (in.readInt() != MAGIC) return NONE;
      var roots = new LinkedHashMap<String, Node>();
      for (var left = in.readInt(); left > 0; left--) roots.put(in.readUTF(), readNode(in));
      return new TreeFile(roots);
    } catch (IOException | IllegalArgumentException _) {
      return NONE;
    }
  }

  /** Replaces the file at once. */
  void write(Path file) throws IOException {
    PrivateFolder.create(Objects.requireNonNull(file.getParent()));
    var fresh =
        file.resolveSibling(
            file.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime());
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW), BUFFER_BYTES))) {
      out.writeInt(MAGIC);
      out.writeInt(roots.size());
      for (var root : roots.entrySet()) {
        out.writeUTF(root.getKey());
        write(root.getValue(), out);
      }
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Node node, DataOutputStream out) throws IOException {
    switch (node) {
      case Node.Absent _ -> out.writeByte(0);
      case Node.Directory(var mode, var children) -> {
        out.writeByte(1);
        out.writeShort(mode);
        out.writeInt(children.size());
        for (var child : children.entrySet()) {
          out.writeUTF(child.getKey());
          write(child.getValue(), out);
        }
      }
      case Node.RegularFile(var mode, var stamp, var content) -> {
        out.writeByte(2);
        out.writeShort(mode);
        write(stamp, out);
        out.writeLong(content.a());
        out.writeLong(content.b());
        out.writeLong(content.c());
        out.writeLong(content.d());
      }
      case Node.Link(var target) -> {
        out.writeByte(3);
        out.writeUTF(target);
      }
      case Node.Unkept(var mode, var stamp, var why) -> {
        out.writeByte(4);
        out.writeShort(mode);
        write(stamp, out);
        out.writeUTF(why.name());
      }
      case Node.Repository(var history) -> {
        out.writeByte(5);
        write(history, out);
      }
      case Node.Special _ -> out.writeByte(6);
    }
  }

  private static void write(Node.Stamp stamp, DataOutputStream out) throws IOException {
    out.writeLong(stamp.size());
    out.writeLong(stamp.modified());
    out.writeInt(stamp.inode());
  }

  private static Node readNode(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 0 -> Node.Absent.INSTANCE;
      case 1 -> {
        var mode = in.readShort();
        var size = in.readInt();
        var children = HashMap.<String, Node>newHashMap(Math.clamp(size, 0, 1 << 20));
        for (var left = size; left > 0; left--) children.put(in.readUTF(), readNode(in));
        yield new Node.Directory(mode, children);
      }
      case 2 -> {
        var mode = in.readShort();
        var stamp = readStamp(in);
        yield new Node.RegularFile(
            mode, stamp, new ContentId(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
      }
      case 3 -> new Node.Link(in.readUTF());
      case 4 -> new Node.Unkept(in.readShort(), readStamp(in), Node.Why.valueOf(in.readUTF()));
      case 5 -> new Node.Repository(readStamp(in));
      case 6 -> new Node.Special();
      default -> throw new IOException("no kind of node");
    };
  }

  private static Node.Stamp readStamp(DataInputStream in) throws IOException {
    return new Node.Stamp(in.readLong(), in.readLong(), in.readInt());
  }
}
