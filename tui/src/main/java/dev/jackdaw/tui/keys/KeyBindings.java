package dev.jackdaw.tui.keys;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which keys do what, in every context. Immutable. */
public final class KeyBindings {
  private static final KeyBindings DEFAULTS = new KeyBindings(defaultTable());

  private final Map<Context, Map<Chord, Action>> table;

  private KeyBindings(Map<Context, Map<Chord, Action>> table) {
    this.table = table;
  }

  /** What keys that were pressed mean. */
  public sealed interface Match {
    /** Nothing begins with them. */
    record None() implements Match {}

    /** They are the beginning of a chord. */
    record Begun() implements Match {}

    record Found(Action action) implements Match {}
  }

  /** Returns the keys as nobody changed them. */
  public static KeyBindings defaults() {
    return DEFAULTS;
  }

  private static Map<Context, Map<Chord, Action>> defaultTable() {
    var table = empty();
    for (var action : Action.values()) {
      for (var chord : action.defaults()) chords(table, action.context()).put(chord, action);
    }
    return table;
  }

  private static Map<Context, Map<Chord, Action>> empty() {
    var table = new EnumMap<Context, Map<Chord, Action>>(Context.class);
    for (var context : Context.values()) table.put(context, new LinkedHashMap<>());
    return table;
  }

  private static Map<Chord, Action> chords(
      Map<Context, Map<Chord, Action>> table, Context context) {
    return table.computeIfAbsent(context, _ -> new LinkedHashMap<>());
  }

  /** Returns bindings in which the chord does something else, or nothing. */
  KeyBindings with(Context context, Chord chord, Optional<Action> action) {
    var changed = empty();
    table.forEach((where, chords) -> chords(changed, where).putAll(chords));
    var chords = chords(changed, context);
    chords.remove(chord);
    action.ifPresent(one -> chords.put(chord, one));
    return new KeyBindings(changed);
  }

  /** Returns what one key means where no chord has begun. */
  public Match find(Context context, Key key) {
    return find(context, Chord.of(key));
  }

  /** Returns what the keys mean, pressed one after the other. */
  public Match find(Context context, Chord pressed) {
    var chords = chords(context);
    var action = chords.get(pressed);
    if (action != null) return new Match.Found(action);
    for (var chord : chords.keySet()) {
      if (chord.beginsWith(pressed)) return new Match.Begun();
    }
    return new Match.None();
  }

  /**
   * Returns the key that does by default what this one does now, for widgets that know the default
   * keys only; nothing when the user took from it what it did. Not for keys that are typed into a
   * text.
   */
  public Optional<Key> usual(Context context, Key key) {
    var chord = Chord.of(key);
    var action = chords(context).get(chord);
    if (action == null) {
      return DEFAULTS.chords(context).containsKey(chord) ? Optional.empty() : Optional.of(key);
    }
    var defaults = action.defaults();
    return defaults.contains(chord)
        ? Optional.of(key)
        : Optional.of(defaults.isEmpty() ? key : defaults.getFirst().keys().getFirst());
  }

  /**
   * Returns what a dialog is to hear, see {@link #usual(Context, Key)}; nothing for a key that does
   * nothing any more.
   *
   * @param context whose keys the dialog takes; empty for letters
   */
  public Optional<Input> usual(Optional<Context> context, Input input) {
    return context.isPresent() && input instanceof Input.Pressed(var key)
        ? usual(context.get(), key).map(Input.Pressed::new)
        : Optional.of(input);
  }

  /** Returns the key that does now what that one does by default; empty when none does. */
  public String now(Context context, String key) {
    var action = DEFAULTS.chords(context).get(Chord.parse(key));
    if (action == null) return key;
    var chord = Chord.parse(key);
    return chords(context).get(chord) == action ? key : key(action);
  }

  /** Returns the chords of a context and what they do. */
  Map<Chord, Action> chords(Context context) {
    return table.getOrDefault(context, Map.of());
  }

  /** Returns the keys that do it, the most usual first. */
  public List<Chord> keys(Action action) {
    var keys = new ArrayList<Chord>();
    chords(action.context())
        .forEach((chord, one) -> {
          if (one == action) keys.add(chord);
        });
    return List.copyOf(keys);
  }

  /** Returns the first of the keys that do it, to be named in a hint; empty when none does. */
  public String key(Action action) {
    var keys = keys(action);
    return keys.isEmpty() ? "" : keys.getFirst().toString();
  }

  /** Returns the longer chords that can never be pressed because a shorter one comes first. */
  List<Conflict> conflicts(Context context) {
    var conflicts = new ArrayList<Conflict>();
    var chords = chords(context);
    chords.forEach((longer, action) -> {
      for (var length = 1; length < longer.keys().size(); length++) {
        var shorter = new Chord(longer.keys().subList(0, length));
        var first = chords.get(shorter);
        if (first != null) conflicts.add(new Conflict(shorter, first, longer, action));
      }
    });
    return conflicts;
  }

  /** A chord that stands in another one's way. */
  record Conflict(Chord shorter, Action first, Chord longer, Action second) {}
}
