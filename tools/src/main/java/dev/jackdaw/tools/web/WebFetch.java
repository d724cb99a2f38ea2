package dev.jackdaw.tools.web;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.LedgerLine;
import dev.jackdaw.tools.output.Room;
import dev.jackdaw.tools.output.Utf8;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a page and shows it as text. It follows redirects only where its {@link Effect.Connects}
 * reaches; any other target is returned, to be asked for anew. What the model is told about it is
 * in {@code WebFetch.md}.
 */
public final class WebFetch extends RecordTool<WebFetch.Input> {
  static final int MAX_CHARS = 20_000;
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_ERROR_CHARS = 2_000;
  private static final int REMEMBERED_PAGES = 2;
  private static final Duration MOST = Duration.ofSeconds(60);

  /** The page, and how many of its characters were read already. */
  public record Input(String url, Optional<Integer> offset) {
    public Input {
      if (offset.orElse(0) < 0) {
        throw new IllegalArgumentException("\"offset\" must be at least 0, was " + offset.get());
      }
    }
  }

  private final Fetcher fetcher;

  /** Long pages that may be read on, so that the parts fit together; guarded by itself. */
  private final LinkedHashMap<String, Page> pages = new LinkedHashMap<>();

  WebFetch(WebTools.Reach reach) {
    this(reach, HttpsURLConnection::getDefaultSSLSocketFactory);
  }

  WebFetch(WebTools.Reach reach, Supplier<SSLSocketFactory> tls) {
    super("web_fetch", Input.class);
    this.fetcher = new Fetcher(reach, tls);
  }

  /** A page as text, and where it really was. */
  private record Page(WebAddress address, String type, String text) {
    Label label() {
      return new Label(Label.Source.WEB, address.host());
    }
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var address = WebAddress.parse(input.url());
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Connects(address.host(), address.port()));
    if (address.upgrades()) effects.add(new Effect.Connects(address.host(), 443));
    return effects;
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.url().strip();
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var details = result.details();
    var url = LedgerLine.shortened(details.string("url", input.url()), 120);
    var status = details.integer("status").map(code -> " HTTP " + code).orElse("");
    if (details.has("characters")) {
      return LedgerLine.of(url + " " + details.integer("characters", 0) + " characters");
    }
    var elsewhere = details.string("redirect").map(to -> " leads to " + to).orElse("");
    var outcome = status + elsewhere;
    return LedgerLine.of(url + (outcome.isEmpty() ? LedgerLine.reason(result) : outcome));
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      var address = WebAddress.parse(input.url());
      int offset = input.offset().orElse(0);
      var known = offset == 0 ? Optional.<Page>empty() : remembered(address);
      return known.isPresent()
          ? show(known.get(), offset, context)
          : fetch(address, offset, context);
    } catch (InvalidInputException e) {
      return ToolResult.of(Status.INVALID, String.valueOf(e.getMessage()), Label.JACKDAW);
    }
  }

  private ToolResult fetch(WebAddress asked, int offset, ToolContext context)
      throws InterruptedException {
    var most = context.deadline().compareTo(MOST) < 0 ? context.deadline() : MOST;
    var until = System.nanoTime() + most.toNanos();
    var address = asked;
    try {
      for (var redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        var response = fetcher.get(address, until);
        if (!response.isRedirect()) return read(asked, address, response, offset, context);
        var target = address.resolve(response.location());
        if (!address.mayLeadTo(target)) return leadsAway(address, target);
        address = target;
      }
      return ToolResult.failed(asked + " redirects more than " + MAX_REDIRECTS + " times.");
    } catch (InvalidInputException e) {
      return ToolResult.failed(
          address + " redirects to something that cannot be fetched: " + e.getMessage() + ".");
    } catch (Doorkeeper.OutOfReachException e) {
      return ToolResult.failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return ToolResult.failed("Cannot fetch " + address + ": " + reason(e) + ".");
    }
  }

  private static String reason(IOException problem) {
    var message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
  }

  private static ToolResult leadsAway(WebAddress from, WebAddress target) {
    var label = new Label(Label.Source.WEB, from.host());
    return ToolResult.ok(
            "Redirected to "
                + target
                + " on another server. Call web_fetch with that URL to go there.",
            label)
        .withDetails(Json.object().put("redirect", target.toString()).build());
  }

  private ToolResult read(
      WebAddress asked,
      WebAddress address,
      Fetcher.Response response,
      int offset,
      ToolContext context) {
    var text = PageText.of(response, address);
    var type = PageText.mediaType(response.contentType());
    if (response.status() >= 400) return refusedByServer(address, response.status(), text);
    if (text.isEmpty()) {
      return ToolResult.failed(
          address
              + " is "
              + type
              + ", "
              + response.body().length
              + " bytes, not text. Download it with bash if you need it.");
    }
    var page = new Page(address, type, text.get());
    if (page.text().length() > part(page, 0, context).length()) remember(asked, page);
    return show(page, offset, context);
  }

  private static ToolResult refusedByServer(WebAddress address, int status, Optional<String> text) {
    var content = new ArrayList<Block.Content>();
    content.add(new Block.Text("HTTP status " + status + " from " + address, Label.JACKDAW));
    var label = new Label(Label.Source.WEB, address.host());
    var said = text.orElse("").strip();
    if (!said.isEmpty()) content.add(new Block.Text(cut(said, 0, MAX_ERROR_CHARS), label));
    var details = Json.object().put("url", address.toString()).put("status", status).build();
    return new ToolResult(Status.FAILED, content, details, label);
  }

  private static ToolResult show(Page page, int offset, ToolContext context) {
    var total = page.text().length();
    var part = part(page, Math.min(offset, total), context);
    var end = Math.min(offset, total) + part.length();
    var content = new ArrayList<Block.Content>();
    if (!part.isBlank()) content.add(new Block.Text(part, page.label()));
    var note = note(part, offset, end, total);
    if (!note.isEmpty()) content.add(new Block.Text(note, Label.JACKDAW));
    var details =
        Json.object()
            .put("url", page.address().toString())
            .put("content_type", page.type())
            .put("characters", total)
            .put("offset", offset)
            .put("truncated", end < total)
            .build();
    return new ToolResult(Status.OK, content, details, page.label());
  }

  private static String part(Page page, int from, ToolContext context) {
    var fits = Utf8.fitting(page.text(), from, Room.of(context).bytes()) - from;
    return cut(page.text(), from, Math.min(fits, MAX_CHARS));
  }

  private static String note(String part, int offset, int end, int total) {
    if (end < total) {
      return "[characters "
          + offset
          + " to "
          + end
          + " of "
          + total
          + "; go on with offset "
          + end
          + "]";
    }
    if (offset > 0 && offset >= total) return "[the page ends at character " + total + "]";
    return part.isBlank() ? "(the page has no text)" : "";
  }

  /** Returns a part, to the end of a line where one is near. */
  private static String cut(String text, int from, int max) {
    if (text.length() - from <= max) return text.substring(from);
    var end = from + max;
    var lineEnd = text.lastIndexOf('\n', end - 1);
    if (lineEnd >= from + max - max / 8) return text.substring(from, lineEnd + 1);
    return text.substring(from, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private void remember(WebAddress asked, Page page) {
    synchronized (pages) {
      pages.remove(asked.toString());
      pages.put(asked.toString(), page);
      if (pages.size() > REMEMBERED_PAGES) pages.pollFirstEntry();
    }
  }

  private Optional<Page> remembered(WebAddress asked) {
    synchronized (pages) {
      return Optional.ofNullable(pages.get(asked.toString()));
    }
  }
}
