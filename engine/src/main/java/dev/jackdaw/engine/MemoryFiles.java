package dev.jackdaw.engine;

import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.engine.memory.Excerpts;
import dev.jackdaw.engine.memory.Place;
import dev.jackdaw.engine.memory.Places;
import dev.jackdaw.engine.memory.Shelf;
import dev.jackdaw.engine.memory.Source;
import dev.jackdaw.engine.memory.Treated.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The memory files of one agent: {@code AGENTS.md}, {@code CLAUDE.md}, {@code CLAUDE.local.md} and
 * rules of the user, of every folder from the project's root down to the working directory, and of
 * nested folders once the agent works in them. Rules with {@code paths} come into force once it
 * works on such a path. Thread-safe.
 */
public final class MemoryFiles {
  /** A memory file as it is shown to the model, imports included. */
  public record Memory(Path path, String text) {}

  /**
   * A memory file that is not what the model was told.
   *
   * @param text what to tell it, as a sentence
   */
  record Change(Path path, boolean isRemoval, String text) {}

  private final List<Path> userFolders;
  private final Places places;
  private final Path directory;
  private final boolean projectRead;
  private final long wantedCap;
  private final Shelf shelf;

  /** What the model was told, in this order. */
  private final Map<Path, Source> told = new LinkedHashMap<>();

  private final Map<Path, Source> fromTheStart = new LinkedHashMap<>();
  private final Map<Path, Source> conditional = new LinkedHashMap<>();
  private long cap = Excerpts.MOST_TOKENS;
  private Stage stage = Stage.BEGINNING;
  private final Set<String> reports = new LinkedHashSet<>();
  private int reported;

  /**
   * Describes where to look; reads nothing yet.
   *
   * @param userFolders folders of the user's own memory files, most general first
   * @param directory the working directory, canonical
   */
  public MemoryFiles(List<Path> userFolders, Path directory) {
    this(userFolders, directory, new Places(directory), true, 0, new Shelf());
  }

  private MemoryFiles(
      List<Path> userFolders,
      Path directory,
      Places places,
      boolean projectRead,
      long wantedCap,
      Shelf shelf) {
    this.userFolders = List.copyOf(userFolders);
    this.directory = directory;
    this.places = places;
    this.projectRead = projectRead;
    this.wantedCap = wantedCap;
    this.shelf = shelf;
  }

  /** Returns these without the project's: nobody trusts it. */
  public MemoryFiles withoutProject() {
    return new MemoryFiles(userFolders, directory, places, false, wantedCap, shelf);
  }

  /** Returns these for an agent that was told nothing yet; what was read is read for all. */
  public MemoryFiles afresh() {
    return new MemoryFiles(userFolders, directory, places, projectRead, wantedCap, shelf);
  }

  /** Returns these with other folders of the user; what was read before is not read again. */
  public MemoryFiles withUser(List<Path> folders) {
    return new MemoryFiles(folders, directory, places, projectRead, wantedCap, shelf);
  }

  /** Returns these with another cap on what is shown, in tokens; 0 for the usual one. */
  public MemoryFiles withCap(long tokens) {
    return new MemoryFiles(userFolders, directory, places, projectRead, tokens, shelf);
  }

  /**
   * Returns everything that is in force from the start, and rules that wait for a path, most
   * general first. Changes nothing.
   */
  public synchronized List<Source> all() {
    var all = new ArrayList<Source>();
    for (var folder : userFolders) read(places.ofUser(folder), all);
    if (!projectRead) return all;
    for (var folder : places.downTo(directory)) read(places.ofProject(folder), all);
    return all;
  }

  private void read(List<Place> found, List<Source> to) {
    var texts = new TreeSet<String>();
    for (var place : found) {
      var source = shelf.get(place);
      if (!source.text().isEmpty() && texts.add(source.text())) to.add(source);
    }
  }

  /**
   * Returns the memory files in force from the start, most general first, as they are now. What
   * came into force later stays.
   *
   * @param window the tokens the model takes; 0 when not known
   */
  public synchronized List<Memory> initial(int window) {
    cap = wantedCap > 0 ? wantedCap : Excerpts.cap(window);
    begin();
    return shown(List.copyOf(fromTheStart.values()));
  }

  private void begin() {
    told.keySet().removeAll(fromTheStart.keySet());
    fromTheStart.clear();
    conditional.clear();
    for (var source : all()) {
      (source.paths().isEmpty() ? fromTheStart : conditional).put(source.path(), source);
    }
    told.putAll(fromTheStart);
  }

  /** Returns the memory files that come into force because the agent works on this path. */
  synchronized List<Memory> discover(Path path) {
    var found = new ArrayList<Source>();
    find(path, found);
    return found.isEmpty() ? List.of() : shown(found);
  }

  /** Returns those that would come into force because of this path. */
  public synchronized List<Source> foundBy(Path path) {
    var found = new ArrayList<Source>();
    find(path, found);
    return found;
  }

  private void find(Path path, List<Source> found) {
    if (projectRead && path.startsWith(directory)) {
      var folder = Files.isDirectory(path) ? path : path.getParent();
      for (var each : places.downTo(folder == null ? path : folder)) {
        if (each.startsWith(directory)) enter(each, found);
      }
    }
    for (var rule : List.copyOf(conditional.values())) {
      if (!told.containsKey(rule.path()) && rule.isFor(path)) tell(shelf.get(rule.place()), found);
    }
  }

  private void enter(Path folder, List<Source> found) {
    var here = new ArrayList<Source>();
    read(places.ofProject(folder), here);
    for (var source : here) {
      if (!source.paths().isEmpty()) conditional.putIfAbsent(source.path(), source);
      else if (!told.containsKey(source.path())) tell(source, found);
    }
  }

  private void tell(Source source, List<Source> found) {
    told.put(source.path(), source);
    found.add(source);
  }

  /**
   * Returns, at a fold, the memory files of nested folders and the rules of paths that stay in
   * force, as they are on disk now. Those of no path in the working set are forgotten, and
   * discovered again when the agent gets there. From now on marks hold. Those in force from the
   * start are told anew by {@link #initial}, before or after this.
   */
  public synchronized List<Memory> inForce(Collection<Path> workingSet) {
    stage = Stage.FOLDED;
    told.clear();
    begin();
    var found = new ArrayList<Source>();
    for (var path : new TreeSet<>(workingSet)) find(path, found);
    return shown(found);
  }

  /** Tells that the conversation was folded in an earlier process: marks hold. */
  public synchronized void folded() {
    stage = Stage.FOLDED;
  }

  private List<Memory> shown(List<Source> sources) {
    var excerpts = Excerpts.of(sources, cap, stage, places);
    excerpts.overflow(places).ifPresent(reports::add);
    var memories = new ArrayList<Memory>();
    for (var excerpt : excerpts.list()) {
      if (excerpt.text().isEmpty()) continue;
      memories.add(new Memory(excerpt.source().path(), excerpt.text()));
    }
    return memories;
  }

  /** Returns what to tell the user of what had no room since this was last asked. */
  synchronized List<String> overflow() {
    if (reports.size() == reported) return List.of();
    var fresh = reports.stream().skip(reported).toList();
    reported = reports.size();
    return fresh;
  }

  /**
   * Returns what became of the files the model was told of, since then or since it was last asked.
   * Where nothing changed it costs a look at each of them and at what they import.
   */
  synchronized List<Change> changes() {
    var changes = new ArrayList<Change>();
    var now = new LinkedHashMap<Path, Source>();
    for (var before : told.values()) {
      var after = shelf.checked(before.place());
      if (!after.text().equals(before.text())) now.put(before.path(), after);
    }
    for (var after : now.values()) {
      var before = told.put(after.path(), after);
      if (fromTheStart.containsKey(after.path())) fromTheStart.put(after.path(), after);
      if (before != null) changes.add(change(before, after));
    }
    return changes;
  }

  private Change change(Source before, Source after) {
    var name = places.display(after.path());
    if (after.text().isEmpty()) {
      var text = name + " was removed or emptied: the instructions from it no longer hold.";
      return new Change(after.path(), true, text);
    }
    var shown = shown(List.of(after));
    var whole = shown.isEmpty() ? "" : shown.getFirst().text();
    var diff = LineDiff.shown(name, before.text(), after.text());
    var isShorter = diff.length() < whole.length();
    return new Change(
        after.path(),
        false,
        isShorter ? "What is different:\n\n" + diff : "They are now:\n\n" + whole);
  }
}
