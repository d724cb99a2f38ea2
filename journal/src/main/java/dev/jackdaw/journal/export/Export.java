package dev.jackdaw.journal.export;

import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.wire.OccurrenceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Writes a session as a document. The session is read twice and never held in memory. What models,
 * tools and people wrote is data in the document: it can neither break out of its place nor hide.
 */
public final class Export {
  private Export() {}

  /** Writes one JSON object: {@code session}, and {@code events} as {@link OccurrenceJson}. */
  public static void json(Journal journal, Appendable out) throws IOException {
    var separator = new String[] {"\n"};
    out.append("{\"session\":").append(Json.of(journal.session().value()).compact());
    out.append(",\"events\":[");
    replay(
        journal,
        occurrence -> {
          out.append(separator[0]).append(OccurrenceJson.write(occurrence).compact());
          separator[0] = ",\n";
        });
    out.append("\n]}\n");
  }

  /** Writes Markdown (CommonMark) that reads as a document. */
  public static void markdown(Journal journal, Appendable out) throws IOException {
    page(journal, new MarkdownPage(out));
  }

  /** Writes a single HTML file that needs nothing else: no script, no reference to anything. */
  public static void html(Journal journal, Appendable out) throws IOException {
    page(journal, new HtmlPage(out));
  }

  private static void page(Journal journal, Page page) throws IOException {
    var facts = new Facts(journal.session());
    replay(journal, facts::add);
    page.begin(facts);
    var narration = new Narration(page);
    replay(journal, narration::tell);
    page.end(facts);
  }

  private interface Teller {
    void tell(Occurrence occurrence) throws IOException;
  }

  private static void replay(Journal journal, Teller teller) throws IOException {
    Consumer<Occurrence> each =
        occurrence -> {
          try {
            teller.tell(occurrence);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      journal.replay(each);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
