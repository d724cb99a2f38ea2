package dev.jackdaw.embed.shape;

import dev.jackdaw.api.JackdawException;

/** A type, or what is said of it, cannot be shown to a model. The message says where and why. */
public final class UnsupportedType extends JackdawException {
  private static final long serialVersionUID = 1L;

  public UnsupportedType(String where, String why) {
    super(Kind.USER, "type-unsupported", where + ": " + why + ".");
  }
}
