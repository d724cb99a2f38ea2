package dev.jackdaw.tui.text;

import java.util.List;
import java.util.Objects;
import org.jline.utils.AttributedString;

/** A line with links in it. Where a part of it is taken, that part has none. */
public final class LinkedLine extends AttributedString {
  private final List<Link> links;

  /**
   * A link.
   *
   * @param start the first character of the line that belongs to it
   * @param end the character after the last
   * @param target an absolute address in visible ASCII characters
   */
  public record Link(int start, int end, String target) {}

  public LinkedLine(AttributedString line, List<Link> links) {
    super(line);
    this.links = List.copyOf(links);
  }

  /** Returns them in order. */
  public List<Link> links() {
    return links;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LinkedLine other && links.equals(other.links) && super.equals(other);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), links);
  }
}
