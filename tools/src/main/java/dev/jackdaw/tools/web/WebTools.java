package dev.jackdaw.tools.web;

import dev.jackdaw.api.Tool;
import java.util.List;

/** The tool {@code web_fetch}. */
public final class WebTools {
  /** Which addresses may be fetched from. */
  public enum Reach {
    /** Those of the public internet. */
    PUBLIC,
    /** Those, and this machine itself. */
    PUBLIC_AND_LOOPBACK
  }

  private WebTools() {}

  public static List<Tool<?>> tools(Reach reach) {
    return List.of(new WebFetch(reach));
  }
}
