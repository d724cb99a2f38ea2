package dev.jackdaw.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/** A process that takes a lease, says so, and gives it back when it hears a line. */
final class LeaseProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private LeaseProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static LeaseProcess start(Path folder, Path leased, Path mark) throws IOException {
    return start(folder, leased, mark, _ -> true);
  }

  /** The process has a number that is wanted. */
  static LeaseProcess start(Path folder, Path leased, Path mark, LongPredicate number)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ProcessBuilder(
                "sh",
                "-c",
                "read go && exec \"$@\"",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LeaseProcess.class.getName(),
                folder.toString(),
                leased.toString(),
                mark.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    while (true) {
      var process = new LeaseProcess(command.start());
      if (number.test(process.pid())) {
        process.giveBack();
        return process;
      }
      process.close();
    }
  }

  /** Waits until it has the lease. */
  void awaitLease() throws IOException {
    var line = out.readLine();
    if (!"held".equals(line)) throw new IOException("the other process said " + line);
  }

  /** Lets it go on. */
  void giveBack() throws IOException {
    var in = process.outputWriter(StandardCharsets.UTF_8);
    in.write("\n");
    in.flush();
  }

  void kill() {
    process.destroyForcibly();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** What runs in the process: the folder of the leases, the path, and a file to leave behind. */
  public static void main(String[] words) throws IOException, InterruptedException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var leases = Leases.across(Path.of(words[0]));
    try (var _ = leases.take(List.of(Path.of(words[1])), "agent", "edit a", (_, _) -> {})) {
      System.out.println("held");
      in.readLine();
      Files.writeString(Path.of(words[2]), "before the lease was given back");
    }
    in.readLine();
  }
}
