package dev.jackdaw.journal.export;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.journal.text.Html;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One HTML file: its style inside, no script, no reference to anything outside. */
final class HtmlPage implements Page {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src data:">
      <title>%TITLE%</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --soft: #f3f3f1; \
      --line: #d9d9d4; --mark: #1f5fa8; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e4e4e0; --paper: #17181a; --soft: #222427; --line: #3a3d41; --mark: #8ab8ee; }
      }
      body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; \
      max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
      h2 { font-size: 1rem; color: var(--mark); margin: 1.5rem 0 .25rem; }
      .text { white-space: pre-wrap; overflow-wrap: anywhere; }
      .prompt { background: var(--soft); border-left: 3px solid var(--mark); padding: .5rem .75rem; }
      .note, dl { font-size: .875rem; opacity: .8; }
      dt { float: left; clear: left; min-width: 6rem; font-weight: 600; }
      dd { margin-left: 6.5rem; overflow-wrap: anywhere; }
      pre { background: var(--soft); border: 1px solid var(--line); padding: .5rem .75rem; \
      white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
      summary { cursor: pointer; }
      img { max-width: 100%; }
      </style>
      </head>
      <body>
      """;

  private final Appendable out;

  HtmlPage(Appendable out) {
    this.out = out;
  }

  @Override
  public void begin(Facts facts) throws IOException {
    out.append(HEAD.replace("%TITLE%", Html.escape(VisibleText.inOneLine(facts.title()))));
    element("h1", "", VisibleText.inOneLine(facts.title()));
    out.append("<dl>\n");
    fact("Session", facts.session());
    fact("Directory", facts.directory());
    fact("Time", facts.time());
    fact("Models", facts.models());
    out.append("</dl>\n");
  }

  private void fact(String name, String value) throws IOException {
    if (value.isEmpty()) return;
    element("dt", "", name);
    element("dd", "", VisibleText.inOneLine(value));
  }

  @Override
  public void prompt(String speaker, List<Block.Content> content) throws IOException {
    element("h2", "", VisibleText.inOneLine(speaker));
    for (var block : content) {
      switch (block) {
        case Block.Text(var text, _) -> element("div", "text prompt", VisibleText.prose(text));
        case Block.Image image -> picture(image);
      }
    }
  }

  @Override
  public void reply(String speaker, String text) throws IOException {
    element("h2", "", VisibleText.inOneLine(speaker));
    element("div", "text", VisibleText.prose(text));
  }

  @Override
  public void thinking(String speaker, String text) throws IOException {
    folded(speaker + ", thinking", VisibleText.prose(text));
  }

  @Override
  public void call(String speaker, Block.Call call) throws IOException {
    element("h2", "", VisibleText.inOneLine(speaker + " calls " + call.tool()));
    var input = call.malformed().isEmpty() ? call.input().pretty() : call.malformed();
    element("pre", "", VisibleText.prose(input));
  }

  @Override
  public void result(String tool, String status, ToolResult result) throws IOException {
    for (var block : result.content()) {
      switch (block) {
        case Block.Text(var text, _) -> {
          var shown = Shortened.of(text);
          var remark = shown.remark().isEmpty() ? "" : " (" + shown.remark() + ")";
          folded(tool + " " + status + remark, VisibleText.prose(shown.text()));
        }
        case Block.Image image -> picture(image);
      }
    }
    if (result.content().isEmpty()) note(tool + " " + status);
  }

  private void folded(String summary, String text) throws IOException {
    out.append("<details>\n");
    element("summary", "", VisibleText.inOneLine(summary));
    element("pre", "", text);
    out.append("</details>\n");
  }

  /** Shows a picture only of a kind browsers merely draw, and only if its bytes are Base64. */
  private void picture(Block.Image image) throws IOException {
    if (!PICTURES.contains(image.mediaType()) || !isBase64(image.base64())) {
      note("An image of type " + image.mediaType());
      return;
    }
    out.append("<p><img alt=\"image\" src=\"data:").append(image.mediaType());
    out.append(";base64,").append(image.base64()).append("\"></p>\n");
  }

  private static boolean isBase64(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!letter && c != '+' && c != '/' && c != '=') return false;
    }
    return true;
  }

  @Override
  public void note(String text) throws IOException {
    element("p", "note", VisibleText.inOneLine(text));
  }

  @Override
  public void end(Facts facts) throws IOException {
    out.append("<hr>\n<dl>\n");
    fact("Work", facts.work());
    fact("Tokens", facts.tokens());
    fact("Cost", facts.cost());
    out.append("</dl>\n</body>\n</html>\n");
  }

  private void element(String name, String style, String text) throws IOException {
    out.append('<').append(name);
    if (!style.isEmpty()) out.append(" class=\"").append(style).append('"');
    // A browser drops the first newline of a pre, so one is given to it.
    out.append(name.equals("pre") ? ">\n" : ">").append(Html.escape(text));
    out.append("</").append(name).append(">\n");
  }
}
