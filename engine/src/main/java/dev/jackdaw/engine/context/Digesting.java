package dev.jackdaw.engine.context;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** The choice of lines where there is no room for one of each call. Used once. */
final class Digesting {
  /** As long as the line gets that tells what was left out. */
  private static final int REST_CHARS = 60;

  private final Ledger ledger;
  private final int maxChars;
  private final List<Ledger.Line> chosen = new ArrayList<>();
  private int left;

  Digesting(Ledger ledger, int maxChars) {
    this.ledger = ledger;
    this.maxChars = maxChars;
    left = maxChars;
  }

  List<String> lines() {
    var must = new ArrayList<>(ledger.failureLines());
    var files = ledger.modifiedFiles().stream().map(FileState::line).toList();
    var room = maxChars - Ledger.size(must) - REST_CHARS;
    must.addAll(Ledger.size(files) <= room ? files : byFolder());
    for (var line : must) take(line);
    var dropped = takeOthers();
    var lines = new ArrayList<String>();
    if (dropped > 0 && left >= REST_CHARS)
      lines.add("[earlier calls left out here: " + dropped + "]");
    for (var line : Ledger.sorted(chosen)) lines.add(line.text());
    return lines;
  }

  private void take(Ledger.Line line) {
    chosen.add(line);
    left -= line.text().length() + 1;
  }

  /** Takes the newest of the rest, and returns how many there was no room for. */
  private int takeOthers() {
    var others = new ArrayList<>(ledger.otherLines());
    others.sort(Comparator.comparingLong(Ledger.Line::number).reversed());
    var taken = 0;
    for (var line : others) {
      if (line.text().length() + 1 > left - REST_CHARS) break;
      take(line);
      taken++;
    }
    return others.size() - taken + ledger.forgotten();
  }

  /** Names are all that is left of files of which there are too many. */
  private List<Ledger.Line> byFolder() {
    var folders = new TreeMap<String, List<String>>();
    var numbers = new LinkedHashMap<String, Long>();
    for (var file : ledger.modifiedFiles()) {
      var cut = file.path().lastIndexOf('/') + 1;
      var folder = file.path().substring(0, cut);
      folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file.path().substring(cut));
      numbers.merge(folder, file.modifiedBy(), Math::max);
    }
    var lines = new ArrayList<Ledger.Line>();
    folders.forEach((folder, names) -> {
      var number = numbers.getOrDefault(folder, 0L);
      var where = folder.isEmpty() ? "" : " in " + folder;
      var text = "#" + number + " changed" + where + ": " + String.join(", ", names);
      lines.add(new Ledger.Line(number, text));
    });
    return lines;
  }
}
