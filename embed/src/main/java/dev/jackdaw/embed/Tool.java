package dev.jackdaw.embed;

import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method a tool of agents. Its parameters are what the model fills in; a parameter
 * of type {@link dev.jackdaw.api.ToolContext} is given by the engine instead: with it a method
 * shows progress, finds the workspace and asks people.
 *
 * <p>What the call does is declared here and at the parameters, because policy decides and the
 * scheduler orders by it; nobody checks that a method does no more. Where nothing is declared,
 * nothing is known: such a call runs alone, and only where a rule or a person allows it.
 *
 * <p>A result may be a {@code String}, a {@link dev.jackdaw.api.ToolResult}, a {@link
 * dev.jackdaw.api.Block.Content}, {@code void}, or whatever a parameter may be, which is shown as
 * JSON; and a {@link java.util.concurrent.CompletionStage} of these. A call that is cancelled is
 * interrupted, or its stage is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {
  /** Returns what the model is told: what it does, when to use it, what comes back. */
  String value();

  /** Returns its name: letters, digits, {@code _} and {@code -}; that of the method otherwise. */
  String name() default "";

  /** Returns whether it changes nothing anywhere, so that it runs unasked and beside others. */
  boolean readOnly() default false;

  /** Returns the hosts it talks to, as {@code host} (port 443) or {@code host:port}. */
  String[] connects() default {};

  /**
   * Returns what may be done with a call of which it is not known whether it took effect; one at
   * most. Otherwise {@link Idempotency#PURE} where it is {@link #readOnly}, else {@link
   * Idempotency#UNSAFE}.
   */
  Idempotency[] idempotency() default {};

  /**
   * Returns whose words the results hold, one at most: what strangers may have written ({@link
   * Label.Source#WEB}) withdraws rights. Otherwise the web where it {@link #connects}, the file
   * where it reads one, else {@link Label.Source#COMMAND}.
   */
  Label.Source[] origin() default {};

  /**
   * Returns whether the model is told of it even where there are so many tools that others are held
   * back until it searches for them.
   */
  boolean essential() default true;
}
