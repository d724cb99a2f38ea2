package dev.jackdaw.tools.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that ends the commands of a session when Jackdaw is gone, killed by {@code SIGKILL}
 * included: it reads a pipe that only Jackdaw holds open. It is a shell script of its own session,
 * so that what ends Jackdaw by a terminal or a process group does not end it. It finds what it has
 * to end as {@link ProcessTree} does, and puts it down in the record of each command that had not
 * ended. Safe for use by several threads.
 */
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      folder=$2 jobs= seen=' ' marks="JACKDAW_JOB=$1[.][0-9]" limits=
      if [ "$3" ]; then
        marks="$marks|^Max file locks +1$3[0-9]{6} " limits='/proc/[0-9]*/limits'
      fi
      trap '' HUP INT QUIT TERM PIPE
      while read -r word number pid ticks; do
        case $word in
          +) jobs="$jobs $number:$pid:$ticks" ;;
          bye) exit 0 ;;
        esac
      done
      pause() { sleep 0.1 2>/dev/null || sleep 1; }

      # Sets what is known of a process; fails when there is none or only its exit status is left.
      look() {
        read -r line 2>/dev/null <"/proc/$1/stat" || return 1
        set -- ${line##*) }
        parent=$2 session=$4 started=${20}
        case $1 in Z | X) return 1 ;; esac
      }

      # Is the process of a job still the one that was started, and not another of its number?
      lives() { look "$1" && [ "$started" = "$2" ]; }

      for job in $jobs; do
        number=${job%%:*} rest=${job#*:}
        record=$folder/$number.job
        [ -f "$record" ] || continue
        if grep -q '^exit ' "$record"; then continue; fi
        if [ ! -d /proc/self ] || lives "${rest%:*}" "${rest#*:}"; then
          echo ending >>"$record"
        else
          echo gone >>"$record"
        fi
      done

      # Sets the processes that are there because of the jobs.
      members() {
        found=' ' table= sessions=' '
        for job in $jobs; do
          rest=${job#*:}
          if look "${rest%:*}" && [ "$started" != "${rest#*:}" ]; then continue; fi
          sessions="$sessions${rest%:*} "
        done
        for file in $(grep -slE "$marks" /proc/[0-9]*/environ $limits); do
          pid=${file#/proc/}
          found="$found${pid%/*} "
        done
        for file in /proc/[0-9]*; do
          pid=${file#/proc/}
          look "$pid" || continue
          table="$table$pid $parent $started
      "
          case $sessions in *" $session "*) found="$found$pid " ;; esac
          case $seen in *" $pid:$started "*) found="$found$pid " ;; esac
        done
        more=yes
        while [ "$more" ]; do
          more=
          while read -r pid parent started; do
            case $found in
              *" $pid "*) case $seen in *" $pid:"*) ;; *) seen="$seen$pid:$started " ;; esac ;;
              *" $parent "*) found="$found$pid " more=yes ;;
            esac
          done <<TABLE
      $table
      TABLE
        done
        [ "$found" != ' ' ]
      }

      if [ ! -d /proc/self ]; then
        for signal in TERM KILL; do
          for job in $jobs; do
            rest=${job#*:}
            kill -s $signal -- "-${rest%:*}" 2>/dev/null
          done
          sleep 1
        done
        exit 0
      fi
      asked=' ' none=
      for round in 1 2 3 4 5 6 7 8 9; do
        if members; then none=; elif [ "$none" ]; then exit 0; else none=yes; fi
        for pid in $found; do
          case $asked in *" $pid "*) continue ;; esac
          asked="$asked$pid "
          kill -s TERM "$pid" 2>/dev/null
        done
        pause
      done
      none= round=0
      while [ $round -lt 60 ]; do
        round=$((round + 1))
        if members; then none=; elif [ "$none" ]; then exit 0; else none=yes; fi
        for pid in $found; do kill -s KILL "$pid" 2>/dev/null; done
        pause
      done
      """;

  private final OutputStream pipe;

  private Watchdog(OutputStream pipe) {
    this.pipe = pipe;
  }

  /**
   * Starts it.
   *
   * @param mark the beginning of the value that marks what it ends, up to a full stop and a number
   * @param folder where the records are
   */
  static Watchdog start(String mark, Path folder) throws IOException {
    var line = new ArrayList<>(SessionLauncher.NEW_SESSION);
    line.addAll(List.of("/bin/sh", "-c", SCRIPT, "jackdaw-watchdog", mark, folder.toString()));
    line.add(Brand.ofSession(mark));
    var builder =
        new ProcessBuilder(line)
            .directory(Path.of("/").toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new Watchdog(builder.start().getOutputStream());
  }

  /** Tells it of a command; from then on it does not outlive this process. */
  synchronized void watch(int number, long pid, long ticks) throws IOException {
    say("+ " + number + " " + pid + " " + ticks);
  }

  private void say(String line) throws IOException {
    pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }

  /** Lets it go: what is left to end was ended. */
  @Override
  public synchronized void close() {
    try (pipe) {
      say("bye");
    } catch (IOException _) {
      // Somebody ended it; there is nothing left for it to do.
    }
  }
}
