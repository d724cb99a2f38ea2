package dev.jackdaw.examples.published;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.model.JApiClassType;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Has japicmp say which changes break programs that were compiled before. What it compares are
 * classes made of two lists of signatures, which hold all that linking looks at.
 */
final class Judge {
  /** These let programs run on, and stop who implements the type at the next compilation. */
  private static final Set<JApiCompatibilityChangeType> TO_BE_IMPLEMENTED =
      EnumSet.of(
          JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE,
          JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_TO_CLASS);

  private Judge() {}

  /** Returns what breaks, each as the name of the type, a colon and what happened. */
  static List<String> broken(Map<String, List<String>> before, Map<String, List<String>> now) {
    var options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    options.setNoAnnotations(true);
    var broken = new ArrayList<String>();
    for (var type : new JarArchiveComparator(options).compare(jar(before), jar(now))) {
      add(type.getFullyQualifiedName(), type, broken);
    }
    return broken;
  }

  private static JApiCmpArchive jar(Map<String, List<String>> types) {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      for (var type : types.entrySet()) {
        jar.putNextEntry(new ZipEntry(type.getKey().replace('.', '/') + ".class"));
        jar.write(Stubs.of(type.getKey(), type.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JApiCmpArchive(bytes.toByteArray(), "published", "1");
  }

  private static void add(String name, JApiClass type, List<String> broken) {
    add(name, "", type.getCompatibilityChanges(), broken);
    add(name, "superclass", type.getSuperclass().getCompatibilityChanges(), broken);
    for (var each : type.getInterfaces()) {
      add(name, each.getFullyQualifiedName(), each.getCompatibilityChanges(), broken);
    }
    for (var each : type.getFields()) {
      add(name, each.getName(), each.getCompatibilityChanges(), broken);
    }
    for (var each : type.getConstructors()) {
      add(name, "constructor", each.getCompatibilityChanges(), broken);
    }
    for (var each : type.getMethods()) {
      var changes = new ArrayList<>(each.getCompatibilityChanges());
      // Members of annotations are abstract, and those that come later have a default.
      if (isAnnotation(type)) changes.removeIf(c -> TO_BE_IMPLEMENTED.contains(c.getType()));
      add(name, each.getName(), changes, broken);
    }
  }

  private static boolean isAnnotation(JApiClass type) {
    return type.getClassType()
        .getNewTypeOptional()
        .equals(Optional.of(JApiClassType.ClassType.ANNOTATION));
  }

  private static void add(
      String type, String member, List<JApiCompatibilityChange> changes, List<String> broken) {
    for (var change : changes) {
      if (change.isBinaryCompatible() && !TO_BE_IMPLEMENTED.contains(change.getType())) continue;
      broken.add((type + ": " + member + " " + change.getType()).replace("  ", " "));
    }
  }
}
