package dev.jackdaw.examples.published;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The signatures of the types in published packages that other code can link to. */
final class Signatures {
  private static final Set<AccessFlag> TOLD =
      Set.of(AccessFlag.STATIC, AccessFlag.FINAL, AccessFlag.ABSTRACT, AccessFlag.PROTECTED);

  private Signatures() {}

  /**
   * Returns the lines of each type: first what it is, then its members, sorted.
   *
   * @param anchor a class of the package; types of packages below are not meant
   */
  static Map<String, List<String>> of(Class<?> anchor) throws IOException {
    var types = new TreeMap<String, List<String>>();
    var folder = anchor.getPackageName().replace('.', '/');
    try {
      var origin = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(origin)) {
        read(origin.resolve(folder), types);
      } else {
        try (var jar = FileSystems.newFileSystem(URI.create("jar:" + origin.toUri()), Map.of())) {
          read(jar.getPath(folder), types);
        }
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return types;
  }

  private static void read(Path folder, Map<String, List<String>> types) throws IOException {
    var models = new TreeMap<String, ClassModel>();
    try (var files = Files.newDirectoryStream(folder, "*.class")) {
      for (var file : files) {
        if (file.getFileName().toString().equals("package-info.class")) continue;
        var model = ClassFile.of().parse(Files.readAllBytes(file));
        models.put(model.thisClass().asInternalName(), model);
      }
    }
    for (var model : models.values()) {
      if (isVisible(model, models)) types.put(name(model.thisClass()), lines(model));
    }
  }

  /** A type is as visible as those around it; the flags of nested ones stand in an attribute. */
  private static boolean isVisible(ClassModel model, Map<String, ClassModel> all) {
    var inner = model.findAttribute(Attributes.innerClasses());
    if (inner.isPresent()) {
      for (var each : inner.get().classes()) {
        if (!each.innerClass().equals(model.thisClass())) continue;
        var flags = each.flags();
        if (!flags.contains(AccessFlag.PUBLIC) && !flags.contains(AccessFlag.PROTECTED))
          return false;
        var outer = each.outerClass();
        if (outer.isEmpty()) return false;
        var around = all.get(outer.get().asInternalName());
        return around != null && isVisible(around, all);
      }
    }
    return model.flags().has(AccessFlag.PUBLIC);
  }

  private static List<String> lines(ClassModel model) {
    var members = new TreeSet<String>();
    for (var field : model.fields()) {
      if (isLinked(field.flags().flags())) {
        members.add(
            "field "
                + told(field.flags().flags())
                + field.fieldName().stringValue()
                + " "
                + field.fieldType().stringValue());
      }
    }
    for (var method : model.methods()) {
      if (!isLinked(method.flags().flags())) continue;
      members.add(
          "method "
              + told(method.flags().flags())
              + method.methodName().stringValue()
              + method.methodType().stringValue()
              + method.findAttribute(Attributes.exceptions()).map(Signatures::thrown).orElse(""));
    }
    var lines = new ArrayList<String>();
    lines.add(kind(model));
    lines.addAll(members);
    return lines;
  }

  private static String thrown(ExceptionsAttribute exceptions) {
    return exceptions.exceptions().stream()
        .map(Signatures::name)
        .sorted()
        .collect(Collectors.joining(", ", " throws ", ""));
  }

  private static boolean isLinked(Set<AccessFlag> flags) {
    if (flags.contains(AccessFlag.SYNTHETIC)) return false;
    return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
  }

  private static String told(Set<AccessFlag> flags) {
    return flags.stream()
        .filter(TOLD::contains)
        .map(flag -> flag.name().toLowerCase(java.util.Locale.ROOT) + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  private static String kind(ClassModel model) {
    var flags = model.flags();
    var kind =
        flags.has(AccessFlag.ANNOTATION)
            ? "annotation"
            : flags.has(AccessFlag.INTERFACE)
                ? "interface"
                : flags.has(AccessFlag.ENUM) ? "enum" : "class";
    // An interface is abstract, and whether an enum is final depends on its constants.
    var told = kind.equals("class") ? told(flags.flags()) : "";
    var out = new StringBuilder("is ").append(told).append(kind);
    model
        .superclass()
        .map(Signatures::name)
        .ifPresent(type -> out.append(" extends ").append(type));
    var interfaces = model.interfaces().stream().map(Signatures::name).sorted().toList();
    if (!interfaces.isEmpty()) out.append(" implements ").append(String.join(", ", interfaces));
    return out.toString();
  }

  private static String name(ClassEntry entry) {
    return entry.asInternalName().replace('/', '.');
  }
}
