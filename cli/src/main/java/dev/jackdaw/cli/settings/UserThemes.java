package dev.jackdaw.cli.settings;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.tui.theme.NamedTheme;
import dev.jackdaw.tui.theme.ThemeFile;
import dev.jackdaw.tui.theme.Themes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The themes in the folder {@code themes} beside the user's settings, one a file.
 *
 * @param themes those that can be used, together with the built-in ones
 * @param problems what is wrong with the others, each a sentence or more
 */
public record UserThemes(Themes themes, List<String> problems) {
  private static final String FOLDER = "themes";
  private static final String ENDING = ".json";

  public UserThemes {
    problems = List.copyOf(problems);
  }

  /**
   * Reads them; where there is no such folder that costs one look at the disk.
   *
   * @param config the folder of the user's settings
   */
  public static UserThemes read(Path config) {
    var folder = config.resolve(FOLDER);
    var found = new ArrayList<NamedTheme>();
    var problems = new ArrayList<String>();
    for (var file : files(folder, problems)) {
      try {
        var name = String.valueOf(file.getFileName());
        var theme = name.substring(0, name.length() - ENDING.length());
        found.add(ThemeFile.read(theme, file.toString(), SettingsText.read(file)));
      } catch (JackdawException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new UserThemes(new Themes(found), problems);
  }

  private static List<Path> files(Path folder, List<String> problems) {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, "*" + ENDING)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return files;
    } catch (IOException | DirectoryIteratorException e) {
      problems.add("The themes in " + folder + " cannot be read: " + e + ".");
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }
}
