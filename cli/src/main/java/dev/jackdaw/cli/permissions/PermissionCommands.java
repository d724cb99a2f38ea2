package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.journal.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** {@code jackdaw permissions …}: what would be decided, without a model and without running it. */
public final class PermissionCommands {
  private final Environment environment;
  private final Directories directories;

  public PermissionCommands(Environment environment, Directories directories) {
    this.environment = environment;
    this.directories = directories;
  }

  /** What one of the commands does. */
  private interface Body {
    ExitCode run(Folders folders) throws IOException;
  }

  private ExitCode with(Arguments arguments, Body body) {
    try {
      return body.run(new Folders(environment, directories, arguments));
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "input-unreadable",
          "standard input cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** Says what would be decided on the call of the operands, and why. */
  public ExitCode explain(Arguments arguments, PrintWriter out) {
    return with(
        arguments,
        folders -> {
          var query = query(String.join(" ", arguments.operands()));
          var judged = judged(folders, query);
          if (arguments.has(Option.JSON)) out.println(judged.json(query.id()).pretty());
          else new Explanation(folders.judge(query.directory()).workspace()).print(judged, out);
          out.flush();
          return ExitCode.DONE;
        });
  }

  private static Query query(String text) {
    try {
      return Query.ofText(text);
    } catch (IllegalArgumentException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "bad-call", String.valueOf(e.getMessage()), e);
    }
  }

  private static Judged judged(Folders folders, Query query) {
    try {
      return folders.judge(query.directory()).judge(query);
    } catch (IllegalArgumentException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "bad-directory", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Answers each line of the input with a line, in order; a bad line is answered with its error.
   */
  public ExitCode check(Arguments arguments, InputStream in, PrintWriter out) {
    return with(
        arguments,
        folders -> {
          var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
          for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(answer(folders, line).compact());
            out.flush();
            if (out.checkError()) return ExitCode.FAILED;
          }
          return ExitCode.DONE;
        });
  }

  private static Json.Obj answer(Folders folders, String line) {
    try {
      var query = Query.ofJson(line);
      return folders.judge(query.directory()).judge(query).json(query.id());
    } catch (IllegalArgumentException e) {
      return error(line, String.valueOf(e.getMessage()));
    } catch (JackdawException e) {
      return error(line, String.valueOf(e.getMessage()));
    }
  }

  private static Json.Obj error(String line, String message) {
    return Json.object().put("id", idOf(line)).put("error", message).build();
  }

  private static Json idOf(String line) {
    try {
      return Json.parseObject(line).get("id").orElse(Json.Null.INSTANCE);
    } catch (RuntimeException _) {
      return Json.Null.INSTANCE;
    }
  }

  /** Tries every example that settings hold; not all of them right is a failure. */
  public ExitCode test(Arguments arguments, PrintWriter out) {
    return with(
        arguments,
        folders -> {
          var run = new ExampleRun(folders, out);
          var failures = run.all();
          out.flush();
          return failures == 0 ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  /** Decides once more what sessions decided, and tells what would be different. */
  public ExitCode replay(Arguments arguments, PrintWriter out) {
    return with(
        arguments,
        folders -> {
          var sessions = new Sessions(directories.state(), InstantSource.system());
          var replay = new Replay(folders, sessions, out);
          for (var name : arguments.operands()) replay.session(name);
          replay.summary();
          out.flush();
          return replay.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        });
  }
}
