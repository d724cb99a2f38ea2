package dev.jackdaw.embed.method;

import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.embed.Param;
import dev.jackdaw.embed.Tool;
import dev.jackdaw.embed.shape.Fields;
import dev.jackdaw.embed.shape.Shapes;
import dev.jackdaw.embed.shape.UnsupportedType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the methods of an object that are tools. */
public final class MethodTools {
  private static final int MAX_NAME_CHARS = 64;

  private MethodTools() {}

  /**
   * Returns the tools of an object, sorted by name: its methods with {@link Tool}, those its class
   * inherits included.
   *
   * @throws UnsupportedType when it has none, or one cannot be a tool; the message says which and
   *     why
   */
  public static List<MethodTool> of(Object target) {
    var found = new LinkedHashMap<String, MethodTool>();
    for (var method : methods(target.getClass()).values()) {
      var tool = tool(target, method);
      var other = found.put(tool.spec().name(), tool);
      if (other != null) throw twice(tool.spec().name(), other.where(), tool.where());
    }
    if (found.isEmpty()) {
      throw new UnsupportedType(
          target.getClass().getName(),
          "it has no method with @Tool; add it to those that are tools");
    }
    return found.values().stream()
        .sorted(Comparator.comparing(tool -> tool.spec().name()))
        .toList();
  }

  /** Returns whether the class has a method that is a tool. */
  public static boolean hasAny(Class<?> type) {
    return !methods(type).isEmpty();
  }

  static UnsupportedType twice(String name, String one, String other) {
    return new UnsupportedType(
        one + " and " + other,
        "both are called \"" + name + "\"; give one another name: @Tool(name = …)");
  }

  /** A class made at run time in front of another overrides its methods without annotations. */
  private static Map<String, Method> methods(Class<?> type) {
    var found = new LinkedHashMap<String, Method>();
    for (var at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      add(at, found);
      for (var inherited : at.getInterfaces()) add(inherited, found);
    }
    return found;
  }

  private static void add(Class<?> type, Map<String, Method> found) {
    for (var method : type.getDeclaredMethods()) {
      if (method.isBridge() || method.isSynthetic() || !method.isAnnotationPresent(Tool.class)) {
        continue;
      }
      var signature = new StringBuilder(method.getName());
      for (var parameter : method.getParameterTypes()) {
        signature.append(' ').append(parameter.getName());
      }
      found.putIfAbsent(signature.toString(), method);
    }
  }

  static MethodTool tool(Object target, Method method) {
    var where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    var annotation = method.getAnnotation(Tool.class);
    requireCallable(target, method, where);
    if (annotation.value().isBlank()) {
      throw new UnsupportedType(where, "say to the model what it does: @Tool(\"…\")");
    }
    var fields = new ArrayList<Fields.Field>();
    var slots = new ArrayList<Slot>();
    for (var parameter : method.getParameters()) add(parameter, where, fields, slots);
    var touches = slots.stream().anyMatch(slot -> slot.use() != Param.Use.VALUE);
    if (annotation.readOnly() && slots.stream().anyMatch(s -> s.use() == Param.Use.WRITES)) {
      throw new UnsupportedType(where, "it is readOnly and has a parameter that WRITES");
    }
    var name = name(annotation, method, where);
    var all = new Fields(fields);
    return new MethodTool(
        target,
        method,
        new ToolSpec(name, annotation.value().strip(), all.schema()),
        all,
        slots,
        Declared.of(
            annotation,
            touches,
            method.getDeclaringClass().getName() + "#" + method.getName(),
            where),
        Results.of(method.getGenericReturnType(), where),
        annotation.essential());
  }

  private static void requireCallable(Object target, Method method, String where) {
    if (!Modifier.isPublic(method.getModifiers())) {
      throw new UnsupportedType(where, "it is not public");
    }
    if (method.getTypeParameters().length > 0) {
      throw new UnsupportedType(where, "it is generic; name its types");
    }
    if (!method.canAccess(Modifier.isStatic(method.getModifiers()) ? null : target)
        && !method.trySetAccessible()) {
      throw new UnsupportedType(
          where,
          "its class cannot be reached; make it public, or open its package to dev.jackdaw.embed");
    }
  }

  private static void add(
      Parameter parameter, String where, List<Fields.Field> fields, List<Slot> slots) {
    if (parameter.getType() == ToolContext.class) {
      slots.add(Slot.CONTEXT);
      return;
    }
    var param = parameter.getAnnotation(Param.class);
    if (!parameter.isNamePresent() && (param == null || param.name().isEmpty())) {
      throw new UnsupportedType(
          where,
          "the names of its parameters are not in the class file; compile with -parameters, or use"
              + " @Param(name = …)");
    }
    var part = where + "(" + parameter.getName() + ")";
    AnnotatedElement element = parameter;
    var field = Shapes.field(parameter.getName(), element, parameter.getAnnotatedType(), part);
    var names = new HashSet<String>();
    for (var other : fields) names.add(other.name());
    if (names.contains(field.name())) {
      throw new UnsupportedType(part, "there are two parameters \"" + field.name() + "\"");
    }
    fields.add(field);
    slots.add(Slot.of(param, parameter.getParameterizedType(), part));
  }

  private static String name(Tool annotation, Method method, String where) {
    var name = annotation.name().isEmpty() ? Fields.jsonName(method.getName()) : annotation.name();
    if (!name.matches("[A-Za-z0-9_-]+") || name.length() > MAX_NAME_CHARS) {
      throw new UnsupportedType(
          where,
          "a name has at most "
              + MAX_NAME_CHARS
              + " letters, digits, '_' and '-', not \""
              + name
              + "\"; use @Tool(name = …)");
    }
    if (name.regionMatches(true, 0, "mcp__", 0, 5)) {
      throw new UnsupportedType(where, "names that begin with mcp__ are those of MCP servers");
    }
    return name;
  }
}
