import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Replaces, in compiled classes, call sites that the JVM would otherwise link at their first use,
 * each by generating a class or a chain of method handles, which takes one to ten milliseconds of a
 * start and cannot be kept in an AOT cache: switches over types and {@code equals} and {@code
 * hashCode} of records. What they do stays the same. Run by the build after the compiler:
 *
 * <pre>java -cp CLASS_PATH tooling/InlineBootstraps.java target/classes</pre>
 *
 * <p>The class path is needed to work out the types on the stack. Doing it again changes nothing.
 * docs/start-up.md says what it brings.
 */
final class InlineBootstraps {
  private static final String SWITCH = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORD = "java/lang/runtime/ObjectMethods";
  private static final MethodTypeDesc CHOICE = MethodTypeDesc.of(CD_int, CD_Object, CD_int);
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final int MULTIPLIER = 31;

  private final ClassFile files;

  private InlineBootstraps(ClassLoader types) {
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(types)
            .orElse(ClassHierarchyResolver.defaultResolver());
    files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
  }

  public static void main(String[] folders) throws IOException {
    for (var folder : folders) {
      if (!Files.isDirectory(Path.of(folder))) continue;
      try (var types = new URLClassLoader(new URL[] {Path.of(folder).toUri().toURL()})) {
        new InlineBootstraps(types).rewriteAll(Path.of(folder));
      }
    }
  }

  private void rewriteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".class")).forEach(this::rewrite);
    }
  }

  private void rewrite(Path file) {
    try {
      var old = Files.readAllBytes(file);
      var now = rewritten(files.parse(old));
      if (now.isEmpty()) return;
      Files.write(file, now.get());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the class without such call sites, or nothing when it has none. */
  private Optional<byte[]> rewritten(ClassModel model) {
    if (!mentions(model)) return Optional.empty();
    var choices = new LinkedHashMap<List<ClassEntry>, String>();
    var changed = new boolean[1];
    CodeTransform code =
        (builder, element) -> {
          var done =
              element instanceof InvokeDynamicInstruction call
                  && inline(model, call, builder, choices);
          changed[0] |= done;
          if (!done) builder.with(element);
        };
    var transform =
        ClassTransform.transformingMethodBodies(code)
            .andThen(
                ClassTransform.endHandler(builder ->
                    choices.forEach((labels, name) ->
                        builder.withMethodBody(
                            name,
                            CHOICE,
                            ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
                            choose(labels)))));
    var bytes = files.transformClass(model, transform);
    return changed[0] ? Optional.of(bytes) : Optional.empty();
  }

  private static boolean mentions(ClassModel model) {
    for (var entry : model.constantPool()) {
      if (entry instanceof ClassEntry type
          && (type.name().equalsString(SWITCH) || type.name().equalsString(RECORD))) return true;
    }
    return false;
  }

  private static boolean inline(
      ClassModel model,
      InvokeDynamicInstruction call,
      CodeBuilder to,
      Map<List<ClassEntry>, String> choices) {
    var bootstrap = call.invokedynamic().bootstrap();
    var maker = bootstrap.bootstrapMethod().reference();
    if (maker.owner().name().equalsString(SWITCH) && maker.name().equalsString("typeSwitch")) {
      return inlineSwitch(model, bootstrap, call, to, choices);
    }
    return maker.owner().name().equalsString(RECORD) && inlineRecord(model, bootstrap, call, to);
  }

  /** Handles labels that are all types; others, such as constants of an enum, stay as they are. */
  private static boolean inlineSwitch(
      ClassModel model,
      BootstrapMethodEntry bootstrap,
      InvokeDynamicInstruction call,
      CodeBuilder to,
      Map<List<ClassEntry>, String> choices) {
    var labels = new ArrayList<ClassEntry>();
    for (var label : bootstrap.arguments()) {
      if (!(label instanceof ClassEntry type)) return false;
      labels.add(type);
    }
    if (call.typeSymbol().parameterType(0).isPrimitive()) return false;
    var name = choices.computeIfAbsent(labels, _ -> "typeSwitch$" + choices.size());
    to.invokestatic(model.thisClass().asSymbol(), name, CHOICE, isInterface(model));
    return true;
  }

  private static boolean isInterface(ClassModel model) {
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
  }

  /** The contract of SwitchBootstraps.typeSwitch for labels that are types. */
  private static Consumer<CodeBuilder> choose(List<ClassEntry> labels) {
    return code -> {
      var present = code.newLabel();
      code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
      for (int i = 0; i < labels.size(); i++) {
        var next = code.newLabel();
        code.iload(1).loadConstant(i).if_icmpgt(next);
        code.aload(0).instanceOf(labels.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    };
  }

  private record Component(String name, ClassDesc type) {}

  private static boolean inlineRecord(
      ClassModel model,
      BootstrapMethodEntry bootstrap,
      InvokeDynamicInstruction call,
      CodeBuilder to) {
    var components = new ArrayList<Component>();
    var arguments = bootstrap.arguments();
    for (var argument : arguments.subList(2, arguments.size())) {
      var field = ((MethodHandleEntry) argument).reference();
      components.add(
          new Component(
              field.name().stringValue(), ClassDesc.ofDescriptor(field.type().stringValue())));
    }
    var self = model.thisClass().asSymbol();
    switch (call.name().stringValue()) {
      case "hashCode" -> hash(self, components, to);
      case "equals" -> equal(self, components, to);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** With the record on the stack, leaves its hash. */
  private static void hash(ClassDesc self, List<Component> components, CodeBuilder to) {
    int record = to.allocateLocal(TypeKind.REFERENCE);
    to.astore(record).iconst_0();
    for (var component : components) {
      to.loadConstant(MULTIPLIER).imul();
      to.aload(record).getfield(self, component.name(), component.type());
      hashOf(component.type(), to);
      to.iadd();
    }
  }

  private static void hashOf(ClassDesc type, CodeBuilder to) {
    if (type.isPrimitive()) {
      to.invokestatic(box(type), "hashCode", MethodTypeDesc.of(CD_int, type));
    } else {
      to.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
    }
  }

  /** With the record and another object on the stack, leaves whether they are equal. */
  private static void equal(ClassDesc self, List<Component> components, CodeBuilder to) {
    int other = to.allocateLocal(TypeKind.REFERENCE);
    int record = to.allocateLocal(TypeKind.REFERENCE);
    var differ = to.newLabel();
    var end = to.newLabel();
    var same = to.newLabel();
    to.astore(other).astore(record);
    to.aload(record).aload(other).if_acmpeq(same);
    to.aload(other).instanceOf(self).ifeq(differ);
    to.aload(other).checkcast(self).astore(other);
    for (var component : components) {
      to.aload(record).getfield(self, component.name(), component.type());
      to.aload(other).getfield(self, component.name(), component.type());
      branchIfDifferent(component.type(), to, differ);
    }
    to.labelBinding(same).iconst_1().goto_(end).labelBinding(differ).iconst_0().labelBinding(end);
  }

  /** Numbers are compared by their class, as records do it: NaN equals NaN, 0.0 is not -0.0. */
  private static void branchIfDifferent(ClassDesc type, CodeBuilder to, Label differ) {
    if (type.isPrimitive()) {
      to.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type)).ifne(differ);
    } else {
      to.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object));
      to.ifeq(differ);
    }
  }

  private static ClassDesc box(ClassDesc type) {
    return switch (type.descriptorString()) {
      case "I" -> ClassDesc.of("java.lang.Integer");
      case "J" -> ClassDesc.of("java.lang.Long");
      case "Z" -> ClassDesc.of("java.lang.Boolean");
      case "B" -> ClassDesc.of("java.lang.Byte");
      case "C" -> ClassDesc.of("java.lang.Character");
      case "S" -> ClassDesc.of("java.lang.Short");
      case "F" -> ClassDesc.of("java.lang.Float");
      case "D" -> ClassDesc.of("java.lang.Double");
      default -> throw new IllegalArgumentException(type.descriptorString());
    };
  }
}
