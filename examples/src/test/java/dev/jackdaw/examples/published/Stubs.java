package dev.jackdaw.examples.published;

import static java.util.stream.Collectors.toCollection;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes a class of the lines that {@link Signatures} wrote of one. */
final class Stubs {
  private static final Set<String> FLAGS = Set.of("abstract", "final", "static", "protected");

  private Stubs() {}

  static byte[] of(String name, List<String> lines) {
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type -> {
              kind(name, lines.getFirst(), type);
              for (var line : lines.subList(1, lines.size())) member(line, type);
            });
  }

  private static void kind(String name, String line, ClassBuilder type) {
    var words = new ArrayList<>(List.of(line.replace(",", "").split(" ", -1)));
    var flags = EnumSet.of(AccessFlag.PUBLIC);
    for (var word :
        words.subList(0, words.indexOf("extends") < 0 ? words.size() : words.indexOf("extends"))) {
      switch (word) {
        case "interface" -> flags.addAll(Set.of(AccessFlag.INTERFACE, AccessFlag.ABSTRACT));
        case "annotation" ->
            flags.addAll(Set.of(AccessFlag.ANNOTATION, AccessFlag.INTERFACE, AccessFlag.ABSTRACT));
        case "enum" -> flags.addAll(Set.of(AccessFlag.ENUM, AccessFlag.FINAL));
        case "final", "abstract" -> flags.add(AccessFlag.valueOf(word.toUpperCase(Locale.ROOT)));
        default -> {}
      }
    }
    type.withFlags(flags.toArray(AccessFlag[]::new));
    var above = words.indexOf("extends");
    if (above >= 0) type.withSuperclass(ClassDesc.of(words.get(above + 1)));
    var below = words.indexOf("implements");
    if (below >= 0) {
      type.withInterfaceSymbols(
          words.subList(below + 1, words.size()).stream().map(ClassDesc::of).toList());
    }
    nested(name, flags, type);
  }

  /** What is nested says so, or its own flags would be taken for those of a class at the top. */
  private static void nested(String name, Set<AccessFlag> flags, ClassBuilder type) {
    var end = name.lastIndexOf('$');
    if (end < 0) return;
    var own = EnumSet.of(AccessFlag.STATIC);
    own.addAll(flags);
    type.with(
        InnerClassesAttribute.of(
            InnerClassInfo.of(
                ClassDesc.of(name),
                Optional.of(ClassDesc.of(name.substring(0, end))),
                Optional.of(name.substring(end + 1)),
                own.toArray(AccessFlag[]::new))));
  }

  private static void member(String line, ClassBuilder type) {
    var thrown = line.indexOf(" throws ");
    var words = (thrown < 0 ? line : line.substring(0, thrown)).split(" ", -1);
    var flags =
        List.of(words).stream()
            .skip(1)
            .filter(FLAGS::contains)
            .map(word -> AccessFlag.valueOf(word.toUpperCase(Locale.ROOT)))
            .collect(toCollection(() -> EnumSet.noneOf(AccessFlag.class)));
    if (!flags.contains(AccessFlag.PROTECTED)) flags.add(AccessFlag.PUBLIC);
    var mask = 0;
    for (var flag : flags) mask |= flag.mask();
    var last = words[words.length - 1];
    if (words[0].equals("field")) {
      type.withField(words[words.length - 2], ClassDesc.ofDescriptor(last), mask);
      return;
    }
    var named = last.substring(0, last.indexOf('('));
    var shape = MethodTypeDesc.ofDescriptor(last.substring(last.indexOf('(')));
    type.withMethod(
        named,
        shape,
        mask,
        method -> {
          if (thrown >= 0) {
            var names = line.substring(thrown + " throws ".length()).split(", ", -1);
            method.with(
                ExceptionsAttribute.ofSymbols(List.of(names).stream().map(ClassDesc::of).toList()));
          }
          if (!flags.contains(AccessFlag.ABSTRACT)) {
            method.withCode(code -> code.aconst_null().athrow());
          }
        });
  }
}
