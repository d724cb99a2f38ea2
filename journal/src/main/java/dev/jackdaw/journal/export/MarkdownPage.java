package dev.jackdaw.journal.export;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import java.io.IOException;
import java.util.List;

/** Markdown after CommonMark. */
final class MarkdownPage implements Page {
  private final Appendable out;

  MarkdownPage(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin(Facts facts) throws IOException {
    out.append("# ").append(line(facts.title())).append("\n\n");
    fact("Session", facts.session());
    fact("Directory", facts.directory());
    fact("Time", facts.time());
    fact("Models", facts.models());
  }

  private void fact(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      out.append("- ").append(name).append(": ").append(line(value)).append('\n');
    }
  }

  @Override
  public void prompt(String speaker, List<Block.Content> content) throws IOException {
    heading(speaker);
    for (var block : content) {
      switch (block) {
        case Block.Text(var text, _) -> quote(text);
        case Block.Image image -> note(described(image));
      }
    }
  }

  private void quote(String text) throws IOException {
    quote(MarkdownProse.of(VisibleText.prose(text)));
  }

  /** Whatever is still open at the end of a quotation ends with it. */
  private void quote(MarkdownProse prose) throws IOException {
    for (var line : prose.text().split("\n", -1)) {
      out.append(line.isEmpty() ? ">" : "> ").append(line).append('\n');
    }
    out.append('\n');
  }

  private static String described(Block.Image image) {
    return "Image (" + image.mediaType() + ", " + image.base64().length() / 4 * 3 + " bytes)";
  }

  @Override
  public void reply(String speaker, String text) throws IOException {
    heading(speaker);
    var prose = MarkdownProse.of(VisibleText.prose(text));
    if (prose.isSettled()) out.append(prose.text()).append("\n\n");
    else quote(prose);
  }

  @Override
  public void thinking(String speaker, String text) throws IOException {
    heading(speaker + ", thinking");
    quote(text);
  }

  @Override
  public void call(String speaker, Block.Call call) throws IOException {
    out.append("**").append(line(speaker)).append(" calls ").append(line(call.tool()));
    out.append("**\n\n");
    if (call.malformed().isEmpty()) fenced("json", call.input().pretty());
    else fenced("", call.malformed());
  }

  @Override
  public void result(String tool, String status, ToolResult result) throws IOException {
    out.append("**").append(line(tool)).append("** ").append(line(status)).append("\n\n");
    for (var block : result.content()) {
      switch (block) {
        case Block.Text(var text, _) -> {
          var shown = Shortened.of(text);
          fenced("", shown.text());
          if (!shown.remark().isEmpty()) note(shown.remark());
        }
        case Block.Image image -> note(described(image));
      }
    }
  }

  /** A fence is longer than any run of backticks in what it holds. */
  private void fenced(String language, String text) throws IOException {
    var shown = VisibleText.prose(text);
    var fence = "`".repeat(Math.max(3, longestRun(shown) + 1));
    out.append(fence).append(language).append('\n').append(shown);
    if (!shown.endsWith("\n")) out.append('\n');
    out.append(fence).append("\n\n");
  }

  private static int longestRun(String text) {
    var longest = 0;
    var run = 0;
    for (var i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Override
  public void note(String text) throws IOException {
    out.append("- ").append(line(text)).append("\n\n");
  }

  private void heading(String text) throws IOException {
    out.append("## ").append(line(text)).append("\n\n");
  }

  private static String line(String text) {
    return MarkdownText.of(text);
  }

  @Override
  public void end(Facts facts) throws IOException {
    out.append("---\n\n");
    fact("Work", facts.work());
    fact("Tokens", facts.tokens());
    fact("Cost", facts.cost());
  }
}
