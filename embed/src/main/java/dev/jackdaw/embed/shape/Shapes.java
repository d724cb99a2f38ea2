package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.embed.Param;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the shapes of types, or says why there is none. Used once, by one thread. */
public final class Shapes {
  private final Set<Class<?>> within = new LinkedHashSet<>();

  private Shapes() {}

  /**
   * Returns the shape of a type.
   *
   * @param where names it in messages
   * @throws UnsupportedType when it has none
   */
  public static Shape of(Type type, String where) {
    return new Shapes().shape(type, where);
  }

  /**
   * Returns the member for a parameter or component.
   *
   * @param name in Java
   * @param where names it in messages
   * @throws UnsupportedType when its type has no shape
   */
  public static Fields.Field field(
      String name, AnnotatedElement element, AnnotatedType type, String where) {
    return new Shapes().member(name, element, type, where);
  }

  private Fields.Field member(
      String name, AnnotatedElement element, AnnotatedType annotated, String where) {
    var type = annotated.getType();
    var param = element.getAnnotation(Param.class);
    var absence = absence(element, annotated, type, where);
    var shape = shape(absence == Fields.Absence.OPTIONAL ? argument(type, 0, where) : type, where);
    var bounds = Bounds.of(param, where);
    var named = param == null || param.name().isEmpty() ? Fields.jsonName(name) : param.name();
    var described = param == null ? "" : param.value();
    var whole = bounds.around(shape, where);
    if (param == null || param.defaultValue().equals(Param.NONE)) {
      return new Fields.Field(named, described, whole, absence, Json.Null.INSTANCE);
    }
    if (absence != Fields.Absence.REQUIRED) {
      throw new UnsupportedType(where, "it has a default and may be missing; say one of the two");
    }
    var usual = usual(param.defaultValue(), whole, where);
    return new Fields.Field(named, described, whole, Fields.Absence.USUAL, usual);
  }

  /** A default is JSON, or a text as it is; one that is no value of the type is refused. */
  private static Json usual(String given, Shape shape, String where) {
    try {
      return shape.encode(shape.decode(Json.parse(given), ""));
    } catch (InvalidInputException | JsonException _) {
      // then the text itself
    }
    try {
      return shape.encode(shape.decode(Json.of(given), ""));
    } catch (InvalidInputException _) {
      throw new UnsupportedType(
          where, "its default must be " + shape.expected() + " within its bounds, was " + given);
    }
  }

  private static Fields.Absence absence(
      AnnotatedElement element, AnnotatedType annotated, Type type, String where) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return Fields.Absence.OPTIONAL;
    }
    if (!isNullable(element) && !isNullable(annotated)) return Fields.Absence.REQUIRED;
    if (type instanceof Class<?> plain && plain.isPrimitive()) {
      throw new UnsupportedType(where, plain + " cannot be null; use the type that boxes it");
    }
    return Fields.Absence.NULL;
  }

  private static boolean isNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) return true;
    }
    return false;
  }

  private static Type argument(Type type, int index, String where) {
    if (type instanceof ParameterizedType generic) return generic.getActualTypeArguments()[index];
    throw new UnsupportedType(where, type.getTypeName() + " does not say of what");
  }

  private Shape shape(Type type, String where) {
    if (type instanceof Class<?> plain) return ofClass(plain, where);
    if (type instanceof ParameterizedType generic) return generic(generic, where);
    if (type instanceof TypeVariable<?>) {
      throw new UnsupportedType(where, type + " may be any type; name one");
    }
    throw new UnsupportedType(where, type.getTypeName() + " is not one type; name one");
  }

  private Shape generic(ParameterizedType type, String where) {
    var raw = (Class<?>) type.getRawType();
    if (raw == List.class || raw == Collection.class || raw == Set.class) {
      return new Several(raw, element(argument(type, 0, where), where));
    }
    if (raw == Map.class) {
      if (argument(type, 0, where) != String.class) {
        throw new UnsupportedType(where, "the keys of a map must be texts: Map<String, …>");
      }
      return new Named(element(argument(type, 1, where), where));
    }
    if (raw == Optional.class) {
      throw new UnsupportedType(where, "only a parameter or component can be Optional");
    }
    throw new UnsupportedType(
        where, type.getTypeName() + " is generic; write a type of its own without parameters");
  }

  private Shape element(Type type, String where) {
    if (type instanceof ParameterizedType inner && inner.getRawType() == Optional.class) {
      throw new UnsupportedType(where, "elements cannot be Optional; leave those out");
    }
    return shape(type, where);
  }

  private Shape ofClass(Class<?> type, String where) {
    var plain = Plain.ALL.get(type);
    if (plain != null) return plain;
    if (type.isEnum()) return new Choice(type);
    if (type.isRecord()) return record(type, where);
    if (type.isSealed()) return union(type, where);
    if (type.isArray()) return new Several(type, element(type.getComponentType(), where));
    throw new UnsupportedType(where, why(type));
  }

  private static String why(Class<?> type) {
    var name = type.getTypeName();
    if (List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return name + " does not say of what; write List<…> or Map<String, …>";
    }
    if (type == Object.class) return "Object may be anything; use a record, or Json for any value";
    if (type == Optional.class) return "Optional does not say of what; write Optional<…>";
    if (type == char.class || type == Character.class) return "use String for a character";
    if (type.isInterface() || java.lang.reflect.Modifier.isAbstract(type.getModifiers())) {
      return name + " has no one form; use a record, or a sealed interface of records";
    }
    return name + " is neither a record, an enum nor a type that is known; use a record";
  }

  private Shape union(Class<?> type, String where) {
    var cases = new LinkedHashMap<String, RecordShape>();
    addCases(type, where, cases);
    return new Union(type, cases);
  }

  private void addCases(Class<?> type, String where, Map<String, RecordShape> cases) {
    if (type.getTypeParameters().length > 0) {
      throw new UnsupportedType(where, type.getName() + " is generic; use one that is not");
    }
    for (var one : type.getPermittedSubclasses()) {
      if (one.isSealed()) {
        addCases(one, where, cases);
        continue;
      }
      if (!one.isRecord()) {
        throw new UnsupportedType(
            where,
            one.getName() + ", a case of " + type.getSimpleName() + ", is no record; make it one");
      }
      var name = Fields.jsonName(one.getSimpleName());
      var other = cases.put(name, record(one, where + "." + one.getSimpleName()));
      if (other != null) {
        throw new UnsupportedType(where, "two cases are called \"" + name + "\"; rename one");
      }
      if (cases.get(name).fields().all().stream().anyMatch(f -> f.name().equals(Union.TAG))) {
        throw new UnsupportedType(
            where + "." + one.getSimpleName(),
            "its member \""
                + Union.TAG
                + "\" is what tells cases apart; rename it: @Param(name = …)");
      }
    }
  }

  private RecordShape record(Class<?> type, String where) {
    if (type.getTypeParameters().length > 0) {
      throw new UnsupportedType(where, type.getName() + " is generic; use a record that is not");
    }
    if (!within.add(type)) {
      throw new UnsupportedType(where, type.getName() + " is a part of itself");
    }
    var fields = new ArrayList<Fields.Field>();
    var names = new HashSet<String>();
    for (var component : type.getRecordComponents()) {
      var part = where + "." + component.getName();
      var field = member(component.getName(), component, component.getAnnotatedType(), part);
      if (!names.add(field.name())) {
        throw new UnsupportedType(part, "there are two members \"" + field.name() + "\"");
      }
      refuseUse(component, part);
      fields.add(field);
    }
    within.remove(type);
    return new RecordShape(type, new Fields(fields), where);
  }

  private static void refuseUse(AnnotatedElement component, String where) {
    var param = component.getAnnotation(Param.class);
    if (param != null && param.use() != Param.Use.VALUE) {
      throw new UnsupportedType(
          where, "only a parameter of the method itself can say what is done to what it names");
    }
  }
}
