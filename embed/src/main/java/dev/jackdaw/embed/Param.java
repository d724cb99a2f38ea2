package dev.jackdaw.embed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a parameter of a {@link Tool}, a component of a record that is part of one or is asked
 * of a model as an answer, or such a type itself, wherever it is used.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Param {
  /** Returns what the model is told of it. */
  String value() default "";

  /** Returns its name in JSON; that in Java with underscores for capitals otherwise. */
  String name() default "";

  /**
   * Returns the value that counts where the model gives none: JSON, or a text as it is. The member
   * may be missing then.
   */
  String defaultValue() default NONE;

  /** No default: a member must be given, unless it is an {@code Optional} or may be null. */
  String NONE = "\0";

  /** Returns what the call does to what it names; for parameters of tools only. */
  Use use() default Use.VALUE;

  /** Returns the least value of a number, or the least size of a text, list or map. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Returns the greatest value of a number, or the greatest size of a text, list or map. */
  double max() default Double.POSITIVE_INFINITY;

  /** Returns a regular expression that a text must match as a whole. */
  String pattern() default "";

  /** What a call does to what a parameter names. */
  enum Use {
    /** It is a value and names nothing that the call touches. */
    VALUE,
    /** A {@link java.nio.file.Path} whose file, or anything below whose folder, is read. */
    READS,
    /** A {@link java.nio.file.Path} whose file, or anything below whose folder, is changed. */
    WRITES,
    /** A {@link java.net.URI} whose host is talked to. */
    CONNECTS
  }
}
