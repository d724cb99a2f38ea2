package dev.jackdaw.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Hears the signals that come while the process is ending already, which the JVM itself drops. The
 * JDK's module for signals is not a part of Java, so it is used only where it is there.
 */
final class SecondSignal {
  private SecondSignal() {}

  /** Runs the action with each further SIGINT and SIGTERM. */
  static void handle(Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var made =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "second signal";
                  });
      var handle = signal.getMethod("handle", signal, handler);
      for (var name : List.of("INT", "TERM")) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), made);
      }
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      System.getLogger("dev.jackdaw.cli").log(System.Logger.Level.DEBUG, "signals", e);
    }
  }
}
