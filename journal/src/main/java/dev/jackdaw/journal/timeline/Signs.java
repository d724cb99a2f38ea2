package dev.jackdaw.journal.timeline;

import java.nio.charset.Charset;

/** The signs of a timeline as text. */
public enum Signs {
  /** Block elements and dingbats, which need Unicode. */
  BLOCKS('█', '▒', '░', '▏', '┊', "✓", "✗", "?", "›", "■", "↻", "·", "│"),
  /** What every terminal has. */
  ASCII('#', '=', '.', '|', ':', "+", "x", "?", ">", "o", "~", "*", "|");

  final char run;
  final char model;
  final char person;
  final char moment;
  final char leftOut;
  final String good;
  final String bad;
  final String open;
  final String prompt;
  final String end;
  final String resume;
  final String change;
  final String edge;

  Signs(
      char run,
      char model,
      char person,
      char moment,
      char leftOut,
      String good,
      String bad,
      String open,
      String prompt,
      String end,
      String resume,
      String change,
      String edge) {
    this.run = run;
    this.model = model;
    this.person = person;
    this.moment = moment;
    this.leftOut = leftOut;
    this.good = good;
    this.bad = bad;
    this.open = open;
    this.prompt = prompt;
    this.end = end;
    this.resume = resume;
    this.change = change;
    this.edge = edge;
  }

  /** Returns the best ones that can be written in that encoding. */
  public static Signs in(Charset encoding) {
    return encoding.canEncode() && encoding.newEncoder().canEncode("█▒░▏┊✓✗›■↻·│") ? BLOCKS : ASCII;
  }
}
