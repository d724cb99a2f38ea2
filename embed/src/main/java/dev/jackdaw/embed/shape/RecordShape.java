package dev.jackdaw.embed.shape;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.json.Json;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as an object. Its constructor has the last word on the values. */
final class RecordShape implements Shape {
  private final Class<?> type;
  private final Fields fields;
  private final MethodHandle constructor;
  private final List<MethodHandle> accessors;

  RecordShape(Class<?> type, Fields fields, String where) {
    this.type = type;
    this.fields = fields;
    var accessors = new ArrayList<MethodHandle>();
    try {
      var components = type.getRecordComponents();
      var types = new Class<?>[components.length];
      for (var i = 0; i < types.length; i++) {
        types[i] = components[i].getType();
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        accessors.add(MethodHandles.lookup().unreflect(accessor));
      }
      var declared = type.getDeclaredConstructor(types);
      declared.setAccessible(true);
      this.constructor = MethodHandles.lookup().unreflectConstructor(declared);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnsupportedType(
          where,
          type.getName()
              + " cannot be reached ("
              + e.getMessage()
              + "); open its package to dev.jackdaw.embed in module-info.java");
    }
    this.accessors = List.copyOf(accessors);
  }

  Class<?> type() {
    return type;
  }

  Fields fields() {
    return fields;
  }

  @Override
  public Json.Obj schema() {
    return Described.as(type, fields.schema());
  }

  @Override
  public Object decode(Json value, String path) throws InvalidInputException {
    if (!(value instanceof Json.Obj object)) throw Problems.wrong(path, expected(), value);
    var values = fields.decode(object, path.isEmpty() ? "" : path + ".");
    return create(values, path);
  }

  private Object create(@Nullable Object[] values, String path) throws InvalidInputException {
    try {
      return constructor.invokeWithArguments(values);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new InvalidInputException(
          Problems.named(path) + " was refused: " + String.valueOf(e.getMessage()));
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + type + " failed", e);
    }
  }

  @Override
  public Json encode(Object value) {
    var values = new @Nullable Object[accessors.size()];
    for (var i = 0; i < values.length; i++) {
      try {
        values[i] = accessors.get(i).invoke(value);
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a component of " + type + " cannot be read", e);
      }
    }
    return fields.encode(values);
  }

  @Override
  public String expected() {
    return "an object";
  }
}
