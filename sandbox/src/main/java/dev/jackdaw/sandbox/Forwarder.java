package dev.jackdaw.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings connections from inside the sandbox to the proxy's socket: programs speak to proxies over
 * TCP, and the empty network of the sandbox has only its own loopback. A few lines of Perl do it,
 * which every Debian, Fedora and macOS has; it starts in 5 ms and ends with the sandbox.
 */
public final class Forwarder {
  static final Path PERL = Path.of("/usr/bin/perl");

  private static final String SOCKET = "/run/jackdaw-proxy";
  private static final int PORT = 3128;
  static final List<String> VARIABLES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy");

  static final List<String> NOT_BY_PROXY = List.of("NO_PROXY", "no_proxy");

  /** Listens, leaves the listening to a process of init's, then becomes the command. */
  private static final String SCRIPT =
      """
      use strict; use Socket;
      my ($path, $port) = splice(@ARGV, 0, 2);
      socket(my $door, PF_INET, SOCK_STREAM, 0) or die "jackdaw: no socket: $!\\n";
      bind($door, sockaddr_in($port, INADDR_LOOPBACK)) or die "jackdaw: no port: $!\\n";
      listen($door, 128) or die "jackdaw: $!\\n";
      my $first = fork(); die "jackdaw: $!\\n" unless defined $first;
      if ($first) { waitpid($first, 0); close $door; exec {$ARGV[0]} @ARGV; die "$ARGV[0]: $!\\n"; }
      exit 0 if fork();
      open(STDIN, '<', '/dev/null'); open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
      $SIG{CHLD} = 'IGNORE'; $SIG{PIPE} = 'IGNORE';
      sub pass { my ($from, $to) = @_; my $piece;
        while (sysread($from, $piece, 65536)) { my $at = 0;
          while ($at < length $piece) { my $n = syswrite($to, $piece, 65536, $at); return unless $n; $at += $n; } }
        shutdown($to, 1); }
      while (accept(my $child, $door)) { next if fork(); $SIG{CHLD} = 'DEFAULT';
        socket(my $proxy, PF_UNIX, SOCK_STREAM, 0) or exit; connect($proxy, pack_sockaddr_un($path)) or exit;
        my $back = fork(); exit unless defined $back;
        if ($back) { pass($child, $proxy); waitpid($back, 0); } else { pass($proxy, $child); } exit; }
      """;

  private Forwarder() {}

  /** Returns whether it can be used on this machine. */
  public static boolean isThere() {
    return Files.isExecutable(PERL);
  }

  /** Returns the options that show the socket to the sandbox and name the proxy to programs. */
  static List<String> options(Path socket) {
    var options = new ArrayList<>(List.of("--ro-bind", socket.toString(), SOCKET));
    for (var name : VARIABLES) {
      options.addAll(List.of("--setenv", name, "http://127.0.0.1:" + PORT));
    }
    for (var name : NOT_BY_PROXY) options.addAll(List.of("--unsetenv", name));
    return options;
  }

  /** Returns the command with the forwarder before it. */
  static List<String> before(List<String> command) {
    var line =
        new ArrayList<>(List.of(PERL.toString(), "-e", SCRIPT, SOCKET, Integer.toString(PORT)));
    line.addAll(command);
    return line;
  }
}
